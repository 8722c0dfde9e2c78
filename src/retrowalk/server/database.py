"""One database: SQLite in WAL or PostgreSQL; short transactions, migrations at start."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session

from retrowalk.errors import RetrowalkError

MIGRATIONS = Path(__file__).parent / "migrations"
_WRITES = "retrowalk_writes"
_MIGRATION_LOCK = 0x52577761
# As many as Starlette has threads, so that no thread waits for a connection.
_THREADS = 40


class Database:
    """Sessions for reading and for writing, each one transaction.

    Args:
        url: of the database, with its driver.
        migrations: folder of Alembic's scripts.
    """

    def __init__(self, url: str, migrations: Path = MIGRATIONS) -> None:
        self.url = url
        self._migrations = migrations
        self.engine = _engine(url)
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        # SQLite has one writer; queueing here is fairer than its polling.
        self._writing = threading.Lock() if self.is_sqlite else nullcontext()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Give a session that sees one state of the database."""
        with Session(self.engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Give a session that is committed, and on the disk, when the block ends."""
        with self._writing, Session(self.engine, expire_on_commit=False) as session:
            session.connection(execution_options={_WRITES: True})
            yield session
            session.commit()

    def forget(self) -> None:
        """Take deleted rows out of the write-ahead log of SQLite as well."""
        if self.is_sqlite:
            with self._writing, self.engine.connect() as connection:
                raw: Any = connection.connection.driver_connection
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def migrate(self, revision: str = "head") -> None:
        """Bring the tables to a revision; all of it or nothing of it is done.

        Raises:
            RetrowalkError: the database cannot be reached, or is of a newer version.
        """
        try:
            self._migrate(revision)
        except (OperationalError, OSError) as error:
            cause = getattr(error, "orig", error)
            raise RetrowalkError(
                f"the database cannot be used ({' '.join(str(cause).split())})",
                where=make_url(self.url).render_as_string(hide_password=True),
                remedy="check that it is there and that this user may write to it",
            ) from error

    def _migrate(self, revision: str) -> None:
        config = _config(self._migrations)
        script = ScriptDirectory.from_config(config)
        with self.engine.connect() as connection:
            with connection.begin():
                current = MigrationContext.configure(connection).get_current_revision()
            if current is not None and current not in {s.revision for s in script.walk_revisions()}:
                raise RetrowalkError(
                    f"the database is of a newer version ({current})",
                    where=make_url(self.url).render_as_string(hide_password=True),
                    remedy="update Retrowalk; nothing was changed",
                )
            options = connection.execution_options(**{_WRITES: True})
            with options.begin():
                if not self.is_sqlite:
                    # Two servers that start at once migrate one after the other.
                    options.execute(text(f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})"))
                config.attributes["connection"] = options
                current = MigrationContext.configure(options).get_current_revision()
                down = revision == "base" or _is_below(script, revision, current)
                (command.downgrade if down else command.upgrade)(config, revision)

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def _is_below(script: ScriptDirectory, revision: str, current: str | None) -> bool:
    if current is None or revision in ("head", current):
        return False
    return revision in {one.revision for one in script.iterate_revisions(current, "base")}


def _config(migrations: Path) -> Config:
    config = Config()
    # A percent sign in a path is the configuration's own sign.
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _engine(url: str) -> Engine:
    try:
        parsed = make_url(url)
    except SQLAlchemyError:
        raise RetrowalkError(
            "this is no URL of a database",
            where="--database",
            remedy="write it like postgresql://user@host/name",
        ) from None
    if parsed.get_backend_name() not in ("sqlite", "postgresql"):
        raise RetrowalkError(
            f"the database '{parsed.get_backend_name()}' is not known",
            where="--database",
            remedy="use sqlite or postgresql",
        )
    if parsed.get_backend_name() == "sqlite":
        path = Path(parsed.database or "")
        if not parsed.database or parsed.database == ":memory:":
            raise RetrowalkError("the server needs a database in a file", where="--database")
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        except OSError as error:
            raise RetrowalkError(
                f"the database cannot be made ({error.strerror})", where=str(path)
            ) from error
        engine = create_engine(
            parsed,
            connect_args={"check_same_thread": False, "timeout": 30},
            pool_size=_THREADS,
            max_overflow=10,
            hide_parameters=True,
        )
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    try:
        return create_engine(
            parsed, pool_size=10, max_overflow=_THREADS, pool_pre_ping=True, hide_parameters=True
        )
    except ModuleNotFoundError as error:
        raise RetrowalkError(
            f"the driver {error.name} is not installed",
            where="--database",
            remedy='pip install "retrowalk[server,postgresql]"',
        ) from None


def _prepare_sqlite(connection: Any, _: Any) -> None:
    # The driver's own transactions do not cover changes of tables; _begin_sqlite opens ours.
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
        "busy_timeout=30000",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
