"""Large files within the memory limit: `python bench/large.py`. Makes them, reads each in a fresh reading process.

A PDF of 500 pages with text and a picture on each, a PPTX of 400 MB with a video, a zip with 20,000 small files, and
a Common Cartridge of a whole course. Exit status 1 when one is not read, or takes more than --limit MB.
"""

import argparse
import io
import os
import resource
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

# In this folder `documents` would be the bench, and not the room.
sys.path[0] = str(Path(__file__).resolve().parent.parent)

import documents  # noqa: E402
from config.settings import MB, Settings  # noqa: E402
from documents import sandbox  # noqa: E402
from schemas.document import Document  # noqa: E402

WORDS = ("breuk", "noemer", "teller", "getal", "lijn", "deel", "taart", "meter", "vraag", "antwoord", "klas", "groep")


def sentence(number: int, length: int = 12) -> str:
    """A line of words that differs from number to number."""
    chosen = [WORDS[(number * 7 + n * (1 + number % 11)) % len(WORDS)] for n in range(length)]
    return f"{number} " + " ".join(chosen) + "."


def picture(seed: int, side: int = 500) -> bytes:
    """A JPEG of noise, which does not pack."""
    from PIL import Image

    out = io.BytesIO()
    Image.frombytes("RGB", (side, side), os.urandom(side * side * 3)).save(out, "JPEG", quality=80)
    return out.getvalue()


def make_pdf(path: Path) -> None:
    """500 pages, each with a heading, 40 lines and a picture of its own: about 100 MB."""
    import pikepdf
    from pikepdf import Dictionary, Name

    made = pikepdf.new()
    font = made.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    for number in range(500):
        page = made.add_blank_page(page_size=(595, 842))
        image = pikepdf.Stream(made, picture(number), Type=Name.XObject, Subtype=Name.Image, Width=500, Height=500,
                               ColorSpace=Name.DeviceRGB, BitsPerComponent=8, Filter=Name.DCTDecode)  # fmt: skip
        lines = [f"BT /F1 18 Tf 60 780 Td (Hoofdstuk {number + 1}) Tj ET"]
        lines += [f"BT /F1 10 Tf 60 {750 - 13 * n} Td ({sentence(number * 40 + n)}) Tj ET" for n in range(40)]
        lines.append("q 150 0 0 150 400 60 cm /I Do Q")
        page.Contents = made.make_stream("\n".join(lines).encode())
        page.Resources = Dictionary(Font=Dictionary(F1=font), XObject=Dictionary(I=made.make_indirect(image)))
    made.save(path)


def make_pptx(path: Path) -> None:
    """40 slides, and a video of 400 MB that is stored as it is."""
    from pptx import Presentation
    from pptx.util import Inches

    deck = Presentation()
    for number in range(40):
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = f"Dia {number + 1}"
        slide.placeholders[1].text = sentence(number)
        slide.notes_slide.notes_text_frame.text = f"Vertel hier over {sentence(number)}"
    video = io.BytesIO(b"\0\0\0\x18ftypmp42" + os.urandom(1024))
    deck.slides[3].shapes.add_movie(video, Inches(1), Inches(1), Inches(4), Inches(3), mime_type="video/mp4")
    small = io.BytesIO()
    deck.save(small)
    piece = os.urandom(MB)
    with zipfile.ZipFile(small) as before, zipfile.ZipFile(path, "w") as after:
        for info in before.infolist():
            if info.filename.endswith(".mp4"):
                with after.open(zipfile.ZipInfo(info.filename), "w", force_zip64=True) as member:
                    for _ in range(400):
                        member.write(piece)
            else:
                after.writestr(info, before.read(info), zipfile.ZIP_DEFLATED)


