"""The JSON contract: valid against its schema, and every wrong key named."""

from __future__ import annotations

import copy
import json
from typing import Any

import jsonschema
import pytest
from tests.walks import told_walk

from retrowalk._version import __version__
from retrowalk.errors import RetrowalkError
from retrowalk.tracker.contract import from_dict, json_schema_text, to_dict

SCHEMA = json.loads(json_schema_text())


def test_the_shipped_schema_is_itself_valid() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_a_walk_fits_the_schema() -> None:
    walk = told_walk(gaps=((100.0, 101.5),))
    jsonschema.validate(json.loads(json.dumps(to_dict(walk))), SCHEMA)


def test_the_top_level_keys_are_the_promised_ones_in_order() -> None:
    data = to_dict(told_walk())
    assert list(data) == [
        "schema",
        "recording",
        "knowledge",
        "summary",
        "bouts",
        "steps",
        "seconds",
        "warnings",
    ]
    assert data["schema"] == 1
    assert data["recording"]["tracker_version"] == __version__
    assert list(data["summary"]) == ["backward", "forward", "sideways", "unknown"]


def test_a_step_without_a_known_side_has_no_side_key() -> None:
    data = to_dict(told_walk())
    del data["steps"][0]["side"]
    assert "side" not in to_dict(from_dict(data))["steps"][0]


@pytest.mark.parametrize("wrong", [None, 0, 2, "1"])
def test_another_schema_is_refused(wrong: object) -> None:
    data = to_dict(told_walk()) | {"schema": wrong}
    with pytest.raises(RetrowalkError, match="schema"):
        from_dict(data)


def test_something_that_is_no_object_is_refused() -> None:
    with pytest.raises(RetrowalkError, match="schema None"):
        from_dict([])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("path", "value", "named"),
    [
        (("recording", "placement"), "elbow", "walk.recording.placement"),
        (("recording", "gaps"), "none", "walk.recording.gaps"),
        (("recording", "rate_hz"), True, "walk.recording.rate_hz"),
        (("bouts", 1, "direction"), "up", r"walk.bouts\[1\]"),
        (("bouts", 0, "steps", "low"), 1e9, r"walk.bouts\[0\]"),
        (("seconds", 3, "time_s"), "three", r"walk.seconds\[3\]"),
        (("summary", "backward"), 7, "walk.summary"),
        (("warnings", 0), 7, r"walk.warnings\[0\]"),
    ],
)
def test_a_wrong_value_is_named(path: tuple[str | int, ...], value: object, named: str) -> None:
    data = copy.deepcopy(to_dict(told_walk()))
    holder: Any = data
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = value
    with pytest.raises(RetrowalkError, match=named):
        from_dict(data)


@pytest.mark.parametrize("key", [key for key in SCHEMA["required"] if key != "schema"])
def test_a_missing_key_is_named(key: str) -> None:
    data = to_dict(told_walk())
    del data[key]
    with pytest.raises(RetrowalkError, match=rf"walk.{key}: this key is missing"):
        from_dict(data)
