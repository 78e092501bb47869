"""Logs: one JSON object a line, or readable lines on a terminal. They never hold text of a material."""

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Any

from celery import signals

_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "data"}


class JsonLines(logging.Formatter):
    """Message, level, time, and whatever was passed as `extra`; of an exception its kind and frames only."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "process": record.process,
        }
        line.update({key: value for key, value in vars(record).items() if key not in _STANDARD})
        line.update(_exception(record))
        return json.dumps(line, ensure_ascii=False, default=str)


class Readable(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        fields = {key: value for key, value in vars(record).items() if key not in _STANDARD} | _exception(record)
        tail = "".join(f" {key}={value}" for key, value in fields.items())
        clock = datetime.fromtimestamp(record.created).astimezone().strftime("%H:%M:%S")
        return f"{clock} {record.levelname.lower():7} {record.getMessage()}{tail}"


def _exception(record: logging.LogRecord) -> dict[str, object]:
    """An exception's own message may quote what was being read, so it is left out."""
    if not record.exc_info or record.exc_info[1] is None:
        return {}
    import traceback

    error = record.exc_info[1]
    frames = traceback.extract_tb(error.__traceback__)[-12:]
    return {"error": type(error).__name__, "frames": [f"{f.filename}:{f.lineno} {f.name}" for f in frames]}


@signals.setup_logging.connect  # type: ignore[untyped-decorator]
def _of_celery(loglevel: int | str | None = None, **_: Any) -> None:
    """In a worker and in each of its children, instead of Celery's own set-up."""
    set_up(logging.getLevelName(loglevel) if isinstance(loglevel, int) and loglevel else (loglevel or "INFO"))


def set_up(level: str = "INFO") -> None:
    """Sends all logging of this process to standard error in one of the two forms."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Readable() if sys.stderr.isatty() else JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    # Celery repeats what our own lines say, and httpx logs addresses of platforms.
    for name in ("celery.app.trace", "celery.worker.strategy", "httpx", "httpcore", "amqp"):
        logging.getLogger(name).setLevel(logging.WARNING)
