"""Messages that leave only after their transaction has committed, at least once."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from store.tables import Outbox, utcnow

Send = Callable[[str, list[Any], str], None]
"""Called with the task name, its arguments and the queue; raises when the broker does not take it."""


def add(session: Session, task: str, args: list[Any], queue: str, not_before: datetime | None = None) -> None:
    session.add(Outbox(task=task, args=args, queue=queue, not_before=not_before))


def relay(session: Session, send: Send, limit: int = 100) -> int:
    """Publishes what waits, oldest first, and marks it; returns how many went out.

    A crash between sending and committing sends a message twice; claiming a job makes that harmless.
    """
    now = utcnow()
    rows = session.scalars(
        select(Outbox)
        .where(Outbox.published_at.is_(None), or_(Outbox.not_before.is_(None), Outbox.not_before <= now))
        .order_by(Outbox.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    sent = 0
    try:
        for row in rows:
            send(row.task, row.args, row.queue)
            row.published_at = utcnow()
            sent += 1
    except Exception:
        if sent == 0:
            raise
    return sent


def pending(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Outbox).where(Outbox.published_at.is_(None))) or 0


def prune(session: Session, older_than: timedelta = timedelta(days=1)) -> None:
    session.execute(delete(Outbox).where(Outbox.published_at < utcnow() - older_than))
