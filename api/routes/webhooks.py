"""Where a platform wants to hear that suggestions are ready or a material is decided."""

from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlalchemy import select

from api import intake, shapes
from api.auth import Reader, SettingsIn
from api.caching import conditional
from api.i18n import _
from api.problems import ProblemError, not_found
from store.database import reading, session
from store.tables import Webhook, utcnow

router = APIRouter(tags=["webhooks"])
MOST = 20
"""Webhooks a platform may have at once."""


@router.post("/webhooks", status_code=201, response_model=shapes.WebhookCreated, summary="Add a webhook")
def create_webhook(
    response: Response, settings: SettingsIn, principal: Reader, wanted: shapes.WebhookIn
) -> shapes.WebhookCreated:
    from exchange.webhooks import generate_secret

    if principal.platform_id is None:
        text = _("A webhook belongs to a platform: use a token of that platform.")
        raise ProblemError(403, "no-platform", text)
    with session(settings) as db:
        mine = select(Webhook).where(Webhook.platform_id == principal.platform_id, Webhook.deleted_at.is_(None))
        if len(db.scalars(mine).all()) >= MOST:
            text = _("A platform may have at most %(most)d webhooks; delete one first.")
            raise ProblemError(409, "too-many-webhooks", text, most=MOST)
        hook = Webhook(
            platform_id=principal.platform_id,
            url=intake.check_url(str(wanted.url)),
            secret=generate_secret(),
            events=list(wanted.events),
        )
        db.add(hook)
        db.flush()
        body = shapes.WebhookCreated(**shapes.webhook_out(hook).model_dump(), secret=hook.secret)
    response.headers["Location"] = f"/api/v1/webhooks/{body.id}"
    return body


@router.get("/webhooks", response_model=shapes.Page[shapes.WebhookOut], summary="List webhooks")
def list_webhooks(request: Request, settings: SettingsIn, principal: Reader) -> Response:
    with reading(settings) as db:
        query = select(Webhook).where(Webhook.deleted_at.is_(None)).order_by(Webhook.created_at)
        if principal.scope:
            query = query.where(Webhook.platform_id == principal.scope)
        items = [shapes.webhook_out(hook) for hook in db.scalars(query)]
    return conditional(request, shapes.Page[shapes.WebhookOut](items=items))


@router.delete("/webhooks/{webhook_id}", status_code=204, summary="Delete a webhook")
def delete_webhook(settings: SettingsIn, principal: Reader, webhook_id: UUID) -> None:
    with session(settings) as db:
        hook = db.get(Webhook, str(webhook_id))
        if hook is None or hook.deleted_at or (principal.scope and hook.platform_id != principal.scope):
            raise not_found()
        hook.deleted_at = utcnow()
