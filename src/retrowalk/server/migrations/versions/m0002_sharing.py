"""Shares with who looked and what was suggested, mail addresses, reminders by push."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "mail_addresses",
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("confirmed_s", sa.BigInteger(), nullable=True),
        sa.Column("code_hash", sa.String(length=64), nullable=True),
        sa.Column("code_ends_s", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
            name=op.f("fk_mail_addresses_account_id_accounts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_mail_addresses")),
    )
    op.create_table(
        "push_subscriptions",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("endpoint_hash", sa.String(length=64), nullable=False),
        sa.Column("endpoint", sa.Text(), nullable=False),
        sa.Column("p256dh", sa.String(length=120), nullable=False),
        sa.Column("auth", sa.String(length=40), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("made_s", sa.BigInteger(), nullable=False),
        sa.Column("sent_s", sa.BigInteger(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
            name=op.f("fk_push_subscriptions_account_id_accounts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_push_subscriptions")),
    )
    op.create_index(
        op.f("ix_push_subscriptions_account_id_endpoint_hash"),
        "push_subscriptions",
        ["account_id", "endpoint_hash"],
        unique=True,
    )
    op.create_table(
        "shares",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("label", sa.String(length=64), nullable=False),
        sa.Column("kinds", sa.String(length=200), nullable=False),
        sa.Column("data_from_s", sa.BigInteger(), nullable=True),
        sa.Column("data_to_s", sa.BigInteger(), nullable=True),
        sa.Column("created_s", sa.BigInteger(), nullable=False),
        sa.Column("ends_s", sa.BigInteger(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=True),
        sa.Column("code_ends_s", sa.BigInteger(), nullable=False),
        sa.Column("with_account_id", sa.String(length=32), nullable=True),
        sa.Column("accepted_s", sa.BigInteger(), nullable=True),
        sa.Column("ended_s", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
            name=op.f("fk_shares_account_id_accounts"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["with_account_id"],
            ["accounts.id"],
            name=op.f("fk_shares_with_account_id_accounts"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shares")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_shares_code_hash")),
    )
    op.create_index(op.f("ix_shares_account_id"), "shares", ["account_id"], unique=False)
    op.create_index(op.f("ix_shares_ends_s"), "shares", ["ends_s"], unique=False)
    op.create_index(op.f("ix_shares_with_account_id"), "shares", ["with_account_id"], unique=False)
    op.create_table(
        "share_views",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("share_id", sa.String(length=32), nullable=False),
        sa.Column("at_s", sa.BigInteger(), nullable=False),
        sa.Column("viewer", sa.String(length=64), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["share_id"],
            ["shares.id"],
            name=op.f("fk_share_views_share_id_shares"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_share_views")),
    )
    op.create_index(
        op.f("ix_share_views_share_id_at_s"), "share_views", ["share_id", "at_s"], unique=False
    )
    op.create_table(
        "suggestions",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("share_id", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(length=64), nullable=False),
        sa.Column("made_s", sa.BigInteger(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("answer", sa.String(length=10), nullable=True),
        sa.Column("answered_s", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["share_id"],
            ["shares.id"],
            name=op.f("fk_suggestions_share_id_shares"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestions")),
    )
    op.create_index(op.f("ix_suggestions_share_id"), "suggestions", ["share_id"], unique=False)


def downgrade() -> None:
    """Take the tables away."""
    op.drop_index(op.f("ix_suggestions_share_id"), table_name="suggestions")
    op.drop_table("suggestions")
    op.drop_index(op.f("ix_share_views_share_id_at_s"), table_name="share_views")
    op.drop_table("share_views")
    op.drop_index(op.f("ix_shares_with_account_id"), table_name="shares")
    op.drop_index(op.f("ix_shares_ends_s"), table_name="shares")
    op.drop_index(op.f("ix_shares_account_id"), table_name="shares")
    op.drop_table("shares")
    op.drop_index(
        op.f("ix_push_subscriptions_account_id_endpoint_hash"), table_name="push_subscriptions"
    )
    op.drop_table("push_subscriptions")
    op.drop_table("mail_addresses")
