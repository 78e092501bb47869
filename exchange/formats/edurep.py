"""schema.org JSON-LD the way Edurep writes it: a subject's UUID stands in targetName and its label in name."""

import json

from exchange import view
from exchange.formats import json_ld
from schemas.record import ApprovedRecord

FORMAT = "edurep-json-ld"
MEDIA_TYPE = "application/ld+json"


def write(record: ApprovedRecord) -> bytes:
    document = json_ld.document(record)
    alignments = [
        {
            "@type": "AlignmentObject",
            "@id": concept.uri,
            "targetName": concept.uuid,
            "educationalFramework": concept.scheme,
            "name": concept.label,
        }
        for concept in view.subjects(record)
        if concept.scheme
    ]
    if alignments:
        document["educationalAlignment"] = alignments
    return json.dumps(document, ensure_ascii=False, indent=2).encode()
