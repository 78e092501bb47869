"""Where the broker is and what its queues are: everything a publisher and a worker must agree on."""

import json
from pathlib import Path
from typing import Any

from celery import Celery
from kombu import entity

from config.settings import Settings

# Kombu has no types to check against.
Queue: Any = entity.Queue
Exchange: Any = entity.Exchange

QUEUES = ("interactive", "bulk", "webhook")
DEAD = "verrijker.dead"
DELIVERY_LIMIT = 3


class NoBrokerError(Exception):
    """There is no broker to talk to; `str()` says what to do about it."""


def address_file(settings: Settings) -> Path:
    """Where the embedded broker leaves its address for the other processes of this home (mode 0600)."""
    return settings.home / "broker" / "address.json"


def address(settings: Settings) -> str:
    """The broker's URL: from the settings, or from the embedded broker of this home."""
    if settings.broker_url:
        return settings.broker_url
    try:
        return str(json.loads(address_file(settings).read_text())["url"])
    except (OSError, ValueError, KeyError):
        raise NoBrokerError(
            "No broker is running: start `verrijker up` or `verrijker worker`, or set VERRIJKER_BROKER_URL."
        ) from None


def is_rabbitmq(url: str) -> bool:
    return url.startswith(("amqp:", "amqps:", "pyamqp:"))


def task_queues(url: str) -> list[Any]:
    """Durable queues; on RabbitMQ quorum queues, which stop redelivering a message that keeps killing workers."""
    arguments: dict[str, Any] | None = None
    if is_rabbitmq(url):
        arguments = {
            "x-queue-type": "quorum",
            "x-delivery-limit": DELIVERY_LIMIT,
            "x-dead-letter-exchange": DEAD,
        }
    return [
        Queue(name, Exchange(name, type="direct"), routing_key=name, durable=True, queue_arguments=arguments)
        for name in QUEUES
    ]


def dead_letters() -> Any:
    """Where RabbitMQ puts a message after its last delivery. The job row decides; this is for looking at."""
    return Queue(DEAD, Exchange(DEAD, type="fanout"), durable=True, queue_arguments={"x-queue-type": "quorum"})


def shared_configuration(settings: Settings, url: str) -> dict[str, Any]:
    """The part of Celery's settings that publisher and worker share. JSON only, no result backend."""
    if is_rabbitmq(url):
        transport: dict[str, Any] = {"confirm_publish": True}
    else:
        transport = {
            # Well over the longest a task may take: shorter, and Redis gives running work to a second worker.
            "visibility_timeout": max(900, 3 * settings.job_time_limit),
            "unacked_restore_interval": 10,
            "unacked_restore_throttle": 1,
            "socket_timeout": 10,
            "socket_connect_timeout": 5,
            "socket_keepalive": True,
            "health_check_interval": 10,
        }
    return {
        "broker_url": url,
        "broker_connection_timeout": 5,
        "broker_transport_options": transport,
        "task_serializer": "json",
        "accept_content": ["json"],
        "result_backend": None,
        "task_ignore_result": True,
        "task_queues": task_queues(url),
        "task_default_queue": "interactive",
        "task_create_missing_queues": False,
        "enable_utc": True,
    }


def publisher(settings: Settings, url: str) -> Celery:
    """A Celery application that only sends; the worker's own lives in `worker.app`."""
    app = Celery("verrijker-publisher", set_as_current=False)
    app.conf.update(shared_configuration(settings, url))
    app.conf.broker_connection_timeout = 2
    if not is_rabbitmq(url):
        app.conf.broker_transport_options = {
            **app.conf.broker_transport_options,
            "socket_timeout": 5,
            "socket_connect_timeout": 2,
            "max_retries": 0,
        }
    return app
