"""Passkeys: added and removed by who is logged in; logging in with one needs no name."""

from __future__ import annotations

import json
from typing import Annotated, Any
from urllib.parse import urlsplit

import webauthn
from fastapi import APIRouter, Path, Request, Response
from pydantic import BaseModel, Field
from sqlalchemy import delete, func, select
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, options_to_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from retrowalk.server.audit import Event, note
from retrowalk.server.core import Core, TheCore, address_of
from retrowalk.server.limiter import network_of
from retrowalk.server.models import Account, Challenge, Passkey
from retrowalk.server.problems import Problem, problems
from retrowalk.server.routes.accounts import Confirmation, Name, confirm_unless_fresh, need_accounts
from retrowalk.server.routes.me import Me, me_of
from retrowalk.server.routes.sessions import iso
from retrowalk.server.sessions import Identity, Who, open_session

router = APIRouter(prefix="/passkeys", tags=["passkeys"])
_CHALLENGE_S = 300
_MOST = 20
# What a malformed answer of an authenticator makes the reader of it raise.
_MALFORMED = (WebAuthnException, ValueError, KeyError, TypeError, IndexError)
Text64 = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]+={0,2}$", max_length=20_000)]


class Answer(BaseModel):
    """What the authenticator signed; further members are ignored."""

    clientDataJSON: Text64
    attestationObject: Text64 | None = None
    authenticatorData: Text64 | None = None
    signature: Text64 | None = None
    userHandle: Text64 | None = None


class Credential(BaseModel):
    """A `PublicKeyCredential` of the browser, as its `toJSON()` gives it."""

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]+$", max_length=1400)]
    rawId: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]+$", max_length=1400)]
    type: str = Field(default="public-key", max_length=20)
    response: Answer


class NewPasskey(BaseModel):
    """A passkey to add, and what to call it."""

    credential: Credential
    name: Name = "Passkey"


class OnePasskey(BaseModel):
    """A passkey of the account."""

    id: str
    name: str
    created_at: str
    used_at: str | None


class Passkeys(BaseModel):
    """All passkeys of the account."""

    passkeys: list[OnePasskey]


@router.post("/registration/options", responses=problems(401, 409, 429))
def registration_options(
    request: Request, core: TheCore, identity: Who, body: Confirmation | None = None
) -> dict[str, Any]:
    """Begin to add a passkey: what `navigator.credentials.create` is to be asked."""
    need_accounts(core)
    confirm_unless_fresh(core, identity, body, request)
    with core.database.read() as session:
        known = session.scalars(
            select(Passkey.id).where(Passkey.account_id == identity.account_id)
        ).all()
    if len(known) >= _MOST:
        raise Problem(409, f"an account has at most {_MOST} passkeys", remedy="remove one")
    options = webauthn.generate_registration_options(
        rp_id=_site(core, request)[1],
        rp_name="Retrowalk",
        user_id=identity.account_id.encode(),
        user_name=identity.name,
        exclude_credentials=[PublicKeyCredentialDescriptor(base64url_to_bytes(k)) for k in known],
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
    )
    _keep(core, options.challenge, identity.account_id)
    told: dict[str, Any] = json.loads(options_to_json(options))
    return told


@router.post("/registration/verification", status_code=201, responses=problems(401, 409, 422, 429))
def register(body: NewPasskey, request: Request, core: TheCore, identity: Who) -> OnePasskey:
    """Add the passkey that the authenticator made."""
    need_accounts(core)
    challenge = _spend(core, body.credential, identity.account_id)
    origin, site = _site(core, request)
    try:
        verified = webauthn.verify_registration_response(
            credential=body.credential.model_dump(exclude_none=True),
            expected_challenge=challenge,
            expected_rp_id=site,
            expected_origin=origin,
            require_user_verification=True,
        )
    except _MALFORMED as error:
        raise _refused() from error
    now_s = core.now_s()
    id = bytes_to_base64url(verified.credential_id)
    with core.database.write() as session:
        if session.get(Passkey, id) is not None:
            raise Problem(409, "this passkey is known already", where="credential.id")
        session.add(
            Passkey(
                id=id,
                account_id=identity.account_id,
                public_key=verified.credential_public_key,
                sign_count=verified.sign_count,
                name=body.name,
                created_s=now_s,
            )
        )
        note(session, Event.PASSKEY_ADDED, identity.account_id, address_of(request), now_s)
    return OnePasskey(id=id, name=body.name, created_at=iso(now_s), used_at=None)


@router.post("/authentication/options", responses=problems(409, 429))
def authentication_options(request: Request, core: TheCore) -> dict[str, Any]:
    """Begin to log in: what `navigator.credentials.get` is to be asked. The same for everybody."""
    need_accounts(core)
    core.limiter.hit(core.settings.limit_login_address, "passkey", network_of(address_of(request)))
    options = webauthn.generate_authentication_options(
        rp_id=_site(core, request)[1], user_verification=UserVerificationRequirement.REQUIRED
    )
    _keep(core, options.challenge, None)
    told: dict[str, Any] = json.loads(options_to_json(options))
    return told