def make_zip(path: Path) -> None:
    """20,000 texts in 200 folders."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(20_000):
            archive.writestr(f"map{number // 100:03}/les{number:05}.txt", sentence(number))


def make_cartridge(path: Path) -> None:
    """A course of 40 modules: 400 pages, 40 readers in PDF, 40 decks and 2,000 pictures."""
    import pikepdf

    reader, deck = io.BytesIO(), io.BytesIO()
    whole = path.with_suffix(".reader.pdf")
    make_pdf(whole)
    with pikepdf.open(whole) as opened:
        del opened.pages[6:]
        opened.save(reader)
    whole.unlink()
    from pptx import Presentation

    Presentation().save(deck)
    items, resources = [], []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:

        def add(name: str, data: bytes, title: str) -> str:
            archive.writestr(name, data)
            id = f"r{len(resources)}"
            resources.append(
                f'<resource identifier="{id}" type="webcontent" href="{name}"><file href="{name}"/></resource>'
            )
            return f'<item identifier="i{id}" identifierref="{id}"><title>{title}</title></item>'

        for module in range(40):
            inside = []
            for page in range(10):
                number = module * 10 + page
                for n in range(5):
                    archive.writestr(f"beeld/{number}-{n}.jpg", picture(number, 400))
                body = "".join(f"<p>{sentence(number * 15 + n)}</p>" for n in range(15))
                body += "".join(f'<img src="../beeld/{number}-{n}.jpg" alt="Beeld {n}">' for n in range(5))
                head = f"<html lang='nl'><head><title>Les {number}</title></head><body><h1>Les {number}</h1>"
                html = f"{head}{body}</body></html>"
                inside.append(add(f"les/{number}.html", html.encode(), f"Les {number}"))
            # A byte behind the end keeps each from being the same file as the one before.
            inside.append(add(f"boek/{module}.pdf", reader.getvalue() + str(module).encode(), f"Lezen {module}"))
            inside.append(add(f"dia/{module}.pptx", _other(deck.getvalue(), module), f"Dia's {module}"))
            items.append(f'<item identifier="m{module}"><title>Module {module}</title>{"".join(inside)}</item>')
        archive.writestr(
            "imsmanifest.xml",
            f"""<manifest identifier="c" xmlns="http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1">
<metadata><schema>IMS Common Cartridge</schema><schemaversion>1.3.0</schemaversion></metadata><organizations>
<organization identifier="o" structure="rooted-hierarchy"><item identifier="root">{"".join(items)}</item></organization>
</organizations><resources>{"".join(resources)}</resources></manifest>""",
        )


def _other(package: bytes, number: int) -> bytes:
    """The package with one member more."""
    out = io.BytesIO(package)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(f"docProps/{number}.txt", str(number))
    return out.getvalue()


KINDS: dict[str, tuple[str, Callable[[Path], None], Callable[[Document], bool]]] = {
    "pdf": ("boek.pdf", make_pdf, lambda d: d.pages == 500 and d.text.count("Hoofdstuk") >= 500),
    "pptx": ("dia's.pptx", make_pptx, lambda d: d.pages == 40 and "Vertel hier" in d.text and len(d.media) == 1),
    "zip": ("bestanden.zip", make_zip, lambda d: len([p for p in d.parts if p.format == "txt"]) == 20_000),
    "imscc": ("cursus.imscc", make_cartridge, lambda d: len([p for p in d.parts if p.format == "html"]) == 400
              and len([p for p in d.parts if p.format == "pdf"]) == 40),
}  # fmt: skip
"""Name, how it is made, and what must be in what was read."""


def peak(child: sandbox.Child) -> int:
    """The most memory that a reading process has held, in bytes."""
    for line in Path(f"/proc/{child.process.pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    return 0


def worked(child: sandbox.Child) -> float:
    """Seconds of processor time: what other programs on the machine do hardly changes it."""
    fields = Path(f"/proc/{child.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("kinds", nargs="*", choices=[*KINDS, []], help=f"of {', '.join(KINDS)}; all by default")
    arguments.add_argument("--limit", type=int, default=1024, help="MB that the reading process may hold")
    arguments.add_argument("--seconds", type=int, default=Settings().read_seconds, help="time for one file")
    asked = arguments.parse_args()
    good = True
    with tempfile.TemporaryDirectory(prefix="verrijker-large-") as work:
        settings = Settings(home=Path(work), read_seconds=asked.seconds)
        for kind in asked.kinds or KINDS:
            name, make, whole = KINDS[kind]
            path = Path(work) / name
            make(path)
            began = time.monotonic()
            try:
                document = documents.read(path, name=name, settings=settings)
            except documents.ReadError as error:
                print(f"✗ {error.problem().message_en}")
                good = False
                continue
            took = time.monotonic() - began
            # A process that has grown large is gone already, and the system tells of it as of one that has ended.
            alive = sandbox.shared_pool()._idle
            most = peak(alive[0]) if alive else resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
            busy = f"{worked(alive[0]):.1f} s of processor time" if alive else "processor time unknown"
            size = path.stat().st_size
            path.unlink()
            well = whole(document) and 0 < most <= asked.limit * MB
            good = good and well
            codes = ", ".join(sorted({p.code for p in document.problems})) or "no problems"
            print(
                f"{'✓' if well else '✗'} {name}: {size / MB:.0f} MB, "
                f"read in {took:.1f} s ({busy}) with at most {most / MB:.0f} MB; "
                f"{len(document.text)} characters, {document.pages or 0} pages, {len(document.parts)} parts, {codes}",
                flush=True,
            )
            sandbox.shared_pool().close()
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
