"""The plan by e-mail: an address, confirmed once by a code, and letters on demand."""

from __future__ import annotations

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field
from sqlalchemy import delete

from retrowalk.coach.base import Exercise, Level
from retrowalk.coach.exercises import exercise
from retrowalk.errors import RetrowalkError
from retrowalk.language import Language
from retrowalk.report.body import still_svg
from retrowalk.report.mail import letter
from retrowalk.report.plan_content import content_of
from retrowalk.report.plan_page import html_text
from retrowalk.report.plan_pdf import pdf_bytes
from retrowalk.server.audit import note
from retrowalk.server.core import Core, TheCore, address_of
from retrowalk.server.history import known_from, rows_of, told
from retrowalk.server.models_sharing import MailAddress
from retrowalk.server.one_time import hash_of, new_code
from retrowalk.server.post import mail_address, mail_server, send, send_confirmation
from retrowalk.server.problems import Problem, problems
from retrowalk.server.routes.sessions import iso
from retrowalk.server.sessions import Who
from retrowalk.server.settings import DAY_S

router = APIRouter(prefix="/mail", tags=["mail"])
CODE_S = DAY_S
LIMIT_CONFIRMATIONS = "5/day"
LIMIT_CODES = "10/15minutes"
LIMIT_PLANS = "10/hour"
_PLAN_KINDS = ("screening", "plan", "log", "result")


class MailEvent(StrEnum):
    """What is written down in the account's audit."""

    NAMED = "mail address named"
    CONFIRMED = "mail address confirmed"
    REMOVED = "mail address removed"
    SENT = "plan sent by mail"


class NewAddress(BaseModel):
    """Where letters shall go."""

    address: Annotated[str, Field(min_length=3, max_length=254)]
    language: Language = Field(default=Language.EN, description="of the letter with the code")


class Address(BaseModel):
    """Where letters go; nothing but the code is sent before it is confirmed."""

    address: str | None
    confirmed_at: str | None


class MailCode(BaseModel):
    """The code of the letter."""

    code: Annotated[str, Field(min_length=1, max_length=40)]


class PlanLetter(BaseModel):
    """What to send."""

    language: Language = Language.EN
    today: date | None = Field(default=None, description="of the person; else the server's day")


@router.get("/address", responses=problems(401, 429))
def address(core: TheCore, identity: Who) -> Address:
    """Tell where letters go."""
    with core.database.read() as session:
        row = session.get(MailAddress, identity.account_id)
    return _told(row)


@router.put("/address", responses=problems(401, 409, 422, 429))
def name_address(body: NewAddress, request: Request, core: TheCore, identity: Who) -> Address:
    """Name an address; a code is sent to it. Until it is confirmed nothing else is."""
    given = mail_address(body.address)
    mail_server()
    core.limiter.hit(LIMIT_CONFIRMATIONS, "mail code", identity.account_id)
    core.limiter.hit(LIMIT_CONFIRMATIONS, "mail code to", given.lower())
    code = new_code()
    send_confirmation(given, code, body.language)
    now_s = core.now_s()
    row = MailAddress(
        account_id=identity.account_id,
        address=given,
        confirmed_s=None,
        code_hash=hash_of(code),
        code_ends_s=now_s + CODE_S,
    )
    with core.database.write() as session:
        session.merge(row)
        note(session, MailEvent.NAMED, identity.account_id, address_of(request), now_s)
    return _told(row)


@router.post("/confirmation", responses=problems(401, 422, 429))
def confirm(body: MailCode, request: Request, core: TheCore, identity: Who) -> Address:
    """Confirm the address with the code that was sent to it."""
    core.limiter.hit(LIMIT_CODES, "mail confirmation", identity.account_id)
    now_s = core.now_s()
    with core.database.write() as session:
        row = session.get(MailAddress, identity.account_id)
        if (
            row is None
            or row.code_hash is None
            or row.code_ends_s <= now_s
            or row.code_hash != hash_of(body.code)
        ):
            raise Problem(
                422, "the code is wrong or too old", where="code", remedy="ask for a new one"
            )
        row.confirmed_s, row.code_hash = now_s, None
        note(session, MailEvent.CONFIRMED, identity.account_id, address_of(request), now_s)
    return _told(row)


@router.delete("/address", status_code=204, responses=problems(401, 429))
def remove_address(request: Request, core: TheCore, identity: Who) -> Response:
    """Forget the address."""
    with core.database.write() as session:
        gone = session.execute(
            delete(MailAddress)
            .where(MailAddress.account_id == identity.account_id)
            .returning(MailAddress.account_id)
        ).first()
        if gone is not None:
            note(session, MailEvent.REMOVED, identity.account_id, address_of(request), core.now_s())
    core.database.forget()
    return Response(status_code=204)


@router.post("/plan", status_code=204, responses=problems(401, 409, 422, 429))
def send_plan(body: PlanLetter, request: Request, core: TheCore, identity: Who) -> Response:
    """Send the plan with its progress, as text, page and PDF, to the confirmed address."""
    with core.database.read() as session:
        row = session.get(MailAddress, identity.account_id)
    if row is None or row.confirmed_s is None:
        raise Problem(
            409, "there is no confirmed address", where="address", remedy="name and confirm one"
        )
    server = mail_server()
    core.limiter.hit(LIMIT_PLANS, "plan letter", identity.account_id)
    today = body.today or datetime.fromtimestamp(core.clock(), UTC).date()
    records = told(core, rows_of(core, identity.account_id, _PLAN_KINDS))
    history = known_from(records).history(today)
    if history is None:
        raise Problem(
            409, "there is no plan on the server yet", where="plan",
            remedy="make one in the app, and let the phone reach the server",
        )  # fmt: skip
    content = content_of(history, body.language, today, _exercise_of, _picture_of)
    page, pdf = html_text(content), pdf_bytes(content)
    send(letter(content, page, pdf, server.sender, row.address), server)
    _note_sent(core, identity.account_id, address_of(request))
    return Response(status_code=204)


def _note_sent(core: Core, account_id: str, address: str) -> None:
    with core.database.write() as session:
        note(session, MailEvent.SENT, account_id, address, core.now_s())


def _told(row: MailAddress | None) -> Address:
    if row is None:
        return Address(address=None, confirmed_at=None)
    return Address(
        address=row.address,
        confirmed_at=None if row.confirmed_s is None else iso(row.confirmed_s),
    )


def _exercise_of(identifier: str) -> Exercise | None:
    try:
        return exercise(identifier)
    except RetrowalkError:
        return None


def _picture_of(identifier: str, level: Level, language: Language) -> str | None:
    found = _exercise_of(identifier)
    return None if found is None else still_svg(found, level, language)
