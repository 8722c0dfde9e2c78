"""Foreign files: kept as they came, then read and tracked in a process of their own."""

from __future__ import annotations

import json
import re
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field
from sqlalchemy import delete, select
from sqlalchemy.orm import defer
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from retrowalk._version import __version__
from retrowalk.recording import Placement
from retrowalk.server.audit import Event, note
from retrowalk.server.blobs import FILES, Upload
from retrowalk.server.core import Core, TheCore, address_of, new_id
from retrowalk.server.jobs import NO_ROOM, next_seq
from retrowalk.server.models import StoredFile
from retrowalk.server.problems import Problem, problems
from retrowalk.server.quota import Room, check_quota, full, has_room, reserve
from retrowalk.server.reading import Told, TooManyError
from retrowalk.server.routes.analyses import Found
from retrowalk.server.routes.records import stream
from retrowalk.server.routes.sessions import iso
from retrowalk.server.sessions import Identity, Who
from retrowalk.server.settings import Settings

router = APIRouter(prefix="/files", tags=["files"])
_WRITE_AT = 256 * 1024
FileId = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$", description="SHA-256 of the bytes")]


class Tracked(BaseModel):
    """A file that was read."""

    id: str = Field(description="SHA-256 of the bytes")
    walk: dict[str, Any] = Field(description="as docs/json.md")
    warnings: list[str] = Field(description="what was recognised and why")


class OneFile(BaseModel):
    """A file that is kept."""

    id: str
    name: str
    size: int
    received_at: str
    tracker_version: str | None
    walk: dict[str, Any] | None
    error: Found | None


class Files(BaseModel):
    """The files of the account, without their walks."""

    files: list[OneFile]


@router.post(
    "",
    status_code=201,
    responses=problems(400, 401, 413, 422, 429),
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/octet-stream": {"schema": {"format": "binary"}}},
        }
    },
)
async def add(
    request: Request,
    core: TheCore,
    identity: Who,
    name: Annotated[str, Query(min_length=1, max_length=255, description="of the file")],
    placement: Annotated[
        Placement | None, Query(description="where the sensor was worn, if known")
    ] = None,
) -> Tracked:
    """Keep a file, then read and track it; what cannot be read is kept all the same."""
    plain = _plain(name)
    part = f"{FILES}-{new_id()}"
    room = await run_in_threadpool(_room, core, identity, request, part)
    with room, core.blobs.upload(identity.account_id, part) as upload:
        try:
            await _receive(request, upload, room.size, core.settings)
            id = await run_in_threadpool(_keep, core, identity, upload, plain)
        finally:
            upload.drop()
    return await run_in_threadpool(_track, core, identity, id, plain, placement)


def _plain(name: str) -> str:
    """Return the last part of a name, with nothing in it that a path or a screen minds."""
    last = re.split(r"[/\\]", name)[-1]
    clean = "".join(c if c.isprintable() else "_" for c in last).strip(". ")
    encoded = clean.encode("utf-8", "replace")[-200:]
    return encoded.decode("utf-8", "ignore") or "file"


def _room(core: Core, identity: Identity, request: Request, part: str) -> Room:
    """Return room for what comes; where it does not say how long it is, all that is allowed."""
    length = request.headers.get("content-length")
    most = core.settings.file_bytes
    if length is None:
        return reserve(core, identity.account_id, part, most, least=1)
    if not length.isdecimal():
        raise Problem(400, "this is no length", where="Content-Length")
    if int(length) > most:
        raise _too_large(most)
    return reserve(core, identity.account_id, part, int(length))


def _too_large(most: int) -> Problem:
    return Problem(
        413, f"a file has at most {most} bytes", where="body", remedy="cut it into shorter ones"
    )


async def _receive(request: Request, upload: Upload, most: int, settings: Settings) -> None:
    waiting = bytearray()
    try:
        async for chunk in request.stream():
            waiting += chunk
            if upload.received + len(waiting) > most:
                room_is_over = most < settings.file_bytes
                raise full(settings.account_bytes, 0) if room_is_over else _too_large(most)
            if len(waiting) >= _WRITE_AT:
                await run_in_threadpool(upload.write, bytes(waiting))
                waiting.clear()
    except ClientDisconnect:
        raise Problem(400, "the upload broke off", where="body", remedy="send it again") from None
    await run_in_threadpool(upload.write, bytes(waiting))
    if upload.received == 0:
        raise Problem(422, "the file is empty", where="body", remedy="choose the file again")


