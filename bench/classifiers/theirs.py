"""Lets Annif classify texts: `python theirs.py TEXTS PROJECTS.cfg DATA PROJECT...`, with Annif's own Python.

With several projects each text is put to all of them, and the answers are those of the last.
"""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from turn import Answers, take  # type: ignore[import-not-found]

BATCH = 32
"""How many texts Annif itself takes at a time when it evaluates."""
TOP = 10


def load(config: str, data: str, names: Sequence[str]) -> Callable[[Sequence[str]], Answers]:
    from annif.corpus import Document  # type: ignore[import-not-found]
    from annif.registry import AnnifRegistry  # type: ignore[import-not-found]

    registry = AnnifRegistry(config, data, init_projects=False)
    projects: list[Any] = [registry.get_project(name) for name in names]
    for project in projects:
        project.initialize()

    def answer(texts: Sequence[str]) -> Answers:
        found: Answers = []
        for start in range(0, len(texts), BATCH):
            batch = [Document(text=text) for text in texts[start : start + BATCH]]
            for project in projects:
                results = project.suggest(batch).filter(limit=TOP)
                named = [[(project.subjects[s.subject_id].uri, float(s.score)) for s in row] for row in results]
            found += named
        return found

    return answer


if __name__ == "__main__":
    take(lambda: load(sys.argv[2], sys.argv[3], sys.argv[4:]), Path(sys.argv[1]))
