"""FHIR: accepted by the models, numbers and intervals as they were, absent ones with a reason."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fhir.resources.R4B.bundle import Bundle
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from tests.activity_sessions import XML_TEXT, totals
from typer.testing import CliRunner

from retrowalk.cli import app
from retrowalk.errors import RetrowalkError
from retrowalk.estimate import Estimate
from retrowalk.formats import write_sessions
from retrowalk.formats.fhir.codes import HIGH, LOCAL, LOW, MEASURES
from retrowalk.formats.fhir.write import FhirWriter, entries_of
from retrowalk.session import UNITS, Session, Totals

DOCS = Path(__file__).parents[2] / "docs"
WALK = Session(
    start_utc=dt.datetime(2026, 10, 24, 21, 50, tzinfo=dt.UTC),
    elapsed_s=4 * 3600.0,
    sport="walking",
    totals=Totals(
        steps=Estimate(1200.0, 1180.0, 1225.0, "steps"),
        backward_steps=Estimate(310.0, 300.0, 322.0, "steps", sources=("B-01",)),
        backward_s=Estimate(240.0, 238.0, 246.0, "s"),
        speed_mps=Estimate.unknown("m/s", "the leg's length is not known"),
        heart_rate_bpm=Estimate(92.0, None, None, "1/min"),
    ),
    zone="Europe/Berlin",
    device="Phone in the pocket",
)


def _written(session: Session, tmp_path: Path) -> dict[str, Any]:
    path = tmp_path / "walk.fhir.json"
    write_sessions([session], path)
    told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    Bundle.model_validate(told)
    return told


def _by_code(told: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {
        one["resource"]["code"]["coding"][0]["code"]: one["resource"]
        for one in told["entry"]
        if one["resource"]["resourceType"] == "Observation"
    }


def test_a_walk_is_told_with_its_intervals_units_and_zone(tmp_path: Path) -> None:
    told = _written(WALK, tmp_path)
    found = _by_code(told)
    steps = found["55423-8"]
    assert steps["valueQuantity"]["value"] == 1200
    assert steps["valueQuantity"]["code"] == "{steps}"
    ends = {c["code"]["coding"][0]["code"]: c["valueQuantity"]["value"] for c in steps["component"]}
    assert ends == {LOW.code: 1180, HIGH.code: 1225}
    assert found["backward-duration"]["valueQuantity"]["value"] == 4
    assert "component" not in found["55425-3"]
    # the walk crosses midnight, and the end of summer time
    assert steps["effectivePeriod"] == {
        "start": "2026-10-24T23:50:00.000+02:00",
        "end": "2026-10-25T02:50:00.000+01:00",
    }
    speed = found["walking-speed"]
    assert "valueQuantity" not in speed
    assert speed["dataAbsentReason"]["text"] == "the leg's length is not known"


def test_members_and_device_are_found_in_the_bundle(tmp_path: Path) -> None:
    told = _written(WALK, tmp_path)
    addresses = {one["fullUrl"] for one in told["entry"]}
    whole = _by_code(told)["73985-4"]
    members = {one["reference"] for one in whole["hasMember"]}
    assert len(members) == 5
    assert members < addresses
    assert whole["device"]["reference"] in addresses
    assert whole["valueCodeableConcept"]["text"] == "walking"


def test_the_same_walk_has_the_same_addresses_and_another_day_others(tmp_path: Path) -> None:
    one = _written(WALK, tmp_path)
    assert _written(WALK, tmp_path) == one
    other = _written(replace(WALK, start_utc=WALK.start_utc + dt.timedelta(days=1)), tmp_path)
    numbers = [
        {e["fullUrl"] for e in told["entry"] if e["resource"]["resourceType"] == "Observation"}
        for told in (one, other)
    ]
    assert not numbers[0] & numbers[1]


@settings(max_examples=25, deadline=None)
@given(totals(XML_TEXT.filter(lambda text: text.strip() != "")), st.booleans())
def test_every_total_is_carried(some: Totals, has_device: bool) -> None:
    session = replace(WALK, totals=some, device="x" if has_device else "")
    told = {"resourceType": "Bundle", "type": "collection", "entry": entries_of(session)}
    Bundle.model_validate(told)
    found = _by_code(told)
    for name in UNITS:
        estimate: Estimate | None = getattr(some, name)
        measure = MEASURES[name]
        assert (measure.code in found) == (estimate is not None)
        if estimate is not None and estimate.value is not None:
            value = found[measure.code]["valueQuantity"]["value"]
            assert value == pytest.approx(estimate.value * measure.factor, rel=1e-9)
            assert ("component" in found[measure.code]) == (estimate.low is not None)


def test_the_models_refuse_what_is_no_observation() -> None:
    entries = entries_of(WALK)
    del entries[1]["resource"]["status"]
    told = {"resourceType": "Bundle", "type": "collection", "entry": entries}
    with pytest.raises(ValidationError):
        Bundle.model_validate(told)


def test_without_the_models_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("retrowalk.formats.fhir.resources.find_spec", lambda name: None)
    with pytest.raises(RetrowalkError, match=r"retrowalk\[fhir\]"):
        FhirWriter().write([WALK], tmp_path / "walk.fhir.json")
    assert not (tmp_path / "walk.fhir.json").exists()


def test_results_of_tests_are_exported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RETROWALK_DATA", str(tmp_path / "data"))
    runner = CliRunner()
    out = tmp_path / "results.fhir.json"
    empty = runner.invoke(app, ["assess", "export", str(out)])
    assert empty.exit_code == 2
    assert "no test results" in empty.stderr
    for words in (["3mbwt", "4.8"], ["single-leg", "9", "--side", "left"], ["chair-stand", "11"]):
        done = runner.invoke(app, ["assess", "log", *words, "--date", "2026-11-20"])
        assert done.exit_code == 0, done.stderr
    assert runner.invoke(app, ["assess", "export", str(out)]).exit_code == 0
    told = json.loads(out.read_text(encoding="utf-8"))
    Bundle.model_validate(told)
    found = _by_code(told)
    backward = found["test-3mbwt"]
    assert backward["valueQuantity"] == {
        "value": 4.8,
        "unit": "seconds",
        "system": "http://unitsofmeasure.org",
        "code": "s",
    }
    assert len(backward["component"]) == 2
    assert backward["effectiveDateTime"] == "2026-11-20"
    assert {"text": "Side: left."} in found["test-single-leg"]["note"]
    assert found["test-chair-stand"]["valueQuantity"]["code"] == "{stands}"


def test_every_code_is_on_its_page() -> None:
    text = (DOCS / "files-fhir.md").read_text(encoding="utf-8")
    assert LOCAL in text
    for measure in (*MEASURES.values(), LOW, HIGH):
        assert f"`{measure.code}`" in text, measure.code
