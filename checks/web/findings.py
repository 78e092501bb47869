"""What was seen on a web page as findings: with its words, its place in the original and in the text, and a picture."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import documents
from checks.rule import Text
from checks.web.catalogue import FORMATS, all_checks
from checks.web.hit import Hit
from checks.web.page import Node, Page, from_plain
from schemas.common import Location, Problem
from schemas.document import Document
from schemas.finding import Finding, Picture

if TYPE_CHECKING:
    from checks.original import Examined
    from checks.web.examine import Seen
    from config.settings import Settings

__all__ = ["COVERED", "FORMATS", "examine"]
COVERED = frozenset({
    "image-alt", "image-alt-quality", "frame-title", "table-headers", "headings-order", "headings-missing",
    "document-title", "document-language", "link-text", "dead-internal-link", "media-captions",
})  # fmt: skip
"""Checks of the `Document` that say nothing more about a web page."""
PICTURE = "page.webp"
_SCALE = 0.5
_MOST_BYTES = 20 * 1024 * 1024
NOTES = {
    "page-never-settles": Text("de pagina komt niet tot rust: haar script bleef bezig tot de tijd op was",
                               "the page does not settle: its script kept busy until time was up"),
    "page-crashed": Text("de pagina liet de browser vastlopen", "the page crashed the browser"),
    "page-memory": Text("de pagina nam meer geheugen dan zij mag", "the page took more memory than it may"),
    "browser-failed": Text("de browser deed het niet op deze pagina", "the browser did not work on this page"),
    "page-dialogs": Text("de pagina opent meldingen, die zijn weggeklikt", "the page opens dialogs, which were dismissed"),
    "page-downloads": Text("de pagina wil een bestand downloaden, dat is geweigerd",
                           "the page wants to download a file, which was refused"),
    "page-redirects": Text("de pagina wil naar een ander adres, en is gecontroleerd zoals zij zelf is",
                           "the page wants to go to another address, and was checked as it is itself"),
    "page-opens-windows": Text("de pagina opent andere vensters, die zijn gesloten",
                               "the page opens other windows, which were closed"),
}  # fmt: skip
WITHOUT = {"page-never-settles", "page-crashed", "page-memory", "browser-failed"}


def examine(path: Path, document: Document, *, name: str, settings: "Settings", root: Path | None = None) -> "Examined":
    """The findings on the page at `path`. `root` is a folder around it whose pictures and styles it may show.

    ReadError when the file cannot be read any more; what the page itself does becomes a problem in the result.
    """
    from checks.original import Examined

    if document.format == "mht":
        from checks.web.package import saved

        seen = saved(path, name, settings)
    else:
        seen = _single(path, document, name, settings, root)
    findings: dict[str, list[Finding]] = {}
    placer = Placer(document)
    for hit in seen.hits:
        findings.setdefault(hit.check, []).append(finding(hit, seen, placer))
    pictures = {PICTURE: seen.picture} if seen.picture else {}
    return Examined(findings, COVERED, list(_problems(name, seen)), all_checks(), pictures)


def _single(path: Path, document: Document, name: str, settings: "Settings", root: Path | None) -> "Seen":
    from checks.web.examine import examine as see

    plain = documents.examine(path, "checks.web.parse:parse", document.format, name=name, settings=settings)
    text = str(plain["text"])
    folder = ""
    if root is not None:
        folder = "".join(f"{part}/" for part in path.resolve().parent.relative_to(root.resolve()).parts)
    return see(
        text,
        path.name if document.format == "html" else f"{path.name}.xhtml",
        settings,
        plain=lambda: from_plain(plain, text),
        root=root,
        folder=folder,
        pictures=settings.browser_pictures,
    )


def _problems(name: str, seen: "Seen") -> Iterator[Problem]:
    """One sentence for each thing that the page did; a page that failed in the browser is told by that alone."""
    grave = sorted(seen.notes & WITHOUT)
    if not seen.browsed and grave:
        said = NOTES[grave[0]]
        yield Problem(
            code=grave[0],
            message=f"{name}: {said.nl}; gecontroleerd is alleen wat in de code staat.",
            message_en=f"{name}: {said.en}; only what is in the markup was checked.",
        )
        return
    for code in sorted(seen.notes & set(NOTES)):
        said = NOTES[code]
        yield Problem(code=code, message=f"{name}: {said.nl}.", message_en=f"{name}: {said.en}.")


def finding(hit: Hit, seen: "Seen", placer: "Placer", picture: str = PICTURE) -> Finding:
    """`picture` is the name of the one that shows the page."""
    info = all_checks()[hit.check]
    node = hit.node
    values: dict[str, Any] = dict(hit.values)
    made = info.finding(
        placer.place(hit),
        node.markup if node is not None and node.tag not in ("html", "body") else hit.snippet or None,
        certainty=hit.certainty,
        severity=hit.severity,
        message=hit.message,
        standard=hit.standard,
        **values,
    )
    if seen.picture and node is not None and node.box and node.tag not in ("html", "body") and not node.hidden:
        made.picture = _picture(seen.page, node, picture)
    return made


def _picture(page: Page, node: Node, name: str) -> Picture | None:
    assert node.box is not None
    x, y, width, height = (round(v * _SCALE, 1) for v in node.box)
    across = page.view["width"] * _SCALE
    down = min(page.view["height"], 6000) * _SCALE
    if x + width <= 0 or y + height <= 0 or x >= across or y >= down:
        return None
    return Picture(name=name, box=(x, y, width, height), size=(round(across), round(down)))


class Placer:
    """Finds an element in the text of the document: by its path when the reader kept it, else by its words."""

    def __init__(self, document: Document, chapter: str = "") -> None:
        """`chapter` is the path of a page in a book whose chapters are no parts."""
        self.document = document
        self.chapter = f"{chapter}#" if chapter else ""
        places: list[Location] = [i.location for i in document.images]
        places += [i.location for i in document.links]
        places += [i.location for i in document.headings]
        places += [i.location for i in document.tables]
        places += [i.location for i in document.media]
        self.known = {place.selector.replace("/tbody[1]", ""): place for place in places if place.selector}
        own = [p.start for s, p in self.known.items() if s.startswith(self.chapter) and p.start is not None]
        self.reached = min(own, default=0) if chapter else 0

    def place(self, hit: Hit) -> Location:
        node = hit.node
        if node is None:
            return Location(selector=hit.target or None)
        known: Location | None = self.known.get(self.chapter + node.path)
        if known is not None and known.start is not None:
            self.reached = known.start
            return known.model_copy(update={"selector": node.path})
        if node.tag in ("html", "head", "body", "title", "meta"):
            return Location(selector=node.path)
        start, end = self._find(node)
        if start is None or end is None:
            return Location(selector=node.path)
        self.reached = start
        return self.document.locate(start, end).model_copy(update={"selector": node.path})

    def _find(self, node: Node) -> tuple[int | None, int | None]:
        """The words of the element; those of what is around it for one without words of its own."""
        text = self.document.text
        for holder in (node, *list(node.ancestors())[:2]):
            words = holder.text.split()[:12]
            if not words or holder.tag in ("body", "html"):
                continue
            pattern = re.compile(r"\s+".join(re.escape(w) for w in words))
            found = pattern.search(text, self.reached) or pattern.search(text)
            if found:
                return found.start(), found.end()
        return None, None
