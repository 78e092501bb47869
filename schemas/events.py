"""Events that leave the system, as CloudEvents 1.0 bodies."""

from datetime import datetime
from typing import Any, Literal

from schemas.common import Contract

EventType = Literal["nl.verrijker.suggestions.ready", "nl.verrijker.material.decided", "nl.verrijker.material.failed"]


class CloudEvent(Contract):
    specversion: Literal["1.0"] = "1.0"
    id: str
    source: str
    type: EventType
    subject: str
    time: datetime
    datacontenttype: Literal["application/json"] = "application/json"
    data: dict[str, Any]
