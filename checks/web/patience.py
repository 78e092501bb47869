"""Time as a browser has it: what it waits for a processor that others hold does not count against its page."""

import contextlib
import os
import time
from collections.abc import Callable, Iterable

SLOWEST = 3
"""How much longer than told a limit may last where others hold the processors."""
_MOST_LOST = 1 - 1 / SLOWEST
"""The part of any stretch of time that may be left out."""


class Clock:
    """Seconds that run slower on a busy machine."""

    def __init__(self, real: Callable[[], float] = time.monotonic) -> None:
        self._real = real
        self._lost = 0.0
        self._at, self._before = real(), (0.0, 0.0)

    def now(self) -> float:
        return self._real() - self._lost

    def look(self, ran: float, waited: float) -> None:
        """Takes account of the time since the last look; by now a browser's threads had and waited for so many seconds."""
        now = self._real()
        # Processes end and new ones start, so either sum may fall.
        did, missed = max(ran - self._before[0], 0.0), max(waited - self._before[1], 0.0)
        if did + missed > 0:
            self._lost += (now - self._at) * min(missed / (did + missed), _MOST_LOST)
        self._at, self._before = now, (ran, waited)


def used(pids: Iterable[int]) -> tuple[float, float]:
    """Seconds in which the threads of these processes had a processor, and in which they waited for one.

    A process that others leave no time is told from one that wants none: only the first is worth waiting for.
    """
    ran = waited = 0
    for pid in pids:
        with contextlib.suppress(OSError):
            for thread in os.listdir(f"/proc/{pid}/task"):
                with (
                    contextlib.suppress(OSError, ValueError, IndexError),
                    open(f"/proc/{pid}/task/{thread}/schedstat") as file,
                ):
                    fields = file.read().split()
                    ran += int(fields[0])
                    waited += int(fields[1])
    return ran / 1e9, waited / 1e9
