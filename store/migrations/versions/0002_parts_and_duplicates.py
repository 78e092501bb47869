"""Suggestions about a part of a package; fingerprints, and the duplicates that they show."""

import sqlalchemy as sa
from alembic import op

from store.tables import Json, UTCDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("suggestion", schema=None) as batch_op:
        batch_op.add_column(sa.Column("part", sa.String(length=20), nullable=True))
        batch_op.create_index("ix_suggestion_part", ["material_id", "part"], unique=False)

    op.create_table(
        "fingerprint",
        sa.Column("material_id", sa.String(length=36), nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=True),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("sketch", sa.LargeBinary(), nullable=True),
        sa.Column("pictures", Json, nullable=False),
        sa.ForeignKeyConstraint(["material_id"], ["material.id"]),
        sa.PrimaryKeyConstraint("material_id"),
    )
    with op.batch_alter_table("fingerprint", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_fingerprint_text_hash"), ["text_hash"], unique=False)

    op.create_table(
        "mark",
        sa.Column("key", sa.String(length=24), nullable=False),
        sa.Column("material_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["material_id"], ["material.id"]),
        sa.PrimaryKeyConstraint("key", "material_id"),
    )
    with op.batch_alter_table("mark", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mark_material_id"), ["material_id"], unique=False)

    op.create_table(
        "duplicate",
        sa.Column("material_id", sa.String(length=36), nullable=False),
        sa.Column("other_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("likeness", sa.Double(), nullable=False),
        sa.Column("found_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["material_id"], ["material.id"]),
        sa.ForeignKeyConstraint(["other_id"], ["material.id"]),
        sa.PrimaryKeyConstraint("material_id", "other_id"),
    )
    with op.batch_alter_table("duplicate", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_duplicate_other_id"), ["other_id"], unique=False)


def downgrade() -> None:
    op.drop_table("duplicate")
    op.drop_table("mark")
    op.drop_table("fingerprint")
    with op.batch_alter_table("suggestion", schema=None) as batch_op:
        batch_op.drop_index("ix_suggestion_part")
        batch_op.drop_column("part")
