"""Materials: taking one in, saving what enrichment found, and listing them for platforms and the desk."""

import hashlib
import io
import json
from dataclasses import dataclass

from sqlalchemy import Select, and_, delete, or_, select
from sqlalchemy.orm import Session

from schemas.document import Document
from schemas.material import EnrichResult, Given
from schemas.record import ApprovedRecord
from schemas.suggestion import Suggestion as SuggestionContract
from store import duplicates, events, jobs, judgements
from store.blobs import Blobs
from store.decisions import approved_record
from store.jobs import Claim
from store.tables import Finding, Job, Material, Platform, Suggestion, utcnow


def platform_named(session: Session, name: str) -> Platform:
    """The platform with this name, made when it is new."""
    found = session.scalar(select(Platform).where(Platform.name == name))
    if found is None:
        found = Platform(name=name)
        session.add(found)
        session.flush()
    return found


def submit(
    session: Session,
    *,
    platform_id: str,
    source: str,
    given: Given,
    url: str | None = None,
    blob_key: str | None = None,
    sha256: str | None = None,
    size: int | None = None,
    queue: str = "interactive",
) -> tuple[Material, Job]:
    """Takes in one material (an uploaded blob or a URL to fetch) and queues its enrichment, in one transaction."""
    material = Material(
        platform_id=platform_id,
        source=source,
        url=url,
        blob_key=blob_key,
        sha256=sha256,
        bytes=size,
        title=given.title,
        given=given.model_dump(mode="json", exclude_defaults=True),
    )
    session.add(material)
    session.flush()
    duplicates.same_file(session, material)
    return material, jobs.enqueue(session, material, queue)


def suggestion_key(suggestion: SuggestionContract, part: str | None = None) -> str:
    """Names a value within a material, or within one part of it. Abstentions share one key per field and vocabulary."""
    value = suggestion.value
    text = value if isinstance(value, str) else (value.id if value else f"abstained:{suggestion.provenance.vocabulary}")
    within = f"\x00{part}" if part else ""
    return hashlib.sha256(f"{suggestion.field}\x00{text}{within}".encode()).hexdigest()


def document_key(material_id: str, attempt: int) -> str:
    return f"documents/{material_id}/{attempt}.json"


def save_document(blobs: Blobs, claim: Claim, document: Document) -> str:
    """Writes the `Document` beside the originals. The key names the attempt, so attempts never mix."""
    key = document_key(claim.material_id, claim.attempt)
    blobs.put(key, io.BytesIO(document.model_dump_json(exclude_defaults=True).encode()))
    return key


def picture_key(document_key: str, name: str) -> str:
    """Where a picture of the same attempt as the document is kept."""
    return f"{document_key.removesuffix('.json')}-{name}"


def load_document(blobs: Blobs, material: Material) -> Document | None:
    if not material.document_key:
        return None
    return Document.model_validate(json.loads(blobs.get(material.document_key)))


def record(session: Session, blobs: Blobs, material: Material) -> ApprovedRecord:
    """The approved record for export, its parts named and in reading order; a part that is gone comes last."""
    approved = approved_record(session, material)
    document = load_document(blobs, material) if approved.parts else None
    places = {part.id: n for n, part in enumerate(document.parts if document else [])}
    for part in approved.parts:
        if document and part.id in places:
            known = document.parts[places[part.id]]
            part.title, part.path, part.format = known.title, known.path, known.format
    approved.parts.sort(key=lambda part: places.get(part.id, len(places)))
    return approved


def save_result(session: Session, claim: Claim, result: EnrichResult, document_blob: str | None) -> bool:
    """Writes one attempt's outcome, all or nothing. False when the attempt had lost the job: nothing is written.

    Running again never doubles: a value has one row per material, and what a person decided stays.
    """
    job = jobs.mine(session, claim)
    if job is None:
        return False
    material = job.material
    job.state, job.finished_at, job.stage = result.status, utcnow(), None
    job.timings = dict(result.timings)
    job.problems = material.problems = [p.model_dump(mode="json") for p in result.problems]
    summary = result.material
    material.sha256 = summary.sha256 or material.sha256
    material.format = summary.format or material.format
    material.title = material.title or summary.title
    material.language = summary.language or material.language
    material.document_key = document_blob or material.document_key
    material.version += 1
    if result.status == "failed":
        material.state = "failed"
        events.emit(session, material, "nl.verrijker.material.failed", {"problems": material.problems})
        return True
    about: list[tuple[str | None, SuggestionContract]] = [(None, s) for s in result.suggestions]
    about += [(part.id, s) for part in result.parts for s in part.suggestions]
    _save_suggestions(session, job, about)
    session.execute(delete(Finding).where(Finding.material_id == material.id))
    for rank, finding in enumerate(result.findings):
        session.add(
            Finding(
                material_id=material.id,
                job_id=job.id,
                rank=rank,
                check=finding.check,
                severity=finding.severity,
                key=finding.key or judgements.key_of(finding),
                body=finding.model_dump(mode="json"),
            )
        )
    session.flush()
    judgements.settle(session, material)
    material.attention = attention(result)
    material.state = "ready"
    material.decided_at = None
    events.emit(
        session,
        material,
        "nl.verrijker.suggestions.ready",
        {"suggestions": len(result.suggestions), "findings": len(result.findings), "status": result.status},
    )
    return True


