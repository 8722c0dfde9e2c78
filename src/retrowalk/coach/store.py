"""What a person did and what is planned, in one SQLite file that loses nothing it acknowledged.

    meta ─ one row      screening, plan ─ one row each time one is saved
    log ─ one row for each entry, also corrected ones      result ─ one row for each test

An entry is on the disk when `add_log` returns: every write is one transaction with the log of
SQLite written and synchronised (write-ahead log, synchronous FULL). The schema with its version
is in docs/plan.md.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from platformdirs import user_data_path

from retrowalk.coach.contract import EXPORTED, History, to_dict
from retrowalk.coach.logs import LogEntry
from retrowalk.coach.plan.contract import (
    log_from_dict,
    log_to_dict,
    plan_from_dict,
    plan_to_dict,
    result_from_dict,
    result_to_dict,
)
from retrowalk.coach.plans import Plan
from retrowalk.coach.results import TestResult
from retrowalk.coach.screening.base import Answers, Screening
from retrowalk.coach.screening.screen import screening_from_dict, screening_to_dict
from retrowalk.errors import RetrowalkError

SCHEMA_VERSION = 1
APPLICATION_ID = 0x52577761  # "RWwa", seen by tools that ask what a database is
FILE_NAME = "retrowalk.sqlite"
FOLDER_VARIABLE = "RETROWALK_DATA"
_HEADER = b"SQLite format 3\x00"
_WAIT_S = 5.0
_REASON_MOST = 80  # characters

SCHEMA = """
CREATE TABLE screening (
  id INTEGER PRIMARY KEY, saved_utc TEXT NOT NULL, answers TEXT, screening TEXT NOT NULL);
CREATE TABLE plan (
  id INTEGER PRIMARY KEY, saved_utc TEXT NOT NULL, plan TEXT NOT NULL);
CREATE TABLE log (
  id INTEGER PRIMARY KEY, saved_utc TEXT NOT NULL, plan INTEGER REFERENCES plan (id),
  week INTEGER NOT NULL, day INTEGER NOT NULL, date TEXT NOT NULL, completed_share REAL NOT NULL,
  pain_during INTEGER, pain_next_morning INTEGER, effort INTEGER, swelling INTEGER NOT NULL,
  steadiness_cv TEXT, backward_steps INTEGER, backward_s REAL, note TEXT NOT NULL);
CREATE TABLE result (
  id INTEGER PRIMARY KEY, saved_utc TEXT NOT NULL, test TEXT NOT NULL, date TEXT NOT NULL,
  value TEXT NOT NULL, made_by TEXT NOT NULL, side TEXT);
"""
TABLES = ("screening", "plan", "log", "result")
_JSON_COLUMNS = frozenset({"answers", "screening", "plan", "steadiness_cv", "value"})
T = TypeVar("T")


def store_path() -> Path:
    """Return where the data is: the user's data folder, or that of RETROWALK_DATA."""
    folder = os.environ.get(FOLDER_VARIABLE)
    return (Path(folder) if folder else user_data_path("retrowalk")) / FILE_NAME


def open_store(path: Path | None = None) -> Store:
    """Open the data, made where there is none.

    Args:
        path: of the file; left out, `store_path()`.

    Raises:
        RetrowalkError: the file is damaged, of a newer version, no database of ours, or cannot
            be reached. It is left as it was.
    """
    where = store_path() if path is None else path
    try:
        if where.exists() and where.stat().st_size > 0:
            _check(where)
        else:
            where.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.close(os.open(where, os.O_CREAT | os.O_RDWR, 0o600))
        return Store(where, _connect(where))
    except sqlite3.OperationalError as error:
        raise _unreachable(where, error) from error
    except sqlite3.DatabaseError as error:
        raise _damaged(where, str(error)) from error
    except OSError as error:
        raise _unreachable(where, error) from error


def _check(where: Path) -> None:
    """Look at the file without writing to it."""
    with where.open("rb") as file:
        if file.read(len(_HEADER)) != _HEADER:
            raise _damaged(where, "it does not begin like a database")
    link = sqlite3.connect(f"{where.absolute().as_uri()}?mode=ro", uri=True, timeout=_WAIT_S)
    try:
        version = link.execute("PRAGMA user_version").fetchone()[0]
        made_by = link.execute("PRAGMA application_id").fetchone()[0]
        if version > SCHEMA_VERSION and made_by == APPLICATION_ID:
            raise RetrowalkError(
                f"the data is of version {version}, and this Retrowalk knows up to"
                f" {SCHEMA_VERSION}",
                where=str(where),
                remedy="update Retrowalk; nothing was changed",
            )
        found = link.execute("PRAGMA quick_check").fetchone()[0]
        if found != "ok":
            raise _damaged(where, str(found))
        tables = link.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if tables and made_by != APPLICATION_ID:
            raise RetrowalkError(
                "this is a database of another program",
                where=str(where),
                remedy=f"name another folder in {FOLDER_VARIABLE}; nothing was changed",
            )
    finally:
        link.close()


