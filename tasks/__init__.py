"""Celery tasks, thin: load what an id names, call, save."""
