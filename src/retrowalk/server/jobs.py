"""In the background: stored motion is analysed again when the tracker is newer."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from huey import SqliteHuey
from huey.consumer import Consumer
from sqlalchemy import ColumnElement, and_, exists, or_, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, aliased

from retrowalk._version import __version__
from retrowalk.recording import Placement
from retrowalk.server.blobs import RECORDS, Blobs
from retrowalk.server.content import is_hash
from retrowalk.server.database import Database
from retrowalk.server.models import Account, Analysis, Record
from retrowalk.server.reading import Reading, TooManyError

_LOG = logging.getLogger(__name__)
RETRY_S = 30.0
NO_ROOM = {
    "what": "the account is full: the walk was tracked, but not kept",
    "where": None,
    "remedy": "delete motion that is no longer needed",
}
MOTION = "motion"
WALK = "walk"


def next_seq(session: Session, account_id: str) -> int | None:
    """Count the account one further; holds the account until the transaction ends.

    Returns:
        The number, or None where the account is gone.
    """
    return session.execute(
        update(Account)
        .where(Account.id == account_id)
        .values(seq=Account.seq + 1)
        .returning(Account.seq)
    ).scalar_one_or_none()


class Analyses:
    """Analyses stored motion with this version's tracker.

    Args:
        now_s: tells the time.
        has_room: tells whether an account may take so many bytes more.
    """

    def __init__(
        self,
        database: Database,
        blobs: Blobs,
        reading: Reading,
        now_s: Callable[[], int],
        has_room: Callable[[str, int], bool],
    ) -> None:
        self._database = database
        self._blobs = blobs
        self._reading = reading
        self._now_s = now_s
        self._has_room = has_room

    def outdated(self) -> list[tuple[str, str]]:
        """Return (account, motion) that this tracker has not seen, or not with its calibration."""
        with self._database.read() as session:
            rows = session.execute(
                select(Record.account_id, Record.id)
                .outerjoin(
                    Analysis,
                    and_(Analysis.account_id == Record.account_id, Analysis.motion == Record.id),
                )
                .where(
                    Record.kind == MOTION,
                    or_(
                        Analysis.tracker_version.is_distinct_from(__version__),
                        _calibration_came(),
                    ),
                )
            )
            return [(account_id, motion) for account_id, motion in rows]

    def waiting_for(self, account_id: str, calibration: str) -> list[str]:
        """Return the motions that were tracked without this calibration, which was missing."""
        with self._database.read() as session:
            return list(
                session.scalars(
                    select(Analysis.motion).where(
                        Analysis.account_id == account_id, Analysis.waits_for == calibration
                    )
                )
            )

    def analyse(self, account_id: str, motion: str) -> bool:
        """Track one motion again and keep what came of it.

        Returns:
            Whether nothing is left to do; else it is to be asked again later.
        """
        path = self._blobs.path(account_id, RECORDS, motion)
        if not path.exists():
            return True
        placement, calibration, waits_for = self._worn(account_id, motion)
        try:
            told = self._reading.read(
                path, "motion.json.gz", placement=placement, is_motion=True,
                calibration=calibration,
            )  # fmt: skip
        except TooManyError:
            return False
        walk = None if told.walk is None else json.dumps(told.walk)
        problem = None if told.problem is None else json.dumps(told.problem)
        with self._database.write() as session:
            seq = next_seq(session, account_id)
            if seq is None or session.get(Record, (account_id, motion)) is None:
                return True
            before = session.get(Analysis, (account_id, motion))
            more = len(walk or "") - (0 if before is None else before.size)
            if walk is not None and not self._has_room(account_id, more):
                walk, problem = None, json.dumps(NO_ROOM)
            session.merge(
                Analysis(
                    account_id=account_id,
                    motion=motion,
                    tracker_version=__version__,
                    seq=seq,
                    made_s=self._now_s(),
                    walk=walk,
                    problem=problem,
                    size=len(walk or "") + len(problem or ""),
                    waits_for=waits_for,
                )
            )
            # it may have come while the walk was tracked
            return waits_for is None or session.get(Record, (account_id, waits_for)) is None

    def _worn(self, account_id: str, motion: str) -> tuple[str | None, Path | None, str | None]:
        """Return where the phone was worn, by the newest walk's record, and its calibration.

        Returns:
            The placement; the calibration's bytes; its name where it is not there.
        """
        body = self._walk(account_id, motion)
        placement, calibration = body.get("placement"), body.get("calibration")
        known = {one.value for one in Placement}
        where = placement if isinstance(placement, str) and placement in known else None
        if not isinstance(calibration, str) or not is_hash(calibration):
            return where, None, None
        path = self._blobs.path(account_id, RECORDS, calibration)
        return (where, path, None) if path.is_file() else (where, None, calibration)

    def _walk(self, account_id: str, motion: str) -> dict[str, Any]:
        """Return the newest walk's record that names a motion; empty where there is none."""
        with self._database.read() as session:
            walk = session.scalars(
                select(Record.id)
                .where(
                    Record.account_id == account_id, Record.kind == WALK, Record.refers == motion
                )
                .order_by(Record.seq.desc())
            ).first()
        if walk is None:
            return {}
        try:
            body: Any = json.loads(self._blobs.path(account_id, RECORDS, walk).read_bytes())
        except (OSError, ValueError, RecursionError):
            return {}
        return body if isinstance(body, dict) else {}


