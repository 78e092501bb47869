"""Opens the database: SQLite in WAL mode by default, PostgreSQL when the settings name it."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.orm import Session, sessionmaker

from config.settings import Settings, get_settings


def database_url(settings: Settings) -> str:
    if settings.database_url:
        return settings.database_url.replace("postgresql://", "postgresql+psycopg://", 1)
    return f"sqlite:///{(settings.home / 'verrijker.db').absolute()}"


def open_engine(url: str) -> Engine:
    """An engine for `url`. SQLite gets WAL, foreign keys and a wait for locks, so that processes can share it."""
    if url.startswith("sqlite:///"):
        Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(url, connect_args={"timeout": 30, "check_same_thread": False})

        @event.listens_for(engine, "connect")
        def _prepare(connection: Any, _: Any) -> None:
            # The driver's own BEGIN is deferred, and a deferred transaction that turns into a write fails at
            # once when another writer was first; we begin ourselves, below.
            connection.isolation_level = None
            for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=30000"):
                connection.execute(f"PRAGMA {pragma}")

        @event.listens_for(engine, "begin")
        def _begin(connection: Any) -> None:
            reading = connection.get_execution_options().get("verrijker_reading")
            connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

        return engine
    return create_engine(url, pool_pre_ping=True, pool_size=5, max_overflow=10)


@lru_cache
def _sessions(url: str) -> sessionmaker[Session]:
    return sessionmaker(open_engine(url), expire_on_commit=False)


def reset_connections(settings: Settings | None = None) -> None:
    """Drops pooled connections; a forked worker process must not share its parent's."""
    engine = _sessions(database_url(settings or get_settings())).kw["bind"]
    engine.dispose(close=False)


@contextmanager
def session(settings: Settings | None = None) -> Iterator[Session]:
    """One transaction: committed when the block ends well, rolled back when it raises."""
    with _sessions(database_url(settings or get_settings())).begin() as opened:
        yield opened


@contextmanager
def reading(settings: Settings | None = None) -> Iterator[Session]:
    """A session that only reads: on SQLite it never waits for a writer. Nothing in it is committed."""
    with _sessions(database_url(settings or get_settings()))() as opened:
        opened.connection(execution_options={"verrijker_reading": True})
        yield opened


def migrate(settings: Settings | None = None) -> None:
    """Brings the database to the newest schema."""
    from alembic import command
    from alembic.config import Config

    url = database_url(settings or get_settings())
    open_engine(url).dispose()
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    command.upgrade(config, "head")
