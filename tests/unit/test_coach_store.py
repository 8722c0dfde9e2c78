"""The data of the coach: nothing acknowledged is lost, nothing damaged is touched."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from tests.persons import PEOPLE, SORE_65, START, backward_test, entry, planned, weeks_of

from retrowalk.coach.base import Advice
from retrowalk.coach.logs import LogEntry
from retrowalk.coach.plan import plan_from
from retrowalk.coach.screening import answers_from, screen
from retrowalk.coach.store import (
    SCHEMA_VERSION,
    TABLES,
    delete_files,
    open_store,
    store_path,
)
from retrowalk.errors import RetrowalkError
from retrowalk.estimate import Estimate

FULL = LogEntry(
    2, 3, START, 0.9, 3, 1, 5, True, Estimate(0.04, 0.03, 0.05, "1"), 312, 300.5, "Knie ärgert mich"
)


def test_everything_reads_back(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "data.sqlite"
    answers = answers_from(PEOPLE[Advice.WITH_SUPPORT])
    screening = screen(answers)
    plan = planned(screening, list(weeks_of(3)))
    test = backward_test(2, 4.5)
    with open_store(path) as store:
        assert store.plan() is None
        assert store.screening() is None
        assert store.logs() == ()
        store.save_screening(screening, answers)
        store.save_plan(plan)
        store.add_log(FULL)
        store.add_log(entry(1, 1))
        store.add_result(test)
    with open_store(path) as store:
        assert store.screening() == screening
        assert store.plan() == plan
        assert store.logs() == (entry(1, 1), FULL)
        assert store.results() == (test,)


def test_a_later_entry_corrects_and_both_are_exported(tmp_path: Path) -> None:
    with open_store(tmp_path / "data.sqlite") as store:
        store.add_log(entry(1, 1, pain_during=2))
        store.add_log(entry(1, 1, pain_during=7))
        assert [e.pain_during for e in store.logs()] == [7]
        assert [row["pain_during"] for row in store.export()["log"]] == [2, 7]


def test_entries_belong_to_the_plan_that_went_on(tmp_path: Path) -> None:
    screening = screen(answers_from(SORE_65))
    with open_store(tmp_path / "data.sqlite") as store:
        store.save_plan(planned(screening))
        store.add_log(entry(1, 1))
        store.save_plan(planned(screening, [entry(1, 1)]))
        assert store.logs() == (entry(1, 1),)
        old = planned(screening)
        later = plan_from(
            screening, old.goal, old.ability, old.minutes, START + timedelta(days=200)
        )
        store.save_plan(later)
        assert store.logs() == ()
        assert len(store.export()["log"]) == 1


def test_export_holds_every_row_of_every_table(tmp_path: Path) -> None:
    answers = answers_from(SORE_65)
    path = tmp_path / "data.sqlite"
    with open_store(path) as store:
        store.save_screening(screen(answers), answers)
        store.save_plan(planned(screen(answers)))
        store.add_log(FULL)
        store.add_result(backward_test(1, 5.0))
        whole = store.export()
    assert json.loads(json.dumps(whole)) == whole
    assert whole["version"] == SCHEMA_VERSION
    with sqlite3.connect(path) as link:
        names = {row[0] for row in link.execute("SELECT name FROM sqlite_master")}
        for table in TABLES:
            columns = {row[1] for row in link.execute(f"PRAGMA table_info({table})")}
            assert len(whole[table]) == 1
            assert set(whole[table][0]) == columns
    link.close()
    assert names == set(TABLES)
    assert whole["screening"][0]["answers"]["age"] == 65
    assert whole["log"][0]["note"] == "Knie ärgert mich"


def test_delete_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "data.sqlite"
    store = open_store(path)
    store.add_log(FULL)
    store.delete_all()
    assert list(tmp_path.iterdir()) == []


def test_what_was_deleted_is_not_in_the_file_before_it_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "data.sqlite"
    store = open_store(path)
    store.add_log(FULL)
    monkeypatch.setattr("retrowalk.coach.store.delete_files", lambda _: ())
    store.delete_all()
    assert path.exists()
    left = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert "Knie ärgert mich".encode() not in left


def test_only_the_person_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "mine" / "data.sqlite"
    open_store(path).close()
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0


def test_the_folder_can_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RETROWALK_DATA", str(tmp_path))
    assert store_path() == tmp_path / "retrowalk.sqlite"
    monkeypatch.delenv("RETROWALK_DATA")
    assert store_path().name == "retrowalk.sqlite"


def _made(path: Path) -> bytes:
    with open_store(path) as store:
        for one in weeks_of(30):
            store.add_log(one)
    return path.read_bytes()


@pytest.mark.parametrize("harm", ["text", "middle", "cut", "header"])
def test_a_damaged_file_is_named_and_left_as_it_was(tmp_path: Path, harm: str) -> None:
    path = tmp_path / "data.sqlite"
    good = _made(path)
    bad = {
        "text": b"these are my notes\n" * 100,
        "middle": good[:4096] + b"\xff" * 4096 + good[8192:],
        "cut": good[: len(good) // 2 + 100],
        "header": good[:20] + b"\xff" * 60 + good[80:],
    }[harm]
    path.write_bytes(bad)
    with pytest.raises(RetrowalkError) as caught:
        open_store(path)
    text = str(caught.value)
    assert str(path) in text
    assert "damaged" in text
    assert "nothing was changed" in text
    assert path.read_bytes() == bad
    assert delete_files(path)
    assert not path.exists()


def test_a_garbled_text_is_named_without_being_quoted(tmp_path: Path) -> None:
    path = tmp_path / "data.sqlite"
    data = _made(path).replace(b"2026-12-14", b"2026-\xff\xff-14")
    path.write_bytes(data)
    with pytest.raises(RetrowalkError, match=r"damaged \(a text in it is garbled\)") as caught:
        open_store(path).logs()
    assert "2026-" not in str(caught.value)
    assert path.read_bytes()[:16] == data[:16]


def test_a_newer_version_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "data.sqlite"
    _made(path)
    with sqlite3.connect(path) as link:
        link.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    link.close()
    before = path.read_bytes()
    with pytest.raises(RetrowalkError, match=r"version 2.*update Retrowalk; nothing was changed"):
        open_store(path)
    assert path.read_bytes() == before


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "data.sqlite"
    with sqlite3.connect(path) as link:
        link.execute("CREATE TABLE cookies (name TEXT)")
    link.close()
    before = path.read_bytes()
    with pytest.raises(RetrowalkError, match="another program"):
        open_store(path)
    assert path.read_bytes() == before


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(RetrowalkError, match="cannot be reached"):
        open_store(tmp_path / "file" / "data.sqlite")


def test_an_empty_file_becomes_a_database(tmp_path: Path) -> None:
    path = tmp_path / "data.sqlite"
    path.write_bytes(b"")
    with open_store(path) as store:
        store.add_log(FULL)
        assert store.logs() == (FULL,)


def test_two_programs_write_beside_each_other(tmp_path: Path) -> None:
    path = tmp_path / "data.sqlite"
    with open_store(path) as one, open_store(path) as other:
        one.add_log(entry(1, 1))
        other.add_log(entry(1, 3))
        assert one.logs() == other.logs() == (entry(1, 1), entry(1, 3))


WRITER = """
import itertools
import sys
from datetime import date
from pathlib import Path
from retrowalk.coach.logs import LogEntry
from retrowalk.coach.store import open_store

