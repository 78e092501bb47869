"""One line of the catalogue."""

from dataclasses import dataclass

from checks.rule import CheckInfo, Text
from schemas.finding import Severity

_AAA = {"1.2.8", "1.4.6", "1.4.8", "1.4.9", "2.1.3", "2.2.4", "2.4.9", "2.4.10", "3.1.3", "3.1.4", "3.1.5", "3.2.5",
        "3.3.5", "1.2.7", "2.5.5", "1.2.9", "2.2.3", "2.3.2", "2.4.8"}  # fmt: skip
"""Success criteria that EN 301 549 does not ask for."""
_LIMIT = 500
BEST = "Best practice"


@dataclass(frozen=True)
class Entry:
    """`clauses` are success criteria of WCAG 2.2, empty for good practice; `act` rules of W3C's ACT group."""

    id: str
    severity: Severity
    clauses: str
    act: str
    title: tuple[str, str]
    message: tuple[str, str]
    help: tuple[str, str]
    why: tuple[str, str] | None = None
    """Why it matters, for what no success criterion is about."""

    def info(self, formats: frozenset[str]) -> CheckInfo:
        clauses = self.clauses.split()
        standard = [f"WCAG 2.2 {c}" for c in clauses]
        standard += [f"EN 301 549 9.{c}" for c in clauses if c not in _AAA]
        standard += [f"ACT {rule}" for rule in self.act.split()]
        return CheckInfo(
            id=self.id,
            severity=self.severity,
            title=Text(*self.title),
            message=Text(*self.message),
            help=Text(*self.help),
            standard=tuple(standard) or (BEST,),
            formats=formats,
            why=Text(*self.why) if self.why else None,
            limit=_LIMIT,
        )
