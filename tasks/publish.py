"""From the outbox to the broker: at once after a commit when possible, otherwise by the maintenance loop."""

import logging
import threading
from functools import lru_cache
from typing import Any

from celery import Celery
from sqlalchemy import or_, select

from config.settings import Settings, get_settings
from store import outbox
from store.database import reading, session
from store.tables import Outbox, utcnow
from tasks import broker

log = logging.getLogger(__name__)


@lru_cache(maxsize=4)
def _publisher(url: str) -> Celery:
    return broker.publisher(get_settings(), url)


def send(settings: Settings, task: str, args: list[Any], queue: str) -> None:
    """Hands one message to the broker or raises soon; the outbox row is the retry."""
    _publisher(broker.address(settings)).send_task(task, args=args, queue=queue, retry=False, ignore_result=True)


def relay(settings: Settings | None = None) -> int:
    """Publishes what is due and returns how many. Raises when the broker cannot be reached."""
    settings = settings or get_settings()
    sent = 0
    while _due(settings):
        # First the connection, then the transaction: on SQLite an open write transaction holds up everybody.
        with _publisher(broker.address(settings)).connection_for_write() as connection:
            connection.ensure_connection(max_retries=1, interval_start=0, timeout=2)
        with session(settings) as opened:
            batch = outbox.relay(opened, lambda task, args, queue: send(settings, task, args, queue))
        sent += batch
        if batch == 0:
            break
    return sent


def _due(settings: Settings) -> bool:
    with reading(settings) as opened:
        query = select(Outbox.id).where(
            Outbox.published_at.is_(None), or_(Outbox.not_before.is_(None), Outbox.not_before <= utcnow())
        )
        return opened.scalar(query.limit(1)) is not None


class _Nudger:
    """One background thread a process: many submissions at once share a relay, and no request waits for a broker."""

    def __init__(self) -> None:
        self._wanted = threading.Event()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._settings: Settings | None = None

    def nudge(self, settings: Settings) -> None:
        with self._lock:
            self._settings = settings
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._work, name="outbox-relay", daemon=True)
                self._thread.start()
        self._wanted.set()

    def _work(self) -> None:
        while True:
            self._wanted.wait()
            self._wanted.clear()
            try:
                relay(self._settings)
            except Exception as error:
                # Nothing is lost: the row stays, and the maintenance loop of a worker sends it.
                log.warning("outbox not relayed", extra={"error": type(error).__name__})


_nudger = _Nudger()


def nudge(settings: Settings | None = None) -> None:
    """Call after a commit that added to the outbox. Returns at once and never raises."""
    _nudger.nudge(settings or get_settings())
