"""A person who has trained for three weeks, as the records of a phone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from tests.coach_plans import logs, results
from tests.persons import screened
from tests.server.support import Phone, id_of, record

from retrowalk.coach.base import Ability, Goal
from retrowalk.coach.plan.contract import log_to_dict, plan_to_dict, result_to_dict
from retrowalk.coach.plan.replay import plan_from
from retrowalk.coach.screening import screening_to_dict

TODAY = date(2026, 11, 25)
START = date(2026, 11, 2)
_SHIFT = START - date(2026, 1, 5)
WALK: dict[str, Any] = {
    "recording": {"placement": "pocket", "duration_s": 300.0},
    "summary": {
        "backward": {"steps": {"value": 205, "low": 200, "high": 211, "unit": "steps"}},
        "forward": {"steps": {"value": 40, "low": 38, "high": 43, "unit": "steps"}},
    },
}


def made_at(day: date) -> str:
    """Return an instant on this day."""
    return f"{day.isoformat()}T08:30:00.000Z"


def send(phone: Phone, kind: str, day: date, **body: Any) -> str:
    """Send a record; returns its id."""
    at = made_at(day)
    data = record(kind, at, **body)
    answer = phone.send(data, kind, made_at=at)
    assert answer.status_code == 201, answer.text
    return id_of(data)


def train(phone: Phone) -> dict[str, list[str]]:
    """Send screening, plan, seven of nine sessions, tests and a walk; returns ids by kind."""
    found = screened(home=["rail", "person"])
    plan = plan_from(found, Goal.KNEE, Ability.NEW, 20, START)
    ids: dict[str, list[str]] = {
        "screening": [send(phone, "screening", START, screening=screening_to_dict(found))],
        "plan": [send(phone, "plan", START, plan=plan_to_dict(plan))],
    }
    entries = [replace(one, date=one.date + _SHIFT) for one in logs(3)][:7]
    ids["log"] = [send(phone, "log", one.date, entry=log_to_dict(one)) for one in entries]
    tests = [replace(one, date=one.date + _SHIFT) for one in results()]
    ids["result"] = [
        send(phone, "result", one.date, result=result_to_dict(one))
        for one in tests
        if one.date <= TODAY
    ]
    ids["walk"] = [send(phone, "walk", START + timedelta(days=14), walk=WALK)]
    ids["settings"] = [send(phone, "settings", START, values={"massKg": 71})]
    return ids
