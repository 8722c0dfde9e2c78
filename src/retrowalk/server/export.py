"""Everything of an account as one zip, written as it is sent: no copy on the disk.

README.txt            what is in here
account.json          name, sessions, passkeys, mail address, shares, who looked, events
history.json          plan, log and tests (docs/reports.md), where there is a plan
records/<kind>/…      every record as the phone made it; motion as gzip of JSON
files/…               files of other apps as they came
analyses/…            what the newest tracker says of them
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select

from retrowalk.coach.contract import to_json
from retrowalk.errors import RetrowalkError
from retrowalk.server.blobs import FILES, RECORDS
from retrowalk.server.core import Core
from retrowalk.server.history import known_from, rows_of, told
from retrowalk.server.models import (
    Account,
    Analysis,
    AuditEvent,
    Login,
    Passkey,
    Record,
    StoredFile,
    Tombstone,
)
from retrowalk.server.models_sharing import (
    MailAddress,
    PushSubscription,
    Share,
    ShareView,
    Suggestion,
)

_CHUNK = 256 * 1024
_README = """Everything that this server keeps of you.

account.json   your account: sessions, passkeys, mail address, shares, who looked, events
history.json   plan, log and tests together; `retrowalk report history.json --html plan.html`
records/       every record as your phone made it, one JSON file each (docs/records.md);
               motion is gzip of JSON: `retrowalk track FILE.json.gz`
files/         files of other apps as they came
analyses/      what the newest version says of your motion

Alles, was dieser Server von Ihnen aufbewahrt: Konto, Plan mit Verlauf, jeder Eintrag so, wie das
Telefon ihn gemacht hat, Dateien anderer Apps unverändert, Auswertungen.
"""


class _Sink:
    """Takes what the zip writes, and gives it away."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._written = 0

    def write(self, data: bytes) -> int:
        self._parts.append(bytes(data))
        self._written += len(data)
        return len(data)

    def tell(self) -> int:
        return self._written

    def flush(self) -> None:
        """Do nothing: nothing is held back."""

    def taken(self) -> bytes:
        data = b"".join(self._parts)
        self._parts.clear()
        return data


def export_of(core: Core, account_id: str, today: date) -> Iterator[bytes]:
    """Yield the zip in parts; memory is bounded by one part."""
    sink: Any = _Sink()
    with zipfile.ZipFile(sink, "w", allowZip64=True) as archive:
        for name, text in _texts(core, account_id, today):
            archive.writestr(name, text, zipfile.ZIP_DEFLATED)
            yield sink.taken()
        for name, area, id, is_packed in _blobs(core, account_id):
            yield from _copied(core, archive, sink, name, account_id, area, id, is_packed)
    yield sink.taken()


def _copied(
    core: Core,
    archive: zipfile.ZipFile,
    sink: _Sink,
    name: str,
    account_id: str,
    area: str,
    id: str,
    is_packed: bool,
) -> Iterator[bytes]:
    entry = zipfile.ZipInfo(name, datetime.fromtimestamp(core.clock(), UTC).timetuple()[:6])
    entry.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
    try:
        source = core.blobs.path(account_id, area, id).open("rb")
    except FileNotFoundError:  # deleted in this moment
        return
    with source, archive.open(entry, "w", force_zip64=True) as target:
        while chunk := source.read(_CHUNK):
            target.write(chunk)
            yield sink.taken()
    yield sink.taken()


def _texts(core: Core, account_id: str, today: date) -> Iterator[tuple[str, str]]:
    yield "README.txt", _README
    yield "account.json", json.dumps(_account(core, account_id), ensure_ascii=False, indent=1)
    known = known_from(
        told(core, rows_of(core, account_id, ("screening", "plan", "log", "result")))
    )
    try:
        history = known.history(today)
    except RetrowalkError:  # the records are there all the same
        history = None
    if history is not None:
        yield "history.json", to_json(history)
    with core.database.read() as session:
        motions = session.scalars(
            select(Analysis.motion).where(Analysis.account_id == account_id)
        ).all()
    for motion in motions:
        # one at a time: a walk can take megabytes
        with core.database.read() as session:
            row = session.get(Analysis, (account_id, motion))
        if row is None:  # deleted in this moment
            continue
        told_by = {"tracker_version": row.tracker_version, "motion": row.motion}
        found = {"walk": _json(row.walk), "problem": _json(row.problem)}
        yield f"analyses/{row.motion}.json", json.dumps({**told_by, **found}, ensure_ascii=False)


