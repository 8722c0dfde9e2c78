"""Where commands find the plan: a file that is named, or the store; and how they log into it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from retrowalk.cli.coach_text import date_text, reason_text, session_lines
from retrowalk.coach.base import Session
from retrowalk.coach.contract import History, read_history
from retrowalk.coach.logs import LogEntry
from retrowalk.coach.plan.replay import due_date, next_session, plan_from, session_date
from retrowalk.coach.plan.seen import flared
from retrowalk.coach.plan.words import MOVED, TOO_LATE
from retrowalk.coach.plans import Plan
from retrowalk.coach.screening.base import Screening
from retrowalk.coach.store import Store, open_store
from retrowalk.errors import RetrowalkError
from retrowalk.language import Language, Phrase

_SQLITE = b"SQLite format 3\x00"
_LOGGED = Phrase("Logged", "Eingetragen")


def history_from(path: Path | None) -> History:
    """Return plan, log and results from a JSON file, a database, or the store.

    Raises:
        RetrowalkError: it cannot be read, or the store holds no plan.
    """
    if path is not None and not _is_database(path):
        return read_history(path)
    with open_store(path) as store:
        plan = store.plan()
        if plan is None:
            raise RetrowalkError(
                "there is no plan yet", where="store", remedy="make one with `retrowalk plan new`"
            )
        return History(plan, store.logs(), store.results())


def screening_of(store: Store) -> Screening:
    """Return the screening that was kept.

    Raises:
        RetrowalkError: there is none.
    """
    found = store.screening()
    if found is None:
        raise RetrowalkError(
            "there is no screening yet", where="plan", remedy="run `retrowalk screen` first"
        )
    return found


def current(store: Store, today: date) -> tuple[Screening, Plan, tuple[LogEntry, ...]]:
    """Return the plan as it stands today: the saved one's beginning, the history replayed.

    Raises:
        RetrowalkError: there is no plan, or no screening.
    """
    kept = store.plan()
    if kept is None:
        raise RetrowalkError(
            "there is no plan yet", where="plan", remedy="make one with `retrowalk plan new`"
        )
    screening, logs = screening_of(store), store.logs()
    made = plan_from(
        screening,
        kept.goal,
        kept.ability,
        kept.minutes,
        kept.start,
        logs,
        store.results(),
        today=today,
    )
    return screening, made, logs


def keep_entry(
    store: Store, entry: LogEntry, before: Plan, today: date, lang: Language
) -> Iterator[str]:
    """Log an entry, adapt the plan, and yield what to say of it.

    Args:
        store: to write to.
        entry: to log.
        before: the plan as it stood without it.
        today: the wearer's own day.
        lang: of what is said.
    """
    store.add_log(entry)
    screening, adapted, logs = current(store, today)
    store.save_plan(adapted)
    yield f"{_LOGGED.said(lang)}: {entry.week}/{entry.day}, {date_text(entry.date, lang)}"
    if len(adapted.weeks) > len(before.weeks):
        for reason in adapted.weeks[-1].reasons:
            yield reason_text(reason, lang)
    following = next_session(adapted, logs, screening.pain)
    if flared(entry, screening.pain) and following is not None:
        yield from next_lines(adapted, following, due_date(adapted, following, logs, today), lang)


def next_lines(plan: Plan, session: Session, due: date | None, lang: Language) -> Iterator[str]:
    """Yield the next session, and its day where that is not the planned one.

    Args:
        plan: as it stands.
        session: the next one.
        due: its day by `due_date`.
        lang: of what is said.
    """
    for line in session_lines(plan, session, lang):
        yield line.removeprefix("  ")
    if due != session_date(plan, session):
        begins = plan.start + timedelta(days=7 * session.week)
        moved = TOO_LATE if due is None else MOVED
        yield moved.said(lang).format(date=date_text(due or begins, lang))


def _is_database(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False
