"""The Celery application and its settings, the embedded broker, metrics, and the command line."""
