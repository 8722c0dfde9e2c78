"""The physiotherapist's panel: only what was shared, each look noted for the person."""

from __future__ import annotations

import json
import unicodedata
from datetime import UTC, date, datetime
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import AfterValidator, BaseModel, Field
from sqlalchemy import func, select

from retrowalk.coach.base import Ability, Advice, Goal
from retrowalk.coach.plan.contract import plan_to_dict
from retrowalk.coach.plan.replay import plan_from
from retrowalk.server.audit import note
from retrowalk.server.blobs import RECORDS
from retrowalk.server.core import Core, TheCore, address_of, new_id
from retrowalk.server.history import known_from, rows_of, told
from retrowalk.server.models import Account, Record
from retrowalk.server.models_sharing import Share, Suggestion
from retrowalk.server.overview import Overview, overview_of
from retrowalk.server.problems import Problem, problems
from retrowalk.server.routes.records import RecordId, stream
from retrowalk.server.routes.sessions import iso
from retrowalk.server.sessions import Who
from retrowalk.server.sharing import (
    SharedKind,
    ShareEvent,
    end_share,
    kinds_of,
    looked,
    shared_with,
    shown_to,
    visible,
)

router = APIRouter(prefix="/patients", tags=["patients"])
_READ = frozenset(kind.value for kind in SharedKind) - {SharedKind.MOTION, SharedKind.ATTENTION}
_OPEN_MOST = 5
_MESSAGE_MOST = 1000

PatientId = Annotated[str, Path(alias="share", pattern=r"^[0-9a-f]{32}$")]
Today = Annotated[date | None, Query(description="of the reader; the server's day if left out")]


def _readable(text: str) -> str:
    clean = unicodedata.normalize("NFC", text).strip()
    if any(unicodedata.category(sign) in ("Cc", "Cs", "Cf") and sign != "\n" for sign in clean):
        raise ValueError("only visible characters and line breaks")
    return clean


class Patient(BaseModel):
    """A person who shares with this account."""

    share: str
    name: str
    kinds: list[SharedKind]
    ends_at: str
    overview: Overview


class Patients(BaseModel):
    """Everybody who shares with this account, in the order in which the codes were taken."""

    patients: list[Patient]


class SuggestionState(BaseModel):
    """A plan that was suggested, and what became of it."""

    id: str
    made_at: str
    message: str
    goal: str
    minutes: int
    answer: str | None = Field(description="accepted, declined, or null while open")


class PatientPage(Patient):
    """One person with the suggestions made so far."""

    suggestions: list[SuggestionState]


class SharedHead(BaseModel):
    """A shared record without its bytes."""

    id: str
    kind: SharedKind
    made_at: str
    size: int


class SharedHeads(BaseModel):
    """Shared records of a kind, oldest first."""

    records: list[SharedHead]


class NewPlan(BaseModel):
    """What is suggested; the coach's rules make the weeks from it, within the screening."""

    goal: Goal
    ability: Ability
    minutes: Annotated[int, Field(ge=1, le=240, description="for one session")]
    start: date = Field(description="first day of week 1")
    message: Annotated[str, Field(max_length=_MESSAGE_MOST), AfterValidator(_readable)] = Field(
        default="", description="read by the person"
    )


@router.get("", responses=problems(401, 422, 429))
def patients(core: TheCore, identity: Who, today: Today = None) -> Patients:
    """List who shares with this account, each at a glance; it counts as a look at each."""
    with core.database.read() as session:
        ids = [share.id for share in shared_with(session, identity.account_id, core.now_s())]
    found = []
    for id in ids:
        try:
            share = looked(core, identity, id, "overview")
        except Problem:  # ended in this moment
            continue
        found.append(_patient(core, share, today))
    return Patients(patients=found)


@router.get("/{share}", responses=problems(401, 404, 422, 429))
def patient(share: PatientId, core: TheCore, identity: Who, today: Today = None) -> PatientPage:
    """Show one person: what was shared, and what was suggested."""
    row = looked(core, identity, share, "page")
    with core.database.read() as session:
        rows = session.scalars(
            select(Suggestion)
            .where(Suggestion.share_id == row.id)
            .order_by(Suggestion.made_s.desc(), Suggestion.id)
        ).all()
    shown = _patient(core, row, today)
    return PatientPage(**dict(shown), suggestions=[_state(suggestion) for suggestion in rows])


@router.get("/{share}/records", responses=problems(401, 404, 422, 429))
def records(share: PatientId, kind: SharedKind, core: TheCore, identity: Who) -> SharedHeads:
    """List the shared records of a kind."""
    row = looked(core, identity, share, f"list of {kind.value}")
    return SharedHeads(
        records=[
            SharedHead(id=one.id, kind=kind, made_at=one.made_at, size=one.size)
            for one in visible(core, row, frozenset({kind.value}))
        ]
    )


