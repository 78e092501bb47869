"""Small files of our own making, one maker a format."""

import io
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import documents
from config.settings import Settings
from documents.parts import lifted, part_document
from documents.sandbox import Pool
from schemas.document import Document, Part

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100c9fe92ef"
    "0000000049454e44ae426082"
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", read_seconds=20)


@pytest.fixture(scope="session")
def pool() -> Iterator[Pool]:
    """One pool for the session, so that a reading process starts once."""
    made = Pool()
    yield made
    made.close()


def with_reader(home: Path, name: str, code: str) -> Path:
    """A copy of the rooms that a reading process needs, at `home`, with one more reader beside the real ones."""
    here = Path(documents.__file__).parent
    for room in ("documents", "schemas", "config"):
        shutil.copytree(here.parent / room, home / room, ignore=shutil.ignore_patterns("__pycache__"))
    (home / "documents" / "readers" / f"{name}.py").write_text(code)
    return home


@pytest.fixture
def make(tmp_path: Path) -> Callable[..., Path]:
    """Writes a file and gives its path."""

    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def assert_exact(document: Document) -> None:
    """What every reader promises about places."""
    text = document.text
    for heading in document.headings:
        if heading.location.start is not None:
            assert text[heading.location.start : heading.location.end] == heading.text
    position = 0
    for index, section in enumerate(document.sections):
        assert section.index == index
        assert section.start == position
        assert section.end > section.start
        if section.heading is not None:
            assert text[section.start : section.start + len(section.heading)] == section.heading
        position = section.end
    assert position == len(text)
    assert document.page_starts == sorted(document.page_starts)
    assert all(0 <= start <= len(text) for start in document.page_starts)
    for item in [*document.images, *document.links, *document.tables, *document.media]:
        where = item.location
        if where.start is not None:
            assert where.end is not None
            assert 0 <= where.start <= where.end <= len(text)
    for runs in (document.passages, document.asides):
        at = 0
        for run in runs:
            assert at <= run.start < run.end <= len(text)
            at = run.end
    said = [moment.start for moment in document.moments]
    assert said == sorted(said)
    assert all(0 <= at < len(text) for at in said)
    for link in document.links:
        if (
            link.location.start is not None
            and link.location.end is not None
            and link.location.end > link.location.start
        ):
            quote = text[link.location.start : link.location.end]
            assert link.text == quote[:1000] or not link.text.startswith(quote[:1])  # an aria-label may differ


def word(fill: Callable[[Any], None]) -> bytes:
    import docx

    document = docx.Document()
    fill(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def slides(fill: Callable[[Any], None]) -> bytes:
    import pptx

    deck = pptx.Presentation()
    fill(deck)
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def pdf(pages: list[list[tuple[str, int]]], **save: Any) -> bytes:
    """A PDF with, on each page, lines of (text, letter size)."""
    import pikepdf

    made = pikepdf.new()
    font = made.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    )
    for lines in pages:
        made.add_blank_page(page_size=(595, 842))
        page = made.pages[-1]
        drawn, y = [], 780
        for text, size in lines:
            y -= size + 8
            drawn.append(f"BT /F1 {size} Tf 50 {y} Td ({text}) Tj ET")
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.obj.Contents = made.make_stream("\n".join(drawn).encode("cp1252"))
    change = save.pop("change", None)
    if change:
        change(made)
    out = io.BytesIO()
    made.save(out, **save)
    return out.getvalue()


def repack(package: bytes, change: dict[str, bytes]) -> bytes:
    """The zip `package` with members added or replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in change:
                new.writestr(name, old.read(name))
        for name, content in change.items():
            new.writestr(name, content)
    return out.getvalue()


def packed(members: dict[str, str | bytes]) -> bytes:
    """A zip of `members`, in that order; the first is stored as it is, as EPUB and OpenDocument want their type."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for n, (name, content) in enumerate(members.items()):
            archive.writestr(name, content, zipfile.ZIP_DEFLATED if n else zipfile.ZIP_STORED)
    return out.getvalue()


def assert_parts(document: Document) -> None:
    """What every package promises: a tree in reading order, whose texts nest and stay inside the whole text."""
    seen: dict[str, Part] = {}
    before = 0
    for part in document.parts:
        assert part.id not in seen
        assert 0 <= part.start <= part.end <= len(document.text)
        assert part.start >= before
        before = part.start
        if part.parent:
            parent = seen[part.parent]
            assert parent.start <= part.start <= part.end <= max(parent.end, part.start)
        if part.same_as:
            assert part.same_as in seen
        seen[part.id] = part
        alone = part_document(document, part)
        assert alone.text == document.text[part.start : part.end]
        assert_exact(alone)
        for piece in (*alone.headings, *alone.images, *alone.links, *alone.tables, *alone.media):
            place = lifted(document, part, piece.location)
            if place.start is not None:
                assert part.start <= place.start <= place.end <= part.end
                assert document.text[place.start : place.end] == alone.text[piece.location.start : piece.location.end]


def tree(document: Document) -> list[tuple[int, str, str | None]]:
    depth: dict[str | None, int] = {None: -1}
    found = []
    for part in document.parts:
        depth[part.id] = depth[part.parent] + 1
        found.append((depth[part.id], part.title, part.format))
    return found