def _calibration_came() -> ColumnElement[bool]:
    named = aliased(Record)
    return exists().where(named.account_id == Analysis.account_id, named.id == Analysis.waits_for)


class Jobs:
    """A queue in SQLite and one thread that works it off.

    Args:
        folder: where the queue is.
        analyses: what is to be done.
        enabled: without it nothing is queued and no thread runs.
        retry_s: after how long something is tried again that could not be done.
    """

    def __init__(
        self, folder: Path, analyses: Analyses, enabled: bool, retry_s: float = RETRY_S
    ) -> None:
        self.analyses = analyses
        self._retry_s = retry_s
        self._huey: SqliteHuey | None = None
        self._consumer: Consumer | None = None
        if enabled:
            self._huey = SqliteHuey("retrowalk", filename=str(folder / "jobs.sqlite"))
            self._task = self._huey.task(name="analyse")(self._work)

    def start(self) -> None:
        """Queue what is outdated and begin."""
        if self._huey is None:
            return
        # What is outdated is known from the database; a killed server's queue is not needed.
        self._huey.flush()
        for account_id, motion in self.analyses.outdated():
            self._task(account_id, motion)
        consumer = Consumer(self._huey, workers=1, periodic=False, check_worker_health=False)
        # Not consumer.start(): it would take over the signals, which are uvicorn's.
        consumer.scheduler.start()
        for _, worker in consumer.worker_threads:
            worker.start()
        self._consumer = consumer

    def analyse(self, account_id: str, motion: str) -> None:
        """Queue a motion, and those that were tracked without it as their calibration."""
        if self._huey is None:
            return
        for one in (motion, *self.analyses.waiting_for(account_id, motion)):
            self._task(account_id, one)

    def _work(self, account_id: str, motion: str) -> None:
        try:
            done = self.analyses.analyse(account_id, motion)
        except (SQLAlchemyError, OSError):
            _LOG.exception("an analysis failed; it is tried again")
            done = False
        if not done:
            self._task.schedule((account_id, motion), delay=self._retry_s)

    def stop(self) -> None:
        """Return when the thread has ended."""
        if self._consumer is not None:
            self._consumer.stop_flag.set()
            self._consumer.scheduler.join(timeout=10)
            for _, worker in self._consumer.worker_threads:
                worker.join(timeout=10)
            self._consumer = None
        if self._huey is not None:
            self._huey.storage.close()