with open_store(Path(sys.argv[1])) as store:
    for number in itertools.count(int(sys.argv[2])):
        week, day = number // 7 + 1, number % 7 + 1
        store.add_log(LogEntry(week, day, date(2026, 1, 1), 1.0, 3, note="x" * 500))
        sys.stdout.write(f"{number}\\n")
        sys.stdout.flush()
"""


def test_it_survives_kill_9_during_a_log(tmp_path: Path) -> None:
    """A process that logs is killed at random moments; what it said was logged is there."""
    path = tmp_path / "data.sqlite"
    draw = random.Random(20261124)
    said: list[int] = []
    for _ in range(6):
        begin = said[-1] + 1 if said else 0
        child = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), str(begin)],
            stdout=subprocess.PIPE,
            env=os.environ,
        )
        assert child.stdout is not None
        said.append(int(child.stdout.readline()))
        time.sleep(draw.uniform(0.0, 0.25))
        child.send_signal(signal.SIGKILL)
        said += [int(line) for line in child.stdout.read().split(b"\n")[:-1] if line]
        child.wait()
        child.stdout.close()
        assert child.returncode == -signal.SIGKILL
        with open_store(path) as store:
            kept = {(e.week - 1) * 7 + e.day - 1 for e in store.logs()}
        assert set(said) <= kept
        assert len(kept - set(said)) <= 1  # the one under way
        link = sqlite3.connect(path)
        assert link.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        link.close()
    assert len(said) > 6
