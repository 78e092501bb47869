"""The parts of a package on their own: which are worth it, and what is suggested for each."""

import time
from collections.abc import Iterator

from config.settings import Settings
from documents.parts import lifted, part_document
from schemas.common import Problem
from schemas.document import Document, Part
from schemas.material import EnrichedPart, Given
from schemas.suggestion import FieldName, Suggestion

SHARE = 0.4
"""Part of a job's time that may go to its parts."""
LEAST_CHARS = 300
"""Below this a part says too little to be told apart from the course it stands in."""
FIELDS: frozenset[FieldName] = frozenset(
    {"language", "keyword", "subject", "level", "age_range", "goal", "resource_type", "difficulty", "learning_time"}
)
"""What may differ from part to part. A part's title is in the package, its licence and its public are the course's."""


def enrich_parts(document: Document, given: Given, settings: Settings) -> tuple[list[EnrichedPart], list[Problem]]:
    """Every part in reading order; those with enough text have suggestions, the first `max_parts_enriched` of them.

    A busy machine may have no time for all of these: a problem then says how many went without.
    """
    worth = {part.id for part in _worth(document, settings.max_parts_enriched)}
    deadline = time.monotonic() + settings.job_time_limit * SHARE
    made, without = [], 0
    for part in document.parts:
        late = part.id in worth and time.monotonic() > deadline
        without += late
        made.append(
            EnrichedPart(
                id=part.id,
                parent=part.parent,
                title=part.title,
                path=part.path,
                format=part.format,
                suggestions=_suggest(document, part, given, settings) if part.id in worth and not late else [],
            )
        )
    return made, [_late(document.source, without)] if without else []


def _late(source: str, without: int) -> Problem:
    return Problem(
        code="parts-not-enriched",
        message=f"{source}: voor {without} onderdelen was geen tijd meer om suggesties te zoeken.",
        message_en=f"{source}: there was no time left to look for suggestions for {without} parts.",
    )


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
