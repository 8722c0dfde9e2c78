"""The tables of sharing, mail and reminders; all of an account's goes with it.

accounts ─┬─ shares ─┬─ share_views     (who looked, when, at what)
          │          └─ suggestions     (plans that a physiotherapist proposes)
          ├─ mail_addresses
          └─ push_subscriptions
"""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from retrowalk.server.models import NAME_MOST, Base

_ACCOUNT = "accounts.id"
_SHARE = "shares.id"


class Share(Base):
    """What one person shows to another, from when to when, and until when.

    `with_account_id` is empty until somebody takes the code, and again when that account goes.
    """

    __tablename__ = "shares"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    account_id: Mapped[str] = mapped_column(
        String(32), ForeignKey(_ACCOUNT, ondelete="CASCADE"), index=True
    )
    label: Mapped[str] = mapped_column(String(NAME_MOST))
    kinds: Mapped[str] = mapped_column(String(200))
    data_from_s: Mapped[int | None] = mapped_column(BigInteger)
    data_to_s: Mapped[int | None] = mapped_column(BigInteger)
    created_s: Mapped[int] = mapped_column(BigInteger)
    ends_s: Mapped[int] = mapped_column(BigInteger, index=True)
    code_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    code_ends_s: Mapped[int] = mapped_column(BigInteger)
    with_account_id: Mapped[str | None] = mapped_column(
        String(32), ForeignKey(_ACCOUNT, ondelete="SET NULL"), index=True
    )
    accepted_s: Mapped[int | None] = mapped_column(BigInteger)
    ended_s: Mapped[int | None] = mapped_column(BigInteger)


class ShareView(Base):
    """That somebody looked; kept for the person whose data it was."""

    __tablename__ = "share_views"
    __table_args__ = (Index(None, "share_id", "at_s"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    share_id: Mapped[str] = mapped_column(String(32), ForeignKey(_SHARE, ondelete="CASCADE"))
    at_s: Mapped[int] = mapped_column(BigInteger)
    viewer: Mapped[str] = mapped_column(String(NAME_MOST))
    what: Mapped[str] = mapped_column(String(40))


class Suggestion(Base):
    """A plan that somebody with a share proposes; nothing changes until the person takes it."""

    __tablename__ = "suggestions"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    share_id: Mapped[str] = mapped_column(
        String(32), ForeignKey(_SHARE, ondelete="CASCADE"), index=True
    )
    by_name: Mapped[str] = mapped_column(String(NAME_MOST))
    made_s: Mapped[int] = mapped_column(BigInteger)
    plan: Mapped[str] = mapped_column(Text)
    message: Mapped[str] = mapped_column(Text)
    answer: Mapped[str | None] = mapped_column(String(10))
    answered_s: Mapped[int | None] = mapped_column(BigInteger)


class MailAddress(Base):
    """Where letters of an account go, once it is confirmed."""

    __tablename__ = "mail_addresses"

    account_id: Mapped[str] = mapped_column(
        String(32), ForeignKey(_ACCOUNT, ondelete="CASCADE"), primary_key=True
    )
    address: Mapped[str] = mapped_column(String(254))
    confirmed_s: Mapped[int | None] = mapped_column(BigInteger)
    code_hash: Mapped[str | None] = mapped_column(String(64))
    code_ends_s: Mapped[int] = mapped_column(BigInteger)


class PushSubscription(Base):
    """A browser that wants to be reminded of breaks, and when."""

    __tablename__ = "push_subscriptions"
    __table_args__ = (Index(None, "account_id", "endpoint_hash", unique=True),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    account_id: Mapped[str] = mapped_column(String(32), ForeignKey(_ACCOUNT, ondelete="CASCADE"))
    endpoint_hash: Mapped[str] = mapped_column(String(64))
    endpoint: Mapped[str] = mapped_column(Text)
    p256dh: Mapped[str] = mapped_column(String(120))
    auth: Mapped[str] = mapped_column(String(40))
    rules: Mapped[str] = mapped_column(Text)
    made_s: Mapped[int] = mapped_column(BigInteger)
    sent_s: Mapped[int] = mapped_column(BigInteger)
    failures: Mapped[int]
