"""What a killed worker costs: `python bench/queueing.py FOLDER`, with a real server, Redis, PostgreSQL and two workers.

Submits files over HTTP, kills one worker with all its processes (SIGKILL) when half is done, and counts in the
database what became of every job. Exit status 1 when a job was lost, doubled or saved twice.
"""

import argparse
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import redis
from sqlalchemy import Engine, create_engine, func, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

PROGRAM = Path(sys.executable).parent / "verrijker"
sys.path.insert(0, str(Path(__file__).parent.parent))

from store.tables import Job, Suggestion  # noqa: E402
from worker.client import Client  # noqa: E402

ENDED = ("done", "partial", "failed")

# The program's own counters could share a fault with what they count; the database itself counts saves here.
COUNT_SAVES = (
    "create table bench_save (job_id text not null)",
    """create function bench_count() returns trigger language plpgsql as $$
       begin insert into bench_save values (new.id); return null; end $$""",
    """create trigger bench_count after update of state on job for each row
       when (new.state in ('done', 'partial', 'failed')) execute function bench_count()""",
)


@contextmanager
def own_database(server_url: str) -> Iterator[str]:
    """A new PostgreSQL database, gone afterwards."""
    name = f"verrijker_bench_{uuid.uuid4().hex[:8]}"
    server = create_engine(make_url(server_url).set(database="postgres"), isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"create database {name}"))
    try:
        yield make_url(server_url).set(database=name).render_as_string(hide_password=False)
    finally:
        with server.connect() as connection:
            connection.execute(text(f"drop database {name} with (force)"))
        server.dispose()


@contextmanager
def own_redis(url: str, *, flush: bool) -> Iterator[str]:
    """A numbered Redis database, emptied afterwards, and before when `flush` allows it."""
    client = redis.Redis.from_url(url)
    if client.dbsize() and not flush:
        sys.exit(f"{url} is not empty; choose another number, or empty it with --flush.")
    client.flushdb()
    try:
        yield url
    finally:
        client.flushdb()
        client.close()


