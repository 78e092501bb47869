"""Lessons with known content, written in every format by other programs than the readers under test."""

import html
import io
import json
import shutil
import subprocess
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SUBJECTS = ("kikkers", "vulkanen", "breuken", "Rembrandt", "getijden")
MENU = ("Startpagina", "Winkelwagen", "Inloggen", "Cookievoorkeuren", "Volg ons", "Privacyverklaring")
"""Words of a site around the lesson, which are no part of it."""


@dataclass(frozen=True)
class Block:
    """`kind` is heading, text, table, picture or link; `level` goes with a heading, `href` with a link."""

    kind: str
    text: str = ""
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()
    href: str = ""


def lesson(subject: str) -> list[Block]:
    """Five parts, each with a heading, running text, a table, a picture and a link; no sentence comes twice."""
    found = [Block("heading", f"Alles over {subject}", 1)]
    for n, part in enumerate(("Instap", "Uitleg", "Voorbeeld", "Oefening", "Afsluiting"), 1):
        found += [
            Block("heading", f"{part} {subject} deel {n}", 2),
            Block("text", f"In {part.lower()}{n} lees je hoe {subject} werken voor leerling{n} en docent{n}. "
                          f"Schrijf daarna vraag{n}a en vraag{n}b over in je schrift{n} en zoek het antwoord{n} op."),
            Block("table", rows=(("begrip", f"betekenis {n}"), (f"woord{n}x", f"uitleg {n} met {subject}"),
                                 (f"woord{n}y", f"tweede uitleg {n}"))),
            Block("picture", f"Tekening {n} van {subject} naast elkaar"),
            Block("link", f"meer bronnen {n} bij {subject}", href=f"https://voorbeeld.nl/{subject.lower()}/{n}"),
            Block("text", f"Tot slot{n} vergelijk je schema{n} met dat van je buur{n}; één café, twee ideeën."),
        ]  # fmt: skip
    return found


def shown_in(format: str, subject: str) -> list[Block]:
    """What of a lesson a file in `format` holds: a scan has only headings and text."""
    kinds = ("heading", "text") if format == "png" else ("heading", "text", "table", "picture", "link")
    return [b for b in lesson(subject) if b.kind in kinds]


def write_all(folder: Path, subjects: tuple[str, ...] = SUBJECTS) -> dict[str, dict[str, Path]]:
    """Writes every lesson in every format that can be made here: format → subject → file."""
    made: dict[str, dict[str, Path]] = {}

    def keep(format: str, subject: str, data: bytes) -> Path:
        path = folder / f"{subject}-{format}.{format.split('-')[0]}"
        path.write_bytes(data)
        made.setdefault(format, {})[subject] = path
        return path

    for subject in subjects:
        blocks = lesson(subject)
        keep("html", subject, as_html(blocks, site=True).encode())
        keep("md", subject, as_markdown(blocks).encode())
        keep("tex", subject, as_latex(blocks).encode())
        keep("ipynb", subject, as_notebook(blocks))
        keep("epub", subject, as_epub(blocks))
        keep("xlsx", subject, as_xlsx(blocks))
        keep("docx", subject, as_docx(blocks))
        keep("pptx", subject, as_pptx(blocks))
        keep("png", subject, as_picture(blocks))
    (folder / "plaat.png").write_bytes(_dot())
    plain = {s: folder / f"{s}-plain.html" for s in subjects}
    for subject, path in plain.items():
        path.write_text(as_html(lesson(subject), site=False))
    for format, pages in as_pdf(folder, plain).items():
        made[format] = pages
    for source, target in (("docx", "odt"), ("docx", "rtf"), ("docx", "doc"), ("pptx", "odp"), ("pptx", "ppt"),
                           ("xlsx", "ods"), ("xlsx", "xls")):  # fmt: skip
        made.update(_converted(folder, made[source], target))
    return made


def _converted(folder: Path, files: dict[str, Path], target: str) -> dict[str, dict[str, Path]]:
    """Through LibreOffice; nothing where it is not installed, or not the part of it that writes such files."""
    if shutil.which("soffice") is None:
        return {}
    out = folder / target
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{folder / 'profile'}", "--convert-to", target,
         "--outdir", str(out), *map(str, files.values())], check=True, capture_output=True, timeout=600,
    )  # fmt: skip
    found = {subject: out / f"{path.stem}.{target}" for subject, path in files.items()}
    there = {s: p for s, p in found.items() if p.exists()}
    return {target: there} if there else {}


