"""Celery's consumer without its delayed delivery: long waits live in our outbox, not in 28 queues of RabbitMQ."""

from celery.worker.consumer import consumer


class Consumer(consumer.Consumer):  # type: ignore[misc]
    class Blueprint(consumer.Consumer.Blueprint):  # type: ignore[misc]
        default_steps = [s for s in consumer.Consumer.Blueprint.default_steps if "delayed_delivery" not in str(s)]
