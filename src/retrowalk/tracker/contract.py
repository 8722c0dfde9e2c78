"""The JSON contract: a `Walk` as plain data and back, schema 1.

Every user of the tracker (command line, app, server, files on disk) reads this form.
docs/json.md explains each key; walk.schema.json beside this file is the machine-readable
form. A change that could break a reader raises `SCHEMA`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import resources
from typing import Any, TypeVar

from retrowalk._version import __version__
from retrowalk.errors import RetrowalkError
from retrowalk.estimate import Estimate
from retrowalk.recording import Placement
from retrowalk.tracker.base import (
    Bout,
    Contact,
    Direction,
    Knowledge,
    Second,
    Side,
    Steadiness,
    Step,
    Summary,
    Totals,
    Walk,
)

SCHEMA = 1

T = TypeVar("T")


def to_dict(walk: Walk) -> dict[str, Any]:
    """Return the JSON form of a walk; `from_dict` reads it back without loss."""
    return {
        "schema": SCHEMA,
        "recording": {
            "source": walk.source,
            "device": walk.device,
            "start_utc": walk.start_utc,
            "duration_s": walk.duration_s,
            "rate_hz": walk.rate_hz,
            "placement": walk.placement.value,
            "placement_source": walk.placement_source,
            "gaps": [{"start_s": start_s, "end_s": end_s} for start_s, end_s in walk.gaps],
            "tracker_version": __version__,
        },
        "knowledge": walk.knowledge.value,
        "summary": {
            "backward": _totals_to_dict(walk.summary.backward),
            "forward": _totals_to_dict(walk.summary.forward),
            "sideways": _totals_to_dict(walk.summary.sideways),
            "unknown": _totals_to_dict(walk.summary.unknown),
        },
        "bouts": [_bout_to_dict(bout) for bout in walk.bouts],
        "steps": [_step_to_dict(step) for step in walk.steps],
        "seconds": [
            {
                "time_s": second.time_s,
                "direction": second.direction.value,
                "probability": second.probability,
            }
            for second in walk.seconds
        ],
        "warnings": list(walk.warnings),
    }


def _totals_to_dict(totals: Totals) -> dict[str, Any]:
    return {
        "steps": totals.steps.to_dict(),
        "duration_s": totals.duration_s.to_dict(),
        "distance_m": totals.distance_m.to_dict(),
    }


def _bout_to_dict(bout: Bout) -> dict[str, Any]:
    return {
        "start_s": bout.start_s,
        "end_s": bout.end_s,
        "direction": bout.direction.value,
        "probability": bout.probability,
        "steps": bout.steps.to_dict(),
        "cadence_spm": bout.cadence_spm.to_dict(),
        "speed_mps": bout.speed_mps.to_dict(),
        "distance_m": bout.distance_m.to_dict(),
        "contact": bout.contact.value,
        "steadiness": {
            "step_time_cv": bout.steadiness.step_time_cv.to_dict(),
            "step_time_asymmetry": bout.steadiness.step_time_asymmetry.to_dict(),
            "harmonic_ratio": bout.steadiness.harmonic_ratio.to_dict(),
        },
        "reason": bout.reason,
    }


def _step_to_dict(step: Step) -> dict[str, Any]:
    data: dict[str, Any] = {"time_s": step.time_s, "direction": step.direction.value}
    if step.side is not None:
        data["side"] = step.side.value
    return data


def from_dict(data: Mapping[str, Any]) -> Walk:
    """Read the JSON form of a walk.

    Raises:
        RetrowalkError: another schema, or a key that is missing or holds the wrong thing;
            the message names the key.
    """
    if not isinstance(data, Mapping) or data.get("schema") != SCHEMA:
        found = data.get("schema") if isinstance(data, Mapping) else None
        raise RetrowalkError(
            f"schema {found!r} is not the tracker's schema {SCHEMA}",
            where="walk",
            remedy="write it again with this version's `retrowalk track --json`",
        )
    recording = _read(data, "recording", "walk", _mapping)
    where = "walk.recording"
    return Walk(
        duration_s=_read(recording, "duration_s", where, _number),
        rate_hz=_read(recording, "rate_hz", where, _number),
        placement=_read(recording, "placement", where, Placement),
        placement_source=_read(recording, "placement_source", where, _text),
        knowledge=_read(data, "knowledge", "walk", Knowledge),
        summary=_read(data, "summary", "walk", _summary),
        bouts=_read_all(data, "bouts", "walk", _bout),
        steps=_read_all(data, "steps", "walk", _step),
        seconds=_read_all(data, "seconds", "walk", _second),
        gaps=_read_all(recording, "gaps", where, _gap),
        warnings=_read_all(data, "warnings", "walk", _text),
        source=_read(recording, "source", where, _text),
        device=_read(recording, "device", where, _text),
        start_utc=_read(recording, "start_utc", where, _optional_text),
    )


def json_schema_text() -> str:
    """Return the JSON Schema of the contract as shipped with the package."""
    return resources.files(__package__).joinpath("walk.schema.json").read_text(encoding="utf-8")


def _read(data: Mapping[str, Any], key: str, where: str, make: Callable[[Any], T]) -> T:
    """Return ``make(data[key])``; a failure names the key it happened in."""
    if key not in data:
        raise RetrowalkError("this key is missing", where=f"{where}.{key}")
    try:
        return make(data[key])
    except KeyError as error:
        raise RetrowalkError(
            "this key is missing", where=f"{where}.{key}.{error.args[0]}"
        ) from None
    except (TypeError, ValueError) as error:
        raise RetrowalkError(f"cannot be read ({error})", where=f"{where}.{key}") from None


def _read_all(
    data: Mapping[str, Any], key: str, where: str, make: Callable[[Any], T]
) -> tuple[T, ...]:
    items = _read(data, key, where, _sequence)
    return tuple(
        _read({f"{key}[{at}]": item}, f"{key}[{at}]", where, make) for at, item in enumerate(items)
    )


def _mapping(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise TypeError("an object is needed")
    return value


def _sequence(value: Any) -> Sequence[Any]:
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise TypeError("a list is needed")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("text is needed")
    return value


def _optional_text(value: Any) -> str | None:
    return None if value is None else _text(value)


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError("a number is needed")
    return float(value)


def _gap(value: Any) -> tuple[float, float]:
    gap = _mapping(value)
    return _number(gap["start_s"]), _number(gap["end_s"])


def _totals(value: Any) -> Totals:
    totals = _mapping(value)
    return Totals(
        steps=Estimate.from_dict(totals["steps"]),
        duration_s=Estimate.from_dict(totals["duration_s"]),
        distance_m=Estimate.from_dict(totals["distance_m"]),
    )


def _summary(value: Any) -> Summary:
    summary = _mapping(value)
    return Summary(
        backward=_totals(summary["backward"]),
        forward=_totals(summary["forward"]),
        sideways=_totals(summary["sideways"]),
        unknown=_totals(summary["unknown"]),
    )


def _bout(value: Any) -> Bout:
    bout = _mapping(value)
    steadiness = _mapping(bout["steadiness"])
    return Bout(
        start_s=_number(bout["start_s"]),
        end_s=_number(bout["end_s"]),
        direction=Direction(bout["direction"]),
        probability=_number(bout["probability"]),
        steps=Estimate.from_dict(bout["steps"]),
        cadence_spm=Estimate.from_dict(bout["cadence_spm"]),
        speed_mps=Estimate.from_dict(bout["speed_mps"]),
        distance_m=Estimate.from_dict(bout["distance_m"]),
        contact=Contact(bout["contact"]),
        steadiness=Steadiness(
            step_time_cv=Estimate.from_dict(steadiness["step_time_cv"]),
            step_time_asymmetry=Estimate.from_dict(steadiness["step_time_asymmetry"]),
            harmonic_ratio=Estimate.from_dict(steadiness["harmonic_ratio"]),
        ),
        reason=_optional_text(bout["reason"]),
    )


def _step(value: Any) -> Step:
    step = _mapping(value)
    side = step.get("side")
    return Step(
        time_s=_number(step["time_s"]),
        direction=Direction(step["direction"]),
        side=None if side is None else Side(side),
    )


def _second(value: Any) -> Second:
    second = _mapping(value)
    return Second(
        time_s=_number(second["time_s"]),
        direction=Direction(second["direction"]),
        probability=_number(second["probability"]),
    )
