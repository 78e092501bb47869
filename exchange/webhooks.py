"""Signed webhooks: CloudEvents bodies with Standard Webhooks headers."""

import base64
import secrets
import time
from dataclasses import dataclass
from datetime import UTC, datetime

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
    """Posts one event. Private addresses are refused unless the settings allow them; redirects are not followed.

    It takes `settings.webhook_seconds` at most, and the receiver's answer is not read beyond its status.
    """
    import httpx

    from documents.web import Refused, guarded_client, timed_request

    body, headers = request(event, secret)
    deadline = time.monotonic() + settings.webhook_seconds
    try:
        with (
            guarded_client(settings, seconds=settings.webhook_seconds) as client,
            timed_request(client, "POST", url, deadline, content=body, headers=headers) as response,
        ):
            status = response.status_code
    except Refused:
        return Outcome(delivered=False, again=False, detail="The address is not a public web address.")
    except httpx.InvalidURL:
        return Outcome(delivered=False, again=False, detail="The address is badly written.")
    except (httpx.HTTPError, TimeoutError) as error:
        late = time.monotonic() >= deadline or isinstance(error, httpx.TimeoutException)
        why = f"within {settings.webhook_seconds} s" if late else f"({type(error).__name__})"
        return Outcome(delivered=False, again=True, detail=f"No answer {why}.")
    if 200 <= status < 300:
        return Outcome(delivered=True, again=False, detail=f"HTTP {status}")
    # 410 is the receiver's way to say that it wants no more.
    return Outcome(delivered=False, again=status != 410, detail=f"HTTP {status}")
