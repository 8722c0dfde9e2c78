"""In the background: stored motion is analysed again when the tracker is newer."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from huey import SqliteHuey
from huey.consumer import Consumer
from sqlalchemy import and_, select, update
from sqlalchemy.orm import Session

from retrowalk._version import __version__
from retrowalk.recording import Placement
from retrowalk.server.blobs import RECORDS, Blobs
from retrowalk.server.content import is_hash
from retrowalk.server.database import Database
from retrowalk.server.models import Account, Analysis, Record
from retrowalk.server.reading import Reading, TooManyError

_LOG = logging.getLogger(__name__)
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
        """Return (account, motion) that this tracker has not seen."""
        with self._database.read() as session:
            rows = session.execute(
                select(Record.account_id, Record.id)
                .outerjoin(
                    Analysis,
                    and_(Analysis.account_id == Record.account_id, Analysis.motion == Record.id),
                )
                .where(
                    Record.kind == MOTION,
                    Analysis.tracker_version.is_distinct_from(__version__),
                )
            )
            return [(account_id, motion) for account_id, motion in rows]

    def analyse(self, account_id: str, motion: str) -> None:
        """Track one motion again and keep what came of it."""
        path = self._blobs.path(account_id, RECORDS, motion)
        if not path.exists():
            return
        placement, calibration = self._worn(account_id, motion)
        try:
            told = self._reading.read(
                path, "motion.json.gz", placement=placement, is_motion=True,
                calibration=calibration,
            )  # fmt: skip
        except TooManyError:
            return
        walk = None if told.walk is None else json.dumps(told.walk)
        problem = None if told.problem is None else json.dumps(told.problem)
        with self._database.write() as session:
            seq = next_seq(session, account_id)
            if seq is None or session.get(Record, (account_id, motion)) is None:
                return
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
                )
            )

    def _worn(self, account_id: str, motion: str) -> tuple[str | None, Path | None]:
        """Return where the phone was worn, and its calibration, by the newest walk's record."""
        with self._database.read() as session:
            walk = session.scalars(
                select(Record.id)
                .where(
                    Record.account_id == account_id, Record.kind == WALK, Record.refers == motion
                )
                .order_by(Record.seq.desc())
            ).first()
        if walk is None:
            return None, None
        try:
            body: Any = json.loads(self._blobs.path(account_id, RECORDS, walk).read_bytes())
        except (OSError, ValueError, RecursionError):
            return None, None
        if not isinstance(body, dict):
            return None, None
        placement, calibration = body.get("placement"), body.get("calibration")
        known = {one.value for one in Placement}
        path = None
        if isinstance(calibration, str) and is_hash(calibration):
            path = self._blobs.path(account_id, RECORDS, calibration)
        return (
            placement if isinstance(placement, str) and placement in known else None,
            path if path is not None and path.is_file() else None,
        )


class Jobs:
    """A queue in SQLite and one thread that works it off.

    Args:
        folder: where the queue is.
        analyses: what is to be done.
        enabled: without it nothing is queued and no thread runs.
    """

    def __init__(self, folder: Path, analyses: Analyses, enabled: bool) -> None:
        self.analyses = analyses
        self._huey: SqliteHuey | None = None
        self._consumer: Consumer | None = None
        if enabled:
            self._huey = SqliteHuey("retrowalk", filename=str(folder / "jobs.sqlite"))
            self._task = self._huey.task(name="analyse")(analyses.analyse)

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
        """Queue one motion."""
        if self._huey is not None:
            self._task(account_id, motion)

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
