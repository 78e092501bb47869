"""The subject classes of the model: which vocabulary labels each stands for and how lessons name it."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class SubjectClass:
    """`labels`: vocabulary labels, for secondary and (when it differs) primary education."""

    key: str
    labels: tuple[str, ...]
    sources: tuple[str, ...]
    coarse: tuple[str, ...]
    names: tuple[str, ...]
    words: str

    def label(self, *, primary: bool = False) -> str:
        return self.labels[-1] if primary else self.labels[0]


@lru_cache
def classes() -> dict[str, SubjectClass]:
    import yaml

    with (DATA / "subjects.yaml").open(encoding="utf-8") as file:
        raw = yaml.safe_load(file)
    return {
        key: SubjectClass(
            key,
            tuple(value["labels"]),
            tuple(value["sources"]),
            tuple(value["coarse"]),
            tuple(str(n).lower() for n in value["names"]),
            value["words"],
        )
        for key, value in raw.items()
    }


@lru_cache
def _by_label() -> dict[str, str]:
    found: dict[str, str] = {}
    for key, item in classes().items():
        found[key.lower()] = key
        for label in (*item.sources, *item.labels, *item.names):
            found.setdefault(label.lower(), key)
    return found


def class_of(label: str) -> str | None:
    """The class that a vocabulary label, SLO label or everyday name belongs to."""
    return _by_label().get(" ".join(label.lower().split()))
