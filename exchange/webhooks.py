"""Signed webhooks: CloudEvents bodies with Standard Webhooks headers."""

import base64
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from config.settings import Settings
from schemas.events import CloudEvent

MEDIA_TYPE = "application/cloudevents+json"


@dataclass(frozen=True)
class Outcome:
    """How one delivery went. `again` says whether trying later makes sense."""

    delivered: bool
    again: bool
    detail: str


def generate_secret() -> str:
    """A new signing secret, 32 random bytes in the form that Standard Webhooks asks for."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()


def request(event: CloudEvent, secret: str, now: datetime | None = None) -> tuple[bytes, dict[str, str]]:
    """The body and headers of a delivery. The event's id is the message id: receivers drop what they have seen."""
    from standardwebhooks import Webhook

    body = event.model_dump_json()
    now = now or datetime.now(UTC)
    return body.encode(), {
        "content-type": MEDIA_TYPE,
        "user-agent": "Verrijker-Webhook/1",
        "webhook-id": event.id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(secret).sign(msg_id=event.id, timestamp=now, data=body),
    }


def deliver(url: str, secret: str, event: CloudEvent, settings: Settings) -> Outcome:
    """Posts one event. Private addresses are refused unless the settings allow them; redirects are not followed."""
    import httpx

    import documents

    body, headers = request(event, secret)
    try:
        with documents.guarded_client(settings) as client:
            timeout = httpx.Timeout(settings.webhook_seconds)
            response: Any = client.post(url, content=body, headers=headers, timeout=timeout, follow_redirects=False)
    except documents.ReadError as error:
        return Outcome(delivered=False, again=False, detail=str(error))
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return Outcome(delivered=False, again=True, detail=f"No answer: {type(error).__name__}.")
    if response.is_success:
        return Outcome(delivered=True, again=False, detail=f"HTTP {response.status_code}")
    # 410 is the receiver's way to say that it wants no more.
    return Outcome(delivered=False, again=response.status_code != 410, detail=f"HTTP {response.status_code}")
