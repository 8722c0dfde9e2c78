"""What the records of a person say together: the plan as it stands, its log, its tests.

In: rows and bytes of one account. Out: a `History`. What a share does not cover never gets here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select

from retrowalk.coach.contract import History
from retrowalk.coach.logs import LogEntry
from retrowalk.coach.plan.contract import log_from_dict, plan_from_dict, result_from_dict
from retrowalk.coach.plan.replay import plan_from
from retrowalk.coach.plans import Plan
from retrowalk.coach.results import TestResult
from retrowalk.coach.screening.base import Screening
from retrowalk.coach.screening.screen import screening_from_dict
from retrowalk.errors import RetrowalkError
from retrowalk.server.blobs import RECORDS
from retrowalk.server.content import shown_of
from retrowalk.server.core import Core
from retrowalk.server.jobs import WALK
from retrowalk.server.models import Record
from retrowalk.server.settings import MIB

MOST_OF_A_KIND = 1000
READ_MOST = 16 * MIB
_UNREADABLE = (RetrowalkError, KeyError, TypeError, ValueError, AttributeError, OverflowError)


@dataclass(frozen=True, slots=True)
class Told:
    """A JSON record, read.

    Attributes:
        id: of the record.
        kind: of the record.
        made: when it was made.
        body: its content.
    """

    id: str
    kind: str
    made: datetime
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a person from some of the records.

    Attributes:
        screening: the newest, or None.
        plan: the newest as it was kept, or None.
        logs: one entry for each day of the plan, the newest.
        results: of tests, by date.
        unread: records that do not have their form.
    """

    screening: Screening | None
    plan: Plan | None
    logs: tuple[LogEntry, ...]
    results: tuple[TestResult, ...]
    unread: int

    def history(self, today: date) -> History | None:
        """Return the plan replayed up to a day, with its log and tests; None without a plan."""
        if self.plan is None:
            return None
        kept = self.plan
        if self.screening is None:
            return History(kept, self.logs, self.results)
        stands = plan_from(
            self.screening,
            kept.goal,
            kept.ability,
            kept.minutes,
            kept.start,
            self.logs,
            self.results,
            today=today,
        )
        return History(stands, self.logs, self.results)


def instant_of(made_at: str) -> datetime:
    """Return when a record was made; the server takes only instants with a zone."""
    try:
        return datetime.fromisoformat(made_at).astimezone(UTC)
    except (ValueError, OverflowError):
        return datetime.fromtimestamp(0, UTC)


def rows_of(core: Core, account_id: str, kinds: Iterable[str]) -> list[Record]:
    """Return the newest rows of these kinds, oldest first."""
    found: list[Record] = []
    with core.database.read() as session:
        for kind in kinds:
            found += session.scalars(
                select(Record)
                .where(Record.account_id == account_id, Record.kind == kind)
                .order_by(Record.seq.desc())
                .limit(MOST_OF_A_KIND)
            ).all()
    return sorted(found, key=lambda row: (instant_of(row.made_at), row.seq))


def told(core: Core, rows: Sequence[Record], most_bytes: int = READ_MOST) -> list[Told]:
    """Read JSON records; of walks only what is shown of them.

    One that was deleted meanwhile is left out, and the oldest are where all are too large.

    Args:
        core: of the server.
        rows: oldest first.
        most_bytes: that are read of all of them together.
    """
    found = []
    left = most_bytes
    for row in reversed(rows):
        if row.glance is None and row.size > left:
            continue
        try:
            body = _body(core, row)
        except (OSError, ValueError, RecursionError):
            continue
        left -= 0 if row.glance is not None else row.size
        if isinstance(body, dict):
            shown = shown_of(body) if row.kind == WALK else body
            found.append(Told(row.id, row.kind, instant_of(row.made_at), shown))
    return found[::-1]


def _body(core: Core, row: Record) -> Any:
    if row.glance is not None:
        return json.loads(row.glance)
    return json.loads(core.blobs.path(row.account_id, RECORDS, row.id).read_bytes())


def known_from(records: Iterable[Told]) -> Known:
    """Return what records say; damaged ones are counted, not raised."""
    screening: Screening | None = None
    plan: Plan | None = None
    logs: dict[tuple[int, int], LogEntry] = {}
    results: list[TestResult] = []
    unread = 0
    for one in records:
        try:
            if one.kind == "screening":
                screening = screening_from_dict(one.body["screening"])
            elif one.kind == "plan":
                plan = plan_from_dict(one.body["plan"])
            elif one.kind == "log":
                entry = log_from_dict(one.body["entry"])
                logs[entry.week, entry.day] = entry
            elif one.kind == "result":
                results.append(result_from_dict(one.body["result"]))
        except _UNREADABLE:
            unread += 1
    if plan is not None:
        # Entries of an earlier plan count for that one.
        start = plan.start
        logs = {day: entry for day, entry in logs.items() if entry.date >= start}
    return Known(
        screening,
        plan,
        tuple(sorted(logs.values(), key=lambda entry: (entry.week, entry.day))),
        tuple(sorted(results, key=lambda result: result.date)),
        unread,
    )
