"""A part of a package looked at by itself, and its places brought back into the whole."""

import hashlib
from bisect import bisect_left, bisect_right
from typing import TypeVar

from schemas.common import Location
from schemas.document import Active, Document, Formula, Heading, Image, Link, Media, Part, Run, Table

Piece = TypeVar("Piece", Heading, Image, Table, Link, Media, Formula, Active)


def part_document(document: Document, part: Part) -> Document:
    """One part as a document of its own: its text from 0, with what stands in it and what is known of it."""
    first, last = part.start, part.end
    text = document.text[first:last]
    here = Document(
        source=f"{document.source}/{part.path or part.title}",
        format=part.format or document.format,
        sha256=part.sha256 or hashlib.sha256(text.encode()).hexdigest(),
        bytes=part.bytes or 0,
        title=part.title,
        title_source="metadata",
        text=text,
        language=part.language or document.language,
        pages=part.pages,
        page_starts=[start - first for start in part.page_starts],
        textless_pages=part.textless_pages,
        recognised_pages=part.recognised_pages,
        tagged=part.tagged,
        metadata=part.metadata,
        license_urls=part.license_urls,
    )
    starts = [s.start for s in document.sections]
    for section in document.sections[
        max(bisect_right(starts, first) - 1, 0) : bisect_left(starts, max(last, first + 1))
    ]:
        start, end = max(section.start, first), min(section.end, last)
        if start < end:
            # The rest of a section that began before the part has no heading here.
            named = {} if section.start >= first else {"heading": None, "level": None}
            place = {"index": len(here.sections), "start": start - first, "end": end - first}
            here.sections.append(section.model_copy(update=place | named))

    def own(pieces: list[Piece]) -> list[Piece]:
        found = []
        for piece in pieces:
            place = piece.location
            if place.start is None or place.end is None:
                inside = place.part == part.path is not None
            else:
                # What begins where a part ends may be the next part's.
                inside = first <= place.start and place.end <= last
            if inside:
                moved = _lowered(here, place, first, last)
                found.append(piece.model_copy(update={"location": moved}))
        return found

    here.headings, here.images, here.tables = own(document.headings), own(document.images), own(document.tables)
    here.links, here.media = own(document.links), own(document.media)
    here.formulas, here.active = own(document.formulas), own(document.active)
    here.passages, here.asides = _moved(document.passages, first, last), _moved(document.asides, first, last)
    here.moments = [
        m.model_copy(update={"start": m.start - first}) for m in document.moments if first <= m.start < last
    ]
    return here


def _moved(runs: list[Run], first: int, last: int) -> list[Run]:
    """The runs of text between two offsets, counted from the first."""
    inside = [run for run in runs if run.start < last and run.end > first]
    return [
        run.model_copy(update={"start": max(run.start, first) - first, "end": min(run.end, last) - first})
        for run in inside
    ]


def _lowered(here: Document, place: Location, first: int, last: int) -> Location:
    if place.start is None or place.end is None:
        return place.model_copy(update={"section": None, "part": None})
    start, end = place.start - first, min(place.end, last) - first
    section = here.section_at(start)
    return place.model_copy(
        update={"start": start, "end": end, "section": section.index if section else None, "part": None}
    )


def lifted(document: Document, part: Part, place: Location) -> Location:
    """A place in a part's own document as a place in the whole document."""
    if place.start is None or place.end is None:
        return place.model_copy(update={"part": part.path, "section": None})
    start, end = place.start + part.start, place.end + part.start
    whole = document.locate(start, end)
    return place.model_copy(
        update={"start": start, "end": end, "section": whole.section, "part": whole.part or part.path}
    )