def _connect(where: Path) -> sqlite3.Connection:
    link = sqlite3.connect(where, timeout=_WAIT_S, isolation_level=None)
    link.row_factory = sqlite3.Row
    link.execute("PRAGMA secure_delete = ON")
    link.execute("PRAGMA journal_mode = WAL")
    link.execute("PRAGMA synchronous = FULL")
    link.execute("PRAGMA foreign_keys = ON")
    link.execute("BEGIN IMMEDIATE")
    if link.execute("PRAGMA user_version").fetchone()[0] == 0:
        for statement in SCHEMA.split(";"):
            link.execute(statement)
        link.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        link.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    link.execute("COMMIT")
    return link


def _damaged(where: Path, why: str) -> RetrowalkError:
    short = " ".join(why.split())
    if len(short) > _REASON_MOST:  # a long one would quote what is kept
        short = f"{short[:_REASON_MOST].rstrip()} …"
    return RetrowalkError(
        f"the data file is damaged ({short})",
        where=str(where),
        remedy="move it to a safe place and begin anew, or put a copy of it back; nothing was"
        " changed",
    )


def _unreachable(where: Path, error: Exception) -> RetrowalkError:
    reason = getattr(error, "strerror", None) or error
    return RetrowalkError(
        f"the data cannot be reached ({reason})",
        where=str(where),
        remedy="close other programs that use it, or look at the folder's rights",
    )


def delete_files(path: Path | None = None) -> tuple[Path, ...]:
    """Delete the data file and what SQLite keeps beside it, damaged or not; return what went.

    Raises:
        RetrowalkError: a file cannot be deleted.
    """
    where = store_path() if path is None else path
    gone = []
    for suffix in ("", "-wal", "-shm", "-journal"):
        file = where.with_name(where.name + suffix)
        try:
            _blank(file)
            file.unlink()
        except FileNotFoundError:
            continue
        except OSError as error:
            raise _unreachable(file, error) from error
        gone.append(file)
    return tuple(gone)


def _blank(file: Path) -> None:
    """Write zeros over a file, so that its old text does not stay on an ordinary disk."""
    with file.open("r+b") as open_file:
        open_file.write(bytes(file.stat().st_size))
        open_file.flush()
        os.fsync(open_file.fileno())


