"""Uploads of records: in parts, at any time again, checked before they are acknowledged."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Header, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from retrowalk.server.blobs import RECORDS, BusyError, Upload
from retrowalk.server.content import check_content, glance_of, refers_of
from retrowalk.server.core import Core, TheCore
from retrowalk.server.jobs import next_seq
from retrowalk.server.models import Record, Tombstone
from retrowalk.server.problems import Problem, problems
from retrowalk.server.quota import Room, check_quota, reserve
from retrowalk.server.routes.records import (
    OFFSET,
    SIZE_MOST,
    Head,
    Kind,
    RecordId,
    deleted,
    size_of,
)
from retrowalk.server.sessions import Identity, Who

router = APIRouter(prefix="/records", tags=["records"])
_WRITE_AT = 256 * 1024


@router.patch(
    "/{id}",
    status_code=201,
    response_class=Response,
    responses={
        **problems(400, 401, 409, 410, 413, 422, 423, 429),
        201: {"description": "Complete, checked and on the disk.", "headers": OFFSET},
        204: {"description": "Kept so far; send the rest.", "headers": OFFSET},
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
    offset: Annotated[int, Header(alias="Upload-Offset", ge=0, le=SIZE_MOST)],
    length: Annotated[int, Header(alias="Upload-Length", ge=1, le=SIZE_MOST)],
    kind: Annotated[Kind, Header(alias="Record-Kind")],
    made_at: Annotated[str, Header(alias="Record-Made-At", max_length=40)],
) -> Response:
    """Send bytes of a record from an offset on; sending what is there already changes nothing."""
    head = Head(id=id, kind=kind, made_at=made_at, size=length)
    done = Response(status_code=201, headers={"Upload-Offset": str(length)})
    begun = await run_in_threadpool(_begin, core, identity, head, offset, request)
    if begun is None:
        return done
    upload, room = begun
    with room, upload:
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
) -> tuple[Upload, Room] | None:
    """Return the opened upload with room for all of it, None when the record is there already."""
    if size_of(core, identity, head.id) is not None:
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
    try:
        upload = core.blobs.upload(identity.account_id, head.id)
    except BusyError:
        raise Problem(
            423,
            "this record is being sent at this moment",
            remedy="ask again in two seconds",
            headers={"Retry-After": "2"},
        ) from None
    try:
        if upload.received != offset:
            raise Problem(
                409,
                f"{upload.received} bytes are there, not {offset}",
                where="Upload-Offset",
                remedy=f"go on from {upload.received}",
                headers={"Upload-Offset": str(upload.received)},
            )
        return upload, reserve(core, identity.account_id, head.id, head.size)
    except Problem:
        with upload:
            if upload.received == 0:
                upload.drop()
        raise


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
    except FileNotFoundError:
        raise _gone() from None
    account_id = identity.account_id
    try:
        core.blobs.publish(upload, account_id, RECORDS, head.id)
    except FileNotFoundError:
        raise _gone() from None
    try:
        _note(core, identity, head, content)
    except Problem:
        core.blobs.remove(account_id, RECORDS, head.id)
        raise
    # A walk comes after its motion, and says where the phone was and how it was calibrated.
    motion = head.id if head.kind is Kind.MOTION else refers_of(content)
    if motion is not None:
        core.jobs.analyse(account_id, motion)


def _gone() -> Problem:
    return Problem(409, "it was deleted meanwhile", where="id", remedy="ask what is wanted")


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
            raise deleted()
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
                glance=glance_of(content),
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
