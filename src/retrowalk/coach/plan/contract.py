"""The JSON form of a plan and of a log entry, with a version."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from retrowalk.coach.base import (
    Ability,
    Advice,
    ExerciseBlock,
    Goal,
    Level,
    Pace,
    Session,
    Setting,
    Support,
    WalkBlock,
)
from retrowalk.coach.logs import LogEntry
from retrowalk.coach.plans import Plan, Week
from retrowalk.coach.results import TestResult
from retrowalk.coach.screening.screen import check_version, reason_from_dict, reason_to_dict
from retrowalk.errors import RetrowalkError
from retrowalk.estimate import Estimate

VERSION = 1


def plan_to_dict(plan: Plan) -> dict[str, Any]:
    """Return the JSON form of a plan."""
    return {
        "version": VERSION,
        "goal": plan.goal.value,
        "ability": plan.ability.value,
        "advice": plan.advice.value,
        "settings": [place.value for place in plan.settings],
        "flags": list(plan.flags),
        "minutes": plan.minutes,
        "start": plan.start.isoformat(),
        "reasons": [reason_to_dict(reason) for reason in plan.reasons],
        "weeks": [
            {
                "number": week.number,
                "backward_s": week.backward_s,
                "reasons": [reason_to_dict(reason) for reason in week.reasons],
                "sessions": [session_to_dict(session) for session in week.sessions],
            }
            for week in plan.weeks
        ],
    }


def plan_from_dict(data: Mapping[str, Any]) -> Plan:
    """Read the JSON form of a plan.

    Raises:
        RetrowalkError: it is of a newer version, or no plan.
    """
    check_version(data, VERSION, "plan")
    try:
        return Plan(
            goal=Goal(data["goal"]),
            advice=Advice(data["advice"]),
            settings=tuple(Setting(place) for place in data["settings"]),
            flags=tuple(data["flags"]),
            minutes=int(data["minutes"]),
            start=date.fromisoformat(data["start"]),
            weeks=tuple(
                Week(
                    number=week["number"],
                    sessions=tuple(session_from_dict(session) for session in week["sessions"]),
                    reasons=tuple(reason_from_dict(reason) for reason in week["reasons"]),
                )
                for week in data["weeks"]
            ),
            reasons=tuple(reason_from_dict(reason) for reason in data["reasons"]),
            ability=Ability(data["ability"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise RetrowalkError(
            f"this is no plan ({error})", where="plan", remedy="make one with `retrowalk plan new`"
        ) from error


def session_to_dict(session: Session) -> dict[str, Any]:
    """Return the JSON form of a session."""
    return {
        "week": session.week,
        "day": session.day,
        "hard": session.hard,
        "backward_s": session.backward_s,
        "blocks": [_block_to_dict(block) for block in session.blocks],
        "reasons": [reason_to_dict(reason) for reason in session.reasons],
    }


def session_from_dict(data: Mapping[str, Any]) -> Session:
    """Read the JSON form of a session; KeyError names a missing key."""
    return Session(
        week=data["week"],
        day=data["day"],
        hard=data["hard"],
        blocks=tuple(_block_from_dict(block) for block in data["blocks"]),
        reasons=tuple(reason_from_dict(reason) for reason in data["reasons"]),
    )


def _block_to_dict(block: WalkBlock | ExerciseBlock) -> dict[str, Any]:
    if isinstance(block, ExerciseBlock):
        return {"kind": "exercise", "exercise": block.exercise, "level": block.level.value}
    return {
        "kind": "walk",
        "bouts": block.bouts,
        "bout_s": block.bout_s,
        "rest_s": block.rest_s,
        "setting": block.setting.value,
        "support": block.support.value,
        "pace": block.pace.value,
        "slope_percent": block.slope_percent,
        "task": block.task,
        "cadence_spm": block.cadence_spm,
    }


def _block_from_dict(data: Mapping[str, Any]) -> WalkBlock | ExerciseBlock:
    if data["kind"] == "exercise":
        return ExerciseBlock(data["exercise"], Level(data["level"]))
    if data["kind"] != "walk":
        raise ValueError(f"a block of the kind '{data['kind']}'")
    bouts, bout_s, rest_s = data["bouts"], data["bout_s"], data["rest_s"]
    if bouts < 1 or not 0.0 < bout_s < float("inf") or not 0.0 <= rest_s < float("inf"):
        raise ValueError(f"{bouts} bouts of {bout_s:g} s with rests of {rest_s:g} s")
    return WalkBlock(
        bouts=bouts,
        bout_s=bout_s,
        rest_s=rest_s,
        setting=Setting(data["setting"]),
        support=Support(data["support"]),
        pace=Pace(data["pace"]),
        slope_percent=data["slope_percent"],
        task=data["task"],
        cadence_spm=data["cadence_spm"],
    )


def log_to_dict(entry: LogEntry) -> dict[str, Any]:
    """Return the JSON form of a log entry."""
    cv = entry.steadiness_cv
    return {
        "week": entry.week,
        "day": entry.day,
        "date": entry.date.isoformat(),
        "completed_share": entry.completed_share,
        "pain_during": entry.pain_during,
        "pain_next_morning": entry.pain_next_morning,
        "effort": entry.effort,
        "swelling": entry.swelling,
        "steadiness_cv": None if cv is None else cv.to_dict(),
        "backward_steps": entry.backward_steps,
        "backward_s": entry.backward_s,
        "note": entry.note,
    }


def log_from_dict(data: Mapping[str, Any]) -> LogEntry:
    """Read the JSON form of a log entry; KeyError names a missing key.

    Raises:
        RetrowalkError: a number outside its range.
    """
    cv = data["steadiness_cv"]
    return LogEntry(
        week=data["week"],
        day=data["day"],
        date=date.fromisoformat(data["date"]),
        completed_share=data["completed_share"],
        pain_during=data["pain_during"],
        pain_next_morning=data["pain_next_morning"],
        effort=data["effort"],
        swelling=bool(data["swelling"]),
        steadiness_cv=None if cv is None else Estimate.from_dict(cv),
        backward_steps=data["backward_steps"],
        backward_s=data["backward_s"],
        note=data["note"],
    )


def result_to_dict(result: TestResult) -> dict[str, Any]:
    """Return the JSON form of a test result."""
    return {
        "test": result.test,
        "date": result.date.isoformat(),
        "value": result.value.to_dict(),
        "by": result.by,
        "side": result.side,
    }


def result_from_dict(data: Mapping[str, Any]) -> TestResult:
    """Read the JSON form of a test result; KeyError names a missing key."""
    by, side = data["by"], data["side"]
    if by not in {"stopwatch", "sensor"} or side not in {None, "left", "right"}:
        raise ValueError(f"a result by '{by}', side '{side}'")
    return TestResult(
        test=data["test"],
        date=date.fromisoformat(data["date"]),
        value=Estimate.from_dict(data["value"]),
        by=by,
        side=side,
    )
