"""The JSON form of a plan with its log and test results: one file that a report is made from.

    {"kind": "retrowalk-plan", "version": 1, "plan": {...}, "logs": [...], "results": [...]}

The parts are those of `retrowalk.coach.plan.contract`.

`docs/reports.md` names every key. A file of a newer version or a damaged one is one sentence.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
from retrowalk.errors import RetrowalkError

KIND = "retrowalk-plan"
VERSION = 1
EXPORTED = "history"  # where an export of the whole store holds this form


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
    """Read the JSON form, or that of `retrowalk plan export`, which holds it.

    Raises:
        RetrowalkError: another kind of file, a newer version, or a damaged one.
    """
    if isinstance(data, dict) and EXPORTED in data:
        data = data[EXPORTED]
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
