"""The two ways in: `classify` for a document with all its fields, `classify_text` for bare text."""

import logging
from functools import lru_cache

import numpy as np

import curriculum
from config.settings import Settings, get_settings
from models import bundle, goals, material, similar, statements
from models.classes import class_of, classes
from models.fields import fields
from models.levels import labels, part, years
from models.material import STATED_BONUS, Material, Named
from schemas.classify import ClassifyRequest, ClassifyResult, ScoredGoal, ScoredTerm
from schemas.document import Document
from schemas.material import Given
from schemas.suggestion import Suggestion

log = logging.getLogger(__name__)
TITLE_TIMES = 3


def classify(document: Document, given: Given, *, settings: Settings | None = None) -> list[Suggestion]:
    """Suggestions for every field, each with evidence, confidence and provenance.

    A field whose rules fail on a material is logged and left out; the others go on. Raises
    trained.TrainedFilesError when there are no trained files to read.
    """
    item = Material(document, given, settings)
    found: list[Suggestion] = []
    for name, suggest in fields():
        try:
            found += suggest(item)
        except Exception:
            log.exception("field %s failed on %s", name, document.source)
    return found


def classify_text(
    request: ClassifyRequest, *, top: int = 5, framework: str | None = None, settings: Settings | None = None
) -> ClassifyResult:
    """Ranked subjects, levels and goals for one text, best first, `top` of each."""
    settings = settings or get_settings()
    known, models = curriculum.load(settings), bundle.load(settings)
    text = "\n".join([request.title or ""] * TITLE_TIMES + [request.text]) if request.title else request.text
    vector = models.vectorizer.vector(text)
    named = [Named(key, "given", label) for label in request.subjects if (key := _class(known, label))]
    named += _named_in_title(request.title or "")
    meaning = similar.meaning(text, models, settings)
    meant = None if bundle.is_short(text) else similar.subject_chances(meaning, settings)
    chances = material.subject_chances(models, *vector, named, meant=meant)
    hints = goals.hints_for(known, request.subjects, request.levels)
    if not hints.levels:
        stated = statements.combined(statements.find(request.title or "", short_codes=True)) or statements.combined(
            [s for s in statements.find(request.text[:600]) if s.exact]
        )
        hints = goals.Hints.of_years(hints.subjects, frozenset(stated))
    question = goals.Question.of(*vector, meaning)
    frameworks = [framework] if framework else list(bundle.FRAMEWORKS)
    found: list[ScoredGoal] = []
    for name in frameworks:
        if name not in bundle.FRAMEWORKS:
            continue
        for goal_id, chance in goals.rank(models, known, name, question, hints, top=top):
            goal = known.goals.get(goal_id)
            label = goal.title if goal else goal_id
            found.append(ScoredGoal(id=known.goal_uri(goal_id), label=label, framework=name, score=chance))
    found.sort(key=lambda g: -g.score)
    return ClassifyResult(
        id=request.id,
        subjects=_subjects(models, known, text, chances, top, encoder=meant is not None)
        if len(vector[0]) or named
        else [],
        levels=_levels(models, known, vector, request, hints, top),
        goals=found[:top],
    )


def _class(known: curriculum.Curriculum, label: str) -> str | None:
    if key := class_of(label):
        return key
    subject = known.find_subject(label)
    return class_of(subject.label) if subject else None


def _named_in_title(title: str) -> list[Named]:
    return [Named(key, "title", m.group()) for pattern, key in material.name_patterns() if (m := pattern.search(title))]


@lru_cache(maxsize=4)
def _class_terms(known: curriculum.Curriculum) -> dict[str, tuple[str, str]]:
    found = {}
    for key, item in classes().items():
        subject = known.find_subject(item.labels[0])
        if subject:
            found[key] = (subject.uri, subject.label)
    return found


def _subjects(
    models: bundle.Bundle, known: curriculum.Curriculum, text: str, chances: "np.ndarray", top: int, *, encoder: bool
) -> list[ScoredTerm]:
    calibrator, terms = models.subject_calibrator(text, encoder=encoder), _class_terms(known)
    by_uri: dict[str, tuple[str, float]] = {}
    for i in np.argsort(-chances)[: top + 4]:
        key = models.subject_labels[int(i)]
        if key in terms:
            uri, label = terms[key]
            by_uri[uri] = (label, by_uri.get(uri, ("", 0.0))[1] + float(chances[i]))
    ranked = sorted(by_uri.items(), key=lambda item: -item[1][1])[:top]
    return [
        ScoredTerm(id=uri, label=label, score=calibrator(p) if n == 0 else min(calibrator(p), p))
        for n, (uri, (label, p)) in enumerate(ranked)
    ]


def _levels(
    models: bundle.Bundle,
    known: curriculum.Curriculum,
    vector: "tuple[np.ndarray, np.ndarray]",
    request: ClassifyRequest,
    hints: goals.Hints,
    top: int,
) -> list[ScoredTerm]:
    """Given or stated levels first; else schools by the level model, each with the chance of its classes."""
    scored: dict[str, float] = {}
    if hints.years:
        scored = dict.fromkeys(labels(hints.years), 0.95 if request.levels else 0.8)
    elif len(vector[0]):
        chances = models.levels.probabilities(*vector)
        by_school: dict[str, float] = {}
        for name, chance in zip(models.level_labels, chances.tolist(), strict=True):
            for school_label in _schools(name):
                by_school[school_label] = by_school.get(school_label, 0.0) + chance
        calibrator = models.calibrator("level")
        scored = {name: calibrator(chance) if chance > 0.5 else chance for name, chance in by_school.items()}
    found = []
    for name, score in sorted(scored.items(), key=lambda item: -item[1])[:top]:
        level = known.find_level(name)
        if level:
            found.append(ScoredTerm(id=level.uri, label=level.label, score=min(1.0, score)))
    return found


@lru_cache
def _schools(label: str) -> tuple[str, ...]:
    """The labels of the schools that a level class lies in, one for each kind of school."""
    codes = sorted({part(y)[0] for y in years(label)})
    return tuple(labels(set(years(_SCHOOL_NAMES[code])))[0] for code in codes)


_SCHOOL_NAMES = {
    "po": "po", "so": "so", "vso": "vso", "bb": "vmbo bb", "kb": "vmbo kb", "gl": "vmbo gl", "tl": "vmbo tl",
    "h": "havo", "v": "vwo",
}  # fmt: skip
__all__ = ["STATED_BONUS", "classify", "classify_text"]
