"""How a material stood at the end of a day: what a trend over time is drawn from."""

import sqlalchemy as sa
from alembic import op

from store.tables import UTCDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    tally = op.create_table(
        "tally",
        sa.Column("material_id", sa.String(length=36), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("worst", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(["material_id"], ["material.id"]),
        sa.PrimaryKeyConstraint("material_id", "day"),
    )
    # Materials that were checked before: as they stand now, from the day of their latest check.
    material = sa.table(
        "material", sa.column("id", sa.String), sa.column("state", sa.String), sa.column("worst_severity", sa.String)
    )
    job = sa.table("job", sa.column("material_id", sa.String), sa.column("finished_at", UTCDateTime()))
    last = sa.func.max(job.c.finished_at, type_=UTCDateTime())
    found = op.get_bind().execute(
        sa.select(material.c.id, material.c.worst_severity, last)
        .join(job, job.c.material_id == material.c.id)
        .where(material.c.state.in_(("ready", "decided")), job.c.finished_at.is_not(None))
        .group_by(material.c.id, material.c.worst_severity)
    )
    rows = [{"material_id": id, "day": at.date(), "worst": worst} for id, worst, at in found]
    if rows:
        op.bulk_insert(tally, rows)


def downgrade() -> None:
    op.drop_table("tally")
