"""The loop that makes up for whatever a broker or a worker loses: relay, reconcile, prune."""

import logging
import threading
import time

from config.settings import Settings
from store import deliveries, jobs, outbox
from store.database import session
from tasks import publish

log = logging.getLogger(__name__)

RELAY_SECONDS = 1.0
PRUNE_SECONDS = 3600.0


class Maintenance:
    """One thread in each worker process; several at once only do each other's work, never twice."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.reconcile_seconds = min(15.0, settings.job_lease_seconds / 3)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._work, name="maintenance", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._thread.join(timeout=5)

    def reconcile(self) -> int:
        """Announces again what was left behind; returns how much."""
        settings = self.settings
        with session(settings) as opened:
            found = jobs.reconcile(opened, lease=settings.job_lease_seconds, limit=settings.job_attempts)
            found += deliveries.reconcile(opened, limit=settings.webhook_attempts)
        if found:
            log.warning("announced again", extra={"count": found})
        return found

    def _work(self) -> None:
        reconciled = pruned = 0.0
        trouble = False
        while not self._stop.wait(RELAY_SECONDS):
            try:
                now = time.monotonic()
                if now - reconciled >= self.reconcile_seconds:
                    reconciled = now
                    self.reconcile()
                if now - pruned >= PRUNE_SECONDS:
                    pruned = now
                    with session(self.settings) as opened:
                        outbox.prune(opened)
                publish.relay(self.settings)
                trouble = False
            except Exception as error:
                if not trouble:
                    log.error("maintenance failed, trying on", extra={"error": type(error).__name__})
                trouble = True
