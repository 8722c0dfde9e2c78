"""Sync: records that never change, named by their hash, sent in parts, deleted for good."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any

from fastapi import APIRouter, Header, Path, Query, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field
from sqlalchemy import delete, select
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from retrowalk.server.audit import Event, note
from retrowalk.server.blobs import RECORDS, BusyError, Upload, chunks_of
from retrowalk.server.content import check_content, refers_of
from retrowalk.server.core import Core, TheCore, address_of
from retrowalk.server.jobs import MOTION, next_seq
from retrowalk.server.models import Analysis, Record, Tombstone
from retrowalk.server.problems import Problem, problems
from retrowalk.server.quota import check_quota
from retrowalk.server.sessions import Identity, Who

router = APIRouter(prefix="/records", tags=["records"])
_MOST = 1000
_WRITE_AT = 256 * 1024
_SIZE_MOST = 2**50


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
Size = Annotated[int, Field(ge=1, le=_SIZE_MOST)]
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


_OFFSET = {"Upload-Offset": {"description": "bytes received", "schema": {"type": "integer"}}}


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
        204: {"description": "How much is there.", "headers": _OFFSET},
    },
)
def received(id: RecordId, core: TheCore, identity: Who) -> Response:
    """Tell how many bytes of a record are there; all of them, once it is complete."""
    size = _size_of(core, identity, id)
    if size is None:
        offset = core.blobs.received(identity.account_id, id)
        return Response(status_code=204, headers={"Upload-Offset": str(offset)})
    return Response(
        status_code=204, headers={"Upload-Offset": str(size), "Upload-Length": str(size)}
    )


@router.patch(
    "/{id}",
    status_code=201,
    response_class=Response,
    responses={
        **problems(400, 401, 409, 410, 413, 422, 423, 429),
        201: {"description": "Complete, checked and on the disk.", "headers": _OFFSET},
        204: {"description": "Kept so far; send the rest.", "headers": _OFFSET},
    },
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/octet-stream": {"schema": {"format": "binary"}}},
        }
    },
)
async def send(
    id: RecordId,
    request: Request,
    core: TheCore,
    identity: Who,
    offset: Annotated[int, Header(alias="Upload-Offset", ge=0, le=_SIZE_MOST)],
    length: Annotated[int, Header(alias="Upload-Length", ge=1, le=_SIZE_MOST)],
    kind: Annotated[Kind, Header(alias="Record-Kind")],
    made_at: Annotated[str, Header(alias="Record-Made-At", max_length=40)],
) -> Response:
    """Send bytes of a record from an offset on; sending what is there already changes nothing."""
    head = Head(id=id, kind=kind, made_at=made_at, size=length)
    done = Response(status_code=201, headers={"Upload-Offset": str(length)})
    upload = await run_in_threadpool(_begin, core, identity, head, offset, request)
    if upload is None:
        return done
    with upload:
        if not await _receive(request, upload, length):
            await run_in_threadpool(upload.settle)
            return Response(status_code=400)
        if upload.received > length:
            upload.drop()
            raise Problem(400, "more bytes came than Upload-Length says", where="Upload-Length")
        await run_in_threadpool(upload.settle)
        if upload.received < length:
            return Response(status_code=204, headers={"Upload-Offset": str(upload.received)})
        await run_in_threadpool(_complete, core, identity, head, upload)
    return done


def _begin(
    core: Core, identity: Identity, head: Head, offset: int, request: Request
) -> Upload | None:
    """Return the opened upload, None when the record is there already."""
    if _size_of(core, identity, head.id) is not None:
        return None
    settings = core.settings
    most = settings.record_bytes if head.kind is Kind.MOTION else settings.json_record_bytes
    if head.size > most:
        raise Problem(
            413, f"a record of kind {head.kind} has at most {most} bytes", where="Upload-Length"
        )
    coming = request.headers.get("content-length", "0")
    if not coming.isdecimal() or offset + int(coming) > head.size:
        raise Problem(400, "more bytes come than Upload-Length says", where="Content-Length")
    check_clock(core, head.made_at, "Record-Made-At")
    check_quota(core, identity.account_id, head.size, but=head.id)
    try:
        upload = core.blobs.upload(identity.account_id, head.id)
    except BusyError:
        raise Problem(
            423,
            "this record is being sent at this moment",
            remedy="ask again in two seconds",
            headers={"Retry-After": "2"},
        ) from None
    if upload.received != offset:
        with upload:
            raise Problem(
                409,
                f"{upload.received} bytes are there, not {offset}",
                where="Upload-Offset",
                remedy=f"go on from {upload.received}",
                headers={"Upload-Offset": str(upload.received)},
            )
    return upload


async def _receive(request: Request, upload: Upload, length: int) -> bool:
    """Write the body as it comes, little of it in memory; tells whether it came to its end."""
    waiting = bytearray()
    whole = True
    try:
        async for chunk in request.stream():
            waiting += chunk
            if len(waiting) >= _WRITE_AT:
                await run_in_threadpool(upload.write, bytes(waiting))
                waiting.clear()
            if upload.received > length:
                break
    except ClientDisconnect:
        whole = False
    await run_in_threadpool(upload.write, bytes(waiting))
    return whole


def _complete(core: Core, identity: Identity, head: Head, upload: Upload) -> None:
    """Check the bytes, give them their name, and only then say so in the database."""
    try:
        if upload.sha256() != head.id:
            raise Problem(
                422, "the bytes do not have this SHA-256", where="id", remedy="send them again"
            )
        content = check_content(upload.path, head.kind, head.made_at)
    except Problem:
        upload.drop()
        raise
    account_id = identity.account_id
    core.blobs.publish(upload, account_id, RECORDS, head.id)
    try:
        _note(core, identity, head, content)
    except Problem:
        core.blobs.remove(account_id, RECORDS, head.id)
        raise
    if head.kind is Kind.MOTION:
        core.jobs.analyse(account_id, head.id)


def _note(core: Core, identity: Identity, head: Head, content: dict[str, Any]) -> None:
    """Put a record into the database; it holds the account, so that no other comes between.

    Raises:
        Problem: it was deleted, its account is gone, or the account became full meanwhile.
    """
    account_id = identity.account_id
    with core.database.write() as session:
        seq = next_seq(session, account_id)
        if seq is None:
            raise Problem(401, "the account is gone")
        if session.get(Tombstone, (account_id, head.id)) is not None:
            raise _deleted()
        if session.get(Record, (account_id, head.id)) is not None:
            return
        check_quota(core, account_id, head.size, but=head.id)
        session.add(
            Record(
                account_id=account_id,
                **head.model_dump(mode="json"),
                seq=seq,
                received_s=core.now_s(),
                refers=refers_of(content),
            )
        )


def check_clock(core: Core, made_at: str, where: str) -> None:
    """Refuse an instant that cannot be.

    Raises:
        Problem: no ISO instant with a zone, or ahead of the server's clock.
    """
    try:
        made = datetime.fromisoformat(made_at)
        zone = made.utcoffset()
        ahead = made - datetime.fromtimestamp(core.clock(), made.tzinfo)
    except (ValueError, TypeError, OverflowError):
        zone = None
        ahead = timedelta()
    if zone is None or not made_at.isascii():
        raise Problem(
            422, "this is no instant", where=where, remedy="write it like 2026-11-25T08:30:00Z"
        )
    if ahead.total_seconds() > core.settings.clock_ahead_s:
        raise Problem(
            422,
            f"it was made {ahead.days} days in the future: the phone's clock is wrong",
            where=where,
            remedy="set the phone's clock; the record stays on the phone",
        )


@router.get("", responses=problems(401, 422, 429))
def changes(
    core: TheCore,
    identity: Who,
    after: Annotated[int, Query(ge=0, le=_SIZE_MOST, description="the last number seen")] = 0,
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
    if _size_of(core, identity, id) is None:
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


def _size_of(core: Core, identity: Identity, id: str) -> int | None:
    """Return the size of a complete record, None when it is not there.

    Raises:
        Problem: 410, it was deleted.
    """
    with core.database.read() as session:
        row: Any = session.get(Record, (identity.account_id, id))
        if row is None and session.get(Tombstone, (identity.account_id, id)) is not None:
            raise _deleted()
    return None if row is None else int(row.size)


def _deleted() -> Problem:
    return Problem(410, "this record was deleted", where="id", remedy="delete it here as well")