def as_html(blocks: list[Block], *, site: bool) -> str:
    parts = []
    for b in blocks:
        text = html.escape(b.text)
        if b.kind == "heading":
            parts.append(f"<h{b.level}>{text}</h{b.level}>")
        elif b.kind == "table":
            rows = [
                "".join(f"<{tag}>{html.escape(c)}</{tag}>" for c in row)
                for tag, row in zip(("th", "td", "td"), b.rows, strict=True)
            ]
            parts.append(f"<table>{''.join(f'<tr>{r}</tr>' for r in rows)}</table>")
        elif b.kind == "picture":
            parts.append(f'<img src="plaat.png" alt="{text}">')
        elif b.kind == "link":
            parts.append(f'<p><a href="{b.href}">{text}</a></p>')
        else:
            parts.append(f"<p>{text}</p>")
    menu = "".join(f'<li><a href="/{n}">{item}</a></li>' for n, item in enumerate(MENU))
    around = (
        (f'<div class="menu"><ul>{menu}</ul></div>', f'<div id="footer"><ul>{menu}</ul></div>') if site else ("", "")
    )
    body = f"{around[0]}<div class='content'>{''.join(parts)}</div>{around[1]}"
    head = '<head><meta charset="utf-8"><title>Les</title></head>'
    return f'<!DOCTYPE html><html lang="nl">{head}<body>{body}</body></html>'


def as_markdown(blocks: list[Block]) -> str:
    parts = []
    for b in blocks:
        if b.kind == "table":
            head, *rest = (f"| {' | '.join(row)} |" for row in b.rows)
            parts.append("\n".join([head, "|---|---|", *rest]))
        else:
            parts.append({"heading": f"{'#' * b.level} {b.text}", "picture": f"![{b.text}](plaat.png)",
                          "link": f"[{b.text}]({b.href})"}.get(b.kind, b.text))  # fmt: skip
    return "\n\n".join(parts) + "\n"


def as_latex(blocks: list[Block]) -> str:
    parts = ["\\documentclass{article}\\usepackage[dutch]{babel}\\usepackage{hyperref,graphicx}\\begin{document}"]
    for b in blocks:
        if b.kind == "table":
            rows = " \\\\\n".join(" & ".join(row) for row in b.rows)
            parts.append(f"\\begin{{tabular}}{{ll}}\n{rows}\n\\end{{tabular}}")
        else:
            parts.append({"heading": f"\\{'sub' * (b.level - 1)}section{{{b.text}}}",
                          "picture": f"\\includegraphics[alt={{{b.text}}}]{{plaat}}",
                          "link": f"\\href{{{b.href}}}{{{b.text}}}"}.get(b.kind, b.text))  # fmt: skip
    return "\n\n".join([*parts, "\\end{document}"])


def as_notebook(blocks: list[Block]) -> bytes:
    cells = [{"cell_type": "markdown", "metadata": {}, "source": [as_markdown([b])]} for b in blocks]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


