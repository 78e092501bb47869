"""Roles of publishing in chapters: they fit their element, are still in use, and landmarks can be told apart."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from checks.engine import Rule
from checks.epub.engine import Book
from checks.epub.fault import FORMATS, place
from checks.epub.tables import words
from checks.rule import CheckInfo, Text
from checks.spot import Spot
from documents.xml import local

if TYPE_CHECKING:
    from lxml.etree import _Element

ROLE = CheckInfo(
    id="epub-role",
    severity="minor",
    title=Text("Rol past niet bij het element of is verouderd", "Role does not fit the element, or is outdated"),
    message=Text("De rol “{role}” van {name}: {what}.", "The role “{role}” of {name}: {what}."),
    help=Text(
        "Zet de rol op een element waar zij mag staan (vaak section of div), of haal een verouderde rol weg.",
        "Put the role on an element where it may stand (often section or div), or remove an outdated role.",
    ),
    standard=("EPUB Accessibility 1.1 2.3", "WCAG 2.2 4.1.2"),
    formats=FORMATS,
)
LANDMARK = CheckInfo(
    id="epub-landmark-unique",
    severity="minor",
    title=Text("Oriëntatiepunten zijn niet uit elkaar te houden", "Landmarks cannot be told apart"),
    message=Text(
        "Er zijn {count} oriëntatiepunten “{role}” zonder eigen naam.",
        "There are {count} landmarks “{role}” without a name of their own.",
    ),
    help=Text(
        "Geef elk een eigen aria-label, bijvoorbeeld het hoofdstuk waar het bij hoort.",
        "Give each an aria-label of its own, such as the chapter that it belongs to.",
    ),
    standard=("EPUB Accessibility 1.1 2.3", "WCAG 2.2 1.3.1", "WCAG 2.2 2.4.1"),
    formats=FORMATS,
)
_SECTION = words(
    "doc-abstract doc-acknowledgments doc-afterword doc-appendix doc-bibliography doc-chapter doc-colophon "
    "doc-conclusion doc-credit doc-credits doc-dedication doc-endnotes doc-epigraph doc-epilogue doc-errata doc-example "
    "doc-foreword doc-glossary doc-index doc-introduction doc-notice doc-pagelist doc-part doc-preface doc-prologue "
    "doc-pullquote doc-qna doc-toc"
)
_MAY: dict[str, frozenset[str]] = {
    "section": _SECTION,
    "article": frozenset(),
    "main": frozenset(),
    "aside": words("doc-dedication doc-example doc-footnote doc-glossary doc-pullquote doc-tip"),
    "header": frozenset({"doc-footnote"}),
    "footer": frozenset({"doc-footnote"}),
    "nav": words("doc-index doc-pagelist doc-toc"),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), frozenset({"doc-subtitle"})),
    "hr": frozenset({"doc-pagebreak"}),
    "a": words("doc-backlink doc-biblioref doc-glossref doc-noteref"),
    "img": frozenset({"doc-cover"}),
    "li": words("doc-biblioentry doc-endnote"),
    "figure": frozenset({"doc-example"}),
}
"""The roles of publishing that an element may have (ARIA in HTML); other elements may have any."""
_OUTDATED = words("doc-biblioentry doc-endnote directory")
_LANDMARKS = words(
    "banner complementary contentinfo form main navigation region search doc-acknowledgments doc-afterword doc-appendix "
    "doc-bibliography doc-chapter doc-conclusion doc-credits doc-endnotes doc-epilogue doc-errata doc-foreword "
    "doc-glossary doc-index doc-introduction doc-pagelist doc-part doc-preface doc-prologue doc-toc"
)


def find(book: Book) -> Iterator[Spot]:
    for path, chapter in book.chapters.items():
        told: set[tuple[str, str]] = set()
        landmarks: dict[tuple[str, str], list[_Element]] = {}
        for element in chapter.root.iter("*") if chapter.root is not None else ():
            roles = (element.get("role") or "").split()
            if not roles:
                continue
            name, role = local(element.tag).lower(), roles[0]
            what = _wrong(element, name, role)
            if what is not None and (name, role) not in told:
                told.add((name, role))
                yield Spot(ROLE.id, {"role": role, "name": name, "what": what}, evidence=f'{name} role="{role}"',
                           part=path, selector=place(element))  # fmt: skip
            if role in _LANDMARKS:
                # A section is a landmark by its name only, whatever its role.
                label = element.get("aria-label") or element.get("aria-labelledby") or element.get("title") or ""
                if label.strip() or name not in ("section", "form"):
                    landmarks.setdefault((role, label.strip()), []).append(element)
        for (role, _), same in landmarks.items():
            if len(same) > 1:
                yield Spot(LANDMARK.id, {"role": role, "count": len(same)}, evidence=role, part=path,
                           selector=place(same[1]))  # fmt: skip


def _wrong(element: "_Element", name: str, role: str) -> tuple[str, str] | None:
    if role in _OUTDATED:
        return "hij is verouderd", "it is outdated"
    if role.startswith("doc-") and name in _MAY and role not in _MAY[name]:
        return "hij mag daar niet staan", "it may not stand there"
    if name == "img" and role != "presentation" and role != "none" and not (element.get("alt") or "").strip():
        return "een afbeelding zonder tekst mag geen rol hebben", "a picture without a text may have no role"
    return None


RULE = Rule((ROLE, LANDMARK), find, FORMATS)
