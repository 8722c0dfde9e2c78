"""FHIR: what is written is accepted, its numbers come back, and its codes are documented."""

from __future__ import annotations

import builtins
import datetime as dt
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fhir.resources.R4B.bundle import Bundle
from fhir.resources.R4B.observation import Observation
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.activity_sessions import sessions, walk
from tests.docs.pages import page_text

from retrowalk.coach.assessments.catalogue import ASSESSMENTS, by_hand, ten_metres_by_hand
from retrowalk.coach.assessments.exchange import results_text
from retrowalk.coach.results import TestResult
from retrowalk.direction import Direction
from retrowalk.errors import RetrowalkError
from retrowalk.estimate import Estimate
from retrowalk.formats import write_sessions
from retrowalk.formats.fhir.codes import (
    BOUT,
    DIRECTIONS,
    INTERVAL,
    LOCAL,
    LOINC,
    PROBABILITY,
    TEST_UNITS,
    TESTS,
    TOTALS,
    WALK,
    Unit,
)
from retrowalk.formats.fhir.resources import bundle_text, measured, observation
from retrowalk.formats.fhir.writer import FhirWriter, not_carried
from retrowalk.session import UNITS, Lap, Session, Totals

CODES = (WALK, BOUT, PROBABILITY, INTERVAL, *(c for c, _ in TOTALS.values()), *TESTS.values())
PLAIN = st.text(st.characters(min_codepoint=33, max_codepoint=0x24F), min_size=1, max_size=9)
# The elements of R4 (4.0.1) that are used; R4B has the same ones in these resources.
R4 = {
    "Observation": {
        *("resourceType", "status", "category", "code", "subject", "effectiveDateTime", "note"),
        *("effectivePeriod", "valueQuantity", "valueCodeableConcept", "dataAbsentReason"),
        *("bodySite", "method", "device", "hasMember", "component"),
    },
    "Device": {"resourceType", "deviceName"},
}


def written(tmp_path: Path, *told: Session, patient: str | None = None) -> list[dict[str, Any]]:
    path = tmp_path / "walk.fhir.json"
    FhirWriter(patient).write(told, path)
    data = json.loads(path.read_text(encoding="utf-8"))
    Bundle.model_validate(data)
    return [entry["resource"] for entry in data["entry"]]


def coded(resources: list[dict[str, Any]], local: str) -> list[dict[str, Any]]:
    found = [one for one in resources if one["resourceType"] == "Observation"]
    return [
        one
        for one in found
        if {"system": LOCAL, "code": local}.items() <= one["code"]["coding"][-1].items()
    ]


def read_back(one: dict[str, Any], unit: Unit, ours: str) -> Estimate:
    """Return the number of an Observation, in Retrowalk's unit."""
    if "valueQuantity" not in one:
        assert one["dataAbsentReason"]["coding"][0]["code"] == "unknown"
        return Estimate.unknown(ours, one["dataAbsentReason"]["text"])
    assert one["valueQuantity"]["code"] == unit.code
    value = one["valueQuantity"]["value"] * unit.holds
    low = high = None
    for part in one.get("component", ()):
        low = part["valueRange"]["low"]["value"] * unit.holds
        high = part["valueRange"]["high"]["value"] * unit.holds
        low, high = min(low, value), max(high, value)
    notes = one.get("note", [{"text": None}])
    return Estimate(value, low, high, ours, notes[0]["text"])


def test_a_walk_is_accepted_and_has_all_its_numbers(tmp_path: Path) -> None:
    session = walk()
    resources = written(tmp_path, session)
    assert resources[-1]["code"]["coding"][0]["code"] == "walk"
    for name, (code, unit) in TOTALS.items():
        told = getattr(session.totals, name)
        whole = [one for one in coded(resources, code.local) if _period(one) == _whole(session)]
        assert len(whole) == (told is not None), name
        if told is not None:
            again = read_back(whole[0], unit, UNITS[name])
            assert again.known == told.known
            assert told.value is None or again.value == pytest.approx(told.value, rel=1e-12)
    bouts = coded(resources, "bout")
    assert len(bouts) == len(session.laps)
    for bout, lap in zip(bouts, session.laps, strict=True):
        if lap.direction is not None:
            said = bout["valueCodeableConcept"]["coding"][0]
            assert (said["system"], said["code"]) == (LOCAL, lap.direction.value)