def _save_suggestions(session: Session, job: Job, suggestions: list[tuple[str | None, SuggestionContract]]) -> None:
    """`suggestions` come with the id of the part that they are about; None for the whole."""
    known = {s.key: s for s in session.scalars(select(Suggestion).where(Suggestion.material_id == job.material_id))}
    kept: set[str] = set()
    ranks: dict[tuple[str | None, str], int] = {}
    for part, suggestion in suggestions:
        key = suggestion_key(suggestion, part)
        if key in kept:
            continue
        kept.add(key)
        place = (part, suggestion.field)
        rank = ranks[place] = ranks.get(place, -1) + 1
        row = known.get(key)
        if row is None:
            row = Suggestion(material_id=job.material_id, key=key, field=suggestion.field, part=part)
            session.add(row)
        elif row.state == "superseded":
            row.state = "proposed"
        value = suggestion.value
        row.job_id, row.rank = job.id, rank
        row.value = value if isinstance(value, str) or value is None else value.model_dump(mode="json")
        row.value_id = value[:300] if isinstance(value, str) else (value.id if value else None)
        row.confidence, row.band, row.abstained = suggestion.confidence, suggestion.band, suggestion.abstained
        row.evidence = [e.model_dump(mode="json") for e in suggestion.evidence]
        row.provenance = suggestion.provenance.model_dump(mode="json")
    for key, row in known.items():
        if key not in kept and row.state == "proposed":
            row.state = "superseded"


def attention(result: EnrichResult) -> float:
    """How much a material needs a person: doubts about key fields, grave findings, parts that were not read."""
    weight = {"critical": 3.0, "serious": 1.5, "moderate": 0.4, "minor": 0.1}
    doubts = 0.0
    for field in ("subject", "level", "goal"):
        best = max((s.confidence for s in result.suggestions if s.field == field and not s.abstained), default=0.0)
        doubts += 1 - best
    return round(
        doubts + min(sum(weight[f.severity] for f in result.findings), 10) + 2 * (result.status == "partial"), 3
    )


@dataclass(frozen=True)
class Filters:
    """What a list shows. `subject` and `level` are term ids, `text` a part of the title or source.

    `states` holds several at once; empty means all.
    """

    state: str | None = None
    states: tuple[str, ...] = ()
    platform_id: str | None = None
    subject: str | None = None
    level: str | None = None
    severity: str | None = None
    text: str | None = None


def filtered(filters: Filters) -> Select[Material]:
    query = select(Material)
    if filters.state:
        query = query.where(Material.state == filters.state)
    if filters.states:
        query = query.where(Material.state.in_(filters.states))
    if filters.platform_id:
        query = query.where(Material.platform_id == filters.platform_id)
    if filters.severity:
        query = query.where(Material.worst_severity == filters.severity)
    if filters.text:
        pattern = "%" + filters.text.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_") + "%"
        query = query.where(
            or_(Material.title.ilike(pattern, escape="\\"), Material.source.ilike(pattern, escape="\\"))
        )
    for field, value in (("subject", filters.subject), ("level", filters.level)):
        if value:
            query = query.where(
                select(Suggestion.id)
                .where(
                    Suggestion.material_id == Material.id,
                    Suggestion.field == field,
                    Suggestion.value_id == value,
                    Suggestion.part.is_(None),
                    Suggestion.state.not_in(("rejected", "superseded")),
                )
                .exists()
            )
    return query


def page(session: Session, filters: Filters, *, after: str | None, limit: int) -> tuple[list[Material], str | None]:
    """Newest first, with the cursor of the next page. An unknown cursor starts at the top."""
    query = filtered(filters).order_by(Material.created_at.desc(), Material.id.desc())
    last = session.get(Material, after) if after else None
    if last is not None:
        query = query.where(
            or_(
                Material.created_at < last.created_at,
                and_(Material.created_at == last.created_at, Material.id < last.id),
            )
        )
    rows = list(session.scalars(query.limit(limit + 1)))
    return rows[:limit], rows[limit - 1].id if len(rows) > limit else None


def desk_queue(session: Session, filters: Filters, *, offset: int, limit: int) -> tuple[list[Material], bool]:
    """What most needs a person first; and whether there is more."""
    query = filtered(filters).order_by(Material.attention.desc(), Material.created_at, Material.id)
    rows = list(session.scalars(query.offset(offset).limit(limit + 1)))
    return rows[:limit], len(rows) > limit
