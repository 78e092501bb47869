"""Reports: what was found in one material, and what is found in many."""

from datetime import date, datetime

from pydantic import Field

from schemas.common import Contract, Problem
from schemas.finding import SEVERITIES, Finding, FindingState, Severity
from schemas.material import EnrichResult

GRAVE: tuple[Severity, ...] = ("critical", "serious")
"""A material is free of serious problems when no open finding has one of these."""
ENDED: tuple[FindingState, ...] = ("dismissed", "mended")


class ReportedFinding(Finding):
    """A finding with what a curator said of it."""

    state: FindingState = "open"
    reason: str | None = None
    judged: datetime | None = None

    @property
    def open(self) -> bool:
        return self.state not in ENDED


class MaterialReport(Contract):
    """Everything that was found in one material, and by which version when. `id` is None for a file of nobody."""

    id: str | None = None
    title: str
    source: str
    url: str | None = None
    format: str | None = None
    language: str | None = None
    sha256: str | None = None
    platform: str | None = None
    checked: datetime
    version: str
    findings: list[ReportedFinding] = []
    problems: list[Problem] = []

    @property
    def open(self) -> list[ReportedFinding]:
        return [finding for finding in self.findings if finding.open]

    @property
    def ended(self) -> list[ReportedFinding]:
        return [finding for finding in self.findings if not finding.open]

    @property
    def counts(self) -> dict[Severity, int]:
        """Open findings by severity, the gravest first."""
        return {severity: sum(f.severity == severity for f in self.open) for severity in SEVERITIES}

    @property
    def free(self) -> bool:
        """Whether it has no serious problem left."""
        return not any(finding.severity in GRAVE for finding in self.open)


class ProblemCount(Contract):
    """How often one check found something that still stands."""

    check: str
    severity: Severity
    title: str
    title_en: str
    standard: list[str] = []
    materials: int
    findings: int


class Share(Contract):
    """Of `materials` in one group, `free` have no open critical or serious finding."""

    name: str
    materials: int
    free: int


class TrendPoint(Contract):
    """The same at the end of a day, for all materials that were checked by then."""

    day: date
    materials: int
    free: int


class CollectionReport(Contract):
    """What is found in a collection. `since` and `until` are days on which materials came in, both included."""

    platform: str | None = None
    format: str | None = None
    since: date | None = None
    until: date | None = None
    materials: int = Field(description="Checked materials; those that wait or failed are in `unchecked`.")
    free: int = Field(description="Of those, without an open critical or serious finding.")
    unchecked: int
    findings: dict[Severity, int] = Field(description="Open findings by severity.")
    judged: dict[FindingState, int] = Field(description="Findings by what curators said of them.")
    problems: list[ProblemCount] = Field(description="Most materials first.")
    formats: list[Share]
    platforms: list[Share]
    trend: list[TrendPoint]


def report_of(result: EnrichResult, checked: datetime, version: str) -> MaterialReport:
    """The report on a file that is in no collection."""
    summary = result.material
    return MaterialReport(
        title=summary.title or summary.source,
        source=summary.source,
        format=summary.format,
        language=summary.language,
        sha256=summary.sha256,
        checked=checked,
        version=version,
        findings=[ReportedFinding(**finding.model_dump()) for finding in result.findings],
        problems=result.problems,
    )
