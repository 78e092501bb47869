"""schema.org JSON-LD as LRMI describes it: LearningResource with DefinedTerms and AlignmentObjects."""

import json
from typing import Any

from exchange import view
from exchange.vocabularies import labels, licence_url
from schemas.record import ApprovedRecord

FORMAT = "json-ld"
MEDIA_TYPE = "application/ld+json"
LOM = "http://ltsc.ieee.org/xsd/LOM#"


def write(record: ApprovedRecord) -> bytes:
    return json.dumps(document(record), ensure_ascii=False, indent=2).encode()


def document(record: ApprovedRecord) -> dict[str, Any]:
    """The record as a JSON-LD object; keys without an approved value are absent. Decided parts are under hasPart."""
    found = {"@context": ["https://schema.org", {"dcterms": "http://purl.org/dc/terms/", "lom": LOM}]}
    return found | _resource(record) | ({"hasPart": parts} if (parts := _parts(record)) else {})


def _parts(record: ApprovedRecord) -> list[dict[str, Any]]:
    found = []
    for part in record.parts:
        resource = _resource(view.part_record(record, part))
        for key in ("dateCreated", "dateModified"):
            del resource[key]
        found.append(resource)
    return found


def _resource(record: ApprovedRecord) -> dict[str, Any]:
    licence = view.licence(record)
    given_licence = view.first(record, "licence")
    found: dict[str, Any] = {
        "@type": ["CreativeWork", "LearningResource"],
        "@id": record.location or view.identifier(record),
        "identifier": view.identifier(record),
        "url": record.location,
        "name": view.prose(record, "title"),
        "description": view.prose(record, "description"),
        "inLanguage": view.first(record, "language"),
        "keywords": view.texts(record, "keyword"),
        "author": [{"@type": "Person", "name": name} for name in record.authors],
        "publisher": {"@type": "Organization", "name": record.publisher} if record.publisher else None,
        "encodingFormat": view.media_type(record),
        "license": (licence_url(licence) if licence else None) or given_licence,
        "isAccessibleForFree": {"no": True, "yes": False}.get(view.cost(record) or ""),
        "dcterms:accessRights": view.access_rights(record),
        "lom:aggregationLevel": next(iter(view.coded(record, "aggregation_level", "aggregation_level")), None),
        "lom:difficulty": next(iter(view.coded(record, "difficulty", "difficulty")), None),
        "learningResourceType": [
            labels("learning_resource_type")[c] for c in view.coded(record, "resource_type", "learning_resource_type")
        ],
        "audience": [
            {"@type": "EducationalAudience", "educationalRole": code}
            for code in view.coded(record, "end_user_role", "end_user_role")
        ],
        "typicalAgeRange": view.age_range(record),
        "timeRequired": view.learning_time(record),
        "educationalLevel": [_term(c) for c in view.levels(record)],
        "educationalAlignment": [_alignment(c) for c in view.subjects(record)],
        "teaches": [_term(c) for c in view.goals(record)],
        "dateCreated": record.created.date().isoformat(),
        "dateModified": record.changed.date().isoformat(),
    }
    return {key: value for key, value in found.items() if value not in (None, [], "")}


def _term(concept: view.Concept) -> dict[str, Any]:
    term: dict[str, Any] = {"@type": "DefinedTerm", "name": concept.label}
    if concept.uri:
        term["@id"] = concept.uri
    if concept.scheme:
        term |= {"termCode": concept.uuid, "inDefinedTermSet": concept.scheme}
    return term


def _alignment(concept: view.Concept) -> dict[str, Any]:
    alignment = {
        "@type": "AlignmentObject",
        "alignmentType": "educationalSubject",
        "educationalFramework": concept.scheme,
        "targetName": concept.label,
        "targetUrl": concept.uri,
    }
    return {key: value for key, value in alignment.items() if value}
