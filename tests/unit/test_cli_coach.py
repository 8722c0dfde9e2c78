"""`retrowalk screen`, `plan` and `breaks` as a person uses them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from tests.persons import PEOPLE, SORE_65
from typer.testing import CliRunner, Result

from retrowalk.cli import app
from retrowalk.coach.base import Advice
from retrowalk.coach.plan.limits import limit
from retrowalk.coach.store import store_path


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RETROWALK_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("TZ", "UTC")


def run(*words: str, answers: str | None = None) -> Result:
    return CliRunner().invoke(app, list(words), input=answers)


def good(*words: str, answers: str | None = None) -> str:
    result = run(*words, answers=answers)
    assert result.exit_code == 0, result.stderr
    return result.stdout


def refused(*words: str) -> str:
    result = run(*words)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    return result.stderr


def _answers(tmp_path: Path, **given: Any) -> str:
    path = tmp_path / "answers.json"
    path.write_text(json.dumps(given), encoding="utf-8")
    return str(path)


def _begin(tmp_path: Path, start: str = "2026-11-30") -> None:
    good("screen", "--answers", _answers(tmp_path, **SORE_65))
    good("plan", "new", "--goal", "knee", "--start", start)


def test_screen_asks_explains_and_says_what_is_safe() -> None:
    typed = "?\n65\n2\n\n3\n\n\n1\n1\n\n\n1,2\n2\n"
    result = run("screen", "--lang", "de", answers=typed)
    assert result.exit_code == 0
    assert "Wie alt sind Sie?" in result.stderr
    assert "beginnt vorsichtiger" in result.stderr  # the reason, after "?"
    assert "Ergebnis: los geht's" in result.stdout
    assert "keine Diagnose" in result.stdout
    assert "Notruf 112" in result.stdout


def test_a_wrong_answer_is_asked_again_in_german() -> None:
    typed = "alt\n65\n9\n2\n\n11\n3\n\n\n1\n1\n\n\n1,2\n2\n"
    told = run("screen", "--lang", "de", answers=typed).stderr
    assert told.count("Bitte sagen Sie eine ganze Zahl") == 2
    assert "Bitte nennen Sie die Nummern vor den Antworten, 1 bis 5." in told
    assert "say" not in told


def test_an_exercise_that_hurts_is_logged_and_eases_the_week(tmp_path: Path) -> None:
    _begin(tmp_path, date.today().isoformat())
    told = good("exercise", "play", "sit-to-stand", "--lang", "de", answers="h\n11\n7\n")
    assert "Eingetragen: 1/1" in told
    assert "3 × 30 s" in told  # half of the easy day's bouts
    kept = json.loads(good("plan", "export"))["log"][0]
    assert (kept["pain_during"], kept["completed_share"], kept["note"]) == (7, 0.0, "hurts")
    good("exercise", "play", "1", answers="h\n\n")
    kept = json.loads(good("plan", "export"))["log"][1]
    assert kept["pain_during"] == limit("flare_pain")


def test_an_exercise_that_hurts_without_a_plan_promises_nothing() -> None:
    told = good("exercise", "play", "1", answers="h\n")
    assert "There is no plan" in told
    assert not store_path().exists()


def test_a_missed_day_has_a_new_one(tmp_path: Path) -> None:
    _begin(tmp_path)
    good("plan", "log", "--pain", "2", "--on", "2026-12-03")
    told = good("plan", "next", "--today", "2026-12-04", "--lang", "de")
    assert "Machen Sie sie am Sa 05.12.2026" in told
    data = json.loads(good("plan", "next", "--today", "2026-12-04", "--json"))
    assert (data["day"], data["date"]) == (3, "2026-12-05")
    good("plan", "log", "--pain", "2", "--on", "2026-12-05")
    assert "leave it out" in good("plan", "next", "--today", "2026-12-06")


def test_a_wrong_answer_is_asked_again() -> None:
    typed = "-3\nold\n65\n2\n\n11\n3\n\n\n1\n1\n\n\n1,2\n2\n"
    result = run("screen", answers=typed)
    assert result.exit_code == 0
    assert result.stderr.count("say a whole number") == 3


def test_whoever_must_ask_a_doctor_is_asked_whether_they_did() -> None:
    typed = "65\n2\n\n3\n\n2\n1\n1\n\n\n1,2\n2\n1\n"
    result = run("screen", answers=typed)
    assert "Has a doctor or physiotherapist" in result.stderr
    assert "go with a rail or a companion" in result.stdout


def test_answers_that_end_too_early_are_one_sentence() -> None:
    result = run("screen", answers="65\n")
    assert result.exit_code == 2
    assert "the answers ended before the questions" in result.stderr


@pytest.mark.parametrize("advice", PEOPLE)
def test_screen_takes_a_file_and_speaks_json(tmp_path: Path, advice: Advice) -> None:
    told = good("screen", "--answers", _answers(tmp_path, **PEOPLE[advice]), "--json")
    data = json.loads(told)
    assert data["advice"] == advice.value
    assert data["stop_rules"]
    again = tmp_path / "again.json"
    again.write_text(told, encoding="utf-8")
    assert good("screen", "--answers", str(again), "--json") == told


def test_screen_without_saving_leaves_nothing(tmp_path: Path) -> None:
    good("screen", "--no-save", "--answers", _answers(tmp_path, **SORE_65))
    assert not store_path().exists()


def test_the_questions_can_be_read_beforehand() -> None:
    assert "why:" in good("screen", "--questions")
    assert "warum:" in good("screen", "--questions", "--lang", "de")
    rows = json.loads(good("screen", "--questions", "--json"))
    assert {"id", "text", "why", "kind", "options", "low", "high"} == set(rows[0])


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({**SORE_65, "pain": 11}, "'pain' is 11"),
        ({**SORE_65, "age": -3}, "'age' is -3"),
        ({**SORE_65, "falls": "many"}, "'many' is no answer to 'falls'"),
        ({"age": 65}, "'knee' has no answer"),
    ],
)
def test_bad_answers_are_one_sentence(tmp_path: Path, given: dict[str, Any], words: str) -> None:
    assert words in refused("screen", "--answers", _answers(tmp_path, **given))


def test_a_file_that_is_no_json_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "answers.json"
    path.write_text("age = 65")
    assert "no JSON" in refused("screen", "--answers", str(path))
    path.write_text("[1, 2]")
    refused("screen", "--answers", str(path))
    assert "cannot be read" in refused("screen", "--answers", str(tmp_path / "none.json"))


def test_a_person_goes_through_three_weeks(tmp_path: Path) -> None:
    _begin(tmp_path)
    shown = good("plan", "show", "--today", "2026-11-30", "--lang", "de")
    assert "Woche 1: 13 Minuten rückwärts" in shown
    assert "am Geländer, beide Hände daran" in shown
    assert "Mo 30.11.2026" in good("plan", "next", "--today", "2026-11-30", "--lang", "de")
    good("plan", "log", "--pain", "2", "--effort", "4", "--on", "2026-11-30")
    good("plan", "log", "--morning", "1", "--on", "2026-12-01")
    good("plan", "log", "--pain", "2", "--effort", "4", "--on", "2026-12-02")
    told = good("plan", "log", "--pain", "2", "--effort", "4", "--on", "2026-12-04")
    assert "It went well: backward walking rises" in told
    done = good("plan", "next", "--today", "2026-12-05")
    assert "Mon 2026-12-07" in done
    hurt = good("plan", "log", "--pain", "8", "--on", "2026-12-07")
    assert "This session is eased" in hurt
    assert "eased" in good("plan", "next", "--today", "2026-12-08")
    why = good("plan", "show", "--why", "--today", "2026-12-14")
    assert "Pain reached 8 of 10" in why
    assert "[pain-strong: design choice]" in why


def test_the_next_morning_is_added_to_the_last_entry(tmp_path: Path) -> None:
    _begin(tmp_path)
    good("plan", "log", "--pain", "2", "--effort", "4", "--on", "2026-11-30")
    entry = json.loads(good("plan", "log", "--morning", "5", "--on", "2026-12-01", "--json"))
    assert (entry["pain_during"], entry["pain_next_morning"], entry["day"]) == (2, 5, 1)


def test_a_tracked_walk_adds_steps_and_steadiness(tmp_path: Path) -> None:
    _begin(tmp_path)
    recording, walk = tmp_path / "walk.csv", tmp_path / "walk.json"
    plan = "forward 15, stand 3, backward 40"
    good("simulate", str(recording), "--plan", plan, "--placement", "pocket", "--seed", "1")
    told = good("track", str(recording), "--calibration", "0:15", "--json")
    walk.write_text(told, encoding="utf-8")
    words = ("--pain", "2", "--effort", "4", "--walk", str(walk), "--on", "2026-11-30", "--json")
    entry = json.loads(good("plan", "log", *words))
    assert entry["backward_steps"] > 20
    assert 20 < entry["backward_s"] < 50
    assert entry["steadiness_cv"]["value"] > 0
    recording.write_text("{}")
    assert "track --json" in refused("plan", "log", "--pain", "2", "--walk", str(recording))


def test_twelve_weeks_can_be_shown_ahead(tmp_path: Path) -> None:
    _begin(tmp_path)
    shown = good("plan", "show", "--ahead", "12", "--today", "2026-11-30")
    assert "Week 12*" in shown
    assert "if all goes well" in shown
    data = json.loads(good("plan", "show", "--ahead", "12", "--json", "--today", "2026-11-30"))
    assert len(data["weeks"]) == 12
    assert data["decided_weeks"] == 1
    one = good("plan", "show", "--week", "3", "--today", "2026-11-30")
    assert "Week 3*" in one
    assert "Week 2" not in one


def test_whoever_must_wait_gets_no_session_but_the_reason(tmp_path: Path) -> None:
    good("screen", "--answers", _answers(tmp_path, **PEOPLE[Advice.NOT_NOW]))
    assert "no session yet" in good("plan", "new", "--goal", "knee")
    assert "no session yet" in good("plan", "next")
    assert good("plan", "next", "--json") == "null\n"
    assert "no sessions" in refused("plan", "log", "--pain", "2")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("plan", "log", "--pain", "11"), "pain during is 11"),
        (("plan", "log", "--done", "1.5"), "completed share is 1.5"),
        (("plan", "log", "--pain", "2", "--week", "9", "--day", "1"), "week 9"),
        (("plan", "log", "--pain", "2", "--week", "1"), "name both"),
        (("plan", "log", "--pain", "2", "--on", "soon"), "'soon' is no date"),
        (("plan", "new", "--goal", "knee", "--minutes", "-4"), "-4 minutes"),
        (("plan", "show", "--week", "0"), "there is no week 0"),
        (("plan", "show", "--today", "31.12.2026"), "no date"),
    ],
)
def test_bad_words_about_a_plan_are_one_sentence(
    tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    _begin(tmp_path)
    assert told in refused(*words)


def test_before_screening_and_plan_the_remedy_is_said() -> None:
    assert "nothing to export" in refused("plan", "export")
    assert "retrowalk screen" in refused("plan", "new", "--goal", "knee")
    assert "retrowalk plan new" in refused("plan", "show")


def test_a_damaged_database_is_one_sentence_and_can_still_be_deleted() -> None:
    path = store_path()
    path.parent.mkdir(parents=True)
    path.write_bytes(b"not a database" * 300)
    before = path.read_bytes()
    assert "damaged" in refused("plan", "show")
    assert path.read_bytes() == before
    assert "Deleted" in good("plan", "delete", "--yes")
    assert not path.exists()


def test_export_and_delete(tmp_path: Path) -> None:
    _begin(tmp_path)
    good("plan", "log", "--pain", "2", "--on", "2026-11-30", "--note", "Über den Flur")
    out = tmp_path / "all.json"
    good("plan", "export", str(out))
    whole = json.loads(out.read_text(encoding="utf-8"))
    assert whole == {**json.loads(good("plan", "export")), "exported_utc": whole["exported_utc"]}
    assert whole["log"][0]["note"] == "Über den Flur"
    assert run("plan", "delete", answers="n\n").exit_code == 1
    assert store_path().exists()
    good("plan", "delete", "--yes", "--lang", "de")
    assert list(store_path().parent.iterdir()) == []
    assert "nothing to delete" in good("plan", "delete", "--yes")


DAY = "time,steps\n" + "".join(
    f"2026-11-24T{9 + minute // 60:02}:{minute % 60:02},{0 if minute != 50 else 90}\n"
    for minute in range(120)
)


def test_breaks_of_a_day_of_step_counts(tmp_path: Path) -> None:
    path = tmp_path / "day.csv"
    path.write_text(DAY)
    told = good("breaks", str(path), "--zone", "Europe/Berlin", "--lang", "de")
    assert "Di 24.11.2026 09:45" in told
    assert "aufstehen und ein paar Schritte gehen" in told  # nobody was screened
    rows = json.loads(good("breaks", str(path), "--zone", "Europe/Berlin", "--json"))
    assert [row["at"][11:16] for row in rows] == ["09:45", "10:36"]
    quiet = good(
        "breaks", str(path), "--zone", "Europe/Berlin", "--quiet", "09:40-10:40", "--lang", "de"
    )
    assert "10:40" in quiet
    assert "09:45" not in quiet
    later = ("--snoozed", "09:46", "--zone", "Europe/Berlin", "--json")
    assert len(json.loads(good("breaks", str(path), *later))) == 2
    assert "Nothing to suggest" in good("breaks", str(path), "--days", "sat,sun")


def test_breaks_of_a_recording_and_a_screened_person(tmp_path: Path) -> None:
    _begin(tmp_path)
    path = tmp_path / "day.csv"
    path.write_text(DAY)
    rows = json.loads(good("breaks", str(path), "--zone", "Europe/Berlin", "--json"))
    assert all(row["exercise"] for row in rows)


def test_breaks_write_a_feed_that_a_calendar_reads(tmp_path: Path) -> None:
    out = tmp_path / "breaks.ics"
    first = ("--first", "2026-11-23", "--ahead", "7", "--zone", "Europe/Berlin")
    assert good("breaks", "--ics", str(out), *first) == ""
    assert out.read_bytes().count(b"\r\n") == out.read_bytes().count(b"\n")
    assert len(Calendar.from_ical(out.read_bytes()).walk("VEVENT")) == 40


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "no day to look at"),
        (("--ics", "x.ics", "--zone", "Atlantis"), "no time zone"),
        (("--ics", "x.ics", "--hours", "9"), "no span"),
        (("--ics", "x.ics", "--hours", "17:00-09:00"), "end after they begin"),
        (("--ics", "x.ics", "--hours", "9-25:00"), "no time of day"),
        (("--ics", "x.ics", "--days", "mon-someday"), "no weekday"),
        (("--ics", "x.ics", "--after", "-5"), "after_min is -5"),
        (("--ics", "x.ics", "--ahead", "0"), "0 days"),
        (("--ics", "x.ics", "--first", "now"), "no date"),
        (("--ics", "/nowhere/x.ics", "--zone", "UTC"), "cannot be written"),
        (("missing.csv",), "missing.csv"),
    ],
)
def test_bad_words_about_breaks_are_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert told in refused("breaks", *words)
