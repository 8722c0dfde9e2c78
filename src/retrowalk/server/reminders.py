"""Reminders of sitting breaks by push: off unless a person switched them on, by their own rules.

    every 30 s: whose next break of today (coach.breaks.planned) lies in the last five minutes,
    and who has not walked since? ── one message, never two for the same break

When the server was down, what was missed stays missed.
"""

from __future__ import annotations

import json
import logging
import threading
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from retrowalk.coach.breaks import BreakRules, planned, snacks
from retrowalk.coach.plan.words import EXERCISE_NAMES
from retrowalk.errors import RetrowalkError
from retrowalk.language import Language, Phrase
from retrowalk.server.core import Core
from retrowalk.server.history import instant_of, known_from, rows_of, told
from retrowalk.server.models import Record
from retrowalk.server.models_sharing import PushSubscription
from retrowalk.server.push import Browser, Outcome, Push

LATE_S = 300
EVERY_S = 30.0
FAILURES_MOST = 20
_MOVING = ("walk", "log")
_LOG = logging.getLogger(__name__)

TITLE = Phrase("Get up and move", "Aufstehen und bewegen")
UP = Phrase("walk a few steps", "ein paar Schritte gehen")
TEXT = Phrase(
    "Three minutes are enough: {doing}. Does something hurt? Then let it pass.",
    "Drei Minuten genügen: {doing}. Schmerzt etwas? Dann lassen Sie es aus.",
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """When a person wants to be reminded, and how.

    Attributes:
        language: of the message.
        zone: of the person, such as ``Europe/Berlin``.
        begin: start of the working hours, ``HH:MM``.
        end: end of them.
        weekdays: 0 for Monday to 6 for Sunday.
        after_min: minutes between two breaks.
        most: breaks of one day.
        quiet: spans in which nothing is said, each ``[HH:MM, HH:MM]``.
    """

    language: str
    zone: str
    begin: str
    end: str
    weekdays: tuple[int, ...]
    after_min: int
    most: int
    quiet: tuple[tuple[str, str], ...]

    def rules(self) -> BreakRules:
        """Return the coach's rules.

        Raises:
            RetrowalkError: hours that end before they begin.
        """
        return BreakRules(
            on=True,
            begin=time.fromisoformat(self.begin),
            end=time.fromisoformat(self.end),
            weekdays=self.weekdays,
            after_min=self.after_min,
            most=self.most,
            quiet=tuple((time.fromisoformat(a), time.fromisoformat(b)) for a, b in self.quiet),
        )

    def text(self) -> str:
        """Return the form in which it is kept."""
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, text: str) -> Self:
        """Read the kept form."""
        kept: dict[str, Any] = json.loads(text)
        kept["weekdays"] = tuple(kept["weekdays"])
        kept["quiet"] = tuple((begin, end) for begin, end in kept["quiet"])
        return cls(**kept)


class Reminders:
    """Looks again and again, in a thread of its own.

    Args:
        core: of the server.
        push: sends.
    """

    def __init__(self, core: Core, push: Push) -> None:
        self._core = core
        self._push = push
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin, where push is on at all."""
        if self._push.is_on:
            self._thread = threading.Thread(target=self._run, name="reminders", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Return when the thread has ended."""
        self._ended.set()
        if self._thread is not None:
            self._thread.join(timeout=15)

    def _run(self) -> None:
        while not self._ended.wait(EVERY_S):
            try:
                self.tick()
            except (SQLAlchemyError, OSError, RetrowalkError):
                _LOG.exception("reminders were left out once")

    def tick(self) -> int:
        """Send what is due; returns how many messages went."""
        with self._core.database.read() as session:
            rows = session.scalars(select(PushSubscription)).all()
        return sum(self._remind(row) for row in rows)

    def _remind(self, row: PushSubscription) -> bool:
        now = datetime.fromtimestamp(self._core.clock(), UTC)
        try:
            wanted = Wanted.read(row.rules)
            exercise, is_due = self._due(row, wanted, now)
        except (RetrowalkError, ValueError, TypeError, KeyError, OSError):
            return False  # kept by another version, or a zone that is gone
        if not is_due:
            return False
        language = Language(wanted.language)
        doing = UP if exercise is None else EXERCISE_NAMES[exercise]
        outcome = self._push.send(
            Browser(row.endpoint, row.p256dh, row.auth),
            {
                "title": TITLE.said(language),
                "body": TEXT.said(language).format(doing=doing.said(language)),
                "open": "#/home" if exercise is None else f"#/exercises/{exercise}",
                "lang": language.value,
            },
        )
        self._remember(row.id, int(now.timestamp()), outcome)
        return outcome is Outcome.SENT

    def _due(self, row: PushSubscription, wanted: Wanted, now: datetime) -> tuple[str | None, bool]:
        """Return the exercise of the break that is due, and whether one is."""
        zone = ZoneInfo(wanted.zone)
        since_s = max(row.sent_s, now.timestamp() - LATE_S)
        today = now.astimezone(zone).date()
        events = planned(wanted.rules(), today, 1, zone)
        if not any(since_s < event.at.timestamp() <= now.timestamp() for event in events):
            return None, False
        if self._moved(row.account_id, now - timedelta(minutes=wanted.after_min)):
            return None, False
        screening = known_from(
            told(self._core, rows_of(self._core, row.account_id, ("screening",))[-1:])
        ).screening
        choices = snacks(screening)
        minute = int(now.timestamp()) // 60
        return (choices[minute % len(choices)] if choices else None), True

    def _moved(self, account_id: str, since: datetime) -> bool:
        with self._core.database.read() as session:
            made = session.scalars(
                select(Record.made_at)
                .where(Record.account_id == account_id, Record.kind.in_(_MOVING))
                .order_by(Record.seq.desc())
                .limit(5)
            ).all()
        return any(instant_of(one) >= since for one in made)

    def _remember(self, id: str, now_s: int, outcome: Outcome) -> None:
        with self._core.database.write() as session:
            row = session.get(PushSubscription, id)
            if row is None:
                return
            row.sent_s = now_s
            row.failures = 0 if outcome is Outcome.SENT else row.failures + 1
            if outcome is Outcome.GONE or row.failures >= FAILURES_MOST:
                session.delete(row)