def _period(one: dict[str, Any]) -> tuple[dt.datetime, dt.datetime]:
    period = one["effectivePeriod"]
    return dt.datetime.fromisoformat(period["start"]), dt.datetime.fromisoformat(period["end"])


def _whole(session: Session) -> tuple[dt.datetime, dt.datetime]:
    return session.start_utc, session.start_utc + dt.timedelta(seconds=session.elapsed_s)


@settings(max_examples=25, deadline=None)
@given(sessions(text=PLAIN))
def test_every_session_is_valid_and_its_numbers_come_back(
    tmp_path_factory: pytest.TempPathFactory, session: Session
) -> None:
    session = replace(session, laps=(), elapsed_s=round(session.elapsed_s, 3))
    resources = written(tmp_path_factory.mktemp("fhir"), session)
    for name, (code, unit) in TOTALS.items():
        told = getattr(session.totals, name)
        found = coded(resources, code.local)
        assert len(found) == (told is not None)
        if told is None:
            continue
        again = read_back(found[0], unit, UNITS[name])
        assert (again.known, again.reason) == (told.known, told.reason or None)
        for end in ("value", "low", "high"):
            was, now = getattr(told, end), getattr(again, end)
            assert (was is None) == (now is None)
            if was is not None:
                assert now == pytest.approx(was, rel=1e-12)


def test_only_elements_of_r4_are_used_and_references_lead_somewhere(tmp_path: Path) -> None:
    path = tmp_path / "walk.fhir.json"
    write_sessions([replace(walk(), device="a phone", notes=("seen",))], path)
    entries = json.loads(path.read_text(encoding="utf-8"))["entry"]
    places = {entry["fullUrl"] for entry in entries}
    assert len(places) == len(entries)
    for entry in entries:
        resource = entry["resource"]
        assert set(resource) <= R4[resource["resourceType"]]
        pointed = [one["reference"] for one in resource.get("hasMember", ())]
        pointed += [resource["device"]["reference"]] if "device" in resource else []
        assert set(pointed) <= places


def test_the_same_session_gives_the_same_bytes_and_stands_once(tmp_path: Path) -> None:
    session = walk()
    once, twice = tmp_path / "a.fhir.json", tmp_path / "b.fhir.json"
    write_sessions([session], once)
    write_sessions([session, session], twice)
    assert once.read_bytes() == twice.read_bytes()


def test_the_wearers_offset_is_kept_where_the_clocks_change(tmp_path: Path) -> None:
    start = dt.datetime(2026, 10, 25, 0, 59, 40, tzinfo=dt.UTC)
    session = Session(start, 60.0, "walking", zone="Europe/Berlin")
    (one,) = written(tmp_path, session)
    assert one["effectivePeriod"] == {
        "start": "2026-10-25T02:59:40.000+02:00",
        "end": "2026-10-25T02:00:40.000+01:00",
    }
    (one,) = written(tmp_path, replace(session, zone="-03:30"))
    assert one["effectivePeriod"]["start"] == "2026-10-24T21:29:40.000-03:30"
    (one,) = written(tmp_path, replace(session, zone=None))
    assert one["effectivePeriod"]["start"] == "2026-10-25T00:59:40.000+00:00"


def test_distance_of_another_sport_is_no_walking_distance(tmp_path: Path) -> None:
    totals = Totals(distance_m=Estimate(100.0, None, None, "m"))
    start = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)
    for sport, systems in (("walking", [LOINC, LOCAL]), ("cycling", [LOCAL])):
        resources = written(tmp_path, Session(start, 60.0, sport, totals=totals))
        (distance,) = coded(resources, "distance")
        assert [one["system"] for one in distance["code"]["coding"]] == systems


def test_the_subject_is_open_or_as_told(tmp_path: Path) -> None:
    assert not any("subject" in one for one in written(tmp_path, walk()))
    told = written(tmp_path, walk(), patient="Patient/17")
    subjects = [one["subject"] for one in told if one["resourceType"] == "Observation"]
    assert {one["reference"] for one in subjects} == {"Patient/17"}


@pytest.mark.parametrize("reference", ["", "17", "Practitioner/1", "Patient/", "Patient/a b"])
def test_a_reference_that_is_none_is_refused(reference: str) -> None:
    with pytest.raises(RetrowalkError, match="no reference to a patient"):
        FhirWriter(reference)


