"""The tables. Ids are UUID strings made here; times are UTC; JSON columns hold the contracts of `schemas`."""

import uuid
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, ForeignKey, Index, String, Text, TypeDecorator, UniqueConstraint
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


def new_id() -> str:
    return str(uuid.uuid4())


def utcnow() -> datetime:
    return datetime.now(UTC)


class UTCDateTime(TypeDecorator[datetime]):
    """SQLite forgets time zones: store UTC, give back aware datetimes on every database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC) if value is not None else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value if value is None or value.tzinfo else value.replace(tzinfo=UTC)


Json = JSON().with_variant(postgresql.JSONB(), "postgresql")


class Base(DeclarativeBase):
    type_annotation_map = {datetime: UTCDateTime(), dict[str, Any]: Json, list[Any]: Json}


class Platform(Base):
    """A school platform that submits materials and receives records."""

    __tablename__ = "platform"
    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=utcnow)


class Token(Base):
    """An access token; only its SHA-256 is kept. `role` is platform, curator, operator or admin."""

    __tablename__ = "token"
    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    platform_id: Mapped[str | None] = mapped_column(ForeignKey("platform.id"))
    role: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(200))
    hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    revoked_at: Mapped[datetime | None]


class SignInLink(Base):
    """A link that signs the holder of a token in to the desk, once and for a short while; kept as a hash."""

    __tablename__ = "sign_in_link"
    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    token_id: Mapped[str] = mapped_column(ForeignKey("token.id"))
    expires_at: Mapped[datetime]


class Material(Base):
    """`state`: queued, working, ready (waits for a person), decided, failed. `attention` orders the desk."""

    __tablename__ = "material"
    __table_args__ = (
        Index("ix_material_desk", "state", "attention"),
        Index("ix_material_page", "platform_id", "created_at", "id"),
    )
    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    platform_id: Mapped[str] = mapped_column(ForeignKey("platform.id"))
    source: Mapped[str] = mapped_column(Text, doc="File name or URL, as people know it.")
    url: Mapped[str | None] = mapped_column(Text, doc="Where to fetch it, when it was not uploaded.")
    blob_key: Mapped[str | None] = mapped_column(String(200))
    sha256: Mapped[str | None] = mapped_column(String(64), index=True)
    bytes: Mapped[int | None]
    format: Mapped[str | None] = mapped_column(String(20))
    title: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str | None] = mapped_column(String(35))
    given: Mapped[dict[str, Any]] = mapped_column(default=dict)
    document_key: Mapped[str | None] = mapped_column(String(200), doc="Blob with the Document as JSON.")
    problems: Mapped[list[Any]] = mapped_column(default=list)
    state: Mapped[str] = mapped_column(String(20), default="queued")
    attention: Mapped[float] = mapped_column(default=0.0)
    worst_severity: Mapped[str | None] = mapped_column(String(20))
    version: Mapped[int] = mapped_column(default=1, doc="Grows with every change; the ETag.")
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    updated_at: Mapped[datetime] = mapped_column(default=utcnow, onupdate=utcnow)
    decided_at: Mapped[datetime | None]

    platform: Mapped[Platform] = relationship()
    jobs: Mapped[list["Job"]] = relationship(back_populates="material", order_by="Job.created_at")
    suggestions: Mapped[list["Suggestion"]] = relationship(
        primaryjoin="and_(Suggestion.material_id == Material.id, Suggestion.part.is_(None))",
        order_by="Suggestion.field, Suggestion.rank",
        viewonly=True,
    )
    """Those about the material as a whole."""
    part_suggestions: Mapped[list["Suggestion"]] = relationship(
        primaryjoin="and_(Suggestion.material_id == Material.id, Suggestion.part.is_not(None))",
        order_by="Suggestion.field, Suggestion.rank",
        viewonly=True,
    )
    findings: Mapped[list["Finding"]] = relationship(back_populates="material", order_by="Finding.rank")
    decisions: Mapped[list["Decision"]] = relationship(order_by="Decision.id")


class Job(Base):
    """One enrichment. `state`: queued, running, done, partial, failed, dead. `attempt` fences a lost worker."""

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_state", "state", "queue", "created_at"),)
    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    material_id: Mapped[str] = mapped_column(ForeignKey("material.id"), index=True)
    queue: Mapped[str] = mapped_column(String(20), default="interactive")
    state: Mapped[str] = mapped_column(String(20), default="queued")
    attempt: Mapped[int] = mapped_column(default=0)
    stage: Mapped[str | None] = mapped_column(
        String(20), doc="fetch, read, classify, check, save: for the progress bar."
    )
    claimed_by: Mapped[str | None] = mapped_column(String(200))
    heartbeat_at: Mapped[datetime | None]
    not_before: Mapped[datetime | None]
    problems: Mapped[list[Any]] = mapped_column(default=list)
    timings: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]

    material: Mapped[Material] = relationship(back_populates="jobs")


class Outbox(Base):
    """A message that must go out once its transaction has committed."""

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_pending", "published_at", "id"),)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    task: Mapped[str] = mapped_column(String(100))
    args: Mapped[list[Any]] = mapped_column(default=list)
    queue: Mapped[str] = mapped_column(String(20))
    not_before: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    published_at: Mapped[datetime | None]


class Suggestion(Base):
    """`key` is the field and value in short: one row per material and value, however often a job runs."""

    __tablename__ = "suggestion"
    __table_args__ = (
        UniqueConstraint("material_id", "key", name="uq_suggestion_value"),
        Index("ix_suggestion_filter", "field", "value_id"),
        Index("ix_suggestion_part", "material_id", "part"),
    )
    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    material_id: Mapped[str] = mapped_column(ForeignKey("material.id"))
    job_id: Mapped[str | None] = mapped_column(ForeignKey("job.id"))
    part: Mapped[str | None] = mapped_column(String(20), doc="Id of the part it is about; None for the whole.")
    key: Mapped[str] = mapped_column(String(64))
    field: Mapped[str] = mapped_column(String(30))
    rank: Mapped[int] = mapped_column(default=0)
    value: Mapped[Any | None] = mapped_column(Json)
    value_id: Mapped[str | None] = mapped_column(String(300))
    confidence: Mapped[float]
    band: Mapped[str] = mapped_column(String(10))
    abstained: Mapped[bool] = mapped_column(default=False)
    evidence: Mapped[list[Any]] = mapped_column(default=list)
    provenance: Mapped[dict[str, Any]] = mapped_column(default=dict)
    state: Mapped[str] = mapped_column(String(20), default="proposed")
    created_at: Mapped[datetime] = mapped_column(default=utcnow)

    material: Mapped[Material] = relationship()


class Finding(Base):
    __tablename__ = "finding"
    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    material_id: Mapped[str] = mapped_column(ForeignKey("material.id"), index=True)
    job_id: Mapped[str] = mapped_column(ForeignKey("job.id"))
    rank: Mapped[int] = mapped_column(default=0)
    check: Mapped[str] = mapped_column("check_id", String(60), index=True)
    severity: Mapped[str] = mapped_column(String(20))
    key: Mapped[str | None] = mapped_column(String(64), doc="Names the check and what it was found on.")
    state: Mapped[str] = mapped_column(String(20), default="open", doc="open, confirmed, dismissed or mended.")
    body: Mapped[dict[str, Any]] = mapped_column(doc="schemas.finding.Finding")

    material: Mapped[Material] = relationship(back_populates="findings")


class Fingerprint(Base):
    """What a material's content is known by. `sketch` is its MinHash; `pictures` are hashes of its pictures."""

    __tablename__ = "fingerprint"
    material_id: Mapped[str] = mapped_column(ForeignKey("material.id"), primary_key=True)
    text_hash: Mapped[str | None] = mapped_column(String(64), index=True)
    words: Mapped[int] = mapped_column(default=0)
    sketch: Mapped[bytes | None]
    pictures: Mapped[list[Any]] = mapped_column(default=list)


