"""Runs the stages in order. What fails becomes a sentence in the result; nothing here raises."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from config.settings import Settings, get_settings
from pipeline.parts import enrich_parts
from pipeline.reaching import reach
from schemas.common import Problem
from schemas.document import Document, LinkAnswer
from schemas.finding import Finding
from schemas.material import EnrichedPart, EnrichResult, Given, MaterialSummary, Status
from schemas.suggestion import Suggestion

log = logging.getLogger(__name__)

OnStage = Callable[[str], None]

_STAGES = {
    "fetch": ("ophalen", "fetching"),
    "read": ("lezen", "reading"),
    "classify": ("indelen", "classifying"),
    "check": ("controleren", "checking"),
}


@dataclass(frozen=True)
class Enriched:
    """The result, and the document it came from (None when the material could not be read)."""

    result: EnrichResult
    document: Document | None
    pictures: dict[str, bytes] = field(default_factory=dict)
    """Pictures that findings point into, by name."""


@dataclass
class _Run:
    """What one material has gathered on its way."""

    source: str
    on_stage: OnStage | None
    timings: dict[str, float] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Times a stage; an exception in it becomes a problem and the next stage goes on with what there is."""
        from documents import ReadError

        if self.on_stage:
            self.on_stage(name)
        begun = time.perf_counter()
        try:
            yield
        except ReadError as error:
            self.problems.append(error.problem())
        except Exception as error:
            # The message of an exception can quote the material, so it stays out of the log; the frames do not.
            frames = _frames(error)
            log.error("stage failed", extra={"stage": name, "error": type(error).__name__, "frames": frames})
            self.problems.append(self._stopped(name, error))
        finally:
            self.timings[name] = round(time.perf_counter() - begun, 4)

    def _stopped(self, name: str, error: Exception) -> Problem:
        from celery.exceptions import SoftTimeLimitExceeded

        dutch, english = _STAGES[name]
        if isinstance(error, SoftTimeLimitExceeded):
            return Problem(
                code=f"{name}-timeout",
                message=f"{self.source}: {dutch} is afgebroken, want de tijd voor één materiaal was op.",
                message_en=f"{self.source}: {english} was cut off, as the time for one material was up.",
            )
        return Problem(
            code=f"{name}-failed",
            message=f"{self.source}: {dutch} is mislukt door een fout in het programma.",
            message_en=f"{self.source}: {english} failed because of a fault in the program.",
        )


def _frames(error: BaseException) -> list[str]:
    """Where it went wrong, innermost last: file, line and function, without any value."""
    import traceback

    return [f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__)][-12:]


def enrich(
    path_or_url: Path | str,
    *,
    name: str | None = None,
    given: Given | None = None,
    settings: Settings | None = None,
    on_stage: OnStage | None = None,
    harvest: bool = False,
    root: Path | None = None,
) -> Enriched:
    """Enriches one material. `name` is how people know it; `on_stage` hears each stage as it begins;
    `root` is a folder around the file whose pictures and styles a web page may show.

    `harvest` honours robots.txt for a web address that no person sent in.

    `status` is failed when nothing could be read, partial when `problems` names something that is missing.
    """
    settings, given = settings or get_settings(), given or Given()
    source = name or str(path_or_url)
    run = _Run(source, on_stage)
    document: Document | None = None
    suggestions: list[Suggestion] = []
    parts: list[EnrichedPart] = []
    findings: list[Finding] = []
    pictures: dict[str, bytes] = {}
    with ExitStack() as cleanup:
        reached = reach(path_or_url, source, run.stage, cleanup, settings, harvest=harvest)
        path, read_name, document = reached.path, reached.name, reached.document
        if document is not None:
            with run.stage("classify"):
                import models

                suggestions = models.classify(document, given, settings=settings)
                if document.parts:
                    parts, late = enrich_parts(document, given, settings)
                    run.problems += late
            with run.stage("check"):
                import checks

                examined = checks.Examined()
                if path is not None:
                    examined = checks.examine(path, document, name=read_name, settings=settings, root=root)
                    pictures = examined.pictures
                run.problems += examined.problems
                findings = checks.run(
                    document,
                    given=given,
                    suggestions=suggestions,
                    examined=examined,
                    parts={part.id: part.suggestions for part in parts if part.suggestions},
                    answers=_asked(document, settings),
                )
    return Enriched(_result(run, document, suggestions, parts, findings), document, pictures)


def _asked(document: Document, settings: Settings) -> dict[str, LinkAnswer]:
    """What other servers say about its links, when an operator wants them to be asked."""
    if not settings.check_links:
        return {}
    from documents.links import ask

    return ask((link.href for link in document.links), settings)


def _result(
    run: _Run,
    document: Document | None,
    suggestions: list[Suggestion],
    parts: list[EnrichedPart],
    findings: list[Finding],
) -> EnrichResult:
    problems = [*(document.problems if document else []), *run.problems]
    status: Status = "failed" if document is None else ("partial" if problems else "done")
    summary = MaterialSummary(source=run.source)
    if document is not None:
        language = next((s.value for s in suggestions if s.field == "language" and s.value is not None), None)
        summary = MaterialSummary(
            source=run.source,
            sha256=document.sha256,
            format=document.format,
            title=document.title,
            language=(language if isinstance(language, str) or language is None else language.id) or document.language,
        )
    return EnrichResult(
        material=summary,
        status=status,
        suggestions=suggestions,
        parts=parts,
        findings=findings,
        problems=problems,
        timings=run.timings,
    )
