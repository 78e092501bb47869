"""A page on a busy machine gets the time it would have had on a quiet one, and one that idles gets no more."""

import os
import subprocess
import time

import pytest

from checks.web.patience import Clock, used


class Machine:
    """A wall clock and what the browser's threads had and waited for, moved by hand."""

    def __init__(self) -> None:
        self.wall, self.ran, self.waited = 100.0, 0.0, 0.0
        self.clock = Clock(lambda: self.wall)

    def passes(self, seconds: float, ran: float, waited: float) -> float:
        before = self.clock.now()
        self.wall += seconds
        self.ran += ran
        self.waited += waited
        self.clock.look(self.ran, self.waited)
        return self.clock.now() - before


@pytest.mark.parametrize(
    ("ran", "waited", "counted"),
    [
        pytest.param(4, 0, 10, id="a quiet machine"),
        pytest.param(0, 0, 10, id="a browser that does nothing"),
        pytest.param(5, 5, 5, id="half of the time"),
        pytest.param(0.1, 40, 10 / 3, id="almost no time: three times as long at most"),
        pytest.param(-50, -50, 10, id="processes ended and took their sums along"),
    ],
)
def test_waiting_for_a_processor_is_left_out(ran: float, waited: float, counted: float) -> None:
    assert Machine().passes(10, ran, waited) == pytest.approx(counted)


def test_time_between_looks_is_told_as_it_passes() -> None:
    machine = Machine()
    machine.passes(10, 5, 5)
    machine.wall += 2
    assert machine.clock.now() == pytest.approx(107)


def test_threads_that_share_a_processor_have_half_and_wait_for_half() -> None:
    one = {min(os.sched_getaffinity(0))}
    loops = [subprocess.Popen(["/bin/sh", "-c", "while :; do :; done"]) for _ in range(2)]
    pids = [loop.pid for loop in loops]
    try:
        for pid in pids:
            os.sched_setaffinity(pid, one)
        begun, before = time.monotonic(), used(pids)
        time.sleep(1)
        ran, waited = (after - earlier for after, earlier in zip(used(pids), before, strict=True))
        elapsed = time.monotonic() - begun
        assert ran < 1.2 * elapsed
        assert waited > 0.5 * elapsed
    finally:
        for loop in loops:
            loop.kill()
            loop.wait()
