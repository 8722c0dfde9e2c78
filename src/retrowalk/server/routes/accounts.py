"""Accounts: made, logged in to, given another password, deleted."""

from __future__ import annotations

import hmac
import unicodedata
from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import AfterValidator, BaseModel, Field
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from retrowalk.server.audit import Event, note
from retrowalk.server.core import Core, TheCore, address_of, new_id
from retrowalk.server.jobs import next_seq
from retrowalk.server.limiter import network_of
from retrowalk.server.models import LOCAL_ACCOUNT, NAME_MOST, Account, AuditEvent, Login
from retrowalk.server.passwords import MOST, check_password
from retrowalk.server.problems import Problem, problems
from retrowalk.server.routes.me import Me, me_of
from retrowalk.server.sessions import Identity, Who, forget_cookie, open_session
from retrowalk.server.settings import Registration

router = APIRouter(tags=["accounts"])
# Longer ones are refused by the rule with its own sentence; beyond this they are not even read.
_READ_MOST = 4 * MOST
_FRESH_S = 600


def _clean(text: str) -> str:
    name = unicodedata.normalize("NFKC", text).strip()
    if not name or any(unicodedata.category(c)[0] == "C" for c in name):
        raise ValueError("a name needs visible characters")
    if len(name) > NAME_MOST:
        raise ValueError(f"a name has at most {NAME_MOST} characters")
    return name


Name = Annotated[str, Field(min_length=1, max_length=NAME_MOST), AfterValidator(_clean)]
Password = Annotated[str, Field(min_length=1, max_length=_READ_MOST)]


class NewAccount(BaseModel):
    """What makes an account."""

    name: Name
    password: Password = Field(description="12 to 128 characters, any of them")
    invitation: str | None = Field(
        default=None, max_length=128, description="the server's code, where it asks for one"
    )


class Credentials(BaseModel):
    """What logs in."""

    name: Name
    password: Password


class NewPassword(BaseModel):
    """The old one and the new one."""

    current: Password
    new: Password


class Confirmation(BaseModel):
    """What is asked again before something that cannot be undone, or opens other ways in."""

    password: Password | None = Field(
        default=None,
        description="not needed in local mode; for passkeys only ten minutes after a login",
    )


def folded(name: str) -> str:
    """Return the form in which names are compared."""
    return name.casefold()


def need_accounts(core: Core) -> None:
    """Refuse in local mode.

    Raises:
        Problem: 409, there is no login.
    """
    if not core.settings.accounts:
        raise Problem(
            409, "this server has one person and no login", remedy="serve it with --accounts"
        )


@router.post("/accounts", status_code=201, responses=problems(409, 422, 429))
def create(body: NewAccount, request: Request, response: Response, core: TheCore) -> Me:
    """Make an account and log in to it."""
    need_accounts(core)
    address = address_of(request)
    core.limiter.hit(core.settings.limit_registration, "registration", network_of(address))
    if core.settings.registration is Registration.CLOSED:
        raise Problem(403, "this server takes no new accounts", remedy="ask who runs it")
    if core.settings.registration is Registration.INVITATION and not hmac.compare_digest(
        (body.invitation or "").encode(), core.invitation.encode()
    ):
        raise Problem(
            403,
            "the invitation code is wrong",
            where="invitation",
            remedy="ask who runs the server",
        )
    check_password(body.password, body.name)
    hashed = core.passwords.hash(body.password)
    account_id = new_id()
    now_s = core.now_s()
    try:
        with core.database.write() as session:
            session.add(
                Account(
                    id=account_id,
                    name=body.name,
                    folded_name=folded(body.name),
                    password_hash=hashed,
                    created_s=now_s,
                )
            )
            session.flush()
            csrf = open_session(core, session, account_id, request, response)
            note(session, Event.CREATED, account_id, address, now_s)
    except IntegrityError:
        raise Problem(409, "this name is taken", where="name", remedy="choose another") from None
    return me_of(core, Identity(account_id, body.name, account_id, csrf))


