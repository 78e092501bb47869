"""The pages of a package, each shown with the package's own pictures and styles, and nothing else."""

import base64
import logging
import re
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import documents
from checks.web.findings import COVERED, NOTES, WITHOUT, Placer, finding
from checks.web.members import MAIN, ZIPPED, named_by, path_of, shown_by
from checks.web.page import from_plain
from documents.errors import ReadError, printable
from documents.parts import lifted, part_document
from schemas.common import Problem
from schemas.document import Document, Part
from schemas.finding import Finding

if TYPE_CHECKING:
    from checks.web.examine import Seen
    from config.settings import Settings

log = logging.getLogger(__name__)
FORMATS = ZIPPED - {"h5p"}
"""Packages whose pages are shown; an H5P has none of its own, it makes them while it runs."""
SHARE = 0.3
"""Part of a job's time that may go to showing the pages of one package."""
_LEAST_SECONDS = 5
_PAGES = {"html", "xhtml"}
_CONTENT_ID = re.compile(r"""(\b(?:href|src|data|poster)\s*=\s*["']?|url\(\s*["']?)cid:""", re.IGNORECASE)
"""An address in the same message: a browser asks nobody for it, so that it is given a path."""
_MOST_KEPT = 64 * 1024 * 1024
_NAMED = 3
_FRAMED = {"landmarks", "heading-one-missing", "bypass", "skip-link", "text-line-length", "horizontal-scroll",
           "meta-viewport", "meta-viewport-large"}  # fmt: skip
"""What a reading program does around a chapter, and no chapter itself."""
_IN_COURSE = _FRAMED | {"html-has-lang", "document-title"}
"""The pages of a common cartridge are shown inside the pages of a learning platform."""
_OF_BOOKS = {"duplicate-id", "markup-broken", "element-obsolete", "document-title-quality"}
"""What the rules for e-books say of every chapter."""


@dataclass
class Looked:
    """Findings by check; `parts` are the ids of the parts that were looked at."""

    findings: dict[str, list[Finding]] = field(default_factory=lambda: defaultdict(list))
    parts: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)


@dataclass
class Shelf:
    """The files of one package, asked of the reading process when a page wants them, and kept for the next page."""

    path: Path
    format: str
    name: str
    settings: "Settings"
    _kept: dict[str, bytes | None] = field(default_factory=dict)
    _bytes: int = 0

    def __call__(self, path: str) -> bytes | None:
        if path not in self._kept:
            self.want([path])
        return self._kept.get(path)

    def want(self, paths: list[str]) -> None:
        """Gets these files in one go, as far as they are not there yet."""
        new = [p for p in paths if p not in self._kept]
        if not new or self._bytes > _MOST_KEPT:
            return
        found = self._ask("files", {"paths": new})
        for path in new:
            try:
                self._kept[path] = base64.b64decode(found[path], validate=True) if path in found else None
            except (TypeError, ValueError):
                self._kept[path] = None
            self._bytes += len(self._kept[path] or b"")

    def page(self, path: str) -> dict[str, Any]:
        return self._ask("page", {"path": path})

    def _ask(self, function: str, ask: dict[str, Any]) -> dict[str, Any]:
        answer = documents.examine(
            self.path, f"checks.web.members:{function}", self.format, name=self.name, settings=self.settings, ask=ask
        )
        return answer if isinstance(answer, dict) else {}


@dataclass(frozen=True)
class _Page:
    """A page of the package; `part` is None in an e-book, whose chapters are no parts."""

    path: str
    title: str
    part: Part | None = None


def examine(path: Path, document: Document, *, name: str, settings: "Settings") -> Looked:
    """The findings on the pages of a package. Never raises for what is in it: a page that fails is told."""
    looked = Looked()
    try:
        pages = _pages(path, document, name, settings)
    except ReadError:
        return looked  # The rules for e-books tell why the book cannot be opened.
    shelf = Shelf(path, document.format, name, settings)
    deadline = time.monotonic() + settings.job_time_limit * SHARE
    notes: dict[str, list[str]] = defaultdict(list)
    done = 0
    for page in pages[: settings.max_pages_shown]:
        if (left := deadline - time.monotonic()) <= 0:
            break
        seconds = max(min(settings.browser_seconds, round(left)), _LEAST_SECONDS)
        try:
            seen = _see(page, shelf, settings.model_copy(update={"browser_seconds": seconds}))
        except ReadError as error:
            log.info("page not looked at", extra={"why": error.code})
            seen = None
        done += 1
        if seen is None:
            continue
        _told(page, seen, document, looked, done)
        for code in seen.notes:
            notes[code].append(page.path)
    looked.problems += _problems(name, notes)
    if done < len(pages):
        looked.problems.append(_left(name, done, len(pages)))
    return looked