@router.post("/authentication/verification", responses=problems(401, 409, 422, 429))
def authenticate(body: Credential, request: Request, response: Response, core: TheCore) -> Me:
    """Log in with a passkey."""
    need_accounts(core)
    address = address_of(request)
    core.limiter.hit(core.settings.limit_login_address, "login", network_of(address))
    challenge = _spend(core, body, None)
    origin, site = _site(core, request)
    with core.database.read() as session:
        found = session.execute(
            select(Passkey, Account)
            .join(Account, Account.id == Passkey.account_id)
            .where(Passkey.id == body.id)
        ).first()
    if found is None:
        _note_refused(core, None, address)
        raise _refused(401)
    passkey, account = found
    now_s = core.now_s()
    try:
        verified = webauthn.verify_authentication_response(
            credential=body.model_dump(exclude_none=True),
            expected_challenge=challenge,
            expected_rp_id=site,
            expected_origin=origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except _MALFORMED as error:
        _note_refused(core, account.id, address)
        raise _refused(401) from error
    with core.database.write() as session:
        kept = session.get(Passkey, passkey.id)
        if kept is None:
            raise _refused(401)
        kept.sign_count, kept.used_s = verified.new_sign_count, now_s
        csrf = open_session(core, session, account.id, request, response)
        note(session, Event.PASSKEY_LOGIN, account.id, address, now_s)
    return me_of(core, Identity(account.id, account.name, account.id, csrf))


@router.get("", responses=problems(401, 429))
def passkeys(core: TheCore, identity: Who) -> Passkeys:
    """List the passkeys of the account."""
    with core.database.read() as session:
        rows = session.scalars(
            select(Passkey)
            .where(Passkey.account_id == identity.account_id)
            .order_by(Passkey.created_s)
        ).all()
    return Passkeys(
        passkeys=[
            OnePasskey(
                id=row.id,
                name=row.name,
                created_at=iso(row.created_s),
                used_at=None if row.used_s is None else iso(row.used_s),
            )
            for row in rows
        ]
    )


@router.delete("/{id}", status_code=204, responses=problems(401, 404, 429))
def remove(
    id: Annotated[str, Path(max_length=1400)],
    request: Request,
    core: TheCore,
    identity: Who,
    body: Confirmation | None = None,
) -> Response:
    """Remove a passkey."""
    confirm_unless_fresh(core, identity, body, request)
    if not id.isascii() or not id.replace("-", "").replace("_", "").isalnum():
        raise Problem(404, "there is no such passkey", where="id")
    with core.database.write() as session:
        gone = session.execute(
            delete(Passkey)
            .where(Passkey.account_id == identity.account_id, Passkey.id == id)
            .returning(Passkey.id)
        ).first()
        if gone is None:
            raise Problem(404, "there is no such passkey", where="id")
        note(session, Event.PASSKEY_REMOVED, identity.account_id, address_of(request), core.now_s())
    return Response(status_code=204)


def _site(core: Core, request: Request) -> tuple[str, str]:
    """Return origin and name of the site; a browser signs only for the site it is on."""
    given = core.settings.origin
    if given is not None:
        return given.rstrip("/"), urlsplit(given).hostname or ""
    return f"{request.url.scheme}://{request.url.netloc}", request.url.hostname or "localhost"


def _keep(core: Core, challenge: bytes, account_id: str | None) -> None:
    now_s = core.now_s()
    with core.database.write() as session:
        session.execute(delete(Challenge).where(Challenge.expires_s < now_s))
        waiting = session.scalar(
            select(func.count()).select_from(Challenge).where(Challenge.account_id == account_id)
        )
        if account_id is not None and (waiting or 0) >= _MOST:
            raise Problem(409, "too many passkeys are being added", remedy="wait five minutes")
        session.add(
            Challenge(
                value=bytes_to_base64url(challenge),
                account_id=account_id,
                expires_s=now_s + _CHALLENGE_S,
            )
        )


def _spend(core: Core, credential: Credential, account_id: str | None) -> bytes:
    """Return the challenge that was signed, and let nobody use it again."""
    try:
        data = json.loads(base64url_to_bytes(credential.response.clientDataJSON))
        value = str(data["challenge"])
    except (*_MALFORMED, RecursionError) as error:
        raise _refused() from error
    if not value.isascii() or not value.isprintable() or len(value) > 128:
        raise _refused()
    with core.database.write() as session:
        found = session.get(Challenge, value)
        if found is None or found.account_id != account_id or found.expires_s < core.now_s():
            raise Problem(
                422, "the challenge is unknown or too old", where="credential", remedy="begin again"
            )
        session.delete(found)
    return base64url_to_bytes(value)


def _note_refused(core: Core, account_id: str | None, address: str) -> None:
    with core.database.write() as session:
        note(session, Event.PASSKEY_REFUSED, account_id, address, core.now_s())


def _refused(status: int = 422) -> Problem:
    return Problem(status, "the passkey was not accepted", where="credential", remedy="begin again")
