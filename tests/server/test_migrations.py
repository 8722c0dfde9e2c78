"""The tables can be made and taken away on both databases, and are those of the models."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text

from retrowalk.errors import RetrowalkError
from retrowalk.server import Settings
from retrowalk.server.database import Database
from retrowalk.server.models import Base


def _database(url: str) -> Database:
    return Database(Settings(database=url).database_url)


def _tables(database: Database) -> set[str]:
    return set(inspect(database.engine).get_table_names()) - {"alembic_version"}


def test_up_down_and_up_again(database_url: str) -> None:
    database = _database(database_url)
    database.migrate()
    made = _tables(database)
    assert made == set(Base.metadata.tables)
    database.migrate("base")
    assert _tables(database) == set()
    database.migrate()
    database.migrate()
    assert _tables(database) == made
    database.close()


def test_the_migrations_make_what_the_models_say(database_url: str) -> None:
    database = _database(database_url)
    database.migrate()
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    database.close()


def test_walks_that_were_kept_before_are_measured(database_url: str) -> None:
    database = _database(database_url)
    database.migrate("0002")
    with database.write() as session:
        for line in (
            "INSERT INTO accounts (id, name, folded_name, seq, created_s)"
            " VALUES ('a', 'A', 'a', 2, 1)",
            "INSERT INTO analyses (account_id, motion, tracker_version, seq, made_s, walk)"
            " VALUES ('a', 'm', '1', 1, 1, '12345')",
            "INSERT INTO files (account_id, id, name, size, received_s, walk, problem)"
            " VALUES ('a', 'f', 'x', 1, 1, NULL, '123')",
        ):
            session.execute(text(line))
    database.migrate()
    with database.read() as session:
        assert session.execute(text("SELECT size FROM analyses")).scalar_one() == 5
        assert session.execute(text("SELECT walk_size FROM files")).scalar_one() == 3
    database.migrate("0002")
    with database.read() as session:
        assert session.execute(text("SELECT walk FROM analyses")).scalar_one() == "12345"
    database.close()


def test_a_newer_database_is_left_alone(database_url: str) -> None:
    database = _database(database_url)
    database.migrate()
    with database.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(RetrowalkError, match="newer version") as told:
        database.migrate()
    assert told.value.remedy
    assert _tables(database) == set(Base.metadata.tables)
    database.close()


def test_a_database_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    database = _database(f"postgresql://nobody:hidden@/none?host={tmp_path}")
    with pytest.raises(RetrowalkError, match="cannot be used") as told:
        database.migrate()
    assert "hidden" not in str(told.value)
    database.close()


@pytest.mark.parametrize("url", ["mysql://x/y", "no url", "sqlite://"])
def test_a_database_that_is_not_known_is_refused(url: str) -> None:
    with pytest.raises(RetrowalkError):
        _database(url)


def test_sqlite_is_durable_and_forgets(tmp_path: Path) -> None:
    database = _database(f"sqlite:///{tmp_path / 'x.sqlite'}")
    database.migrate()
    with database.engine.connect() as connection:
        said = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "secure_delete", "foreign_keys")
        }
    assert said == {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1}
    database.close()
