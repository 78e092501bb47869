"""Curriculum texts and our catalogue as files that Annif reads: documents and vocabulary as TSV, projects as INI."""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from curriculum import Curriculum

BACKENDS = {
    "tfidf": {"backend": "tfidf"},
    "mllm": {"backend": "mllm"},
    "omikuji": {"backend": "omikuji", "cluster_balanced": "False", "cluster_k": "100", "max_depth": "3", "ngram": "2"},
    "svc": {"backend": "svc"},
    "fasttext": {"backend": "fasttext", "dim": "200", "lr": "0.25", "epoch": "30", "loss": "hs", "thread": "1"},
}
"""Each backend with its settings: for omikuji the Bonsai ones of Annif's own documentation, for fastText more rounds
than its default, as there are few texts; for the others the defaults."""
ENSEMBLE = "ensemble"
ANALYZER = "snowball(dutch)"


@dataclass(frozen=True)
class Labelled:
    """A text with the ids of its goals in one framework."""

    text: str
    goals: tuple[str, ...]


def one_line(text: str) -> str:
    """The text without tabs and line ends, which would end a field or a document."""
    return " ".join(text.split())


def documents(rows: Iterable[Labelled], known: Curriculum) -> str:
    """One document a line: the text, a tab, and its goals as URIs. A text without words or goals is left out."""
    return "".join(
        f"{text}\t{' '.join(f'<{known.goal_uri(goal)}>' for goal in row.goals)}\n"
        for row in rows
        if row.goals and (text := one_line(row.text))
    )


def catalogue_rows(framework: str, known: Curriculum) -> list[Labelled]:
    """What our catalogue says of each goal, as one more text to learn from."""
    found = []
    for goal in known.goals.values():
        if goal.framework == framework:
            parts = (*goal.path[-2:], goal.title, goal.description, ", ".join(goal.topics), goal.official or "")
            found.append(Labelled("\n".join(p for p in parts if p), (goal.id,)))
    return found


def vocabulary(framework: str, rows: Iterable[Labelled], known: Curriculum) -> str:
    """One goal a line: its URI, a tab, and its title in our catalogue. A goal that the texts name and the catalogue
    does not has its id for a title, so that nothing that could be right is missing."""
    titles = {goal.id: one_line(goal.title) for goal in known.goals.values() if goal.framework == framework}
    for row in rows:
        for goal in row.goals:
            titles.setdefault(goal, goal)
    return "".join(f"<{known.goal_uri(goal)}>\t{title or goal}\n" for goal, title in titles.items())


def held_out(text: str, parts: int = 8) -> bool:
    """Whether a training text is one of those that the ensemble's weights are chosen on; equal texts go together."""
    return zlib.crc32(one_line(text).lower().encode()) % parts == 0


def projects(frameworks: Sequence[str], sources: Mapping[str, str]) -> str:
    """All projects, named FRAMEWORK-BACKEND; `sources` is per framework the ensemble's line of parts and weights."""
    found = []
    for framework in frameworks:
        own = {name: dict(settings) for name, settings in BACKENDS.items()}
        if framework in sources:
            own[ENSEMBLE] = {"backend": "ensemble", "sources": sources[framework]}
        for name, settings in own.items():
            shared = {"name": f"{framework} {name}", "language": "nl", "vocab": framework, "analyzer": ANALYZER}
            lines = "".join(f"{key}={value}\n" for key, value in (shared | settings).items())
            found.append(f"[{framework}-{name}]\n{lines}")
    return "\n".join(found)


def write(path: Path, content: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path
