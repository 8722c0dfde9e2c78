"""What the newest tracker says of stored motion."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from sqlalchemy import select

from retrowalk.server.core import TheCore
from retrowalk.server.models import Analysis
from retrowalk.server.problems import problems
from retrowalk.server.routes.sessions import iso
from retrowalk.server.sessions import Who

router = APIRouter(prefix="/analyses", tags=["analyses"])


class Found(BaseModel):
    """What is wrong with a motion or a file."""

    what: str
    where: str | None = None
    remedy: str | None = None


class OneAnalysis(BaseModel):
    """A motion, tracked again."""

    seq: int
    motion: str = Field(description="id of the record")
    tracker_version: str
    made_at: str
    walk: dict[str, Any] | None = Field(description="as docs/json.md; null when it failed")
    error: Found | None


class Analyses(BaseModel):
    """Analyses after a number, in order; ask again with `next` until there are none."""

    analyses: list[OneAnalysis]
    next: int


@router.get("", responses=problems(401, 422, 429))
def analyses(
    core: TheCore,
    identity: Who,
    after: Annotated[int, Query(ge=0, le=2**50)] = 0,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> Analyses:
    """List what was analysed after a number; each motion once, by the newest tracker."""
    with core.database.read() as session:
        rows = session.scalars(
            select(Analysis)
            .where(Analysis.account_id == identity.account_id, Analysis.seq > after)
            .order_by(Analysis.seq)
            .limit(limit)
        ).all()
    return Analyses(
        analyses=[
            OneAnalysis(
                seq=row.seq,
                motion=row.motion,
                tracker_version=row.tracker_version,
                made_at=iso(row.made_s),
                walk=None if row.walk is None else json.loads(row.walk),
                error=None if row.problem is None else Found(**json.loads(row.problem)),
            )
            for row in rows
        ],
        next=rows[-1].seq if rows else after,
    )
