"""Sizes of stored walks, for the quota; a calibration that is missing; what is shown of a walk."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; what is there already is measured."""
    with op.batch_alter_table("analyses") as batch:
        batch.add_column(sa.Column("size", sa.BigInteger(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("waits_for", sa.String(length=64), nullable=True))
    with op.batch_alter_table("files") as batch:
        batch.add_column(
            sa.Column("walk_size", sa.BigInteger(), nullable=False, server_default="0")
        )
    with op.batch_alter_table("records") as batch:
        batch.add_column(sa.Column("glance", sa.Text(), nullable=True))
    op.execute(
        "UPDATE analyses SET size = COALESCE(LENGTH(walk), 0) + COALESCE(LENGTH(problem), 0)"
    )
    op.execute(
        "UPDATE files SET walk_size = COALESCE(LENGTH(walk), 0) + COALESCE(LENGTH(problem), 0)"
    )


def downgrade() -> None:
    """Take the columns away."""
    with op.batch_alter_table("records") as batch:
        batch.drop_column("glance")
    with op.batch_alter_table("files") as batch:
        batch.drop_column("walk_size")
    with op.batch_alter_table("analyses") as batch:
        batch.drop_column("waits_for")
        batch.drop_column("size")
