"""`train`: one command builds every trained file, with fixed seeds and the same result each time."""

import json
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

import curriculum
from config.settings import Settings, get_settings
from models import adapter, material_text, similar, trained
from models.bundle import Bundle
from models.calibration import Calibrator
from models.encoder import availability, open_encoder
from models.features import Vectorizer
from models.levels import years
from models.linear import Linear
from models.training import calibrate, classifiers, encoder_examples, goals
from models.training.meanings import Vectors
from models.training.sources import (
    FRAMEWORKS,
    Example,
    LabelledMaterial,
    catalogue,
    corpus,
    goal_texts,
    material_examples,
    materials,
    vocabulary,
)

MAX_FEATURES = 200_000
LEVEL_LABELS = (
    "po", "so", "vso", "ob vmbo", "ob havo", "ob vwo", "bb vmbo bb", "bb vmbo kb", "bb vmbo tl", "bb havo", "bb vwo",
)  # fmt: skip


@dataclass
class Sources:
    """All texts to learn from. `used` counts them by kind, for the model card."""

    examples: list[Example]
    known: curriculum.Curriculum
    materials: list[LabelledMaterial] = field(default_factory=list)

    @property
    def used(self) -> dict[str, int]:
        counts: dict[str, int] = {}
        for example in self.examples:
            counts[example.kind] = counts.get(example.kind, 0) + 1
        return counts


def collect(data_dir: Path | None, settings: Settings | None = None, *, with_materials: bool = True) -> Sources:
    """The catalogue, imported frameworks, vocabulary and corpus; with `data_dir` also curriculum texts and
    openly licensed materials (never those without a licence)."""
    known = official(data_dir, settings)
    examples = catalogue(
        known.suggestable(),
        {uri: s.label for uri, s in known.subjects.items()},
        {uri: v.label for uri, v in known.levels.items()},
    )
    fragments = corpus()
    for example in fragments:
        ids = [known.resolve(g) for g in example.goals.pop("", ())]
        for goal_id in (g for g in ids if g in known.goals):
            name = known.goals[goal_id].framework
            if name in FRAMEWORKS:
                example.goals[name] = (*example.goals.get(name, ()), goal_id)
    examples += vocabulary() + fragments
    found: list[LabelledMaterial] = []
    if data_dir and (data_dir / "goals" / "train.jsonl").exists():
        examples += goal_texts(data_dir / "goals" / "train.jsonl")
    if data_dir and with_materials and (data_dir / "materials" / "materials.jsonl").exists():
        found = materials(data_dir, only_open=True)
    return Sources(examples, known, found)


def official(data_dir: Path | None, settings: Settings | None = None) -> curriculum.Curriculum:
    """The curriculum with SLO's own wording of the goals when `data_dir` has its open data in slo/. Of the
    elaborations there none is used: those that may be learned from are in goals/train.jsonl."""
    settings = settings or get_settings()
    if not data_dir or not (data_dir / "slo").is_dir():
        return curriculum.load(settings)
    with tempfile.TemporaryDirectory() as folder:
        own = settings.model_copy(update={"curriculum_folder": Path(folder)})
        curriculum.import_frameworks(data_dir / "slo", own)
        known = curriculum.load(own)
        assert known.goals  # read now, while the folder is there
    return known


def level_label(label: str) -> str | None:
    """The level class that a label falls in wholly; None for one that spans several."""
    covered = years(label)
    if not covered:
        return None
    for name in LEVEL_LABELS:
        wanted = years(name) | (years("bb vmbo gl") if name == "bb vmbo tl" else frozenset())
        if covered <= wanted:
            return name
    return None


def train_levels(examples: list[Example], vectorizer: Vectorizer) -> Linear:
    """Level classes from curriculum texts and corpus; an example with all levels teaches nothing and is left out."""
    place = {name: i for i, name in enumerate(LEVEL_LABELS)}
    texts, labels, weights = [], [], []
    merged: dict[str, set[int]] = {}
    for example in examples:
        found = {place[n] for label in example.levels if (n := level_label(label))}
        if found:
            merged.setdefault(example.text, set()).update(found)
    for text, found in merged.items():
        if len(found) <= 6:
            texts.append(text)
            labels.append(sorted(found))
            weights.append(1.0)
    counts = np.bincount([n for f in labels for n in f], minlength=len(LEVEL_LABELS)) + 1
    weights = [float(np.mean([(400 / counts[n]) ** 0.5 for n in f])) for f in labels]
    return classifiers.softmax_regression(texts, labels, weights, len(LEVEL_LABELS), vectorizer, c=4.0)