def test_what_fhir_cannot_say_is_one_sentence(tmp_path: Path) -> None:
    wrong = observation(
        TESTS["tug"],
        {"effectiveDateTime": "tomorrow"},
        {},
        category="exam",
        patient=None,
        device=None,
    )
    with pytest.raises(RetrowalkError, match="FHIR cannot say this") as told:
        bundle_text([wrong], "x.fhir.json")
    assert "\n" not in str(told.value)
    probability = replace(walk(), laps=(Lap(0.0, 1.0, probability=float("nan")),))
    with pytest.raises(RetrowalkError, match="FHIR cannot say this"):
        FhirWriter().write([probability], tmp_path / "x.fhir.json")
    assert not (tmp_path / "x.fhir.json").exists()


def test_the_checker_refuses_what_is_wrong() -> None:
    good = observation(
        TESTS["tug"],
        {"effectiveDateTime": "2026-11-25"},
        measured(Estimate(9.0, 8.0, 10.0, "s"), TEST_UNITS["s"]),
        category="exam",
        patient=None,
        device=None,
    )
    Observation.model_validate(good)
    for wrong in (
        {**good, "status": None},
        {key: value for key, value in good.items() if key != "code"},
        {**good, "valueQuantity": {"value": "nine"}},
        {**good, "steps": 3},
        {**good, "component": [{"valueRange": {}}]},
    ):
        with pytest.raises(ValueError, match="validation error"):
            Observation.model_validate(wrong)


def test_without_the_package_one_sentence_says_how(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.startswith("fhir"):
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(
        RetrowalkError, match=r"need the package fhir\.resources .*retrowalk\[fhir\]"
    ):
        FhirWriter().write([walk()], tmp_path / "walk.fhir.json")


def test_what_is_lost_is_told_as_far_as_it_is_there() -> None:
    start = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)
    assert not_carried(Session(start, 60.0)) == ()
    lost = not_carried(walk())
    assert "the course second by second" in lost
    assert "name" in not_carried(Session(start, 60.0, name="round the lake"))


def test_results_of_tests_are_observations() -> None:
    day = date(2026, 11, 20)
    results = [
        by_hand("tug", day, 9.4),
        by_hand("single-leg", date(2026, 11, 18), 12.0, "left"),
        by_hand("chair-stand", day, 14),
        ten_metres_by_hand("10mw-backward", day, 12.5),
        TestResult("3mbwt", day, Estimate.unknown("s", "no line was crossed"), "sensor"),
    ]
    data = json.loads(results_text(results, "tests.fhir.json", "Patient/17"))
    Bundle.model_validate(data)
    found = [entry["resource"] for entry in data["entry"]]
    assert [one["effectiveDateTime"] for one in found] == ["2026-11-18", *["2026-11-20"] * 4]
    assert found[0]["bodySite"]["text"] == "left leg"
    for result in results:
        (one,) = coded(found, result.test)
        unit = TEST_UNITS[ASSESSMENTS[result.test].unit]
        again = read_back(one, unit, result.value.unit)
        assert (again.value, again.low, again.high, again.reason) == (
            *(result.value.value, result.value.low, result.value.high),
            result.value.reason,
        )
        assert ("sensor" if result.by == "sensor" else "by hand") in one["method"]["text"]
        assert one["subject"]["reference"] == "Patient/17"


def test_every_test_and_direction_has_its_code() -> None:
    assert set(TESTS) == set(ASSESSMENTS)
    assert {one.unit for one in ASSESSMENTS.values()} == set(TEST_UNITS)
    assert set(TOTALS) == set(UNITS)
    assert set(DIRECTIONS) == {one.value for one in Direction}
    with pytest.raises(RetrowalkError, match="no result to write"):
        results_text([], "x")


def test_each_code_is_on_its_page() -> None:
    page = page_text("files-fhir.md")
    for code in CODES:
        row = re.search(rf"^\| `{code.local}` \|.*$", page, flags=re.MULTILINE)
        assert row is not None, code.local
        if code.loinc is not None:
            assert code.loinc[0] in row[0]
    assert all(f"`{word}`" in page for word in DIRECTIONS)
    assert LOCAL in page