class Mark(Base):
    """One band of a sketch or one picture, to find materials that share it without comparing all with all."""

    __tablename__ = "mark"
    key: Mapped[str] = mapped_column(String(24), primary_key=True)
    material_id: Mapped[str] = mapped_column(ForeignKey("material.id"), primary_key=True, index=True)


class Duplicate(Base):
    """`material` was found to be like the earlier `other`. `kind`: file, text, near or pictures."""

    __tablename__ = "duplicate"
    material_id: Mapped[str] = mapped_column(ForeignKey("material.id"), primary_key=True)
    other_id: Mapped[str] = mapped_column(ForeignKey("material.id"), primary_key=True, index=True)
    kind: Mapped[str] = mapped_column(String(20))
    likeness: Mapped[float] = mapped_column(doc="1 for the same; else the estimated share of common passages.")
    found_at: Mapped[datetime] = mapped_column(default=utcnow)


class Judgement(Base):
    """What a curator says of a finding. Append-only, and by the key: it outlives the row of the finding itself.

    `action`: confirm, dismiss, mend, undo.
    """

    __tablename__ = "judgement"
    __table_args__ = (Index("ix_judgement_key", "material_id", "finding_key"),)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    material_id: Mapped[str] = mapped_column(ForeignKey("material.id"))
    finding_key: Mapped[str] = mapped_column(String(64))
    check: Mapped[str] = mapped_column("check_id", String(60))
    action: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str | None] = mapped_column(Text)
    undoes: Mapped[int | None] = mapped_column(ForeignKey("judgement.id"))
    token_id: Mapped[str] = mapped_column(ForeignKey("token.id"))
    created_at: Mapped[datetime] = mapped_column(default=utcnow)


