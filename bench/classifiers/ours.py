"""Classifies texts as a worker process does: `python ours.py TEXTS [FRAMEWORK]`. Run by the programs that measure.

Without a framework all four are ranked. Subject and level come along, as the program gives them always.
"""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

# In this folder no room of the program may be hidden by a file of ours.
sys.path[0] = str(Path(__file__).resolve().parents[2])

from bench.classifiers.turn import Answers, take  # noqa: E402


def load(framework: str | None) -> Callable[[Sequence[str]], Answers]:
    import models
    from schemas.classify import ClassifyRequest

    def answer(texts: Sequence[str]) -> Answers:
        found = []
        for n, text in enumerate(texts):
            result = models.classify_text(ClassifyRequest(id=str(n), text=text), top=10, framework=framework)
            found.append([(goal.id, goal.score) for goal in result.goals])
        return found

    return answer


if __name__ == "__main__":
    chosen = sys.argv[2] if len(sys.argv) > 2 else None
    take(lambda: load(chosen), Path(sys.argv[1]))