def as_epub(blocks: list[Block]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        book.writestr("mimetype", "application/epub+zip")
        book.writestr(
            "META-INF/container.xml",
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles><rootfile '
            'full-path="c.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
        )
        book.writestr(
            "c.opf",
            '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i"><metadata '
            'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Les</dc:title><dc:language>nl</dc:language>'
            '<dc:identifier id="i">x</dc:identifier></metadata><manifest><item id="b" href="b.xhtml" '
            'media-type="application/xhtml+xml"/><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>'
            '</manifest><spine><itemref idref="a"/><itemref idref="b"/></spine></package>',
        )
        half = len(blocks) // 2
        for name, part in (("b", blocks[half:]), ("a", blocks[:half])):
            page = as_html(part, site=False).replace(
                "<!DOCTYPE html><html", '<html xmlns="http://www.w3.org/1999/xhtml"'
            )
            # What HTML may leave open, XML may not.
            page = page.replace('<meta charset="utf-8">', "").replace('naast elkaar">', 'naast elkaar"/>')
            book.writestr(f"{name}.xhtml", page)
    return out.getvalue()


def as_docx(blocks: list[Block]) -> bytes:
    import docx
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    document = docx.Document()
    for b in blocks:
        if b.kind == "heading":
            document.add_heading(b.text, b.level)
        elif b.kind == "table":
            table = document.add_table(0, 2, style="Table Grid")
            for row in b.rows:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
        elif b.kind == "picture":
            document.add_picture(io.BytesIO(_dot()))._inline.docPr.set("descr", b.text)
        elif b.kind == "link":
            kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
            link = OxmlElement("w:hyperlink")
            link.set(qn("r:id"), document.part.relate_to(b.href, kind, True))
            paragraph = document.add_paragraph()
            link.append(paragraph.add_run(b.text)._r)
            paragraph._p.append(link)
        else:
            document.add_paragraph(b.text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_pptx(blocks: list[Block]) -> bytes:
    import pptx
    from pptx.util import Cm

    deck = pptx.Presentation()
    slide: Any = None
    top = 0
    for b in blocks:
        if b.kind == "heading":
            slide, top = deck.slides.add_slide(deck.slide_layouts[5]), 5
            slide.shapes.title.text = b.text
            continue
        top += 2
        if b.kind == "table":
            table = slide.shapes.add_table(3, 2, Cm(1), Cm(top), Cm(20), Cm(2)).table
            for r, row in enumerate(b.rows):
                for c, text in enumerate(row):
                    table.cell(r, c).text = text
        elif b.kind == "picture":
            picture = slide.shapes.add_picture(io.BytesIO(_dot()), Cm(1), Cm(top))
            picture._element.nvPicPr.cNvPr.set("descr", b.text)
        else:
            frame = slide.shapes.add_textbox(Cm(1), Cm(top), Cm(20), Cm(1)).text_frame
            run = frame.paragraphs[0].add_run()
            run.text = b.text
            if b.kind == "link":
                run.hyperlink.address = b.href
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def as_xlsx(blocks: list[Block]) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet: Any = None
    row = 0
    for b in blocks:
        if b.kind == "heading" or sheet is None:
            sheet, row = book.add_worksheet(b.text[:31]), 0
            continue
        if b.kind == "table":
            for cells in b.rows:
                sheet.write_row(row, 0, cells)
                row += 1
        elif b.kind == "picture":
            sheet.insert_image(row, 4, "p.png", {"image_data": io.BytesIO(_dot()), "description": b.text})
        elif b.kind == "link":
            sheet.write_url(row, 0, b.href, string=b.text)
            row += 1
        else:
            sheet.write(row, 0, b.text)
            row += 1
    book.close()
    return out.getvalue()


def as_picture(blocks: list[Block]) -> bytes:
    """The text of the lesson as a scan of a page."""
    import textwrap

    from PIL import Image, ImageDraw, ImageFont

    lines = [line for b in blocks if b.kind in ("text", "heading") for line in textwrap.wrap(b.text, 70)]
    page = Image.new("L", (1654, 2339), 255)
    pen, font = ImageDraw.Draw(page), ImageFont.load_default(size=34)
    for n, line in enumerate(lines):
        pen.text((150, 150 + 52 * n), line, fill=0, font=font)
    out = io.BytesIO()
    page.save(out, "PNG", dpi=(200, 200))
    return out.getvalue()


def as_pdf(folder: Path, pages: dict[str, Path]) -> dict[str, dict[str, Path]]:
    """Printed by the browser, with and without tags, and a scan of it."""
    from playwright.sync_api import sync_playwright

    made: dict[str, dict[str, Path]] = {"pdf-tagged": {}, "pdf-untagged": {}}
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page()
        for subject, path in pages.items():
            page.goto(path.as_uri())
            for format in made:
                target = folder / f"{subject}-{format}.pdf"
                page.pdf(path=str(target), format="A4", tagged=format == "pdf-tagged")
                made[format][subject] = target
        browser.close()
    return made


def _dot() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(out, "PNG")
    return out.getvalue()
