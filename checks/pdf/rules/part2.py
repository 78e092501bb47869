"""PDF/UA-2: what part 2 asks beyond the clauses that both parts share, about structure and text."""

import re
from collections.abc import Iterator
from typing import Any

from checks.engine import Rule
from checks.pdf.clauses import FORMATS, standard
from checks.pdf.engine import Original
from checks.pdf.places import kids_of, several
from checks.pdf.roles import MATHML, PDF2, Roles
from checks.pdf.rules.alternatives import HEADINGS, NOTE
from checks.pdf.rules.content import ROLES
from checks.pdf.rules.identity import MARK
from checks.pdf.rules.lists import LIST
from checks.rule import CheckInfo, Text
from checks.rules.document_language import INFO as LANGUAGE
from checks.spot import Spot

TREE = CheckInfo(
    id="pdf-structure",
    severity="moderate",
    title=Text("Structuur van de pdf wijkt af van de norm", "Structure of the PDF departs from the standard"),
    message=Text("De structuur van deze pdf klopt niet: {what}.", "The structure of this PDF is not right: {what}."),
    help=Text(
        "Maak de pdf opnieuw met een programma dat PDF/UA-2 maakt, of herstel de structuur in Acrobat.",
        "Make the PDF again with a program that makes PDF/UA-2, or mend the structure in Acrobat.",
    ),
    standard=("WCAG 2.2 1.3.1", "PDF/UA-2 8.2.5"),
    formats=FORMATS,
)
LETTERS = CheckInfo(
    id="pdf-private-characters",
    severity="moderate",
    title=Text("Tekst met tekens die niemand kent", "Text with characters that nobody knows"),
    message=Text(
        "Een tekst voor de lezer bevat tekens zonder vaste betekenis: {what}.",
        "A text for the reader holds characters without a fixed meaning: {what}.",
    ),
    help=Text(
        "Vervang pictogrammen en eigen tekens in beschrijvingen en titels door gewone letters.",
        "Replace icons and private characters in descriptions and titles with ordinary letters.",
    ),
    standard=("WCAG 2.2 1.1.1", "PDF/UA-2 8.6"),
    formats=FORMATS,
)
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_FAULTS = {
    "circular": ("codes verwijzen in een kring naar elkaar", "tags refer to each other in a circle"),
    "unmapped": ("zij leidt niet naar een standaardcode", "it does not lead to a standard tag"),
    "same-namespace": ("zij verwijst binnen haar eigen naamruimte", "it is mapped within its own namespace"),
    "remapped": ("een standaardcode heeft een andere betekenis gekregen", "a standard tag was given another meaning"),
}
_ID = b"http://www.aiim.org/pdfua/ns/id/"


def find(original: Original) -> Iterator[Spot]:
    if original.part != 2:
        return
    yield from _identity(original)
    if not original.has_language:
        yield Spot(LANGUAGE.id, standard=standard(LANGUAGE, "PDF/UA-2 8.4.4"))
    root = original.pdf.Root.get("/StructTreeRoot")
    if root is not None:
        yield from _tree(original, root)


def _identity(original: Original) -> Iterator[Spot]:
    xmp = original.xmp
    prefixes = {p.decode() for p in re.findall(rb"xmlns:([\w.-]+)\s*=\s*[\"']" + re.escape(_ID), xmp)}

    def said(nl: str, en: str) -> Spot:
        return Spot(MARK.id, {"what": (nl, en)}, standard=("PDF/UA-2 5",))

    if not prefixes:
        yield said("het staat niet in de metagegevens", "it is not in the metadata")
        return
    values = {key: _value(xmp, next(iter(prefixes)), key) for key in (b"part", b"rev")}
    if values[b"part"] != b"2":
        yield said("het noemt niet deel 2 van de norm", "it does not name part 2 of the standard")
    if not re.fullmatch(rb"\d{4}", values[b"rev"] or b""):
        yield said("het jaar van de norm (rev) ontbreekt", "the year of the standard (rev) is missing")
    if prefixes != {"pdfuaid"}:
        yield said("het voorvoegsel is niet pdfuaid", "its prefix is not pdfuaid")


def _value(xmp: bytes, prefix: str, key: bytes) -> bytes | None:
    start = re.escape(prefix.encode()) + b":" + key
    found = re.search(start + rb"\s*(?:=\s*[\"']|>)\s*([^\"'<]*)", xmp)
    return found[1].strip() if found else None


def _tree(original: Original, root: Any) -> Iterator[Spot]:
    roles = original.roles
    top = [roles.of(kid) for kid in kids_of(root)]
    if [r.type for r in top] != ["Document"] or top[0].space != PDF2:
        yield _at(TREE, "8.2.5.2", ("bovenaan hoort één Document-code van PDF 2.0 te staan",
                                    "at the top belongs one Document tag of PDF 2.0"))  # fmt: skip
    yield from _notes(original)
    told: set[tuple[str, str]] = set()
    for element, path, page, _ in original.places.walk():
        for info, clause, what in _element(element, roles):
            tag = path.rsplit("/", 1)[-1].split("[")[0]
            if info is ROLES and (tag, clause + what[1]) in told:
                continue
            told.add((tag, clause + what[1]))
            words = original.places.inside(element, page).words
            yield Spot(info.id, {"what": what}, quote=words, evidence=words or path, page=page, selector=path,
                       standard=standard(info, f"PDF/UA-2 {clause}"))  # fmt: skip


