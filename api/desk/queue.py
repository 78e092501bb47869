"""/desk: the queue of materials, what needs a person most first, and adding a material."""

import hashlib
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import parse_qsl, urlencode

import anyio
from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from api import caching, intake, uploads
from api.auth import Principal, SettingsIn
from api.desk import visitor as who
from api.desk import vocabulary
from api.desk.cards import value_of
from api.desk.render import page as show_page
from api.desk.render import render
from api.i18n import language_of
from config.settings import Settings
from schemas.common import Language
from schemas.finding import SEVERITIES
from store import overview
from store.blobs import open_blobs
from store.database import reading, session
from store.materials import Filters, desk_queue
from store.tables import Finding, Job, Material, Suggestion

router = APIRouter()
PER_PAGE = 25
TABS: dict[str, tuple[str, ...]] = {
    "ready": ("ready",),
    "busy": ("queued", "working"),
    "failed": ("failed",),
    "decided": ("decided",),
    "all": (),
}
Text = Annotated[str, Query(max_length=300)]


@dataclass(frozen=True)
class Asked:
    """What the address of the queue asks for; it travels with a material, for previous and next."""

    state: str = "ready"
    platform: str = ""
    subject: str = ""
    level: str = ""
    severity: str = ""
    q: str = ""
    page: int = 1

    @property
    def query(self) -> str:
        """As a query string, without what is default."""
        return self.with_()

    def with_(self, **changes: str | int) -> str:
        values = {**self.__dict__, **changes}
        default = Asked().__dict__
        return urlencode({key: value for key, value in values.items() if value != default[key]})

    @property
    def filtered(self) -> bool:
        return bool(self.platform or self.subject or self.level or self.severity or self.q)

    def filters(self, principal: Principal) -> Filters:
        return Filters(
            states=TABS[self.state],
            platform_id=principal.scope or self.platform or None,
            subject=self.subject or None,
            level=self.level or None,
            severity=self.severity if self.severity in SEVERITIES else None,
            text=self.q.replace("\x00", "").strip() or None,
        )


def asked(
    state: Text = "ready",
    platform: Text = "",
    subject: Text = "",
    level: Text = "",
    severity: Text = "",
    q: Text = "",
    page: Annotated[str, Query(max_length=10)] = "1",
) -> Asked:
    number = int(page) if page.isascii() and page.isdigit() else 1
    clean = [value.replace("\x00", "") for value in (platform, subject, level, severity, q)]
    at = min(max(number, 1), 10_000)
    return Asked(state if state in TABS else "ready", *clean, page=at)  # type: ignore[misc, arg-type]


def asked_from(query: str) -> Asked:
    """The same, from the query string that a material's page carries along."""
    given = {key: value[:300] for key, value in parse_qsl(query[:2000], max_num_fields=20)}
    return asked(**{key: value for key, value in given.items() if key in Asked.__dataclass_fields__})


@dataclass(frozen=True)
class Row:
    material: Material
    subject: tuple[str, Suggestion] | None
    level: tuple[str, Suggestion] | None
    finding: Finding | None
    findings: int
    job: Job | None


def _best(
    best: dict[tuple[str, str], Suggestion], material: Material, field: str, language: Language
) -> tuple[str, Suggestion] | None:
    row = best.get((material.id, field))
    return (vocabulary.label_of(field, value_of(row.value), language), row) if row else None


def _rows(db: Session, found: list[Material], language: Language) -> list[Row]:
    ids = [material.id for material in found]
    best = overview.best_suggestions(db, ids, ("subject", "level"))
    worst = overview.worst_findings(db, ids)
    running = overview.running_jobs(db, ids)
    rows = []
    for material in found:
        finding, many = worst.get(material.id, (None, 0))
        rows.append(
            Row(
                material,
                _best(best, material, "subject", language),
                _best(best, material, "level", language),
                finding,
                many,
                running.get(material.id),
            )
        )
    return rows


def _values(db: Session, request: Request, principal: Principal, wanted: Asked) -> dict[str, Any]:
    """Everything the list itself shows: the part that is asked for again while work runs."""
    language = language_of(request)
    filters = wanted.filters(principal)
    found, more = desk_queue(db, filters, offset=(wanted.page - 1) * PER_PAGE, limit=PER_PAGE)
    counts = overview.counts(db, filters)
    tabs = {name: sum(counts.get(s, 0) for s in states or counts) for name, states in TABS.items()}
    for material in found:
        material.platform  # noqa: B018 - loaded while the session is open
    return {
        "asked": wanted,
        "rows": _rows(db, found, language),
        "more": more,
        "tabs": tabs,
        "busy": tabs["busy"],
        "first": (wanted.page - 1) * PER_PAGE + 1,
    }


@router.get("")
def queue(
    request: Request, settings: SettingsIn, me: who.Watcher, wanted: Annotated[Asked, Depends(asked)]
) -> Response:
    language = language_of(request)
    with reading(settings) as db:
        values = _values(db, request, me.principal, wanted)
        facets = {
            field: [
                (key, vocabulary.label_of(field, value_of({"id": key, "label": label}), language), many)
                for key, label, many in overview.values(db, field, me.principal.scope)
            ]
            for field in ("subject", "level")
        }
        shown = [] if me.principal.scope else overview.platforms(db)
    values["tag"] = _tag(request, values)
    limit = settings.max_upload_bytes // (1024 * 1024)
    return show_page(request, "desk/queue.html", {**values, "facets": facets, "platforms": shown, "limit": limit})


def _tag(request: Request, values: dict[str, Any]) -> str:
    content = render(request, "desk/queue_list.html", {**values, "tag": ""})
    return f'"{hashlib.sha256(content.encode()).hexdigest()[:24]}"'


@router.get("/queue")
def queue_list(
    request: Request, settings: SettingsIn, me: who.Watcher, wanted: Annotated[Asked, Depends(asked)]
) -> Response:
    """The list alone; 304 as long as nothing changed, so that a waiting page costs next to nothing."""
    with reading(settings) as db:
        values = _values(db, request, me.principal, wanted)
        tag = _tag(request, values)
        headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
        if caching.matches(request, tag):
            return Response(status_code=304, headers=headers)
        return show_page(request, "desk/queue_list.html", {**values, "tag": tag}, headers=headers)


@router.post("/materials")
async def add(request: Request, settings: SettingsIn, me: who.Watcher) -> Response:
    """A file or a web address that a curator adds; the file streams to the blob store as it comes in."""
    upload = await uploads.receive(request, settings)
    try:
        who.check_csrf(request, me, upload.fields.get("csrf"))
        wanted = intake.from_upload(upload)
        material_id = await anyio.to_thread.run_sync(_add, settings, me.principal, wanted)
    except BaseException:
        with anyio.CancelScope(shield=True):
            await anyio.to_thread.run_sync(upload.discard, open_blobs(settings))
        raise
    return RedirectResponse(f"/desk/materials/{material_id}", 303)


def _add(settings: Settings, principal: Principal, wanted: intake.Submission) -> str:
    with session(settings) as db:
        material, _job = intake.take_in(db, principal, wanted)
        material_id = material.id
    intake.nudge(settings)
    return material_id
