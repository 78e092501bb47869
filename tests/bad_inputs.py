"""Materials that cannot be used, or only in part, each of our own making, with the code of what is said about them."""

import io
import zipfile
from pathlib import Path

GOOD = "goed.md"
PRIVATE_URL = "http://127.0.0.1/les.html"

BAD = {
    "leeg.docx": ("failed", "read-empty"),
    "zip.docx": ("failed", "read-mismatch"),
    "geheim.pdf": ("failed", "read-encrypted"),
    "kapot.txt": ("partial", "encoding-broken"),
    "dik.pdf": ("partial", "pages-truncated"),
    "reus.pdf": ("failed", "read-too-large"),
    PRIVATE_URL: ("failed", "fetch-address"),
}
"""File name or web address: the status it must get, and the code of its problem."""

LESSON = (
    "# Breuken vergelijken\n\n"
    "In deze rekenles voor groep 6 leer je breuken vergelijken. Wat is meer: een derde of een vierde van de taart? "
    "Maak de breuken gelijknamig, zet ze op de getallenlijn en leg aan je maatje uit hoe je het weet.\n"
)


def pages(count: int, *, password: str | None = None) -> bytes:
    """A PDF whose pages share one line of text."""
    import pikepdf

    made, out = pikepdf.new(), io.BytesIO()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    resources = made.make_indirect(pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=made.make_indirect(font))))
    content = made.make_stream(b"BT /F1 12 Tf 72 720 Td (Breuken gelijknamig maken in groep 6.) Tj ET")
    for _ in range(count):
        page = made.add_blank_page(page_size=(595, 842))
        page.Contents, page.Resources = content, resources
    encryption = pikepdf.Encryption(owner=password, user=password) if password else False
    made.save(out, encryption=encryption)
    return out.getvalue()


def make_bad_inputs(folder: Path) -> list[str]:
    """Writes them all, with a good file in their midst, and returns what to enrich, in order."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as opened:
        opened.writestr("vakantie.txt", "foto's van de camping")
    contents = {
        "leeg.docx": b"",
        "zip.docx": archive.getvalue(),
        "geheim.pdf": pages(1, password="sesam"),
        "kapot.txt": LESSON.encode() + b"Een \xe2\x82 halve letter, \xff\xfe en een losse \xc3( erbij.\n",
        GOOD: LESSON.encode(),
        "dik.pdf": pages(3000),
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    with (folder / "reus.pdf").open("wb") as sparse:
        sparse.truncate(2 * 1024**3)
    return [*(str(folder / name) for name in contents), str(folder / "reus.pdf"), PRIVATE_URL]
