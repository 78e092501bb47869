"""Opens a PDF once for all its rules: what the PDF/UA engine says about it, its objects, and its pages."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from checks.engine import Engine, Shots
from checks.pdf.places import Places
from checks.pdf.roles import Roles
from checks.spot import Spot
from documents.errors import ReadError
from documents.pdf import opened
from documents.source import Source

LARGEST = 256 * 1024 * 1024
"""Bytes; a larger file is not given to the engine, which needs all of it in memory."""
_PAGE = re.compile(r"\bpage (\d+)")
_ANNOTATION = re.compile(r"annotation (\d+) on page (\d+)")
_FONT = re.compile(r"font object (\d+)")


@dataclass(frozen=True)
class Failure:
    """One failure of the PDF/UA engine: its rule, the object that it names, and the page, from 1."""

    rule: str
    said: str
    number: int | None
    page: int | None
    annotation: int | None


@dataclass
class Original:
    """The PDF as its rules see it. `part` is the part of PDF/UA by which it is judged."""

    source: Source
    pdf: Any

    @cached_property
    def failures(self) -> list[Failure]:
        """What page-validation reports for PDF/UA-1, in its order."""
        import page

        try:
            report = page.validate_pdf_bytes(self.source.read_bytes(LARGEST + 1), profile="ua1")
        except page.PageError as error:
            raise opened.damaged(self.source) from error
        return [_failure(f) for f in report.failures]

    @cached_property
    def places(self) -> Places:
        return Places(self.pdf, self.source)

    @cached_property
    def roles(self) -> Roles:
        return Roles(self.pdf.Root.get("/StructTreeRoot"))

    @cached_property
    def owners(self) -> dict[int, Any]:
        """The structure element that holds each annotation, by the annotation's object number."""
        return self.places.owners()

    @cached_property
    def tagged(self) -> bool:
        """Whether there is a structure tree at all; without one, most clauses say the same thing."""
        return "/StructTreeRoot" in self.pdf.Root

    @property
    def has_language(self) -> bool:
        return "/Lang" in self.pdf.Root and bool(str(self.pdf.Root.Lang).strip())

    @cached_property
    def xmp(self) -> bytes:
        metadata = self.pdf.Root.get("/Metadata")
        try:
            return bytes(metadata.read_bytes()) if metadata is not None else b""
        except Exception:  # Any fault in a stream of somebody else's making: it has no metadata then.
            return b""

    @cached_property
    def part(self) -> int:
        """2 for a PDF 2.0 file, which part 1 does not know; 1 for all others, whatever they call themselves."""
        return 2 if str(self.pdf.pdf_version) >= "2.0" else 1

    @property
    def standard(self) -> str:
        return "PDF/UA-2" if self.part == 2 else "PDF/UA-1"


def _failure(found: Any) -> Failure:
    said = str(found.message)
    annotation = _ANNOTATION.search(said)
    page = _PAGE.search(said)
    font = _FONT.search(said)
    number = found.object_id.object_number if found.object_id is not None else None
    if number is None and font:
        number = int(font[1])
    return Failure(
        found.rule_id, said, number, int(page[1]) if page else None, int(annotation[1]) if annotation else None
    )


def _shots(original: Original, spots: list[Spot]) -> Shots:
    from checks.pdf.shots import shots

    return shots(original, spots)


@contextmanager
def _open(source: Source, format: str) -> Iterator[Original]:
    if source.size > LARGEST:
        raise ReadError("read-memory", source.name)
    pdf = opened.objects(source)
    if pdf is None:
        raise opened.damaged(source)
    original = Original(source, pdf)
    try:
        yield original
    finally:
        original.places.close()


ENGINE = Engine(formats=frozenset({"pdf"}), open=_open, rules="checks.pdf.rules", shots=_shots)