def _keep(core: Core, identity: Identity, upload: Upload, name: str) -> str:
    """Put the bytes on the disk under their hash, then say so in the database."""
    account_id = identity.account_id
    upload.settle()
    id = upload.sha256()
    with core.database.write() as session:
        # Holds the account: no deletion of the same file comes between bytes and row.
        if next_seq(session, account_id) is None:
            raise Problem(401, "the account is gone")
        if session.get(StoredFile, (account_id, id)) is None:
            check_quota(core, account_id, upload.received, but=upload.path.name)
            session.add(
                StoredFile(
                    account_id=account_id,
                    id=id,
                    name=name,
                    size=upload.received,
                    received_s=core.now_s(),
                )
            )
        core.blobs.publish(upload, account_id, FILES, id)
    return id


def _track(
    core: Core, identity: Identity, id: str, name: str, placement: Placement | None
) -> Tracked:
    try:
        told = core.reading.read(
            core.blobs.path(identity.account_id, FILES, id),
            name,
            placement=None if placement is None else placement.value,
        )
    except TooManyError:
        raise Problem(
            429,
            "the server is reading other files; this one is kept",
            remedy="send it again in a minute",
            headers={"Retry-After": "60"},
            id=id,
        ) from None
    _remember(core, identity, id, told)
    if told.walk is None:
        found = told.problem or {}
        raise Problem(
            422,
            str(found.get("what")),
            where=found.get("where"),
            remedy=found.get("remedy") or "the original is kept",
            id=id,
        )
    return Tracked(id=id, walk=told.walk, warnings=list(told.warnings))


def _remember(core: Core, identity: Identity, id: str, told: Told) -> None:
    account_id = identity.account_id
    walk = None if told.walk is None else json.dumps(told.walk)
    problem = told.problem
    with core.database.write() as session:
        # Holds the account, so that nothing else takes the room meanwhile.
        next_seq(session, account_id)
        row = session.get(StoredFile, (account_id, id))
        if row is None:
            return
        if walk is not None and not has_room(core, account_id, len(walk) - row.walk_size):
            walk, problem = None, NO_ROOM
        row.tracker_version = __version__
        row.walk = walk
        row.problem = None if problem is None else json.dumps(problem)
        row.walk_size = len(row.walk or "") + len(row.problem or "")


@router.get("", responses=problems(401, 429))
def files(core: TheCore, identity: Who) -> Files:
    """List the files of the account."""
    with core.database.read() as session:
        rows = session.scalars(
            select(StoredFile)
            .options(defer(StoredFile.walk))
            .where(StoredFile.account_id == identity.account_id)
            .order_by(StoredFile.received_s.desc(), StoredFile.id)
        ).all()
    return Files(files=[_one(row, walk=False) for row in rows])


def _one(row: StoredFile, *, walk: bool) -> OneFile:
    return OneFile(
        id=row.id,
        name=row.name,
        size=row.size,
        received_at=iso(row.received_s),
        tracker_version=row.tracker_version,
        walk=json.loads(row.walk) if walk and row.walk is not None else None,
        error=None if row.problem is None else Found(**json.loads(row.problem)),
    )


@router.get("/{id}", responses=problems(401, 404, 422, 429))
def file(id: FileId, core: TheCore, identity: Who) -> OneFile:
    """Tell what is known of a file, with its walk."""
    return _one(_row(core, identity, id), walk=True)


@router.get(
    "/{id}/bytes",
    response_class=Response,
    responses={
        **problems(401, 404, 422, 429),
        200: {
            "description": "The original.",
            "content": {
                "application/octet-stream": {"schema": {"type": "string", "format": "binary"}}
            },
        },
    },
)
def original(id: FileId, core: TheCore, identity: Who) -> StreamingResponse:
    """Give the bytes as they came."""
    name = quote(_row(core, identity, id).name, safe="")
    return stream(
        core, identity.account_id, FILES, id, "application/octet-stream",
        **{"Content-Disposition": f"attachment; filename*=UTF-8''{name}"},
    )  # fmt: skip


def _row(core: Core, identity: Identity, id: str) -> StoredFile:
    with core.database.read() as session:
        row = session.get(StoredFile, (identity.account_id, id))
    if row is None:
        raise Problem(404, "there is no such file", where="id")
    return row


@router.delete("/{id}", status_code=204, responses=problems(401, 404, 422, 429))
def remove(id: FileId, request: Request, core: TheCore, identity: Who) -> Response:
    """Delete a file for good."""
    with core.database.write() as session:
        next_seq(session, identity.account_id)
        gone = session.execute(
            delete(StoredFile)
            .where(StoredFile.account_id == identity.account_id, StoredFile.id == id)
            .returning(StoredFile.id)
        ).first()
        if gone is None:
            raise Problem(404, "there is no such file", where="id")
        note(session, Event.FILE_DELETED, identity.account_id, address_of(request), core.now_s())
        session.flush()
        core.blobs.remove(identity.account_id, FILES, id)
    core.database.forget()
    return Response(status_code=204)
