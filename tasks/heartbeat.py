"""Signs of life of a running job, so that nobody takes it over while its worker lives."""

import logging
import threading
from types import TracebackType

from config.settings import Settings
from store import jobs
from store.database import session
from store.jobs import Claim

log = logging.getLogger(__name__)


class Heartbeat:
    """A thread that renews the claim's lease. `lost` is set once another attempt has taken the job."""

    def __init__(self, settings: Settings, claim: Claim) -> None:
        self.settings, self.claim = settings, claim
        self.lost = threading.Event()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._work, name="heartbeat", daemon=True)

    def stage(self, name: str) -> None:
        """Tells the progress bar where the job is; counts as a sign of life. A failure here is no reason to stop."""
        self._beat(name)

    def _beat(self, stage: str | None = None) -> None:
        try:
            with session(self.settings) as opened:
                if not jobs.heartbeat(opened, self.claim, stage):
                    self.lost.set()
        except Exception as error:
            log.warning("heartbeat missed", extra={"job": self.claim.job_id, "error": type(error).__name__})

    def _work(self) -> None:
        while not self._stop.wait(self.settings.job_lease_seconds / 3):
            self._beat()

    def __enter__(self) -> "Heartbeat":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join(timeout=5)
