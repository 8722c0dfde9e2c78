"""The JSON form of a plan with its log and test results: one file that a report is made from.

    {"kind": "retrowalk-plan", "version": 1, "plan": {...}, "logs": [...], "results": [...]}

`docs/reports.md` names every key. A file of a newer version or a damaged one is one sentence.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from retrowalk.coach.base import (
    Advice,
    ExerciseBlock,
    Goal,
    Level,
    Pace,
    Reason,
    Session,
    Setting,
    Support,
    WalkBlock,
)
from retrowalk.coach.logs import LogEntry
from retrowalk.coach.plans import Plan, Week
from retrowalk.coach.results import TestResult
from retrowalk.errors import RetrowalkError
from retrowalk.estimate import Estimate
from retrowalk.language import Phrase

KIND = "retrowalk-plan"
VERSION = 1


@dataclass(frozen=True, slots=True)
class History:
    """A plan and what came of it.

    Attributes:
        plan: as it stands.
        logs: in the order they were kept.
        results: of tests.
    """

    plan: Plan
    logs: tuple[LogEntry, ...] = ()
    results: tuple[TestResult, ...] = ()


def to_dict(history: History) -> dict[str, Any]:
    """Return the JSON form."""
    return {
        "kind": KIND,
        "version": VERSION,
        "plan": plan_to_dict(history.plan),
        "logs": [log_to_dict(entry) for entry in history.logs],
        "results": [result_to_dict(result) for result in history.results],
    }


def to_json(history: History) -> str:
    """Return the JSON text."""
    return json.dumps(to_dict(history), ensure_ascii=False, indent=1) + "\n"


def from_dict(data: object, where: str = "plan") -> History:
    """Read the JSON form.

    Raises:
        RetrowalkError: another kind of file, a newer version, or a damaged one.
    """
    if not isinstance(data, dict) or data.get("kind") != KIND:
        raise RetrowalkError(
            "this is no plan of Retrowalk", where=where, remedy=f'its "kind" must be "{KIND}"'
        )
    version = data.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise RetrowalkError("the file does not say its version", where=where)
    if version > VERSION:
        raise RetrowalkError(
            f"the file is of version {version}, this Retrowalk reads up to {VERSION}",
            where=where,
            remedy="update Retrowalk",
        )
    try:
        return History(
            plan_from_dict(data["plan"]),
            tuple(log_from_dict(entry) for entry in data["logs"]),
            tuple(result_from_dict(result) for result in data["results"]),
        )
    except RetrowalkError as error:
        raise RetrowalkError(error.what, where=where, remedy=error.remedy) from error
    except KeyError as error:
        raise RetrowalkError(f"the file is damaged: {error} is missing", where=where) from error
    except (AttributeError, OverflowError, TypeError, ValueError) as error:
        raise RetrowalkError(f"the file is damaged: {error}", where=where) from error


def read_history(path: Path) -> History:
    """Read a file of `to_json`.

    Raises:
        RetrowalkError: a file that cannot be read, or is not such a file.
    """
    try:
        data = json.loads(path.read_bytes())
    except OSError as error:
        raise RetrowalkError(
            f"cannot be read ({error.strerror or error})", where=str(path)
        ) from error
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise RetrowalkError("the file is damaged: it is not JSON", where=str(path)) from error
    return from_dict(data, str(path))


def plan_to_dict(plan: Plan) -> dict[str, Any]:
    """Return a plan's JSON form."""
    return {
        "goal": plan.goal.value,
        "advice": plan.advice.value,
        "settings": [setting.value for setting in plan.settings],
        "flags": list(plan.flags),
        "minutes": plan.minutes,
        "start": plan.start.isoformat(),
        "reasons": [_reason_to_dict(reason) for reason in plan.reasons],
        "weeks": [
            {
                "number": week.number,
                "reasons": [_reason_to_dict(reason) for reason in week.reasons],
                "sessions": [_session_to_dict(session) for session in week.sessions],
            }
            for week in plan.weeks
        ],
    }


