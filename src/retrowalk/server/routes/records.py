"""Sync: records that never change, named by their hash, sent in parts, deleted for good."""

from __future__ import annotations

import os
from enum import StrEnum
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field
from sqlalchemy import delete, select

from retrowalk.server.audit import Event, note
from retrowalk.server.blobs import RECORDS, chunks_of
from retrowalk.server.core import Core, TheCore, address_of
from retrowalk.server.jobs import MOTION, next_seq
from retrowalk.server.models import Analysis, Record, Tombstone
from retrowalk.server.problems import Problem, problems
from retrowalk.server.quota import check_quota
from retrowalk.server.sessions import Identity, Who

router = APIRouter(prefix="/records", tags=["records"])
_MOST = 1000
SIZE_MOST = 2**50
"""No record is larger than this by far; numbers stay numbers of every language."""


class Kind(StrEnum):
    """What a record tells."""

    SCREENING = "screening"
    PLAN = "plan"
    LOG = "log"
    RESULT = "result"
    WALK = "walk"
    MOTION = "motion"
    ATTENTION = "attention"
    SETTINGS = "settings"
    SCALE = "scale"


Id = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", description="SHA-256 of the bytes")]
RecordId = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$", description="SHA-256 of the bytes")]
Size = Annotated[int, Field(ge=1, le=SIZE_MOST)]
MadeAt = Annotated[str, Field(max_length=40, description="ISO 8601 with its zone")]


class Head(BaseModel):
    """A record without its bytes."""

    id: Id
    kind: Kind
    made_at: MadeAt
    size: Size


class Heads(BaseModel):
    """What a phone has."""

    records: Annotated[list[Head], Field(max_length=_MOST)]


class Missing(BaseModel):
    """A record that the server wants, and how much of it it has."""

    id: Id
    received: int


class Wanted(BaseModel):
    """What the server lacks of them, and what was deleted elsewhere."""

    missing: list[Missing]
    deleted: list[Id]


class Kept(Head):
    """A record of the server."""

    seq: int


class Gone(BaseModel):
    """A record that was deleted."""

    seq: int
    id: Id


class Changes(BaseModel):
    """What came after a number, in order; ask again with `next` until both lists are empty."""

    records: list[Kept]
    deleted: list[Gone]
    next: int


OFFSET = {"Upload-Offset": {"description": "bytes received", "schema": {"type": "integer"}}}
"""The header of answers that say how much is there."""


@router.post("/have", responses=problems(401, 422, 429))
def have(body: Heads, core: TheCore, identity: Who) -> Wanted:
    """Say what a phone has; the answer says what to send and what to delete."""
    ids = list({head.id for head in body.records})
    with core.database.read() as session:
        known = set(
            session.scalars(
                select(Record.id).where(
                    Record.account_id == identity.account_id, Record.id.in_(ids)
                )
            )
        )
        dead = set(
            session.scalars(
                select(Tombstone.id).where(
                    Tombstone.account_id == identity.account_id, Tombstone.id.in_(ids)
                )
            )
        )
    return Wanted(
        missing=[
            Missing(id=id, received=core.blobs.received(identity.account_id, id))
            for id in dict.fromkeys(head.id for head in body.records)
            if id not in known and id not in dead
        ],
        deleted=[id for id in ids if id in dead],
    )


@router.head(
    "/{id}",
    status_code=204,
    responses={
        **problems(401, 410, 422, 429),
        204: {"description": "How much is there.", "headers": OFFSET},
    },
)
def received(id: RecordId, core: TheCore, identity: Who) -> Response:
    """Tell how many bytes of a record are there; all of them, once it is complete."""
    size = size_of(core, identity, id)
    if size is None:
        offset = core.blobs.received(identity.account_id, id)
        return Response(status_code=204, headers={"Upload-Offset": str(offset)})
    return Response(
        status_code=204, headers={"Upload-Offset": str(size), "Upload-Length": str(size)}
    )


