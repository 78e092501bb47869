"""Taking materials in, for the API and the desk alike."""

import contextlib
import hashlib
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from pydantic import ValidationError
from sqlalchemy.orm import Session

from api.auth import Principal
from api.i18n import _
from api.problems import ProblemError
from api.shapes import Queue, SubmitUrl
from api.uploads import Upload, parse_json
from config.settings import Settings
from schemas.material import Given
from store import materials
from store.tables import Job, Material

OWN_PLATFORM = "Redactie"
"""Materials that a curator without a platform adds at the desk."""
QUEUES: dict[str, Queue] = {"interactive": "interactive", "bulk": "bulk"}


@dataclass
class Submission:
    """One checked request to take in a material, with what identifies it for Idempotency-Key."""

    source: str
    given: Given
    queue: Queue
    url: str | None = None
    upload: Upload | None = None

    @property
    def identity(self) -> tuple[str, ...]:
        content = (self.upload.sha256 or "") if self.upload else (self.url or "")
        return (self.source, content, self.given.model_dump_json(), self.queue)


def no_nul(value: Any) -> Any:
    """Refuses U+0000 anywhere in `value`: PostgreSQL cannot keep it, and no title has one."""
    if isinstance(value, str) and "\x00" in value:
        raise ProblemError(422, "bad-text", _("A text in the request holds a NUL character."))
    if isinstance(value, dict):
        for key, item in value.items():
            no_nul(key)
            no_nul(item)
    elif isinstance(value, list):
        for item in value:
            no_nul(item)
    return value


def _invalid(error: ValidationError, prefix: str) -> ProblemError:
    errors = [
        {"where": ".".join([prefix, *(str(p) for p in e["loc"])]).strip("."), "message": str(e["msg"])}
        for e in error.errors()
    ]
    text = _("The request is not valid: %(where)s: %(message)s.")
    return ProblemError(422, "invalid-request", text, errors=errors, **dict(errors[0]))  # type: ignore[arg-type]


def check_url(url: str) -> str:
    """An http(s) address with a host. Whether it may be reached is decided where it is fetched."""
    try:
        parts = urlsplit(url)
        good = parts.scheme in ("http", "https") and parts.hostname and (parts.port or 1) > 0
    except ValueError:
        good = False
    if not good or any(c.isspace() or ord(c) < 32 for c in url) or len(url) > 4000:
        text = _("'%(url)s' is not a web address: it must begin with http:// or https:// and name a host.")
        raise ProblemError(422, "bad-url", text, url=url[:200])
    if parts.username or parts.password:
        text = _("The web address holds a user name or password; leave these out.")
        raise ProblemError(422, "bad-url", text)
    return url


def from_upload(upload: Upload) -> Submission:
    """From a multipart request: `file`, or `url`, with `given` (JSON) and `queue`."""
    fields = upload.fields
    given = Given()
    if fields.get("given", "").strip():
        given = parse_given(no_nul(parse_json(fields["given"], "given")))
    queue = QUEUES.get(fields.get("queue") or "interactive")
    if queue is None:
        raise ProblemError(422, "bad-queue", _("The queue must be 'interactive' or 'bulk'."))
    if upload.name:
        return Submission(upload.name, given, queue, upload=upload)
    url = fields.get("url", "").strip()
    if not url:
        raise ProblemError(422, "no-material", _("Send a file in the field 'file', or a web address in 'url'."))
    check_url(url)
    return Submission(url, given, queue, url=url)


def parse_given(value: Any) -> Given:
    try:
        return Given.model_validate(value)
    except ValidationError as error:
        raise _invalid(error, "given") from None


def from_json(body: bytes) -> Submission:
    try:
        asked = no_nul(parse_json(body.decode(), "body"))
        if isinstance(asked, dict) and isinstance(asked.get("url"), str):
            check_url(asked["url"])  # first, since it says what is wrong in the reader's language
        wanted = SubmitUrl.model_validate(asked)
    except UnicodeDecodeError:
        raise ProblemError(422, "bad-encoding", _("The body is not valid UTF-8.")) from None
    except ValidationError as error:
        raise _invalid(error, "") from None
    url = check_url(str(wanted.url))
    return Submission(url, wanted.given, wanted.queue, url=url)


def from_record(body: bytes, kind: str) -> Submission:
    """From an NL-LOM or JSON-LD record: its values are the given ones, its location is what we fetch."""
    import exchange

    name = "NL-LOM" if kind == "nl-lom" else "JSON-LD"
    try:
        if kind == "nl-lom":
            given = exchange.read_nl_lom(body)
        else:
            given = exchange.read_json_ld(no_nul(parse_json(body.decode(), "body")))
    except UnicodeDecodeError:
        raise ProblemError(422, "bad-encoding", _("The body is not valid UTF-8.")) from None
    except ValidationError as error:
        raise _invalid(error, "record") from None
    except exchange.ExchangeError as error:
        text = _("The %(kind)s record could not be read: %(reason)s")
        raise ProblemError(422, "bad-record", text, kind=name, reason=str(error)) from None
    no_nul(given.model_dump())
    if not given.location:
        text = _("The %(kind)s record names no location to fetch the material from.")
        raise ProblemError(422, "no-location", text, kind=name)
    url = check_url(given.location)
    return Submission(url, given, "interactive", url=url)


def platform_for(db: Session, principal: Principal) -> str:
    return principal.platform_id or materials.platform_named(db, OWN_PLATFORM).id


def take_in(db: Session, principal: Principal, wanted: Submission) -> tuple[Material, Job]:
    """Writes the material and its job; the caller nudges the publisher once the transaction has ended."""
    upload = wanted.upload
    return materials.submit(
        db,
        platform_id=platform_for(db, principal),
        source=wanted.source,
        given=wanted.given,
        url=wanted.url,
        blob_key=upload.key if upload else None,
        sha256=upload.sha256 if upload else None,
        size=upload.size if upload else None,
        queue=wanted.queue,
    )


def nudge(settings: Settings) -> None:
    """Asks for the outbox to be published now; the beat does it anyway when this cannot."""
    with contextlib.suppress(Exception):
        from tasks import publish

        publish.nudge(settings)


def body_hash(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
