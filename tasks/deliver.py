"""`tasks.deliver(delivery_id)`: one try at handing an event to a platform's webhook."""

import logging

from celery import shared_task

from config.settings import Settings, get_settings
from schemas.events import CloudEvent
from store import deliveries
from store.database import session
from store.events import DELIVER
from tasks import publish

log = logging.getLogger(__name__)


@shared_task(name=DELIVER)  # type: ignore[untyped-decorator]
def deliver(delivery_id: str) -> None:
    run(delivery_id)


def run(delivery_id: str, settings: Settings | None = None) -> None:
    """Sends when the delivery still waits; what fails is tried again later through the outbox."""
    from exchange import webhooks

    settings = settings or get_settings()
    with session(settings) as opened:
        # The lease covers connecting, sending and reading, each with its own limit.
        attempt = deliveries.begin(opened, delivery_id, lease=3 * settings.webhook_seconds + 10)
    if attempt is None:
        return
    event = CloudEvent.model_validate(attempt.event)
    outcome = webhooks.deliver(attempt.url, attempt.secret, event, settings)
    limit = settings.webhook_attempts if outcome.again else 0
    with session(settings) as opened:
        deliveries.end(opened, attempt, delivered=outcome.delivered, outcome=outcome.detail, limit=limit)
    log.info(
        "webhook tried",
        extra={"delivery": delivery_id, "attempt": attempt.number, "delivered": outcome.delivered},
    )
    publish.nudge(settings)
