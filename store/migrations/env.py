"""Alembic's entry: runs migrations over the engine that the program itself uses."""

from alembic import context

from store.database import open_engine
from store.tables import Base

url = context.config.get_main_option("sqlalchemy.url")
assert url is not None
engine = open_engine(url)
with engine.connect() as connection:
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=url.startswith("sqlite"))
    with context.begin_transaction():
        context.run_migrations()
engine.dispose()
