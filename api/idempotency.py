"""Idempotency-Key: the same request with the same key is done once and answered the same each time."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from api.i18n import _
from api.problems import ProblemError
from config.settings import Settings
from store.database import session
from store.tables import IdempotencyKey, utcnow

STALE = timedelta(hours=1)
"""A first request that has not ended by then died with its process; its key may be used again."""


def fingerprint(*parts: Any) -> str:
    return hashlib.sha256("\x00".join(str(part) for part in parts).encode()).hexdigest()


class Ticket:
    """One request's claim on its key. Without a key everything is a no-op."""

    def __init__(self, settings: Settings, token_id: str, key: str | None) -> None:
        self.settings, self.token_id, self.key = settings, token_id, key
        self.earlier: tuple[str, int, Any] | None = None
        self.held = False

    def _row(self, db: Session) -> IdempotencyKey | None:
        return db.get(IdempotencyKey, (self.token_id, self.key))

    def claim(self) -> None:
        """Takes the key. 409 when another request with it is still running."""
        if self.key is None:
            return
        try:
            with session(self.settings) as db:
                row = self._row(db)
                if row is None:
                    db.add(IdempotencyKey(token_id=self.token_id, key=self.key, fingerprint=""))
                elif row.status is not None:
                    self.earlier = (row.fingerprint, row.status, row.body)
                    return
                elif row.created_at > utcnow() - STALE:
                    raise _running()
                else:
                    row.created_at = utcnow()
        except IntegrityError:
            raise _running() from None
        self.held = True

    def replay(self, print_: str) -> tuple[int, Any] | None:
        """The earlier answer, if this request is the same one. 422 when it is another request."""
        if self.earlier is None:
            return None
        known, status, body = self.earlier
        if known != print_:
            text = _("This Idempotency-Key was already used for another request.")
            raise ProblemError(422, "idempotency-key-reused", text)
        return status, body

    def finish(self, db: Session, print_: str, status: int, body: Any) -> None:
        """Keeps the answer, in the transaction of the work itself."""
        row = self._row(db) if self.key is not None else None
        if row is not None:
            row.fingerprint, row.status, row.body = print_, status, body

    def release(self) -> None:
        """Frees the key of a request that was refused, so that a mended one can use it."""
        if not self.held:
            return
        with session(self.settings) as db:
            row = self._row(db)
            if row is not None and row.status is None:
                db.delete(row)


def _running() -> ProblemError:
    text = _("A request with this Idempotency-Key is still running; try again in a moment.")
    return ProblemError(409, "idempotency-key-running", text, headers={"Retry-After": "2"})


@contextmanager
def ticket(settings: Settings, token_id: str, key: str | None) -> Iterator[Ticket]:
    """Claims the key for the block, and frees it again when the block ends in an error."""
    held = Ticket(settings, token_id, key)
    held.claim()
    try:
        yield held
    except BaseException:
        held.release()
        raise
