"""Finding one's way: the table of contents, the page list, page breaks, and roles beside `epub:type`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from checks.engine import Rule
from checks.epub.engine import Book, join, kinds
from checks.rule import CheckInfo, Text
from checks.spot import Spot

if TYPE_CHECKING:
    from lxml.etree import _Element

FORMATS = frozenset({"epub"})
CONTENTS = CheckInfo(
    id="epub-contents",
    severity="serious",
    title=Text("Inhoudsopgave van het e-boek ontbreekt of klopt niet", "Contents of the e-book missing or not right"),
    message=Text("De inhoudsopgave klopt niet: {what}.", "The table of contents is not right: {what}."),
    help=Text(
        "Maak een navigatiedocument met een inhoudsopgave die alle hoofdstukken in leesvolgorde noemt.",
        "Make a navigation document with a table of contents that names all chapters in reading order.",
    ),
    standard=("EPUB Accessibility 1.1 2.3", "WCAG 2.2 2.4.5", "WCAG 2.2 1.3.2"),
    formats=FORMATS,
)
PAGES = CheckInfo(
    id="epub-page-list",
    severity="moderate",
    why=Text(
        "In de klas zegt men “bladzijde 34”; zonder lijst vindt een leerling die niet.",
        "In class people say “page 34”; without the list a pupil cannot find it.",
    ),
    title=Text("Paginalijst klopt niet met de pagina-overgangen", "Page list does not match the page breaks"),
    message=Text("Pagina “{label}”: {what}.", "Page “{label}”: {what}."),
    help=Text(
        "Noem elke pagina-overgang (doc-pagebreak) in de paginalijst, en laat elke regel naar een overgang wijzen.",
        "Name every page break (doc-pagebreak) in the page list, and let every entry point to one.",
    ),
    standard=("EPUB Accessibility 1.1 2.4", "WCAG 2.2 2.4.5"),
    formats=FORMATS,
)
LABEL = CheckInfo(
    id="epub-page-break-label",
    severity="moderate",
    why=Text(
        "Voorleessoftware zegt anders niet welke bladzijde begint.",
        "Reading software otherwise does not say which page begins.",
    ),
    title=Text("Pagina-overgang zonder naam", "Page break without a name"),
    message=Text("Een pagina-overgang zegt niet welke pagina begint.", "A page break does not say which page begins."),
    help=Text(
        "Zet het paginanummer in aria-label of in het element zelf.",
        "Put the page number in aria-label or in the element itself.",
    ),
    standard=("EPUB Accessibility 1.1 2.4", "WCAG 2.2 2.4.5"),
    formats=FORMATS,
)
ROLE = CheckInfo(
    id="epub-type-role",
    severity="minor",
    title=Text("epub:type zonder rol", "epub:type without a role"),
    message=Text(
        "epub:type “{kind}” heeft geen rol “{role}”, en voorleessoftware kent alleen de rol.",
        "epub:type “{kind}” has no role “{role}”, and reading software knows the role only.",
    ),
    help=Text('Zet de rol erbij, zoals role="doc-pagebreak".', 'Add the role, such as role="doc-pagebreak".'),
    standard=("EPUB Accessibility 1.1 2.3", "WCAG 2.2 1.3.1"),
    formats=FORMATS,
)
_ROLES = {
    **{
        k: f"doc-{k}"
        for k in (
            "abstract",
            "acknowledgments",
            "afterword",
            "appendix",
            "bibliography",
            "chapter",
            "colophon",
            "conclusion",
            "dedication",
            "endnotes",
            "epigraph",
            "epilogue",
            "errata",
            "footnote",
            "foreword",
            "glossary",
            "glossref",
            "index",
            "introduction",
            "noteref",
            "notice",
            "pagebreak",
            "part",
            "preface",
            "prologue",
            "pullquote",
            "qna",
            "subtitle",
            "toc",
        )
    },
    "page-list": "doc-pagelist",
}


def find(book: Book) -> Iterator[Spot]:
    yield from _contents(book)
    yield from _pages(book)
    for chapter in book.chapters.values():
        for element in chapter.breaks:
            if not _says(element):
                yield Spot(LABEL.id, evidence=element.get("id"), part=chapter.item.path, selector=_selector(element))
    yield from _roles(book)


def _contents(book: Book) -> Iterator[Spot]:
    path, root = book.navigation
    if root is None:
        if book.version.startswith("3"):
            what = ("het navigatiedocument ontbreekt", "the navigation document is missing")
            yield Spot(CONTENTS.id, {"what": what}, part=book.path)
        return
    if not book.has_list("toc"):
        what = (
            "er is geen inhoudsopgave in het navigatiedocument",
            "there is no table of contents in the navigation document",
        )
        yield Spot(CONTENTS.id, {"what": what}, part=path)
        return
    spine = {chapter: n for n, chapter in enumerate(book.chapters)}
    before, first = (-1, -1), ""
    for target, fragment, label in book.links("toc"):
        if target not in spine:
            continue
        order = book.chapters[target].order
        here = (spine[target], order.get(fragment, 0) if fragment else 0)
        if here < before:
            what = (
                f"“{label}” staat na “{first}” maar komt eerder in het boek",
                f"“{label}” stands after “{first}” but comes earlier in the book",
            )
            yield Spot(CONTENTS.id, {"what": what}, evidence=label, quote=label, part=path, severity="moderate")
            return
        before, first = here, label


def _pages(book: Book) -> Iterator[Spot]:
    path, _ = book.navigation
    if ("rendition:layout", "pre-paginated") in {(key, value) for key, value, _ in book.metadata}:
        return  # Each document is a page by itself there.
    listed = set()
    for target, fragment, label in book.links("page-list"):
        listed.add((target, fragment))
        chapter = book.chapters.get(target)
        if chapter is None or not fragment:
            continue
        if not any(element.get("id") == fragment for element in chapter.breaks):
            what = ("er is geen pagina-overgang op die plaats", "there is no page break at that place")
            yield Spot(PAGES.id, {"label": label, "what": what}, evidence=f"{target}#{fragment}", part=path)
    if not listed:
        return
    for target, chapter in book.chapters.items():
        for element in chapter.breaks:
            id = element.get("id") or ""
            if (target, id) not in listed:
                what = ("zij staat niet in de paginalijst", "it is not in the page list")
                yield Spot(
                    PAGES.id,
                    {"label": _says(element) or id, "what": what},
                    evidence=f"{target}#{id}",
                    part=target,
                    selector=_selector(element),
                )
    yield from _overlays(book)


def _overlays(book: Book) -> Iterator[Spot]:
    """Page breaks that are read aloud must be known as such, so that a reader can have them skipped."""
    breaks = {(path, e.get("id")) for path, chapter in book.chapters.items() for e in chapter.breaks}
    for item in book.items.values():
        if item.type != "application/smil+xml" or item.path not in book.archive:
            continue
        for text in book.xml(item.path).iter("{*}text"):
            holders = [text, *text.iterancestors()]
            if join(item.path, text.get("src") or "") in breaks and not any("pagebreak" in kinds(h) for h in holders):
                what = (
                    "zij wordt voorgelezen zonder als pagina-overgang te zijn gemarkeerd",
                    "it is read aloud without being marked as a page break",
                )
                yield Spot(
                    PAGES.id, {"label": text.get("src") or "", "what": what}, evidence=text.get("src"), part=item.path
                )


def _roles(book: Book) -> Iterator[Spot]:
    """Once a kind and chapter: a book may hold a thousand page breaks."""
    documents: list[tuple[str, _Element | None]] = [(c.item.path, c.root) for c in book.chapters.values()]
    if book.navigation[0] not in book.chapters:
        documents.append(book.navigation)
    for path, root in documents:
        told = set()
        for element in root.iter("*") if root is not None else ():
            for kind in kinds(element):
                role = _ROLES.get(kind)
                if role is None or kind in told or (element.get("role") or "").split():
                    continue
                told.add(kind)
                yield Spot(ROLE.id, {"kind": kind, "role": role}, evidence=kind, part=path, selector=_selector(element))


def _says(element: "_Element") -> str:
    own = " ".join("".join(str(t) for t in element.itertext("*")).split())
    return (element.get("aria-label") or element.get("title") or own).strip()


def _selector(element: "_Element") -> str:
    id = element.get("id")
    return f"#{id}" if id else element.getroottree().getpath(element)


RULE = Rule((CONTENTS, PAGES, LABEL, ROLE), find, FORMATS)
