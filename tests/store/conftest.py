"""The same tests on SQLite and, where it answers, on PostgreSQL."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from places import needs, own_database

from config.settings import Settings
from store.database import migrate, reset_connections


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.services)])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    with ExitStack() as stack:
        url = None
        if request.param == "postgresql":
            needs(5432, "PostgreSQL")
            url = stack.enter_context(own_database())
        made = Settings(home=tmp_path / "home", database_url=url)
        migrate(made)
        yield made
        reset_connections(made)
