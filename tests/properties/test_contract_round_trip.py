"""Whatever the tracker can say survives the JSON contract."""

from __future__ import annotations

import json

import jsonschema
from hypothesis import HealthCheck, given, settings
from tests.walks import walks

from retrowalk.tracker.base import Walk
from retrowalk.tracker.contract import from_dict, json_schema_text, to_dict

SCHEMA = jsonschema.Draft202012Validator(json.loads(json_schema_text()))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(walks)
def test_a_walk_comes_back_from_json_unchanged(walk: Walk) -> None:
    data = json.loads(json.dumps(to_dict(walk), allow_nan=False))
    SCHEMA.validate(data)
    assert from_dict(data) == walk
