"""The parts of a package on their own: which are worth it, and what is suggested for each."""

from collections.abc import Iterator

from config.settings import Settings
from documents.parts import lifted, part_document
from schemas.document import Document, Part
from schemas.material import EnrichedPart, Given
from schemas.suggestion import FieldName, Suggestion

LEAST_CHARS = 300
"""Below this a part says too little to be told apart from the course it stands in."""
FIELDS: frozenset[FieldName] = frozenset(
    {"language", "keyword", "subject", "level", "age_range", "goal", "resource_type", "difficulty", "learning_time"}
)
"""What may differ from part to part. A part's title is in the package, its licence and its public are the course's."""


def enrich_parts(document: Document, given: Given, settings: Settings) -> list[EnrichedPart]:
    """Every part in reading order; those with enough text have suggestions, the first `max_parts_enriched` of them."""
    worth = {part.id for part in _worth(document, settings.max_parts_enriched)}
    return [
        EnrichedPart(
            id=part.id,
            parent=part.parent,
            title=part.title,
            path=part.path,
            format=part.format,
            suggestions=_suggest(document, part, given, settings) if part.id in worth else [],
        )
        for part in document.parts
    ]


def _worth(document: Document, most: int) -> Iterator[Part]:
    """Files with enough text of their own; a chapter when all that it holds is too short to tell."""
    children: dict[str | None, list[Part]] = {}
    for part in document.parts:
        children.setdefault(part.parent, []).append(part)
    count = 0

    def long_enough(part: Part) -> bool:
        return part.same_as is None and part.end - part.start >= LEAST_CHARS

    def below(part: Part) -> bool:
        return any(long_enough(c) or below(c) for c in children.get(part.id, []))

    for part in document.parts:
        if count < most and long_enough(part) and not below(part):
            count += 1
            yield part


def _suggest(document: Document, part: Part, given: Given, settings: Settings) -> list[Suggestion]:
    import models

    # What the platform says of the whole holds for its parts, save what names the whole.
    hints = Given(language=given.language, subjects=given.subjects, levels=given.levels)
    found = models.classify(part_document(document, part), hints, settings=settings)
    kept = []
    for suggestion in found:
        if suggestion.field not in FIELDS:
            continue
        evidence = [e.model_copy(update={"location": lifted(document, part, e.location)}) for e in suggestion.evidence]
        kept.append(suggestion.model_copy(update={"evidence": evidence}))
    return kept