class Tally(Base):
    """The gravest open severity of a material at the end of a day on which that changed; None when nothing is open."""

    __tablename__ = "tally"
    material_id: Mapped[str] = mapped_column(ForeignKey("material.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    worst: Mapped[str | None] = mapped_column(String(20))


class Decision(Base):
    """Append-only. `action`: accept, reject, replace, defer, undo, or close/reopen for a whole material."""

    __tablename__ = "decision"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    material_id: Mapped[str] = mapped_column(ForeignKey("material.id"), index=True)
    suggestion_id: Mapped[str | None] = mapped_column(ForeignKey("suggestion.id"), index=True)
    action: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str | None] = mapped_column(Text)
    value: Mapped[Any | None] = mapped_column(Json)
    undoes: Mapped[int | None] = mapped_column(ForeignKey("decision.id"))
    token_id: Mapped[str] = mapped_column(ForeignKey("token.id"))
    created_at: Mapped[datetime] = mapped_column(default=utcnow)


class Webhook(Base):
    """The secret is needed in clear to sign with; it is never shown again after creation."""

    __tablename__ = "webhook"
    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    platform_id: Mapped[str] = mapped_column(ForeignKey("platform.id"), index=True)
    url: Mapped[str] = mapped_column(Text)
    secret: Mapped[str] = mapped_column(String(200))
    events: Mapped[list[Any]] = mapped_column(default=list)
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    deleted_at: Mapped[datetime | None]


class Delivery(Base):
    """One event for one webhook. `state`: waiting, delivered, failed."""

    __tablename__ = "delivery"
    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    webhook_id: Mapped[str] = mapped_column(ForeignKey("webhook.id"), index=True)
    event: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(20), default="waiting")
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime] = mapped_column(default=utcnow, doc="Not before this; a running attempt moves it on.")
    last_outcome: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    finished_at: Mapped[datetime | None]

    webhook: Mapped[Webhook] = relationship()


class IdempotencyKey(Base):
    """The answer to an earlier request with the same key from the same token."""

    __tablename__ = "idempotency_key"
    token_id: Mapped[str] = mapped_column(ForeignKey("token.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(255), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64), doc="SHA-256 of the request.")
    status: Mapped[int | None] = mapped_column(doc="None while the first request is still running.")
    body: Mapped[Any | None] = mapped_column(Json)
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
