"""How well real materials are described, each by models that saw nothing of its source."""

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

from config.settings import Settings
from models import bundle
from models.classes import class_of
from models.evaluation.levels_stated import stated_years
from models.evaluation.metrics import Tally, reliability
from models.fields import level as level_field
from models.fields import subject as subject_field
from models.levels import years
from models.material import NONE, Material
from models.training import calibrate, classifiers
from models.training.build import Sources
from models.training.sources import LabelledMaterial, material_examples, materials
from schemas.material import Given
from schemas.suggestion import Suggestion

Say = Callable[[str], None]


def left_out_bundles(shipped: bundle.Bundle, sources: Sources, say: Say) -> dict[str, bundle.Bundle]:
    """For each open source a bundle whose subject model was trained without that source (and its group)."""
    lessons = material_examples(sources.materials, lambda d: d.text)
    texts = classifiers.SubjectTexts(sources.examples + lessons, shipped.vectorizer)
    found: dict[str, bundle.Bundle] = {}
    for number, group in enumerate(calibrate.groups(sources.materials), 1):
        variant = copy.copy(shipped)
        variant.__dict__["subjects"] = texts.fit(classifiers.without(group))
        found.update(dict.fromkeys(group, variant))
        say(f"left-out group {number}: {', '.join(sorted(group))}")
    return found


def evaluate(data_dir: Path, settings: Settings, sources: Sources, say: Say) -> dict[str, Any]:
    """Subject and level of every real material, in all and per source, format and label strength.

    Open sources were trained on, so they are scored by models retrained without them; sources without a licence
    are never trained on and are scored by the shipped models.
    """
    shipped = bundle.load(settings)
    variants = left_out_bundles(shipped, sources, say)
    found = [
        Scored(item, Material(item.document, Given(), settings, variants.get(item.source, shipped)))
        for item in materials(data_dir, only_open=False)
    ]
    result: dict[str, Any] = {
        "subject": _subject_tables(found),
        "level": _level_tables(found),
        "negatives": _negatives(found),
    }
    main = _subject_tally([s for s in found if s.item_level and s.dutch])
    result["reliability"] = {
        "subject, item-level, Dutch": reliability(main.confidences, main.answered_right),
    }
    return result


class Scored:
    """One material with what the fields under test say of it."""

    def __init__(self, item: LabelledMaterial, material: Material) -> None:
        self.row = item.row
        self.keys = item.keys
        self.source = item.source
        self.subject = [s for s in subject_field.suggest(material) if s.value]
        order = material.subject_chances.argsort()[::-1]
        self.ranked = [k for i in order if (k := material.models.subject_labels[int(i)]) != NONE][:3]
        self.level = [s for s in level_field.suggest(material) if s.value]
        self.level_method = self.level[0].provenance.method if self.level else "abstained"

    @property
    def learning(self) -> bool:
        return self.row["kind"] == "learning" and bool(self.keys)

    @property
    def item_level(self) -> bool:
        return self.learning and self.row["subject_strength"] == "item-level"

    @property
    def dutch(self) -> bool:
        return bool(self.row["language"] == "nl")


def _class(suggestion: Suggestion) -> str:
    value = suggestion.value
    return class_of(value if isinstance(value, str) or value is None else value.label) or "?" if value else "?"


def _subject_tally(scored: list[Scored]) -> Tally:
    tally = Tally()
    for s in scored:
        names = [_class(x) for x in s.subject]
        right = bool(names) and names[0] in s.keys
        gold = str(s.row["subject"])
        guess = gold if right else (names[0] if names else "")
        confidence = s.subject[0].confidence if s.subject else None
        sure = bool(s.subject) and s.subject[0].band == "sure"
        # The first is what a curator sees, silence counted as wrong; the three are the ranking that `classify` prints.
        tally.add(right, bool({*names[:1], *s.ranked} & set(s.keys)), confidence, sure=sure, gold=gold, guess=guess)
    return tally


def _subject_tables(found: list[Scored]) -> dict[str, Any]:
    tables: dict[str, Any] = {
        "item-level labels, Dutch": _subject_tally([s for s in found if s.item_level and s.dutch]).summary(),
        "all labels, Dutch": _subject_tally([s for s in found if s.learning and s.dutch]).summary(),
        "other languages": _subject_tally([s for s in found if s.learning and not s.dutch]).summary(),
    }
    for key, name in (("source_repo", "source"), ("format", "format")):
        for value in sorted({str(s.row[key]) for s in found if s.learning}):
            tables[f"{name}: {value}"] = _subject_tally(
                [s for s in found if s.learning and str(s.row[key]) == value]
            ).summary()
    return tables


def _level_tally(scored: list[Scored]) -> Tally:
    tally = Tally()
    for s in scored:
        gold, broad = stated_years(s.row["level"])
        rights = []
        for x in s.level:
            label = x.value.label if x.value and not isinstance(x.value, str) else ""
            mine = years(label)
            rights.append(bool(mine) and (mine <= gold or any(mine == years(b) for b in broad)))
        confidence = s.level[0].confidence if s.level else None
        sure = bool(s.level) and s.level[0].band == "sure"
        tally.add(bool(rights) and rights[0], any(rights[:3]), confidence, sure=sure, guess="x")
    return tally


def _level_tables(found: list[Scored]) -> dict[str, Any]:
    dutch = [s for s in found if s.row["school_system"] == "NL" and s.row["level"] and stated_years(s.row["level"])[0]]
    stated = [s for s in dutch if s.row["level_strength"] == "item-level"]
    tables = {
        "level stated by the material": _level_tally(stated).summary(),
        "level known of the source only": _level_tally([s for s in dutch if s not in stated]).summary(),
        "answers from a statement": _level_tally([s for s in dutch if s.level_method == "stated"]).summary(),
        "answers from the model": _level_tally([s for s in dutch if s.level_method == "linear-model"]).summary(),
    }
    for value in sorted({s.source for s in dutch}):
        tables[f"source: {value}"] = _level_tally([s for s in dutch if s.source == value]).summary()
    return tables


def _negatives(found: list[Scored]) -> dict[str, Any]:
    """Texts that are no lesson: how many get a subject at all, and how many one that is shown as sure."""
    mine = [s for s in found if s.row["kind"] == "negative"]
    return {
        "n": len(mine),
        "with_subject": sum(bool(s.subject) for s in mine),
        "likely": sum(bool(s.subject) and s.subject[0].band == "likely" for s in mine),
        "sure": sum(bool(s.subject) and s.subject[0].band == "sure" for s in mine),
    }
