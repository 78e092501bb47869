"""Runs a Celery worker in this process, with the embedded broker when no other is named."""

import os
import socket
from contextlib import ExitStack

from config.settings import get_settings
from store.database import migrate
from tasks.broker import QUEUES, NoBrokerError
from worker.embedded import EmbeddedBroker

__all__ = ["QUEUES", "NoBrokerError", "ping", "worker"]


def worker(queues: list[str], *, concurrency: int | None, log_level: str, name: str | None) -> int:
    """Serves `queues` until stopped; returns the exit status."""
    # Read by Celery at import: SIGTERM becomes the soft shutdown, which puts unfinished work back.
    os.environ.setdefault("REMAP_SIGTERM", "SIGQUIT")
    settings = get_settings()
    with ExitStack() as stack:
        if settings.broker_url is None:
            stack.enter_context(EmbeddedBroker(settings))
        migrate(settings)
        from worker.app import app, check_queues

        check_queues(settings)
        arguments = [
            "--quiet",
            "worker",
            f"--queues={','.join(queues)}",
            f"--loglevel={log_level}",
            f"--hostname={name or 'verrijker'}-{os.getpid()}@{socket.gethostname()}",
            "--without-gossip",
            "--without-mingle",
        ]
        if concurrency:
            arguments.append(f"--concurrency={concurrency}")
        try:
            app.worker_main(arguments)
        except SystemExit as ended:
            return int(ended.code or 0) if isinstance(ended.code, int | None) else 1
    return 0


def ping(timeout: float = 3.0) -> bool:
    """Whether at least one worker of this broker answers."""
    from worker.app import app

    return bool(app.control.ping(timeout=timeout, limit=1))
