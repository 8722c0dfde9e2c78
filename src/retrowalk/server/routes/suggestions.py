"""Plans that a physiotherapist suggests: the person's phone shows them, takes or leaves them."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Request, Response
from pydantic import BaseModel, Field
from sqlalchemy import select

from retrowalk.server.audit import note
from retrowalk.server.core import TheCore, address_of
from retrowalk.server.models_sharing import Share, Suggestion
from retrowalk.server.problems import Problem, problems
from retrowalk.server.routes.sessions import iso
from retrowalk.server.sessions import Who
from retrowalk.server.sharing import ShareEvent, ShareState, state_of

router = APIRouter(prefix="/suggestions", tags=["sharing"])

SuggestionId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]


class OneSuggestion(BaseModel):
    """A plan to take or to leave."""

    id: str
    by_name: str = Field(description="who suggests it")
    made_at: str
    message: str
    plan: dict[str, Any] = Field(description="as the body of a record of kind plan")


class Suggestions(BaseModel):
    """What waits for an answer, oldest first."""

    suggestions: list[OneSuggestion]


class Answer(BaseModel):
    """What the person decided; taking it is a new record of kind plan, made on the phone."""

    answer: Literal["accepted", "declined"]


@router.get("", responses=problems(401, 429))
def suggestions(core: TheCore, identity: Who) -> Suggestions:
    """List the suggestions that wait for an answer."""
    now_s = core.now_s()
    with core.database.read() as session:
        rows = session.execute(
            select(Suggestion, Share)
            .join(Share, Share.id == Suggestion.share_id)
            .where(Share.account_id == identity.account_id, Suggestion.answer.is_(None))
            .order_by(Suggestion.made_s, Suggestion.id)
        ).all()
    return Suggestions(
        suggestions=[
            OneSuggestion(
                id=row.id,
                by_name=row.by_name,
                made_at=iso(row.made_s),
                message=row.message,
                plan=json.loads(row.plan),
            )
            for row, share in rows
            if state_of(share, now_s) is ShareState.ACTIVE
        ]
    )


@router.post("/{id}/answer", status_code=204, responses=problems(401, 404, 409, 422, 429))
def answer(
    id: SuggestionId, body: Answer, request: Request, core: TheCore, identity: Who
) -> Response:
    """Say what was decided; the same answer again changes nothing."""
    now_s = core.now_s()
    with core.database.write() as session:
        row = session.get(Suggestion, id)
        share = None if row is None else session.get(Share, row.share_id)
        if row is None or share is None or share.account_id != identity.account_id:
            raise Problem(404, "there is no such suggestion", where="id")
        if row.answer not in (None, body.answer):
            raise Problem(409, f"it was {row.answer} before", where="answer")
        if row.answer is None:
            row.answer, row.answered_s = body.answer, now_s
            note(session, ShareEvent.ANSWERED, identity.account_id, address_of(request), now_s)
    return Response(status_code=204)