class Store:
    """The open data; a context manager that closes it.

    Every method raises RetrowalkError where the data cannot be read or written.
    """

    def __init__(self, path: Path, link: sqlite3.Connection) -> None:
        self.path = path
        self._link = link

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._link.close()

    def save_screening(self, screening: Screening, answers: Answers | None = None) -> None:
        """Keep a screening, and the answers it came from."""
        self._write(
            "INSERT INTO screening (saved_utc, answers, screening) VALUES (?, ?, ?)",
            _now(),
            None if answers is None else _json(answers.to_dict()),
            _json(screening_to_dict(screening)),
        )

    def screening(self) -> Screening | None:
        """Return the latest screening, or None."""
        text = self._latest("screening", "screening")
        return None if text is None else self._read(lambda: screening_from_dict(json.loads(text)))

    def save_plan(self, plan: Plan) -> None:
        """Keep a plan; entries logged from now on belong to the plan with this start."""
        self._write(
            "INSERT INTO plan (saved_utc, plan) VALUES (?, ?)", _now(), _json(plan_to_dict(plan))
        )

    def plan(self) -> Plan | None:
        """Return the latest plan, or None."""
        text = self._latest("plan", "plan")
        return None if text is None else self._read(lambda: plan_from_dict(json.loads(text)))

    def add_log(self, entry: LogEntry) -> None:
        """Keep an entry; it is on the disk when this returns.

        A later entry for the same day of the plan corrects the earlier one; both are kept.
        """
        row = log_to_dict(entry)
        cv = row["steadiness_cv"]
        row["steadiness_cv"] = None if cv is None else _json(cv)
        names = ", ".join(row)
        marks = ", ".join("?" for _ in row)
        self._write(
            f"INSERT INTO log (saved_utc, plan, {names})"
            f" VALUES (?, (SELECT max(id) FROM plan), {marks})",
            _now(),
            *row.values(),
        )

    def logs(self) -> tuple[LogEntry, ...]:
        """Return the entries of the plan that goes on, the last one of each day, in their order."""
        start = self._plan_start()
        rows = self._rows("SELECT * FROM log ORDER BY id")
        of_plan = {
            row["id"]: json.loads(row["plan"])["start"]
            for row in self._rows("SELECT id, plan FROM plan")
        }
        latest = {
            (row["week"], row["day"]): row
            for row in rows
            if start is None or row["plan"] is None or of_plan.get(row["plan"]) == start
        }
        return tuple(
            self._read(lambda row=latest[at]: log_from_dict(_log_row(row)))  # type: ignore[misc]
            for at in sorted(latest)
        )

    def add_result(self, result: TestResult) -> None:
        """Keep a test result; it is on the disk when this returns."""
        row = result_to_dict(result)
        self._write(
            "INSERT INTO result (saved_utc, test, date, value, made_by, side)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            _now(),
            row["test"],
            row["date"],
            _json(row["value"]),
            row["by"],
            row["side"],
        )

    def results(self) -> tuple[TestResult, ...]:
        """Return all test results, by date."""
        rows = self._rows("SELECT * FROM result ORDER BY date, id")
        return tuple(self._read(lambda: [_result(row) for row in rows]))

    def export(self) -> dict[str, Any]:
        """Return everything that is kept, in JSON form; nothing is left out.

        Where there is a plan, the plan file that reports are made from is part of it.
        """
        whole: dict[str, Any] = {"version": SCHEMA_VERSION, "exported_utc": _now()}
        plan = self.plan()
        if plan is not None:
            whole[EXPORTED] = to_dict(History(plan, self.logs(), self.results()))
        for table in TABLES:
            whole[table] = [
                {name: _plain(table, name, row[name]) for name in row.keys()}  # noqa: SIM118
                for row in self._rows(f"SELECT * FROM {table} ORDER BY id")
            ]
        return whole

    def delete_all(self) -> None:
        """Overwrite everything, close, and delete the file; nothing remains."""
        try:
            self._link.execute("BEGIN IMMEDIATE")
            for table in ("log", "result", "plan", "screening"):
                self._link.execute(f"DELETE FROM {table}")
            self._link.execute("COMMIT")
            self._link.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._link.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.OperationalError as error:
            raise _unreachable(self.path, error) from error
        finally:
            self._link.close()
        delete_files(self.path)

    def _plan_start(self) -> str | None:
        text = self._latest("plan", "plan")
        return None if text is None else str(json.loads(text)["start"])

    def _latest(self, table: str, column: str) -> str | None:
        rows = self._rows(f"SELECT {column} FROM {table} WHERE id = (SELECT max(id) FROM {table})")
        return str(rows[0][0]) if rows else None

    def _rows(self, question: str) -> list[sqlite3.Row]:
        return self._read(lambda: self._link.execute(question).fetchall())

    def _read(self, reading: Callable[[], T]) -> T:
        try:
            return reading()
        except sqlite3.OperationalError as error:
            if "decode" in str(error):  # SQLite's driver quotes the whole text that is no UTF-8
                raise _damaged(self.path, "a text in it is garbled") from error
            raise _unreachable(self.path, error) from error
        except (sqlite3.DatabaseError, KeyError, TypeError, ValueError) as error:
            raise _damaged(self.path, str(error)) from error

    def _write(self, statement: str, *values: Any) -> None:
        try:
            self._link.execute(statement, values)
        except sqlite3.OperationalError as error:
            raise _unreachable(self.path, error) from error
        except sqlite3.DatabaseError as error:
            raise _damaged(self.path, str(error)) from error


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, allow_nan=False)


def _plain(table: str, column: str, value: Any) -> Any:
    whole = column in _JSON_COLUMNS and value is not None and (table, column) != ("log", "plan")
    return json.loads(value) if whole else value


def _log_row(row: sqlite3.Row) -> dict[str, Any]:
    cv = row["steadiness_cv"]
    return {**dict(row), "steadiness_cv": None if cv is None else json.loads(cv)}


def _result(row: sqlite3.Row) -> TestResult:
    return result_from_dict(
        {
            "test": row["test"],
            "date": row["date"],
            "value": json.loads(row["value"]),
            "by": row["made_by"],
            "side": row["side"],
        }
    )
