"""The life of a webhook delivery: waiting, tried until it is delivered or its attempts are used up."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from store import outbox
from store.events import DELIVER
from store.tables import Delivery, utcnow

FIRST_RETRY_SECONDS = 10
LONGEST_RETRY_SECONDS = 3600


@dataclass(frozen=True)
class Attempt:
    """One try: everything that is needed to send, so that no transaction stays open meanwhile."""

    delivery_id: str
    number: int
    url: str
    secret: str
    event: dict[str, Any]


def begin(session: Session, delivery_id: str, *, lease: float) -> Attempt | None:
    """Takes a waiting delivery for `lease` seconds. None when it has ended or another worker is sending it."""
    delivery = session.get(Delivery, delivery_id, with_for_update=True)
    now = utcnow()
    if delivery is None or delivery.state != "waiting" or delivery.due_at > now:
        return None
    hook = delivery.webhook
    if hook.deleted_at:
        delivery.state, delivery.finished_at, delivery.last_outcome = "failed", now, "the webhook was removed"
        return None
    delivery.attempts += 1
    delivery.due_at = now + timedelta(seconds=lease)
    return Attempt(delivery.id, delivery.attempts, hook.url, hook.secret, delivery.event)


def end(session: Session, attempt: Attempt, *, delivered: bool, outcome: str, limit: int) -> None:
    """Records how a try went; a failed one is tried again later, each time after twice as long."""
    delivery = session.get(Delivery, attempt.delivery_id, with_for_update=True)
    if delivery is None or delivery.state != "waiting" or delivery.attempts != attempt.number:
        return
    now = utcnow()
    delivery.last_outcome = outcome[:500]
    if delivered or delivery.attempts >= limit:
        delivery.state, delivery.finished_at = ("delivered" if delivered else "failed"), now
        return
    wait = min(FIRST_RETRY_SECONDS * 2 ** (delivery.attempts - 1), LONGEST_RETRY_SECONDS)
    delivery.due_at = now + timedelta(seconds=wait)
    outbox.add(session, DELIVER, [delivery.id], "webhook", delivery.due_at)


def reconcile(session: Session, *, limit: int, unseen: float = 60) -> int:
    """Announces again deliveries that were due `unseen` seconds ago and that nobody took."""
    now = utcnow()
    rows = session.scalars(
        select(Delivery)
        .where(Delivery.state == "waiting", Delivery.due_at < now - timedelta(seconds=unseen))
        .order_by(Delivery.due_at)
        .limit(500)
        .with_for_update(skip_locked=True)
    ).all()
    count = 0
    for delivery in rows:
        if delivery.attempts >= limit:
            delivery.state, delivery.finished_at = "failed", now
            continue
        delivery.due_at = now
        outbox.add(session, DELIVER, [delivery.id], "webhook")
        count += 1
    return count