def subject_vectorizer(sources: Sources, material_texts: list[Example]) -> Vectorizer:
    texts = dict.fromkeys(e.text for e in (*sources.examples, *material_texts))
    return Vectorizer.fit(texts, max_features=MAX_FEATURES)


def train(
    *,
    data_dir: Path | None = None,
    output: Path | None = None,
    settings: Settings | None = None,
    log: Any = None,
) -> dict[str, Any]:
    """Builds all trained files in `output` (by default those that the program reads) and returns the manifest.

    `data_dir` holds goals/train.jsonl and materials/. `log` gets one line of text per step.
    """
    say = log or (lambda line: None)
    settings = settings or get_settings()
    output = output or trained.folder(settings)
    started = time.time()
    sources = collect(data_dir, settings)
    lessons = material_examples(sources.materials, lambda d: d.text)
    say(f"texts: {sources.used}, stretches of open materials: {len(lessons)}")
    vectorizer = subject_vectorizer(sources, lessons)
    say(f"features: {vectorizer.width} ({time.time() - started:.0f} s)")
    trained.save(
        "features",
        output,
        {
            "hashes": vectorizer.hashes,
            "idf": vectorizer.idf.astype(np.float16),
            "blocks": vectorizer.blocks,
            "pieces_weight": np.array([vectorizer.pieces_weight], dtype=np.float32),
        },
    )
    texts = classifiers.SubjectTexts(sources.examples + lessons, vectorizer)
    trained.save("subject", output, texts.fit().arrays("subject"))
    say(f"subject model ({time.time() - started:.0f} s)")
    trained.save("level", output, train_levels(sources.examples, vectorizer).arrays("level"))
    say(f"level model ({time.time() - started:.0f} s)")
    encoder = open_encoder(settings, plain=True)
    vectors = Vectors(encoder, sources.examples, sources.known, settings.home / "encoder", say) if encoder else None
    meant = None
    if encoder is None or vectors is None:
        say(f"{availability(settings).reason} The examples for other languages stay as they are.")
    else:
        trained.save(adapter.NAME, output, vectors.adapter)
        meant = encoder_examples.subjects_by_meaning(encoder, vectors.adapter)
        trained.save(similar.NAME, output, encoder_examples.build(sources.examples, vectors))
        say(f"examples for the encoder ({time.time() - started:.0f} s)")
    counts = {}
    calibrators: dict[str, Calibrator] = calibrate.all_fields(texts, sources, vectorizer, meant, say)
    del texts
    for framework in FRAMEWORKS:
        data = goals.collect(sources.examples, framework, sources.known, vectorizer, vectors)
        ranker, found = goals.train(data, sources.known)
        calibrators |= found
        counts[framework] = len(ranker.goals)
        trained.save(f"goals-{framework}", output, ranker.arrays())
        say(f"{framework}: {len(ranker.goals)} goals, {len(data.texts)} texts ({time.time() - started:.0f} s)")
    arrays: trained.Arrays = {}
    for name, calibrator in calibrators.items():
        arrays.update(calibrator.arrays(name))
    trained.save("calibration", output, arrays)
    manifest = {
        "version": datetime.now(UTC).strftime("%Y.%m.%d"),
        "subject_labels": classifiers.SUBJECT_LABELS,
        "level_labels": list(LEVEL_LABELS),
        "goals": counts,
        "encoder": vectors.encoder_name if vectors else None,
        "texts": {**sources.used, "material stretches": len(lessons)},
        "open materials": len(sources.materials),
        "seconds": round(time.time() - started),
    }
    trained.save_manifest(output, manifest)
    say(json.dumps(manifest["texts"]))
    return manifest


__all__ = ["Bundle", "Sources", "collect", "material_text", "train"]
