"""What the newest tracker says of stored motion."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field
from sqlalchemy import select

from retrowalk.server.core import TheCore
from retrowalk.server.models import Analysis
from retrowalk.server.problems import problems
from retrowalk.server.routes.sessions import iso
from retrowalk.server.sessions import Who
from retrowalk.server.settings import MIB

router = APIRouter(prefix="/analyses", tags=["analyses"])
PAGE_BYTES = 8 * MIB


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


@router.get("", response_model=Analyses, responses=problems(401, 422, 429))
def analyses(
    core: TheCore,
    identity: Who,
    after: Annotated[int, Query(ge=0, le=2**50)] = 0,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> Response:
    """List what was analysed after a number; each motion once, by the newest tracker.

    At most `limit`, and fewer where they are long: one in any case, not more than 8 MiB
    otherwise.
    """
    with core.database.read() as session:
        sizes = session.execute(
            select(Analysis.seq, Analysis.size)
            .where(Analysis.account_id == identity.account_id, Analysis.seq > after)
            .order_by(Analysis.seq)
            .limit(limit)
        ).all()
        seqs = _fitting([(seq, size) for seq, size in sizes])
        parts = [
            _text(row)
            for seq in seqs
            for row in session.scalars(
                select(Analysis).where(
                    Analysis.account_id == identity.account_id, Analysis.seq == seq
                )
            )
        ]
    last = seqs[-1] if seqs else after
    return Response(
        f'{{"analyses": [{", ".join(parts)}], "next": {last}}}', media_type="application/json"
    )


def _fitting(sizes: list[tuple[int, int]]) -> list[int]:
    """Return the first numbers whose walks fit into one answer; the first in any case."""
    found: list[int] = []
    used = 0
    for seq, size in sizes:
        used += size
        if found and used > PAGE_BYTES:
            break
        found.append(seq)
    return found


def _text(row: Analysis) -> str:
    """Return an analysis as JSON; its walk as it is kept, unread: it can take megabytes."""
    plain = OneAnalysis(
        seq=row.seq,
        motion=row.motion,
        tracker_version=row.tracker_version,
        made_at=iso(row.made_s),
        walk=None,
        error=None if row.problem is None else Found(**json.loads(row.problem)),
    ).model_dump(mode="json", exclude={"walk"})
    return f'{json.dumps(plain)[:-1]}, "walk": {row.walk or "null"}}}'