def plan_from_dict(data: Mapping[str, Any]) -> Plan:
    """Read a plan's JSON form; KeyError, TypeError or ValueError where it is damaged."""
    return Plan(
        Goal(data["goal"]),
        Advice(data["advice"]),
        tuple(Setting(value) for value in data["settings"]),
        tuple(str(flag) for flag in data["flags"]),
        int(data["minutes"]),
        date.fromisoformat(data["start"]),
        tuple(
            Week(
                int(week["number"]),
                tuple(_session_from_dict(session) for session in week["sessions"]),
                tuple(_reason_from_dict(reason) for reason in week["reasons"]),
            )
            for week in data["weeks"]
        ),
        tuple(_reason_from_dict(reason) for reason in data["reasons"]),
    )


_LOG_NUMBERS = (
    "week",
    "day",
    "completed_share",
    "pain_during",
    "pain_next_morning",
    "effort",
    "swelling",
    "backward_steps",
    "backward_s",
    "note",
)


def log_to_dict(entry: LogEntry) -> dict[str, Any]:
    """Return a log entry's JSON form."""
    steadiness = entry.steadiness_cv
    return {
        "date": entry.date.isoformat(),
        "steadiness_cv": None if steadiness is None else steadiness.to_dict(),
        **{name: getattr(entry, name) for name in _LOG_NUMBERS},
    }


def log_from_dict(data: Mapping[str, Any]) -> LogEntry:
    """Read a log entry's JSON form."""
    steadiness = data["steadiness_cv"]
    return LogEntry(
        date=date.fromisoformat(data["date"]),
        steadiness_cv=None if steadiness is None else Estimate.from_dict(steadiness),
        **{name: data[name] for name in _LOG_NUMBERS},
    )


def result_to_dict(result: TestResult) -> dict[str, Any]:
    """Return a test result's JSON form."""
    return {
        "test": result.test,
        "date": result.date.isoformat(),
        "value": result.value.to_dict(),
        "by": result.by,
        "side": result.side,
    }


def result_from_dict(data: Mapping[str, Any]) -> TestResult:
    """Read a test result's JSON form."""
    by, side = data["by"], data["side"]
    if by not in {"stopwatch", "sensor"} or side not in {None, "left", "right"}:
        raise ValueError(f"a result by '{by}', side '{side}'")
    return TestResult(
        str(data["test"]),
        date.fromisoformat(data["date"]),
        Estimate.from_dict(data["value"]),
        by,
        side,
    )


def _reason_to_dict(reason: Reason) -> dict[str, Any]:
    sentence = {"en": reason.sentence.en, "de": reason.sentence.de}
    return {"rule": reason.rule, "sentence": sentence, "sources": list(reason.sources)}


def _reason_from_dict(data: Mapping[str, Any]) -> Reason:
    sentence = data["sentence"]
    return Reason(data["rule"], Phrase(sentence["en"], sentence["de"]), tuple(data["sources"]))


def _session_to_dict(session: Session) -> dict[str, Any]:
    return {
        "week": session.week,
        "day": session.day,
        "hard": session.hard,
        "blocks": [_block_to_dict(block) for block in session.blocks],
        "reasons": [_reason_to_dict(reason) for reason in session.reasons],
    }


def _session_from_dict(data: Mapping[str, Any]) -> Session:
    return Session(
        int(data["week"]),
        int(data["day"]),
        bool(data["hard"]),
        tuple(_block_from_dict(block) for block in data["blocks"]),
        tuple(_reason_from_dict(reason) for reason in data["reasons"]),
    )


def _block_to_dict(block: WalkBlock | ExerciseBlock) -> dict[str, Any]:
    if isinstance(block, ExerciseBlock):
        return {"do": "exercise", "exercise": block.exercise, "level": block.level.value}
    return {
        "do": "walk backward",
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
    if data["do"] == "exercise":
        return ExerciseBlock(str(data["exercise"]), Level(data["level"]))
    if data["do"] != "walk backward":
        raise ValueError(f"a block that says do '{data['do']}'")
    bouts, bout_s, rest_s = int(data["bouts"]), float(data["bout_s"]), float(data["rest_s"])
    if bouts < 1 or not 0.0 < bout_s < float("inf") or not 0.0 <= rest_s < float("inf"):
        raise ValueError(f"{bouts} bouts of {bout_s:g} s with rests of {rest_s:g} s")
    return WalkBlock(
        bouts,
        bout_s,
        rest_s,
        Setting(data["setting"]),
        Support(data["support"]),
        Pace(data["pace"]),
        float(data["slope_percent"]),
        data["task"],
        data["cadence_spm"],
    )