@contextmanager
def program(arguments: list[str], environment: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """`verrijker …` in a process group of its own, of which nothing is left afterwards."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            [PROGRAM, *arguments],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        if process.poll() is None:
            kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """As a power cut would: the process and all its children at once."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def wait_until(happens: Callable[[], bool], seconds: float, what: str) -> None:
    deadline = time.monotonic() + seconds
    while not happens():
        if time.monotonic() > deadline:
            sys.exit(f"{what} did not happen in {seconds:.0f} seconds.")
        time.sleep(0.05)


def answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/readyz", timeout=2).status_code == 200
    except httpx.HTTPError:
        return False


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def chosen(folder: Path, count: int) -> list[Path]:
    """`count` files spread evenly over the folder, so that every kind of file has its share; always the same ones."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.stat().st_size)
    if len(files) < count:
        sys.exit(f"{folder} holds {len(files)} files and {count} were asked for.")
    return [files[i * len(files) // count] for i in range(count)]


def ended(engine: Engine) -> int:
    with Session(engine) as opened:
        return opened.scalar(select(func.count()).select_from(Job).where(Job.state.in_(ENDED))) or 0


def held_by(engine: Engine, worker: str) -> list[str]:
    """The jobs that a worker of this name works on."""
    with Session(engine) as opened:
        return list(
            opened.scalars(select(Job.id).where(Job.state == "running", Job.claimed_by.contains(f"@{worker}-")))
        )


def percentile(values: list[float], part: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * part))]


def report(engine: Engine, submitted: list[str], held: list[str], killed_at: float, begun: float) -> bool:
    """Prints what the database says; True when every job ended once."""
    with Session(engine) as opened:
        rows = {job.id: job for job in opened.scalars(select(Job))}
        saves = Counter(opened.execute(text("select job_id from bench_save")).scalars())
        doubled = opened.execute(
            select(Suggestion.material_id, Suggestion.field, Suggestion.value)
            .group_by(Suggestion.material_id, Suggestion.field, Suggestion.value)
            .having(func.count() > 1)
            .where(Suggestion.abstained.is_(False))
        ).all()
        suggestions = opened.scalar(select(func.count()).select_from(Suggestion)) or 0
    lost = [job for job in submitted if job not in rows or rows[job].state not in ENDED]
    strange = set(rows) - set(submitted)
    unsaved, twice = [j for j in submitted if not saves[j]], [j for j in submitted if saves[j] > 1]
    good = not (lost or strange or unsaved or twice or doubled) and len(set(submitted)) == len(submitted)
    print(f"jobs: {len(submitted)} submitted, {len(rows)} rows,", dict(Counter(job.state for job in rows.values())))
    print(f"lost {len(lost)}, unknown {len(strange)}, never saved {len(unsaved)}, saved twice {len(twice)}")
    print(f"suggestions {suggestions}, doubled {len(doubled)}")
    again = Counter(job.attempt for job in rows.values())
    print("attempts " + ", ".join(f"{n}: {again[n]} jobs" for n in sorted(again)))

    finished = sorted(job.finished_at.timestamp() for job in rows.values() if job.finished_at)
    before = [moment for moment in finished if moment <= killed_at]
    print(f"first job ended {finished[0] - begun:.1f} s after the first was submitted: each process loads its models")
    print(
        f"throughput {(len(before) - 1) / (before[-1] - before[0]):.1f} a second from there to the kill; "
        f"{len(finished) / (finished[-1] - begun):.1f} over all {finished[-1] - begun:.1f} s, recovery included"
    )
    waits = [j.finished_at.timestamp() - j.created_at.timestamp() for j in rows.values() if j.finished_at]
    works = [(j.finished_at - j.started_at).total_seconds() for j in rows.values() if j.finished_at and j.started_at]
    for name, values in (("from submitted to saved", waits), ("from claimed to saved", works)):
        print(f"latency {name}: p50 {percentile(values, 0.5):.2f} s, p95 {percentile(values, 0.95):.2f} s")
    recovered = [rows[j].finished_at.timestamp() - killed_at for j in held if rows[j].finished_at]  # type: ignore[union-attr]
    if recovered:
        print(f"recovery: the {len(held)} jobs in the killed worker's hands were saved within {max(recovered):.1f} s")
    print("every job ended once" if good else "NOT every job ended once")
    return good


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("-n", "--count", type=int, default=200)
    arguments.add_argument("--redis", default="redis://127.0.0.1:6379/7", help="a database that nobody else uses")
    arguments.add_argument("--broker", help="instead of Redis, such as amqp:// with a virtual host nobody else uses")
    arguments.add_argument("--flush", action="store_true", help="empty that Redis database first, whatever is in it")
    arguments.add_argument("--postgres", default="postgresql+psycopg://postgres@127.0.0.1:5432", help="the server")
    arguments.add_argument("--concurrency", type=int, default=2, help="processes of each worker")
    arguments.add_argument("--lease", type=int, default=45, help="VERRIJKER_JOB_LEASE_SECONDS")
    asked = arguments.parse_args()
    files = chosen(asked.folder, asked.count)
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="verrijker-bench-")))
        database = stack.enter_context(own_database(asked.postgres))
        environment = {
            **os.environ,
            "VERRIJKER_HOME": str(home),
            "VERRIJKER_BROKER_URL": asked.broker or stack.enter_context(own_redis(asked.redis, flush=asked.flush)),
            "VERRIJKER_DATABASE_URL": database,
            "VERRIJKER_JOB_LEASE_SECONDS": str(asked.lease),
        }
        made = subprocess.run(
            [PROGRAM, "token", "create", "--role", "platform", "--name", "bench", "--platform", "bench"],
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        )
        engine = create_engine(database)
        stack.callback(engine.dispose)
        with engine.begin() as connection:
            for statement in COUNT_SAVES:
                connection.execute(text(statement))
        url = f"http://127.0.0.1:{(port := free_port())}"
        stack.enter_context(program(["serve", "--port", str(port)], environment, home / "serve.log"))
        start = ["worker", "--concurrency", str(asked.concurrency), "--name"]
        workers = [
            stack.enter_context(program([*start, name], environment, home / f"{name}.log")) for name in ("one", "two")
        ]
        wait_until(lambda: answers(url), 60, "the start of the server")
        for name in ("one", "two"):
            log = home / f"{name}.log"
            wait_until(lambda log=log: b"worker ready" in log.read_bytes(), 60, f"the start of worker {name}")  # type: ignore[misc]

        begun = time.time()
        with Client(url, made.stdout.strip()) as client:
            submitted = [client.submit(str(path), queue="bulk").job_id for path in files]
        print(f"{len(submitted)} files submitted over HTTP in {time.time() - begun:.1f} s")
        wait_until(lambda: ended(engine) >= asked.count // 2 and bool(held_by(engine, "one")), 600, "half of the work")
        kill(workers[0])
        killed_at = time.time()
        held = held_by(engine, "one")
        print(f"worker one killed after {ended(engine)} ended jobs, with {len(held)} in its hands")
        wait_until(lambda: ended(engine) == asked.count, 600, "the end of all jobs")
        # Whatever is still under way (a message that comes twice) gets the time to do harm.
        time.sleep(3)
        good = report(engine, submitted, held, killed_at, begun)
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