def _pages(path: Path, document: Document, name: str, settings: "Settings") -> list[_Page]:
    if document.format == "epub":
        found = documents.examine(path, "checks.web.members:chapters", "epub", name=name, settings=settings)
        return [_Page(str(p), str(p).rsplit("/", 1)[-1]) for p in found] if isinstance(found, list) else []
    parts = (p for p in document.parts if p.format in _PAGES and p.path and p.sha256 and p.same_as is None)
    return [_Page(str(p.path), p.title, p) for p in parts if "#" not in str(p.path)]


def _see(page: _Page, shelf: Shelf, settings: "Settings") -> "Seen | None":
    from checks.web.examine import examine as see

    plain = shelf.page(page.path)
    if not plain:
        return None
    text = str(plain["text"])
    shelf.want(shown_by(plain["nodes"], page.path))
    folder, _, name = page.path.rpartition("/")
    strict = text.lstrip("\ufeff \r\n\t").startswith("<?xml") or name.lower().endswith((".xhtml", ".xht", ".xml"))
    return see(
        text,
        name,
        settings,
        plain=lambda: from_plain(plain, text),
        shelf=shelf,
        folder=f"{folder}/" if folder else "",
        kind="application/xhtml+xml" if strict else "text/html",
        pictures=settings.browser_pictures,
    )


def saved(path: Path, name: str, settings: "Settings") -> "Seen":
    """The page that a browser saved in one file, shown with what was saved beside it. ReadError as `documents.examine`."""
    from checks.web.examine import examine as see

    shelf = Shelf(path, "mht", name, settings)
    plain = shelf.page(MAIN)
    text = str(plain.get("text") or "")
    nodes = plain.get("nodes") or []
    folder, _, last = path_of(str(plain.get("address") or "")).rpartition("/")
    shelf.want([*shown_by(nodes, f"{folder}/{last}"), *named_by(nodes)])
    return see(
        _CONTENT_ID.sub(r"\1/cid:", text),
        last or MAIN,
        settings,
        plain=lambda: from_plain({"nodes": nodes, "errors": plain.get("errors") or []}, text),
        shelf=shelf,
        addressed=True,
        folder=f"{folder}/" if folder else "",
        kind="text/html",
        pictures=settings.browser_pictures,
    )


def _told(page: _Page, seen: "Seen", document: Document, looked: Looked, number: int) -> None:
    part = page.part
    whole = document if part is None else part_document(document, part)
    placer = Placer(whole, page.path if part is None else "")
    left_out = COVERED | _FRAMED | _OF_BOOKS if part is None else _IN_COURSE if document.format == "imscc" else ()
    picture = f"part-{number}.webp"
    for hit in seen.hits:
        if hit.check in left_out:
            continue
        made = finding(hit, seen, placer, picture)
        place = made.location
        if part is not None:
            made.location = lifted(document, part, place)
        else:
            place.part = page.path
        looked.findings[hit.check].append(made)
        if made.picture is not None and seen.picture:
            looked.pictures[picture] = seen.picture
    if part is not None:
        looked.parts.add(part.id)


def _problems(name: str, notes: dict[str, list[str]]) -> Iterator[Problem]:
    """One sentence for each thing that pages did, with the first of them by name."""
    for code in sorted(set(notes) & set(NOTES)):
        said = NOTES[code]
        paths = [printable(p) for p in notes[code]]
        more = len(paths) - _NAMED
        dutch = ", ".join(paths[:_NAMED]) + (f" en nog {more}" if more > 0 else "")
        english = ", ".join(paths[:_NAMED]) + (f" and {more} more" if more > 0 else "")
        only = code in WITHOUT
        yield Problem(
            code=code,
            message=f"{name}: {said.nl} ({dutch}){'; gecontroleerd is alleen wat in de code staat' if only else ''}.",
            message_en=f"{name}: {said.en} ({english}){'; only what is in the markup was checked' if only else ''}.",
        )


def _left(name: str, done: int, total: int) -> Problem:
    if done == 0:
        pages, which = ("de pagina", "the page") if total == 1 else (f"de {total} pagina's", f"the {total} pages")
        dutch = f"er was geen tijd om {pages} te bekijken zoals een lezer doet; alleen de tekst is gecontroleerd"
        english = f"there was no time to look at {which} as a reader does; only the text was checked"
    else:
        first = "is alleen de eerste" if done == 1 else f"zijn de eerste {done}"
        only = "only the first was" if done == 1 else f"the first {done} were"
        dutch = f"van de {total} pagina's {first} bekeken zoals een lezer ze ziet; de andere zijn alleen op hun tekst gecontroleerd"
        english = (
            f"of the {total} pages {only} looked at as a reader sees them; the others were checked by their text only"
        )
    return Problem(code="pages-not-shown", message=f"{name}: {dutch}.", message_en=f"{name}: {english}.")
