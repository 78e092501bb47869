"""NL-LOM 1.01 in the IMS-MD binding: element order, sources and conditions as in docs/nl-lom.md."""

from collections.abc import Iterable

from lxml import etree

from exchange import view
from exchange.vocabularies import labels, source
from schemas.record import ApprovedRecord

FORMAT = "nl-lom"
MEDIA_TYPE = "application/xml"
NS = "http://www.imsglobal.org/xsd/imsmd_v1p2"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
NONE = "x-none"
_Element = etree._Element


def write(record: ApprovedRecord) -> bytes:
    """The record as one `lom` document. Elements without an approved value are absent, never guessed."""
    root = etree.fromstring(f'<lom xmlns="{NS}"/>')
    language = view.first(record, "language") or NONE
    _general(root, record, language)
    _lifecycle(root, record)
    _metametadata(root, record)
    _technical(root, record)
    _educational(root, record)
    _rights(root, record)
    _relations(root, record)
    _classifications(root, record)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _add(parent: _Element, name: str, text: str | None = None) -> _Element:
    element = etree.SubElement(parent, f"{{{NS}}}{name}")
    if text is not None:
        element.text = _legal(text)
    return element


def _legal(text: str) -> str:
    """Text without the control characters that XML cannot hold."""
    return "".join(
        c
        for c in text
        if c in "\t\n\r" or (ord(c) >= 32 and not 0xD800 <= ord(c) <= 0xDFFF and ord(c) not in (0xFFFE, 0xFFFF))
    )


def _lang(parent: _Element, text: str, language: str = NONE) -> None:
    _add(parent, "langstring", text).set(XML_LANG, language)


def _text(parent: _Element, name: str, text: str, language: str) -> None:
    _lang(_add(parent, name), text, language)


def _coded(parent: _Element, name: str, vocabulary: str, codes: Iterable[str]) -> None:
    for code in codes:
        element = _add(parent, name)
        _text(element, "source", source(vocabulary), NONE)
        _text(element, "value", code, NONE)


def _entry(parent: _Element, identifier: str) -> None:
    entry = _add(parent, "catalogentry")
    _add(entry, "catalog", "URI")
    _text(entry, "entry", identifier, NONE)


def _general(root: _Element, record: ApprovedRecord, language: str) -> None:
    general = _add(root, "general")
    if title := view.prose(record, "title"):
        _text(general, "title", title, language)
    _entry(general, view.identifier(record))
    if code := view.first(record, "language"):
        _add(general, "language", code)
    if description := view.prose(record, "description"):
        _text(general, "description", description, language)
    for keyword in view.texts(record, "keyword"):
        _text(general, "keyword", keyword, language)
    _coded(
        general,
        "aggregationlevel",
        "aggregation_level",
        view.coded(record, "aggregation_level", "aggregation_level")[:1],
    )


def _vcard(name: str, *, organisation: bool) -> str:
    escaped = name.replace("\\", "\\\\").replace(",", r"\,").replace(";", r"\;").replace("\n", " ").replace("\r", " ")
    lines = ["BEGIN:VCARD", "VERSION:3.0", f"FN:{escaped}", f"N:{escaped};;;;"]
    return "\n".join([*lines, *([f"ORG:{escaped}"] if organisation else []), "END:VCARD"])


def _lifecycle(root: _Element, record: ApprovedRecord) -> None:
    people = [("author", name, False) for name in record.authors]
    if record.publisher:
        people.append(("publisher", record.publisher, True))
    if not people:
        return
    lifecycle = _add(root, "lifecycle")
    for role, name, organisation in people:
        contribute = _add(lifecycle, "contribute")
        _coded(contribute, "role", "contributor_role", [role])
        _add(_add(contribute, "centity"), "vcard", _vcard(name, organisation=organisation))


def _metametadata(root: _Element, record: ApprovedRecord) -> None:
    meta = _add(root, "metametadata")
    _entry(meta, f"urn:uuid:{record.material_id}")
    _add(meta, "metadatascheme", "LOMv1.0")
    _add(meta, "metadatascheme", "nl_lom_v1p0")
    _add(meta, "language", "nl")