@router.get("", responses=problems(401, 422, 429))
def changes(
    core: TheCore,
    identity: Who,
    after: Annotated[int, Query(ge=0, le=SIZE_MOST, description="the last number seen")] = 0,
    limit: Annotated[int, Query(ge=1, le=_MOST)] = 200,
) -> Changes:
    """List what came and what was deleted after a number."""
    with core.database.read() as session:
        kept = session.scalars(
            select(Record)
            .where(Record.account_id == identity.account_id, Record.seq > after)
            .order_by(Record.seq)
            .limit(limit)
        ).all()
        gone = session.scalars(
            select(Tombstone)
            .where(Tombstone.account_id == identity.account_id, Tombstone.seq > after)
            .order_by(Tombstone.seq)
            .limit(limit)
        ).all()
    # Both are cut at the same number, so that nothing between is skipped.
    seqs = sorted([row.seq for row in kept] + [row.seq for row in gone])[:limit]
    last = seqs[-1] if seqs else after
    return Changes(
        records=[_kept(row) for row in kept if row.seq <= last],
        deleted=[Gone(seq=row.seq, id=row.id) for row in gone if row.seq <= last],
        next=last,
    )


def _kept(row: Record) -> Kept:
    return Kept(seq=row.seq, id=row.id, kind=Kind(row.kind), made_at=row.made_at, size=row.size)


@router.get(
    "/{id}",
    response_class=Response,
    responses={
        **problems(401, 404, 410, 422, 429),
        200: {
            "description": "The bytes: JSON, or gzip of JSON for motion.",
            "content": {
                "application/json": {"schema": {}},
                "application/gzip": {"schema": {"type": "string", "format": "binary"}},
            },
        },
    },
)
def bytes_of(id: RecordId, core: TheCore, identity: Who) -> StreamingResponse:
    """Give the bytes of a record."""
    if size_of(core, identity, id) is None:
        raise Problem(404, "there is no such record", where="id")
    with core.database.read() as session:
        row = session.get(Record, (identity.account_id, id))
    if row is None:
        raise Problem(404, "there is no such record", where="id")
    return stream(
        core, identity.account_id, RECORDS, id,
        "application/gzip" if row.kind == MOTION else "application/json",
    )  # fmt: skip


def stream(
    core: Core, account_id: str, area: str, id: str, media_type: str, **headers: str
) -> StreamingResponse:
    """Return the bytes of a file in parts.

    Raises:
        Problem: 404, they were deleted meanwhile.
    """
    try:
        file = core.blobs.path(account_id, area, id).open("rb")
    except FileNotFoundError:
        raise Problem(404, "there is no such thing any more", where="id") from None
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    return StreamingResponse(
        chunks_of(file), media_type=media_type, headers={"Content-Length": str(size), **headers}
    )


@router.delete("/{id}", status_code=204, responses=problems(401, 413, 422, 429))
def remove(id: RecordId, request: Request, core: TheCore, identity: Who) -> Response:
    """Delete a record here and, by its tombstone, on all devices; again changes nothing."""
    account_id = identity.account_id
    with core.database.write() as session:
        seq = next_seq(session, account_id)
        if seq is not None and session.get(Tombstone, (account_id, id)) is None:
            row = session.get(Record, (account_id, id))
            if row is None:
                check_quota(core, account_id, 0)
            else:
                session.delete(row)
            session.execute(
                delete(Analysis).where(Analysis.account_id == account_id, Analysis.motion == id)
            )
            session.add(Tombstone(account_id=account_id, id=id, seq=seq, deleted_s=core.now_s()))
            note(session, Event.RECORD_DELETED, account_id, address_of(request), core.now_s())
    core.blobs.remove(account_id, RECORDS, id)
    core.database.forget()
    return Response(status_code=204)


def size_of(core: Core, identity: Identity, id: str) -> int | None:
    """Return the size of a complete record, None when it is not there.

    Raises:
        Problem: 410, it was deleted.
    """
    with core.database.read() as session:
        row: Any = session.get(Record, (identity.account_id, id))
        if row is None and session.get(Tombstone, (identity.account_id, id)) is not None:
            raise deleted()
    return None if row is None else int(row.size)


def deleted() -> Problem:
    """Return what is said of a record that was deleted."""
    return Problem(410, "this record was deleted", where="id", remedy="delete it here as well")
