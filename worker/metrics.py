"""What `/metrics` says, from the database and the broker, under the names that dashboards of Celery know."""

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from config.settings import Settings, get_settings
from store import jobs, outbox
from store.database import reading
from store.tables import Delivery, Job, Material, Suggestion, utcnow
from tasks import broker

BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0)
STATES = ("queued", "running", "done", "partial", "failed", "dead")
_TIMED_JOBS = 5000
"""Stage times come from the jobs that finished in the last hour, and from no more than this."""


def render(settings: Settings | None = None) -> bytes:
    """The metrics as Prometheus text. A broker that does not answer leaves its gauges out and nothing else."""
    settings = settings or get_settings()
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Fixed([*_from_database(settings), *_from_broker(settings)]))
    return generate_latest(registry)


class _Fixed(Collector):
    def __init__(self, metrics: list[Metric]) -> None:
        self.metrics = metrics

    def collect(self) -> Iterable[Metric]:
        return self.metrics


def _from_database(settings: Settings) -> Iterable[Metric]:
    with reading(settings) as session:
        depths = jobs.depths(session)
        states = GaugeMetricFamily("verrijker_jobs", "Jobs by state and queue.", labels=["state", "queue"])
        queues = sorted({queue for queue, _ in depths} | {"interactive", "bulk"})
        for queue in queues:
            for state in STATES:
                states.add_metric([state, queue], depths.get((queue, state), 0))
        yield states
        age = GaugeMetricFamily(
            "verrijker_oldest_job_age_seconds", "Age of the oldest waiting job; 0 when none waits.", labels=["queue"]
        )
        waiting = jobs.oldest_waiting(session)
        for queue in queues:
            age.add_metric([queue], waiting.get(queue, 0.0))
        yield age
        dead = sum(count for (_, state), count in depths.items() if state == "dead")
        yield GaugeMetricFamily("verrijker_dead_jobs", "Jobs that used up their attempts.", value=dead)
        yield GaugeMetricFamily(
            "verrijker_outbox_pending", "Messages that have yet to reach the broker.", value=outbox.pending(session)
        )
        yield from _decisions(session)
        yield from _deliveries(session)
        yield from _stages(session)


def _decisions(session: Session) -> Iterable[Metric]:
    counts: Counter[tuple[str, str]] = Counter()
    rows = session.execute(
        select(Suggestion.field, Suggestion.state, func.count())
        .where(Suggestion.abstained.is_(False))
        .group_by(Suggestion.field, Suggestion.state)
    )
    for field, state, count in rows:
        counts[field, state] += count
    total = GaugeMetricFamily(
        "verrijker_suggestions_total", "Suggestions by field and what people decided.", labels=["field", "decision"]
    )
    ratio = GaugeMetricFamily(
        "verrijker_acceptance_ratio", "Accepted, of those accepted, replaced or rejected.", labels=["field"]
    )
    for (field, state), count in sorted(counts.items()):
        total.add_metric([field, state], count)
    for field in sorted({field for field, _ in counts}):
        decided = sum(counts[field, state] for state in ("accepted", "replaced", "rejected"))
        if decided:
            ratio.add_metric([field], counts[field, "accepted"] / decided)
    yield total
    yield ratio


def _deliveries(session: Session) -> Iterable[Metric]:
    made = CounterMetricFamily("verrijker_webhook_deliveries", "Webhook deliveries by outcome.", labels=["outcome"])
    counts = dict(session.execute(select(Delivery.state, func.count()).group_by(Delivery.state)).all())
    for outcome in ("waiting", "delivered", "failed"):
        made.add_metric([outcome], counts.get(outcome, 0))
    yield made


def _stages(session: Session) -> Iterable[Metric]:
    """How long each stage took by format, over the last hour."""
    times = HistogramMetricFamily(
        "verrijker_stage_seconds", "Seconds a stage took, for jobs of the last hour.", labels=["stage", "format"]
    )
    seen: dict[tuple[str, str], list[float]] = {}
    rows = session.execute(
        select(Job.timings, Material.format)
        .join(Material)
        .where(Job.finished_at > utcnow() - timedelta(hours=1))
        .order_by(Job.finished_at.desc())
        .limit(_TIMED_JOBS)
    )
    for timings, name in rows:
        for stage, seconds in timings.items():
            seen.setdefault((stage, name or "unknown"), []).append(float(seconds))
    for labels, values in sorted(seen.items()):
        buckets = [(str(limit), float(sum(v <= limit for v in values))) for limit in BUCKETS]
        times.add_metric(list(labels), [*buckets, ("+Inf", float(len(values)))], sum_value=sum(values))
    yield times


def _from_broker(settings: Settings) -> Iterable[Metric]:
    lengths = queue_lengths(settings)
    if lengths is None:
        return
    metric = GaugeMetricFamily("celery_queue_length", "Messages that wait in the broker.", labels=["queue_name"])
    for queue, length in lengths.items():
        metric.add_metric([queue], length)
    yield metric


def queue_lengths(settings: Settings) -> dict[str, int] | None:
    """Messages waiting per queue, or None when the broker does not answer in two seconds."""
    try:
        url = broker.address(settings)
        with broker.publisher(settings, url).connection_for_read() as connection:
            connection.ensure_connection(max_retries=1, interval_start=0, timeout=2)
            names = [*broker.QUEUES, *([broker.DEAD] if broker.is_rabbitmq(url) else [])]
            return {name: _length(connection, name) for name in names}
    except Exception:
        return None


def _length(connection: object, name: str) -> int:
    """0 for a queue that nobody made yet; asking in a channel of its own, since RabbitMQ closes it then."""
    with connection.channel() as channel:  # type: ignore[attr-defined]
        try:
            return int(channel.queue_declare(queue=name, passive=True).message_count)
        except Exception:
            return 0