def _technical(root: _Element, record: ApprovedRecord) -> None:
    kind = view.media_type(record)
    if not (kind or record.bytes or record.location):
        return
    technical = _add(root, "technical")
    if kind:
        _add(technical, "format", kind)
    if record.bytes:
        _add(technical, "size", str(record.bytes))
    if record.location:
        _add(technical, "location", record.location)


def _educational(root: _Element, record: ApprovedRecord) -> None:
    educational = etree.Element(f"{{{NS}}}educational")
    _coded(
        educational,
        "learningresourcetype",
        "learning_resource_type",
        view.coded(record, "resource_type", "learning_resource_type"),
    )
    _coded(educational, "intendedenduserrole", "end_user_role", view.coded(record, "end_user_role", "end_user_role"))
    _coded(educational, "context", "context", view.contexts(record))
    if ages := view.age_range(record):
        _text(educational, "typicalagerange", ages, NONE)
    _coded(educational, "difficulty", "difficulty", view.coded(record, "difficulty", "difficulty")[:1])
    if duration := view.learning_time(record):
        _add(_add(educational, "typicallearningtime"), "datetime", duration)
    if len(educational):
        root.append(educational)


def _rights(root: _Element, record: ApprovedRecord) -> None:
    code, cost = view.licence(record), view.cost(record)
    if code is None and cost is None:
        return
    rights = _add(root, "rights")
    _coded(rights, "cost", "cost", [cost] if cost else [])
    _coded(rights, "copyrightandotherrestrictions", "licence", [code] if code else [])
    if code == "yes":
        # A bare yes says nothing of what holds; the standard then asks for words.
        _text(rights, "description", labels("licence")[code], "nl")


_SAID = {"subject": "vakgebied", "level": "leerniveau", "goal": "kerndoel", "keyword": "trefwoorden",
         "resource_type": "soort", "end_user_role": "voor", "description": "omschrijving"}  # fmt: skip
"""How what was decided about a part is called in its description."""


def _relations(root: _Element, record: ApprovedRecord) -> None:
    """The parts of a package about which something was decided. NL-LOM has words for what they are, not fields."""
    for part in (view.part_record(record, part) for part in record.parts):
        relation = _add(root, "relation")
        _coded(relation, "kind", "relation_kind", ["haspart"])
        resource = _add(relation, "resource")
        _text(resource, "description", _described(part), "nl")
        _entry(resource, view.identifier(part))


def _described(part: ApprovedRecord) -> str:
    concepts = {"subject": view.subjects, "level": view.levels, "goal": view.goals}
    said = [view.prose(part, "title") or ""]
    for name, values in part.fields.items():
        if name == "title":
            continue
        labels = [c.label for c in concepts[name](part)] if name in concepts else [
            v.value if isinstance(v.value, str) else v.value.label for v in values
        ]  # fmt: skip
        said.append(f"{_SAID.get(name, name)}: {'; '.join(labels)}")
    return ". ".join(said)


def _classifications(root: _Element, record: ApprovedRecord) -> None:
    for purpose, concepts in (
        ("discipline", view.subjects(record)),
        ("educational level", view.levels(record)),
        ("educational objective", view.goals(record)),
    ):
        known = [concept for concept in concepts if concept.scheme]
        if not known:
            continue
        classification = _add(root, "classification")
        _coded(classification, "purpose", "purpose", [purpose])
        for concept in known:
            # Terms in one taxonpath would mean a path from broad to narrow; these stand beside each other.
            path = _add(classification, "taxonpath")
            _text(path, "source", str(concept.scheme), NONE)
            taxon = _add(path, "taxon")
            _add(taxon, "id", concept.uuid)
            _text(taxon, "entry", concept.label, "nl")
    if access := view.access_rights(record):
        classification = _add(root, "classification")
        _coded(classification, "purpose", "purpose", ["access rights"])
        path = _add(classification, "taxonpath")
        _text(path, "source", source("access_rights"), NONE)
        taxon = _add(path, "taxon")
        _add(taxon, "id", access)
        _text(taxon, "entry", labels("access_rights")[access], "nl")
