"""The Celery application: settings with their reasons, signals, and the check of the queues before a start."""

import logging
from typing import Any

from celery import Celery, signals
from celery.exceptions import TimeLimitExceeded, WorkerLostError

from config.settings import Settings, get_settings
from store import jobs
from store.database import session
from tasks import broker, publish
from tasks.maintenance import Maintenance

log = logging.getLogger(__name__)

MEMORY_OF_A_CHILD_KB = 1_500_000


class QueueMismatchError(Exception):
    """A queue exists already with other properties; `str()` says which and what to do."""


def configuration(settings: Settings, url: str | None) -> dict[str, Any]:
    """Celery's settings for a worker. Acknowledged late: a message goes only when its work is saved."""
    return {
        **broker.shared_configuration(settings, url or "redis://127.0.0.1:1/0"),
        "include": ["tasks.enrich", "tasks.deliver", "worker.log"],
        "task_acks_late": True,
        # A task that kills its worker must not come straight back: the job row counts attempts and decides.
        "task_reject_on_worker_lost": False,
        "task_acks_on_failure_or_timeout": True,
        "task_track_started": False,
        "task_time_limit": settings.job_time_limit,
        "task_soft_time_limit": max(1, int(settings.job_time_limit * 0.9)),
        "worker_prefetch_multiplier": 1,
        "worker_concurrency": settings.worker_concurrency,
        "worker_consumer": "worker.consumer:Consumer",
        "worker_cancel_long_running_tasks_on_connection_loss": False,
        # Fresh interpreters: a fork would copy the locks of the maintenance thread, and torch hangs after one.
        "worker_pool_start_method": "spawn",
        # A busy machine takes its time to start a process; ended for that, the next one would be no quicker, for ever.
        "worker_proc_alive_timeout": 120,
        "worker_max_tasks_per_child": 200,
        "worker_max_memory_per_child": MEMORY_OF_A_CHILD_KB,
        "worker_soft_shutdown_timeout": 25,
        "worker_enable_soft_shutdown_on_idle": False,
        "worker_hijack_root_logger": False,
        "worker_redirect_stdouts": False,
        "worker_send_task_events": True,
        "task_send_sent_event": True,
        "broker_connection_retry_on_startup": True,
        "broker_connection_max_retries": None,
    }


def make_app(settings: Settings) -> Celery:
    try:
        url: str | None = broker.address(settings)
    except broker.NoBrokerError:
        url = None
    made = Celery("verrijker")
    made.conf.update(configuration(settings, url))
    return made


app = make_app(get_settings())


def check_queues(settings: Settings) -> None:
    """Declares the queues, so that a start on a broker with other queues of these names ends in one sentence."""
    from amqp.exceptions import PreconditionFailed

    url = broker.address(settings)
    with broker.publisher(settings, url).connection_for_write() as connection:
        connection.ensure_connection(max_retries=3, interval_start=0.2, timeout=10)
        queues = broker.task_queues(url)
        if broker.is_rabbitmq(url):
            queues = [broker.dead_letters(), *queues]
        for queue in queues:
            try:
                with connection.channel() as channel:
                    queue(channel).declare()
            except PreconditionFailed as error:
                raise QueueMismatchError(
                    f"RabbitMQ already has a queue named {queue.name!r} of another kind, and the kind of a queue "
                    f"cannot be changed: let it run empty, delete it (`rabbitmqctl delete_queue {queue.name}`), or use "
                    "another virtual host in VERRIJKER_BROKER_URL."
                ) from error


_maintenance: Maintenance | None = None


@signals.worker_ready.connect  # type: ignore[untyped-decorator]
def _start_maintenance(**_: Any) -> None:
    global _maintenance
    _maintenance = Maintenance(get_settings())
    _maintenance.start()
    log.info("worker ready")


@signals.worker_shutting_down.connect  # type: ignore[untyped-decorator]
def _stop_maintenance(**_: Any) -> None:
    if _maintenance:
        _maintenance.stop()


@signals.task_failure.connect  # type: ignore[untyped-decorator]
def _worker_process_gone(
    sender: Any = None, task_id: str = "", exception: Any = None, args: Any = None, **_: Any
) -> None:
    """In the main process: a child died or was killed at its time limit. Its job need not wait for the lease."""
    if sender.name != jobs.ENRICH or not isinstance(exception, WorkerLostError | TimeLimitExceeded):
        return
    settings = get_settings()
    with session(settings) as opened:
        found = jobs.broke_off(opened, str(args[0]), message=task_id, limit=settings.job_attempts)
    log.warning("worker process lost", extra={"job": args[0], "error": type(exception).__name__, "released": found})
    if found:
        publish.nudge(settings)
