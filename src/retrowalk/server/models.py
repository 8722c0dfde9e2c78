"""The tables of the server. Bytes of records and files are files on disk, see blobs.py.

    accounts ─┬─ sessions, passkeys, challenges
              ├─ records, tombstones, analyses   (ordered by the account's own counter, `seq`)
              └─ files
    audit_events (without a link: they outlive what they tell of, until their time is over)

Times are seconds since 1970, UTC. Everything of an account goes with it (ON DELETE CASCADE).
"""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

LOCAL_ACCOUNT = "local"
NAME_MOST = 64
_OWNER = "accounts.id"


class Base(DeclarativeBase):
    """Names of keys and indices are fixed, so that migrations can go both ways."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def _owner(*, primary: bool = False) -> Mapped[str]:
    return mapped_column(
        String(32), ForeignKey(_OWNER, ondelete="CASCADE"), primary_key=primary, index=not primary
    )


class Account(Base):
    """A person, or the one person of local mode."""

    __tablename__ = "accounts"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str] = mapped_column(String(NAME_MOST))
    folded_name: Mapped[str] = mapped_column(String(NAME_MOST * 3), unique=True)
    password_hash: Mapped[str | None] = mapped_column(String(255))
    seq: Mapped[int] = mapped_column(BigInteger, default=0)
    created_s: Mapped[int] = mapped_column(BigInteger)


class Login(Base):
    """A session: only the hash of its token is kept."""

    __tablename__ = "sessions"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[str] = _owner()
    created_s: Mapped[int] = mapped_column(BigInteger)
    seen_s: Mapped[int] = mapped_column(BigInteger)
    agent: Mapped[str] = mapped_column(String(120))


class Passkey(Base):
    """A public key; the private one never leaves the person's device."""

    __tablename__ = "passkeys"

    id: Mapped[str] = mapped_column(String(1400), primary_key=True)
    account_id: Mapped[str] = _owner()
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str] = mapped_column(String(NAME_MOST))
    created_s: Mapped[int] = mapped_column(BigInteger)
    used_s: Mapped[int | None] = mapped_column(BigInteger)


class Challenge(Base):
    """What a passkey has to sign; used once."""

    __tablename__ = "challenges"

    value: Mapped[str] = mapped_column(String(128), primary_key=True)
    account_id: Mapped[str | None] = mapped_column(
        String(32), ForeignKey(_OWNER, ondelete="CASCADE"), index=True
    )
    expires_s: Mapped[int] = mapped_column(BigInteger, index=True)


class Record(Base):
    """The head of a record.

    Attributes:
        refers: the motion that a walk was told from.
        glance: what is shown of a walk to others, as JSON; None where it must be read.
    """

    __tablename__ = "records"
    __table_args__ = (Index(None, "account_id", "seq", unique=True),)

    account_id: Mapped[str] = _owner(primary=True)
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    made_at: Mapped[str] = mapped_column(String(40))
    size: Mapped[int] = mapped_column(BigInteger)
    seq: Mapped[int] = mapped_column(BigInteger)
    received_s: Mapped[int] = mapped_column(BigInteger)
    refers: Mapped[str | None] = mapped_column(String(64))
    glance: Mapped[str | None] = mapped_column(Text)


class Tombstone(Base):
    """A record that was deleted: only its name is left, so that other devices delete too."""

    __tablename__ = "tombstones"
    __table_args__ = (Index(None, "account_id", "seq", unique=True),)

    account_id: Mapped[str] = _owner(primary=True)
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger)
    deleted_s: Mapped[int] = mapped_column(BigInteger)


class Analysis(Base):
    """What the newest tracker says of a stored motion: a walk, or why there is none.

    Attributes:
        size: of walk and problem, in bytes; it counts for the quota.
        waits_for: the calibration that its walk names and that was not there.
    """

    __tablename__ = "analyses"
    __table_args__ = (Index(None, "account_id", "seq", unique=True),)

    account_id: Mapped[str] = _owner(primary=True)
    motion: Mapped[str] = mapped_column(String(64), primary_key=True)
    tracker_version: Mapped[str] = mapped_column(String(32))
    seq: Mapped[int] = mapped_column(BigInteger)
    made_s: Mapped[int] = mapped_column(BigInteger)
    walk: Mapped[str | None] = mapped_column(Text)
    problem: Mapped[str | None] = mapped_column(Text)
    size: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    waits_for: Mapped[str | None] = mapped_column(String(64))


class StoredFile(Base):
    """A foreign file, kept as it came; then what was read from it."""

    __tablename__ = "files"

    account_id: Mapped[str] = _owner(primary=True)
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(255))
    size: Mapped[int] = mapped_column(BigInteger)
    received_s: Mapped[int] = mapped_column(BigInteger)
    tracker_version: Mapped[str | None] = mapped_column(String(32))
    walk: Mapped[str | None] = mapped_column(Text)
    problem: Mapped[str | None] = mapped_column(Text)
    walk_size: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")


class AuditEvent(Base):
    """That something happened to an account; never a secret, never content."""

    __tablename__ = "audit_events"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at_s: Mapped[int] = mapped_column(BigInteger, index=True)
    account_id: Mapped[str | None] = mapped_column(String(32), index=True)
    event: Mapped[str] = mapped_column(String(40))
    address: Mapped[str] = mapped_column(String(64))