def _notes(original: Original) -> Iterator[Spot]:
    """A note and the places in the text that it belongs to refer to each other (Ref)."""
    notes = {}
    callers: dict[int, set[int]] = {}
    for element, path, page, _ in original.places.walk():
        number = element.objgen[0]
        if original.roles.of(element).type == "FENote":
            notes[number] = (element, path, page)
        for target in several(element.get("/Ref")):
            if number and getattr(target, "objgen", (0, 0))[0]:
                callers.setdefault(target.objgen[0], set()).add(number)
    for number, (element, path, page) in notes.items():
        named = {target.objgen[0] for target in several(element.get("/Ref")) if hasattr(target, "objgen")}
        if named != callers.get(number, set()):
            what = ("noot en plaats in de tekst noemen elkaar niet", "a note and its place in the text do not name "
                    "each other")  # fmt: skip
            words = original.places.inside(element, page).words
            yield Spot(NOTE.id, {"what": what}, quote=words, evidence=words or path, page=page, selector=path,
                       standard=standard(NOTE, "PDF/UA-2 8.2.5.14"))  # fmt: skip


def _at(info: CheckInfo, clause: str, what: tuple[str, str]) -> Spot:
    return Spot(info.id, {"what": what}, standard=standard(info, f"PDF/UA-2 {clause}"))


def _element(element: Any, roles: Roles) -> Iterator[tuple[CheckInfo, str, tuple[str, str]]]:
    role = roles.of(element)
    if role.fault:
        yield ROLES, "8.2.4", _FAULTS[role.fault]
    tag = role.type
    kids = [roles.of(kid).type for kid in kids_of(element)]
    if "Caption" in kids[1:-1]:
        yield TREE, "8.2.5.27", ("een bijschrift staat in het midden", "a caption stands in the middle")
    if tag == "H":
        yield (
            HEADINGS,
            "8.2.5.12",
            ("koppen zonder nummer (H) mogen niet meer", "headings without a number (H) are not allowed"),
        )
    elif tag == "Note":
        yield NOTE, "8.2.5.14", ("de code Note mag niet meer", "the tag Note is no longer allowed")
    elif tag == "FENote" and _attribute(element, "NoteType") not in (None, "Footnote", "Endnote", "None"):
        yield NOTE, "8.2.5.14", ("de soort noot is onbekend", "the kind of note is unknown")
    elif tag == "TOCI" and not _refers(element):
        yield (
            LIST,
            "8.2.5.8",
            (
                "een regel van de inhoudsopgave noemt haar doel niet",
                "an entry of the contents does not name its target",
            ),
        )
    elif tag == "Ruby" and kids not in (["RB", "RT"], ["RB", "RP", "RT", "RP"]):
        yield TREE, "8.2.5.23", ("Ruby bestaat niet uit RB en RT", "Ruby is not made of RB and RT")
    elif tag == "Warichu" and kids != ["WP", "WT", "WP"]:
        yield TREE, "8.2.5.24", ("Warichu bestaat niet uit WP, WT, WP", "Warichu is not made of WP, WT, WP")
    elif tag == "L" and _labelled(element, roles) and _attribute(element, "ListNumbering") in (None, "None"):
        yield LIST, "8.2.5.25", ("de soort nummering ontbreekt", "the kind of numbering is missing")
    elif tag == "LI" and _has_content(element):
        yield LIST, "8.2.5.25", ("inhoud staat niet in LBody", "content is not inside LBody")
    elif role.space == MATHML and tag == "math" and not _inside_formula(element, roles):
        yield TREE, "8.2.5.29", ("een formule (math) staat niet in Formula", "math is not inside Formula")
    for key in ("/ActualText", "/Alt"):
        if key in element and _PRIVATE.search(str(element[key])):
            yield LETTERS, "8.4.3", ("een tekstalternatief", "an alternative text")
    if "/E" in element and _PRIVATE.search(str(element.E)):
        yield LETTERS, "8.6", ("een uitgeschreven afkorting", "an expanded abbreviation")


def _attribute(element: Any, key: str) -> str | None:
    import pikepdf

    held = element.get("/A")
    for one in list(held) if isinstance(held, pikepdf.Array) else [held]:
        if isinstance(one, pikepdf.Dictionary | pikepdf.Stream) and f"/{key}" in one:
            return str(one[f"/{key}"]).lstrip("/")
    return None


def _refers(element: Any) -> bool:
    return "/Ref" in element or any(_refers(kid) for kid in kids_of(element))


def _labelled(element: Any, roles: Roles) -> bool:
    return any(
        roles.of(label).type == "Lbl"
        for item in kids_of(element) if roles.of(item).type == "LI" for label in kids_of(item)
    )  # fmt: skip


def _has_content(element: Any) -> bool:
    import pikepdf

    kids = element.get("/K")
    several = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    return any(isinstance(k, int) or (isinstance(k, pikepdf.Dictionary) and "/MCID" in k) for k in several)


def _inside_formula(element: Any, roles: Roles) -> bool:
    parent = element.get("/P")
    return parent is not None and (roles.of(parent).type == "Formula" or roles.of(parent).space == MATHML)


RULE = Rule((TREE, LETTERS, ROLES, MARK, LANGUAGE, HEADINGS, NOTE, LIST), find, FORMATS, covers=frozenset())