@router.get(
    "/{share}/records/{id}",
    response_class=Response,
    responses={
        **problems(401, 404, 422, 429),
        200: {
            "description": "The bytes, as the person's phone made them.",
            "content": {
                "application/json": {"schema": {}},
                "application/gzip": {"schema": {"type": "string", "format": "binary"}},
            },
        },
    },
)
def record(share: PatientId, id: RecordId, core: TheCore, identity: Who) -> StreamingResponse:
    """Give the bytes of one shared record."""
    with core.database.read() as session:
        row = shown_to(session, identity, share, core.now_s())
        found = session.get(Record, (row.account_id, id))
    missing = Problem(404, "there is no such record in this share", where="id")
    if found is None or found.kind not in kinds_of(row):
        raise missing
    if id not in {one.id for one in visible(core, row, frozenset({found.kind}))}:
        raise missing
    looked(core, identity, share, f"one {found.kind}")
    media_type = "application/gzip" if found.kind == SharedKind.MOTION else "application/json"
    return stream(core, row.account_id, RECORDS, id, media_type)


@router.post("/{share}/plan", status_code=201, responses=problems(401, 404, 409, 422, 429))
def suggest(
    share: PatientId, body: NewPlan, request: Request, core: TheCore, identity: Who
) -> SuggestionState:
    """Suggest a plan; the person's own phone takes it or leaves it."""
    with core.database.read() as session:
        row = shown_to(session, identity, share, core.now_s())
    if SharedKind.PLAN not in kinds_of(row):
        raise Problem(409, "the plan is not part of this share", where="share")
    # The screening bounds every plan; it is read even where it is not shown.
    known = known_from(told(core, rows_of(core, row.account_id, ("screening",))))
    if known.screening is None:
        raise Problem(
            409, "the person has not answered the screening yet", where="share",
            remedy="ask for it first: it decides what is safe",
        )  # fmt: skip
    if known.screening.advice in (Advice.ASK_DOCTOR, Advice.NOT_NOW):
        raise Problem(
            409,
            f"the screening says: {known.screening.advice.value}",
            where="share",
            remedy="once that is cleared, the person answers the screening again",
        )
    plan = plan_from(known.screening, body.goal, body.ability, body.minutes, body.start)
    suggestion = Suggestion(
        id=new_id(),
        share_id=row.id,
        by_name=identity.name,
        made_s=core.now_s(),
        plan=json.dumps(plan_to_dict(plan)),
        message=body.message,
    )
    with core.database.write() as session:
        again = shown_to(session, identity, share, core.now_s())
        waiting = session.scalar(
            select(func.count())
            .select_from(Suggestion)
            .where(Suggestion.share_id == again.id, Suggestion.answer.is_(None))
        )
        if (waiting or 0) >= _OPEN_MOST:
            raise Problem(
                409, f"{_OPEN_MOST} suggestions are waiting for an answer", remedy="wait for one"
            )
        session.add(suggestion)
        address = address_of(request)
        for account_id in (again.account_id, identity.account_id):
            note(session, ShareEvent.SUGGESTED, account_id, address, core.now_s())
    return _state(suggestion)


@router.delete("/{share}", status_code=204, responses=problems(401, 404, 422, 429))
def leave(share: PatientId, request: Request, core: TheCore, identity: Who) -> Response:
    """Give a share back: the person is told that it has ended."""
    with core.database.write() as session:
        row = shown_to(session, identity, share, core.now_s())
        end_share(session, row, core.now_s())
        for account_id in (row.account_id, identity.account_id):
            note(session, ShareEvent.ENDED, account_id, address_of(request), core.now_s())
    return Response(status_code=204)


def _patient(core: Core, share: Share, today: date | None) -> Patient:
    kinds = kinds_of(share)
    rows = visible(core, share, kinds & _READ)
    read = told(core, rows)
    day = today or datetime.fromtimestamp(core.clock(), UTC).date()
    with core.database.read() as session:
        owner = session.get(Account, share.account_id)
    return Patient(
        share=share.id,
        name="" if owner is None else owner.name,
        kinds=[SharedKind(kind) for kind in sorted(kinds)],
        ends_at=iso(share.ends_s),
        overview=overview_of(read, known_from(read), kinds, day, left_out=len(rows) - len(read)),
    )


def _state(row: Suggestion) -> SuggestionState:
    plan = json.loads(row.plan)
    return SuggestionState(
        id=row.id,
        made_at=iso(row.made_s),
        message=row.message,
        goal=plan["goal"],
        minutes=plan["minutes"],
        answer=row.answer,
    )
