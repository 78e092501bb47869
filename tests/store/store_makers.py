"""Small made-up results to store."""

from sqlalchemy.orm import Session

from config.settings import Settings
from schemas.common import Term
from schemas.finding import Finding
from schemas.material import EnrichResult, Given, MaterialSummary, Status
from schemas.suggestion import Evidence, Provenance, Suggestion
from store import jobs, materials, tokens
from store.database import session
from store.tables import Job, Material

LEASE, LIMIT = 45.0, 3


def term(field: str, name: str, confidence: float = 0.8) -> Suggestion:
    return Suggestion(
        field=field,
        value=Term(id=f"urn:{name}", label=name),
        confidence=confidence,
        evidence=[Evidence(quote=name, why="omdat het er staat")],
        provenance=Provenance(method="stated"),
    )


def text(field: str, value: str) -> Suggestion:
    return Suggestion(field=field, value=value, confidence=0.7, provenance=Provenance(method="extracted"))


def result(*suggestions: Suggestion, status: Status = "done", severities: tuple[str, ...] = ()) -> EnrichResult:
    findings = [
        Finding(check=f"check-{i}", severity=s, message="m", message_en="m", help="h", help_en="h")
        for i, s in enumerate(severities)
    ]
    summary = MaterialSummary(source="les.md", sha256="0" * 64, format="md", title="Les", language="nl")
    return EnrichResult(material=summary, status=status, suggestions=list(suggestions), findings=findings)


def submitted(settings: Settings, given: Given | None = None, queue: str = "interactive") -> tuple[str, str]:
    """Ids of a new material and its job."""
    with session(settings) as db:
        platform = materials.platform_named(db, "school")
        material, job = materials.submit(
            db, platform_id=platform.id, source="les.md", given=given or Given(), blob_key="originals/x", queue=queue
        )
        return material.id, job.id


def enriched(settings: Settings, *suggestions: Suggestion, given: Given | None = None) -> str:
    """Id of a material whose job has ended with these suggestions."""
    material_id, job_id = submitted(settings, given)
    save(settings, job_id, result(*suggestions))
    return material_id


def save(settings: Settings, job_id: str, outcome: EnrichResult) -> bool:
    with session(settings) as db:
        claim = jobs.claim(db, job_id, "w", lease=LEASE, limit=LIMIT)
        assert claim is not None
    with session(settings) as db:
        return materials.save_result(db, claim, outcome, None)


def curator(settings: Settings) -> str:
    with session(settings) as db:
        found = tokens.find(db, tokens.create(db, "curator", "Noor"))
        assert found is not None
        return found.id


def again(db: Session, material: Material) -> Job:
    return jobs.enqueue(db, material, "bulk")
