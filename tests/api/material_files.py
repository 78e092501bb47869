"""Small materials with faults at known places, one a format, and what a worker makes of them."""

import io
from base64 import b64encode
from collections.abc import Callable
from typing import Any

import httpx
from api_makers import platform_token
from PIL import Image
from sqlalchemy import select

from config.settings import Settings
from store.database import session
from store.tables import Job
from tasks import enrich

_FILLER = "Planten maken met licht suiker uit water en koolstofdioxide, en dat gebeurt in hun bladeren. "
_SLIP = "In een blad zit bladgroen dat het licht opvangt en zo de de plant laat groeien. "


def _picture(colour: str = "green") -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", (200, 120), colour).save(out, "PNG")
    out.seek(0)
    return out


def word() -> bytes:
    import docx

    made = docx.Document()
    made.add_heading("Fotosynthese", 1)
    for n in range(30):
        made.add_paragraph(f"Alinea {n}. {_FILLER}")
    made.add_paragraph(_SLIP)
    made.add_paragraph("Kijk naar dit blad.").add_run().add_picture(_picture())
    made.add_heading("Te diep", 4)
    table = made.add_table(3, 2)
    for row, words in zip(table.rows, (("Stof", "Herkomst"), ("water", "bodem"), ("zuurstof", "lucht")), strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    return _saved(made)


def slides() -> bytes:
    import pptx
    from pptx.util import Inches

    deck = pptx.Presentation()
    for n in range(8):
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = f"Dia {n} over planten" if n != 5 else ""
        slide.placeholders[1].text = _FILLER
    deck.slides[6].shapes.add_picture(_picture(), Inches(1), Inches(4))
    return _saved(deck)


def pdf() -> bytes:
    """Four pages without tags; on the third a line that is hardly darker than the paper."""
    import pikepdf

    made = pikepdf.new()
    font = made.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    )
    for n in range(4):
        lines = [f"Bladzijde {n + 1}, regel {line}: planten maken suiker met licht." for line in range(20)]
        drawn = [f"BT /F1 12 Tf 60 {760 - 22 * i} Td ({line}) Tj ET" for i, line in enumerate(lines)]
        if n == 2:
            drawn.append("0.85 g BT /F1 12 Tf 60 200 Td (Deze grijze regel is bijna niet te lezen.) Tj ET")
        made.add_blank_page(page_size=(595, 842))
        made.pages[-1].obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        made.pages[-1].obj.Contents = made.make_stream("\n".join(drawn).encode("cp1252"))
    return _saved(made)


def page() -> bytes:
    filler = "".join(f"<p>Alinea {n}. {_FILLER}</p>" for n in range(30))
    return (
        '<!DOCTYPE html><html lang="nl"><head><meta charset="utf-8"><title>Fotosynthese</title></head><body><main>'
        f"<h1>Fotosynthese</h1>{filler}<p>Lees verder op <a href='https://voorbeeld.example/blad'>deze pagina</a>.</p>"
        f"<p style='color:#ccc;background:#fff'>Deze grijze regel is bijna niet te lezen.</p>"
        f'<p><img src="data:image/png;base64,{b64encode(_picture().getvalue()).decode()}" width="80" height="60"></p>'
        '<p><input type="text"></p></main></body></html>'
    ).encode()


FILES: dict[str, Callable[[], bytes]] = {"les.docx": word, "les.pptx": slides, "les.pdf": pdf, "les.html": page}


def _saved(made: Any) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def worked_through(settings: Settings, address: str, name: str, content: bytes) -> str:
    """The id of a material that a platform sent over HTTP and a worker enriched."""
    _platform, secret = platform_token(settings, "Lessenbank")
    answer = httpx.post(
        f"{address}/api/v1/materials", files={"file": (name, content)}, headers={"Authorization": f"Bearer {secret}"},
        timeout=60,
    )  # fmt: skip
    assert answer.status_code == 202, answer.text
    with session(settings) as db:
        job = db.scalars(select(Job)).one()
        job_id, material = job.id, job.material_id
    enrich.run(job_id, "test", settings.model_copy(update={"encoder": "off"}))
    return str(material)