def _blobs(core: Core, account_id: str) -> Iterator[tuple[str, str, str, bool]]:
    with core.database.read() as session:
        records = session.scalars(
            select(Record).where(Record.account_id == account_id).order_by(Record.seq)
        ).all()
        files = session.scalars(select(StoredFile).where(StoredFile.account_id == account_id)).all()
    for record in records:
        is_packed = record.kind == "motion"
        ending = "json.gz" if is_packed else "json"
        yield f"records/{record.kind}/{record.id}.{ending}", RECORDS, record.id, is_packed
    for file in files:
        yield f"files/{file.id[:12]}-{file.name}", FILES, file.id, False


def _account(core: Core, account_id: str) -> dict[str, Any]:
    """Return what is kept besides records; no secret, no hash of one."""
    with core.database.read() as session:
        account = session.get(Account, account_id)
        mail = session.get(MailAddress, account_id)
        shares = session.scalars(select(Share).where(Share.account_id == account_id)).all()
        ids = [share.id for share in shares]

        def all_of(table: Any, column: Any) -> list[Any]:
            return list(session.scalars(select(table).where(column)).all())

        return {
            "name": None if account is None else account.name,
            "created_at": None if account is None else _iso(account.created_s),
            "sessions": [
                {"agent": one.agent, "created_at": _iso(one.created_s), "seen_at": _iso(one.seen_s)}
                for one in all_of(Login, Login.account_id == account_id)
            ],
            "passkeys": [
                {"name": one.name, "created_at": _iso(one.created_s)}
                for one in all_of(Passkey, Passkey.account_id == account_id)
            ],
            "mail_address": None
            if mail is None
            else {"address": mail.address, "confirmed_at": _iso(mail.confirmed_s)},
            "reminders": [
                {"endpoint": one.endpoint, "rules": json.loads(one.rules)}
                for one in all_of(PushSubscription, PushSubscription.account_id == account_id)
            ],
            "shares": [
                {
                    "id": one.id,
                    "label": one.label,
                    "kinds": one.kinds.split(","),
                    "data_from": _iso(one.data_from_s),
                    "data_to": _iso(one.data_to_s),
                    "created_at": _iso(one.created_s),
                    "ends_at": _iso(one.ends_s),
                    "accepted_at": _iso(one.accepted_s),
                    "ended_at": _iso(one.ended_s),
                }
                for one in shares
            ],
            "views": [
                {
                    "share": one.share_id,
                    "at": _iso(one.at_s),
                    "viewer": one.viewer,
                    "what": one.what,
                }
                for one in all_of(ShareView, ShareView.share_id.in_(ids))
            ],
            "suggestions": [
                {
                    "by": one.by_name,
                    "made_at": _iso(one.made_s),
                    "message": one.message,
                    "plan": json.loads(one.plan),
                    "answer": one.answer,
                }
                for one in all_of(Suggestion, Suggestion.share_id.in_(ids))
            ],
            "events": [
                {"at": _iso(one.at_s), "event": one.event, "address": one.address}
                for one in all_of(AuditEvent, AuditEvent.account_id == account_id)
            ],
            "deleted": [
                {"id": one.id, "deleted_at": _iso(one.deleted_s)}
                for one in all_of(Tombstone, Tombstone.account_id == account_id)
            ],
        }


def _json(text: str | None) -> Any:
    return None if text is None else json.loads(text)


def _iso(time_s: int | None) -> str | None:
    return None if time_s is None else datetime.fromtimestamp(time_s, UTC).isoformat()