@router.post("/session", responses=problems(401, 409, 422, 429))
def log_in(body: Credentials, request: Request, response: Response, core: TheCore) -> Me:
    """Log in; any session of this browser ends, a new one begins."""
    need_accounts(core)
    address = address_of(request)
    settings = core.settings
    core.limiter.hit(settings.limit_login_address, "login", network_of(address))
    core.limiter.hit(settings.limit_login_account, "login to", folded(body.name))
    with core.database.read() as session:
        account = session.scalars(
            select(Account).where(Account.folded_name == folded(body.name))
        ).first()
    hashed = None if account is None else account.password_hash
    right = core.passwords.is_right(hashed, body.password)
    now_s = core.now_s()
    if account is None or hashed is None or not right:
        with core.database.write() as session:
            known = None if account is None else account.id
            note(session, Event.LOGIN_REFUSED, known, address, now_s)
        raise _unknown()
    renewed = core.passwords.hash(body.password) if core.passwords.is_outdated(hashed) else None
    with core.database.write() as session:
        kept = session.get(Account, account.id)
        if kept is None:
            raise _unknown()
        if renewed is not None:
            kept.password_hash = renewed
        csrf = open_session(core, session, account.id, request, response)
        note(session, Event.LOGIN, account.id, address, now_s)
    return me_of(core, Identity(account.id, account.name, account.id, csrf))


def _unknown() -> Problem:
    return Problem(
        401, "the name or the password is wrong", where="name, password", remedy="try again"
    )


@router.post("/accounts/me/password", responses=problems(401, 409, 422, 429))
def change_password(
    body: NewPassword, request: Request, response: Response, core: TheCore, identity: Who
) -> Me:
    """Change the password; all other sessions end, this one is renewed."""
    need_accounts(core)
    confirm(core, identity, body.current, request, "current")
    check_password(body.new, identity.name)
    hashed = core.passwords.hash(body.new)
    with core.database.write() as session:
        account = session.get(Account, identity.account_id)
        if account is None:
            raise Problem(401, "the account is gone")
        account.password_hash = hashed
        session.execute(delete(Login).where(Login.account_id == identity.account_id))
        csrf = open_session(core, session, identity.account_id, request, response)
        note(session, Event.PASSWORD_CHANGED, account.id, address_of(request), core.now_s())
    return me_of(core, Identity(identity.account_id, identity.name, identity.account_id, csrf))


@router.delete("/accounts/me", status_code=204, responses=problems(401, 422, 429))
def delete_account(
    request: Request, core: TheCore, identity: Who, body: Confirmation | None = None
) -> Response:
    """Delete the account with everything in it; in local mode all data. It cannot be undone."""
    if not identity.is_local:
        confirm(core, identity, (body.password if body else None) or "", request, "password")
    now_s = core.now_s()
    with core.database.write() as session:
        seq = next_seq(session, identity.account_id) or 0
        session.execute(delete(AuditEvent).where(AuditEvent.account_id == identity.account_id))
        session.execute(delete(Account).where(Account.id == identity.account_id))
        note(session, Event.DELETED, None, "", now_s)
        if identity.is_local:
            session.flush()
            # Other devices go on asking from the number they know.
            session.add(local_account(now_s, seq))
        # Under the lock: what is sent from now on belongs to what begins now.
        session.flush()
        aside = core.blobs.set_aside(identity.account_id)
    core.blobs.discard(aside)
    core.database.forget()
    response = Response(status_code=204)
    forget_cookie(response)
    return response


def confirm(core: Core, identity: Identity, password: str, request: Request, where: str) -> None:
    """Ask for the password once more.

    Raises:
        Problem: 422, it is wrong; 429, too often.
    """
    core.limiter.hit(core.settings.limit_login_account, "confirm", identity.account_id)
    with core.database.read() as session:
        account = session.get(Account, identity.account_id)
    hashed = None if account is None else account.password_hash
    if not core.passwords.is_right(hashed, password):
        with core.database.write() as session:
            note(
                session,
                Event.PASSWORD_REFUSED,
                identity.account_id,
                address_of(request),
                core.now_s(),
            )
        raise Problem(422, "the password is wrong", where=where, remedy="try again")


def confirm_unless_fresh(
    core: Core, identity: Identity, body: Confirmation | None, request: Request
) -> None:
    """Ask for the password once more, unless the person logged in a moment ago.

    Raises:
        Problem: 422, it is missing or wrong; 429, too often.
    """
    if identity.is_local or core.now_s() - identity.since_s <= _FRESH_S:
        return
    confirm(core, identity, (body.password if body else None) or "", request, "password")


def local_account(now_s: int, seq: int = 0) -> Account:
    """Return the account of the one person of local mode; nobody can log in to it."""
    return Account(
        id=LOCAL_ACCOUNT,
        name=LOCAL_ACCOUNT,
        folded_name="\n",
        password_hash=None,
        seq=seq,
        created_s=now_s,
    )
