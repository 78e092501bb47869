"""A `Spot`: what a check of an original file found, as plain data that leaves the reading process."""

from dataclasses import dataclass, field
from typing import Any

from checks.rule import Text
from schemas.finding import Certainty, Severity

_QUOTE = 300


@dataclass(frozen=True)
class Spot:
    """One problem in a file. `values` fill the message of the check; a pair is (Dutch, English).

    `quote` is text as it stands at that place, by which the place is found in `Document.text`; `page` is the page,
    slide or sheet from 1, `part` the member of a package, `selector` a path inside that part.
    """

    check: str
    values: dict[str, str | int | tuple[str, str]] = field(default_factory=dict)
    quote: str | None = None
    evidence: str | None = None
    page: int | None = None
    selector: str | None = None
    part: str | None = None
    standard: tuple[str, ...] | None = None
    certainty: Certainty = "certain"
    severity: Severity | None = None
    variant: str | None = None
    """The name of another message of the same check (`Rule.variants`)."""

    def plain(self) -> dict[str, Any]:
        kept = {k: v for k, v in vars(self).items() if v not in (None, {})}
        for key in ("quote", "evidence"):
            if key in kept:
                kept[key] = " ".join(kept[key].split())[:_QUOTE]
        return kept

    @classmethod
    def of(cls, plain: dict[str, Any]) -> "Spot":
        """A spot as it comes out of the reading process; TypeError when it is none."""
        kept = dict(plain)
        values = {k: tuple(v) if isinstance(v, list) else v for k, v in kept.pop("values", {}).items()}
        standard = kept.pop("standard", None)
        return cls(**kept, values=values, standard=tuple(standard) if standard is not None else None)

    def texts(self) -> dict[str, Any]:
        """The values for a message, with a pair as a `Text`."""
        return {k: Text(*v) if isinstance(v, tuple) else v for k, v in self.values.items()}
