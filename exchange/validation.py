"""Whether an NL-LOM record is right: its structure, its value lists, and the conditions between fields."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from lxml import etree

from exchange import view
from exchange.formats.nl_lom import NS
from exchange.vocabularies import codes, source
from schemas.record import ApprovedRecord
from schemas.suggestion import FieldName

CODED = {
    "general/aggregationlevel": "aggregation_level",
    "lifecycle/contribute/role": "contributor_role",
    "metametadata/contribute/role": "metadata_role",
    "educational/learningresourcetype": "learning_resource_type",
    "educational/intendedenduserrole": "end_user_role",
    "educational/context": "context",
    "educational/difficulty": "difficulty",
    "rights/cost": "cost",
    "rights/copyrightandotherrestrictions": "licence",
    "classification/purpose": "purpose",
}
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
NEEDS_LEVEL = {"PO", "VO", "BVE", "SO", "SBaO", "VVE"}

LISTED: tuple[tuple[FieldName, str], ...] = (
    ("aggregation_level", "aggregation_level"),
    ("resource_type", "learning_resource_type"),
    ("end_user_role", "end_user_role"),
    ("difficulty", "difficulty"),
    ("access_rights", "access_rights"),
    ("cost", "cost"),
)
MANDATORY: tuple[tuple[FieldName, str], ...] = (
    ("title", "general/title"),
    ("language", "general/language"),
    ("description", "general/description"),
    ("keyword", "general/keyword"),
    ("aggregation_level", "general/aggregationlevel"),
    ("end_user_role", "educational/intendedenduserrole"),
    ("licence", "rights/copyrightandotherrestrictions"),
    ("subject", "classification discipline"),
    ("level", "classification educational level"),
    ("access_rights", "classification access rights"),
)
"""What Edurep asks of a learning resource, besides its location and cost."""


@lru_cache
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(Path(__file__).parent / "imsmd.xsd")))


def validate(xml: bytes) -> list[str]:
    """Everything that is wrong with a record, each in one sentence; an empty list when nothing is."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        return [f"The record is not well-formed XML: {error.msg}."]
    structure = schema()
    if not structure.validate(root):
        log: Any = structure.error_log
        return [f"Line {entry.line}: {entry.message}" for entry in log]
    return [*_values(root), *_conditions(root)]


def _find(root: Any, path: str) -> list[Any]:
    return list(root.findall("/".join(f"{{{NS}}}{step}" for step in path.split("/"))))


def _value(element: Any) -> str:
    return str(element.findtext(f"{{{NS}}}value/{{{NS}}}langstring") or "")


def _values(root: Any) -> list[str]:
    found = []
    for path, name in CODED.items():
        for element in _find(root, path):
            given = element.findtext(f"{{{NS}}}source/{{{NS}}}langstring") or ""
            # Other lists are allowed in NL-LOM; only values that claim our list are checked against it.
            if _bare(given) == _bare(source(name)) and _value(element) not in codes(name):
                found.append(f"{path}: “{_value(element)}” is not in {source(name)}.")
    for classification in _find(root, "classification"):
        found += _wrong_terms(classification)
    for ages in _find(root, "educational/typicalagerange/langstring"):
        if not view.AGES.fullmatch(ages.text or ""):
            found.append(f"educational/typicalagerange: “{ages.text}” is not of the form 12-14.")
    return found


def _wrong_terms(classification: Any) -> list[str]:
    """Ids that their list cannot hold: no bare UUID in the begrippenkader, an unknown word for access rights.

    The begrippenkader has more terms (higher education, mbo) than we know, so that an unknown UUID is no mistake.
    """
    purpose = next((_value(e) for e in _find(classification, "purpose")), "")
    found = []
    for path in _find(classification, "taxonpath"):
        scheme = _bare(path.findtext(f"{{{NS}}}source/{{{NS}}}langstring") or "")
        for taxon in _find(path, "taxon/id"):
            code = taxon.text or ""
            if scheme == _bare(view.OBK) and not UUID.fullmatch(code):
                found.append(f"classification {purpose}: “{code}” is no bare UUID.")
            if scheme == _bare(source("access_rights")) and code not in codes("access_rights"):
                found.append(f"classification {purpose}: “{code}” is not in {source('access_rights')}.")
    return found


def _bare(uri: str) -> str:
    return re.sub(r"^https?://(purl\.edustandaard\.nl|download\.edustandaard\.nl/vdex)/|\.xml$", "", uri)


def _conditions(root: Any) -> list[str]:
    """The conditional rules of NL-LOM: what one value asks of another field."""
    found = []
    schemes = [e.text for e in _find(root, "metametadata/metadatascheme")]
    if not {"LOMv1.0", "nl_lom_v1p0"} <= set(schemes):
        found.append("metametadata/metadatascheme must name LOMv1.0 and nl_lom_v1p0.")
    level = next((_value(e) for e in _find(root, "general/aggregationlevel")), None)
    contexts = {_value(e) for e in _find(root, "educational/context")}
    purposes = {_value(e) for e in _find(root, "classification/purpose")}
    if contexts & NEEDS_LEVEL and level is None:
        found.append("general/aggregationlevel is mandatory for this context.")
    if level in ("3", "4"):
        if not contexts:
            found.append("educational/context is mandatory for a lesson or a series of lessons.")
        found += [
            f"A classification with purpose {purpose} is mandatory for a lesson or a series of lessons."
            for purpose in ("discipline", "educational level")
            if purpose not in purposes
        ]
    for element in _find(root, "rights/copyrightandotherrestrictions"):
        if _value(element) == "yes" and not _find(root, "rights/description"):
            found.append("rights/description is mandatory when the copyright value is yes.")
    return found


def missing(record: ApprovedRecord) -> dict[str, FieldName | None]:
    """The mandatory elements without an approved value: place in NL-LOM → our field, None for the location."""
    absent: dict[str, FieldName | None] = {path: field for field, path in MANDATORY if not record.fields.get(field)}
    if not view.cost(record):
        absent["rights/cost"] = "cost"
    if not record.location:
        absent["technical/location"] = None
    return absent


def left_out(record: ApprovedRecord) -> list[str]:
    """Approved values that NL-LOM has no place for, as `field: value`: a label in no list, a time in words."""
    kept: dict[FieldName, bool] = {
        "age_range": view.age_range(record) is not None,
        "learning_time": view.learning_time(record) is not None,
        "licence": view.licence(record) is not None,
    }
    absent = [
        f"{field}: {view.first(record, field)}" for field, fits in kept.items() if record.fields.get(field) and not fits
    ]
    for field, name in LISTED:
        absent += [f"{field}: {text}" for text in view.texts(record, field) if not view.code(text, name)]
    for field, concepts in (
        ("subject", view.subjects(record)), ("level", view.levels(record)), ("goal", view.goals(record)),
    ):  # fmt: skip
        absent += [f"{field}: {concept.label}" for concept in concepts if concept.scheme is None]
    return absent
