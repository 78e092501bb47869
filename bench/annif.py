"""How well and how fast goals are found, beside Annif: `python bench/annif.py [--quick]`.

Annif is installed in an environment of its own under var/ and learns from the same curriculum texts
(goals/train.jsonl); both rank the goals of goals/dev.jsonl from the text alone, and are measured alike, in one run.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import mean
from typing import Any

HERE = Path(__file__).resolve().parent
# In this folder `documents` would be a program that measures, and not the room.
sys.path[0] = str(HERE.parent)

import curriculum  # noqa: E402
from bench.classifiers import annif_corpus, turn  # noqa: E402
from bench.classifiers.annif_corpus import BACKENDS, ENSEMBLE, Labelled  # noqa: E402
from bench.classifiers.annif_program import Annif, AnnifError, environment, learn  # noqa: E402
from bench.classifiers.lessons import lessons  # noqa: E402
from models.calibration import calibration_error  # noqa: E402
from models.evaluation.metrics import ndcg  # noqa: E402

FRAMEWORKS = {
    "kerndoelen-2006": "kerndoelen", "kerndoelen-2025": "kerndoelen2025", "examenprogramma": "eindtermen",
    "examenprogramma-2025": "eindtermen2025",
}  # fmt: skip
"""The frameworks of our catalogue, with their name in the files of curriculum texts."""
OURS = "verrijker"


def read(path: Path, framework: str) -> list[Labelled]:
    """The texts with a goal in this framework."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    return [Labelled(row["text"], tuple(row[FRAMEWORKS[framework]])) for row in rows if row[FRAMEWORKS[framework]]]


def measures(rows: Sequence[Labelled], done: turn.Turn, known: curriculum.Curriculum) -> dict[str, Any]:
    """NDCG@10 over all texts; calibration error of the score of the first goal, over the texts that got one."""
    gold = [{known.goal_uri(goal) for goal in row.goals} for row in rows]
    pairs = list(zip(done.answers, gold, strict=True))
    firsts = [(answer[0][1], answer[0][0] in right) for answer, right in pairs if answer]
    return {
        "ndcg10": round(mean(ndcg([uri for uri, _ in answer], right) for answer, right in pairs), 3),
        "top1": round(mean(bool(answer) and answer[0][0] in right for answer, right in pairs), 3),
        "ece": round(calibration_error([min(s, 1.0) for s, _ in firsts], [r for _, r in firsts]), 3),
        **cost([done]),
    }


def cost(turns: Sequence[turn.Turn]) -> dict[str, Any]:
    return {
        "texts/s": round(turn.per_second(turns)),
        "a core": round(turn.per_busy_second(turns)),
        "MB": round(max(t.peak for t in turns) / 1e6),
    }


def ask_ours(texts: Path, framework: str | None, encoder: str, *, processes: int = 1) -> list[turn.Turn]:
    script = HERE / "classifiers" / "ours.py"
    return turn.run(
        [sys.executable, script, texts, *([framework] if framework else [])], processes=processes,
        environment=dict(os.environ) | {"VERRIJKER_ENCODER": encoder, "OMP_NUM_THREADS": "1"},
    )  # fmt: skip


def row(name: str, framework: str, figures: dict[str, Any], columns: Sequence[str]) -> None:
    print(f"{framework:22}{name:17}" + "".join(f"{figures.get(c, ''):>10}" for c in columns), flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=HERE.parent.parent / "shared" / "data" / "goals")
    parser.add_argument("--quick", action="store_true", help="one framework, few trials, few long texts")
    parser.add_argument("--framework", action="append", choices=FRAMEWORKS, help="only this one; may be repeated")
    parser.add_argument("--encoder", default="off", help="VERRIJKER_ENCODER of our side: off (default) or auto")
    parser.add_argument("--catalogue", action="store_true", help="let Annif learn from our catalogue's words too")
    parser.add_argument("--environment", type=Path, default=HERE.parent / "var" / "bench-annif")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    given = parser.parse_args()
    for name in ("train.jsonl", "dev.jsonl"):
        if not (given.data / name).is_file():
            parser.error(f"{given.data / name} is not there; --data names the folder with train.jsonl and dev.jsonl")
    frameworks = given.framework or list(FRAMEWORKS)[: 1 if given.quick else None]
    bin, known = environment(given.environment), curriculum.load()
    result: dict[str, Any] = {"texts": {}, "lessons": {}}
    with tempfile.TemporaryDirectory() as scratch:
        annif, sources = Annif(bin, Path(scratch) / "annif"), {}
        columns = ("ndcg10", "top1", "ece", "texts/s", "a core", "MB", "train s")
        print(f"Curriculum texts of dev.jsonl, text only, one process; our encoder {given.encoder}")
        row("", "", dict(zip(columns, columns, strict=True)), columns)
        for framework in frameworks:
            learnt = read(given.data / "train.jsonl", framework)
            asked = read(given.data / "dev.jsonl", framework)
            if given.catalogue:
                learnt += annif_corpus.catalogue_rows(framework, known)
            texts = turn.write_texts(Path(scratch) / f"{framework}.jsonl", [r.text for r in asked])
            sources[framework], failed = learn(annif, framework, learnt, known, trials=5 if given.quick else 25)
            annif_corpus.write(annif.config, annif_corpus.projects([framework], sources))
            found = result["texts"].setdefault(framework, {"n": len(asked), "weights": sources[framework]})
            for backend in (*BACKENDS, ENSEMBLE):
                project = f"{framework}-{backend}"
                try:
                    if backend in failed:
                        raise AnnifError(failed[backend])
                    figures = measures(asked, annif.ask("all", [project], texts)[0], known)
                except RuntimeError as error:
                    print(f"{framework:22}annif {backend:11} could not: {error}")
                    continue
                if backend in BACKENDS:
                    figures["train s"] = round(annif.trained[project])
                found[f"annif {backend}"] = figures
                row(f"annif {backend}", framework, figures, columns)
            found[OURS] = measures(asked, ask_ours(texts, framework, given.encoder)[0], known)
            row(OURS, framework, found[OURS], columns)
        annif_corpus.write(annif.config, annif_corpus.projects(frameworks, sources))
        long = lessons(200 if given.quick else 2000)
        result["lessons"] = compare_speed(annif, frameworks, long, Path(scratch), given.encoder)
    print("\nweights of the ensembles, chosen on an eighth of the training texts:")
    for framework, line in sources.items():
        print(f"  {framework}: {line}")
    if given.json:
        given.json.write_text(json.dumps(result, indent=1))
    return 0


def compare_speed(
    annif: Annif, frameworks: Sequence[str], long: Sequence[str], scratch: Path, encoder: str
) -> dict[str, dict[str, Any]]:
    """Texts of 300 words to two processes of each program at once: all frameworks, ours with subject and level too."""
    print(f"\n{len(long)} texts of 300 words to each of two processes at once")
    columns, found = ("texts/s", "a core", "MB"), {}
    texts = turn.write_texts(scratch / "lessons.jsonl", long)
    row("", "", dict(zip(columns, columns, strict=True)), columns)
    alone = frameworks[0] if len(frameworks) == 1 else None
    name = alone or f"{len(frameworks)} frameworks"
    turns = {
        "annif ensemble": lambda: annif.ask("all", [f"{f}-{ENSEMBLE}" for f in frameworks], texts, processes=2),
        OURS: lambda: ask_ours(texts, alone, encoder, processes=2),
    }
    for program, ask in turns.items():
        found[program] = cost(ask())
        row(program, name, found[program], columns)
    return found


if __name__ == "__main__":
    sys.exit(main())
