"""Events for platforms: written with the change they tell of, delivered later."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from config.settings import get_settings
from schemas.events import CloudEvent, EventType
from store import outbox
from store.tables import Delivery, Material, Webhook, new_id, utcnow

DELIVER = "tasks.deliver"


def emit(session: Session, material: Material, kind: EventType, data: dict[str, Any]) -> None:
    """Queues `kind` for every webhook of the material's platform that wants it."""
    hooks = session.scalars(
        select(Webhook).where(Webhook.platform_id == material.platform_id, Webhook.deleted_at.is_(None))
    ).all()
    settings = get_settings()
    base = settings.base_url or f"http://{settings.host}:{settings.port}"
    for hook in hooks:
        if hook.events and kind not in hook.events:
            continue
        event = CloudEvent(
            id=new_id(),
            source=f"{base}/api/v1",
            type=kind,
            subject=f"materials/{material.id}",
            time=utcnow(),
            data={"material": material.id, "url": f"{base}/api/v1/materials/{material.id}", **data},
        )
        delivery = Delivery(webhook_id=hook.id, event=event.model_dump(mode="json"))
        session.add(delivery)
        session.flush()
        outbox.add(session, DELIVER, [delivery.id], "webhook")
