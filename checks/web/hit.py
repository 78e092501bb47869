"""What a rule or an engine says about one element, before it becomes a finding."""

from dataclasses import dataclass, field

from checks.rule import Text
from checks.web.page import Node
from schemas.finding import Certainty, Severity


@dataclass
class Hit:
    """`check` is an id of the catalogue. `values` fill its message; `message` and `standard` replace the catalogue's.

    `covers` are the checks that say at the same element what this one says better. `target` and `snippet` stand in for `node` when the element is in a frame that was not looked into.
    """

    check: str
    node: Node | None
    certainty: Certainty = "certain"
    values: dict[str, object] = field(default_factory=dict)
    message: Text | None = None
    severity: Severity | None = None
    standard: tuple[str, ...] | None = None
    target: str = ""
    snippet: str = ""
    engine: str = "own"
    covers: tuple[str, ...] = ()
