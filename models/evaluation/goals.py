"""How well goals, subjects and levels of held-out curriculum texts are ranked (goals/dev.jsonl)."""

from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

import curriculum
from config.settings import Settings
from models import bundle, goals, similar
from models.bundle import FRAMEWORKS
from models.evaluation.metrics import Tally, ndcg, reliability
from models.training.sources import Example, goal_texts


def evaluate(data_dir: Path, settings: Settings, models: bundle.Bundle | None = None) -> dict[str, Any]:
    """Per framework: NDCG@10, top-1, top-3 and calibration, from the text alone and with subject and level given,
    without and, where it is installed, with the encoder;
    NDCG@10 also with the goals of equal texts taken together, since such texts cannot be told apart."""
    models = models or bundle.load(settings)
    known = curriculum.load(settings)
    rows = goal_texts(data_dir / "goals" / "dev.jsonl")
    vectors = [models.vectorizer.vector(e.text) for e in rows]
    asked = [
        goals.Question.of(*v, similar.meaning(e.text, models, settings)) for e, v in zip(rows, vectors, strict=True)
    ]
    ways = [("text only", False, False), ("subject and level given", True, False)]
    if any(question.meaning is not None for question in asked):
        ways += [(f"{name}, with encoder", hinted, True) for name, hinted, _ in ways]
    result: dict[str, Any] = {"goals": {}, "reliability": {}}
    for framework in FRAMEWORKS:
        mine = [(e, q) for e, q in zip(rows, asked, strict=True) if e.goals.get(framework)]
        together: dict[str, set[str]] = defaultdict(set)
        for example, _ in mine:
            together[example.text] |= set(example.goals[framework])
        for name, hinted, encoder in ways:
            tally, gains, joint = Tally(), [], {}
            for example, full in mine:
                question = full if encoder else replace(full, meaning=None)
                hints = goals.hints_for(known, list(example.labels), list(example.levels)) if hinted else goals.Hints()
                ranked = goals.rank(models, known, framework, question, hints, top=10)
                ids: list[str] = [g for g, _ in ranked]
                gold = set(example.goals[framework])
                gains.append(ndcg(ids, gold))
                joint[example.text] = ndcg(ids, together[example.text])
                chance = ranked[0][1] if ranked else None
                bars = goals.calibrator(models, framework, question, hints).bars(
                    sure=settings.sure_precision, likely=settings.likely_precision
                )
                sure = chance is not None and chance >= bars[0]
                tally.add(bool(ids and ids[0] in gold), bool(set(ids[:3]) & gold), chance, sure=sure, guess="x")
            summary = tally.summary()
            summary.update(
                {
                    "ndcg10": round(float(np.mean(gains)), 3),
                    "ndcg10_equal_texts": round(float(np.mean(list(joint.values()))), 3),
                }
            )
            result["goals"].setdefault(framework, {})[name] = summary
            result["reliability"][f"goal {framework}, {name}"] = reliability(tally.confidences, tally.answered_right)
    result["subject"] = _subjects(rows, vectors, models, settings)
    return result


def _subjects(rows: list[Example], vectors: list[Any], models: bundle.Bundle, settings: Settings) -> dict[str, Any]:
    tally = Tally()
    labels, calibrator = models.subject_labels, models.calibrator("subject-short")
    bar, _ = calibrator.bars(sure=settings.sure_precision, likely=settings.likely_precision)
    for example, vector in zip(rows, vectors, strict=True):
        if not example.subjects:
            continue
        chances = models.subjects.probabilities(*vector)
        order = np.argsort(-chances)[:3]
        names = [labels[int(i)] for i in order]
        chance = calibrator(float(chances[order[0]]))
        gold = names[0] if names[0] in example.subjects else example.subjects[0]
        tally.add(
            names[0] in example.subjects,
            bool(set(names) & set(example.subjects)),
            chance,
            sure=chance >= bar,
            gold=gold,
            guess=names[0],
        )
    return tally.summary()
