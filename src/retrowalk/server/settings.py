"""What the server is told: from the environment (RETROWALK_*) and the options of `serve`."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from platformdirs import user_data_path

from retrowalk.errors import RetrowalkError

PREFIX = "RETROWALK_"
MIB = 1024**2
GIB = 1024**3
MINUTE_S = 60
DAY_S = 86_400


class Registration(StrEnum):
    """Who may make an account."""

    INVITATION = "invitation"
    OPEN = "open"
    CLOSED = "closed"


def _default_data() -> Path:
    return user_data_path("retrowalk")


def _said(help_: str, default: Any, *, of: str = "") -> Any:
    """Return a field with its explanation; ``of`` is another name of its variable."""
    return field(default=default, metadata={"help": help_, "variable": of})


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be chosen; each field is the variable RETROWALK_ + its name.

    Sizes are bytes, times seconds. docs/server.md explains every one.
    """

    data: Path = field(
        default_factory=_default_data,
        metadata={"help": "folder of all that is stored; the server uses server/ inside it"},
    )
    database: str | None = _said(
        "URL of the database, such as postgresql://…; left out, SQLite in the data folder", None
    )
    host: str = _said("address to listen on", "127.0.0.1")
    port: int = _said("port to listen on", 8000)
    accounts: bool = _said("ask for a login; without it, one person on this machine", False)
    registration: Registration = _said(  # noqa: RUF009
        "who may make an account: invitation, open or closed", Registration.INVITATION
    )
    invitation: str | None = _said(
        "the invitation code; left out, one is made and kept in the data folder", None
    )
    origin: str | None = _said(
        "where browsers reach the server, such as https://walk.example; left out, as they ask",
        None,
    )
    allowed_hosts: tuple[str, ...] = _said(
        "names besides localhost that requests may ask for, with commas", ()
    )
    record_bytes: int = _said("largest record", 64 * MIB)
    json_record_bytes: int = _said("largest record that is JSON (all but motion)", 8 * MIB)
    file_bytes: int = _said("largest foreign file", 64 * MIB)
    account_bytes: int = _said("all of an account together", 2 * GIB)
    account_records: int = _said("most records of an account, deleted ones included", 200_000)
    session_idle_s: int = _said("a session ends when unused for so long", 14 * DAY_S)
    session_absolute_s: int = _said("a session ends after so long in any case", 90 * DAY_S)
    clock_ahead_s: int = _said("how far a phone's clock may be ahead", 2 * DAY_S)
    reading_s: int = _said("time that reading one file may take", 60)
    reading_bytes: int = _said("memory that reading one file may take", 3 * GIB)
    readings: int = _said("files that are read at the same time", 2)
    audit_s: int = _said("how long events of accounts are kept", 180 * DAY_S)
    looks_s: int = _said("how long it is kept who looked at what was shared", 180 * DAY_S)
    limit_login_address: str = _said("logins from one address", "30/5minutes")
    limit_login_account: str = _said("logins to one account", "10/15minutes")
    limit_registration: str = _said("new accounts from one address", "10/hour")
    limit_requests: str = _said("requests of one account", "3000/minute")
    access_log: bool = _said("write a line for every request, without its query", False)
    push_contact: str | None = _said(
        "who runs the server, for push services: mailto:… or https://…; left out, the origin",
        None,
    )
    push_hosts: tuple[str, ...] = _said(
        "push services that reminders may go to, with commas",
        (
            "fcm.googleapis.com",
            "push.services.mozilla.com",
            "push.apple.com",
            "notify.windows.com",
        ),
    )
    jobs: bool = _said("analyse stored motion again when the tracker is newer", True)

    def __post_init__(self) -> None:
        if not self.accounts and not is_loopback(self.host):
            raise RetrowalkError(
                f"without accounts the server only listens on this machine, not on {self.host}",
                where="--host",
                remedy="add --accounts, or leave --host out",
            )
        if self.origin is not None and not self.origin.startswith(("https://", "http://")):
            raise RetrowalkError(
                f"'{self.origin}' is no origin",
                where="RETROWALK_ORIGIN",
                remedy="write it like https://walk.example",
            )

    @property
    def folder(self) -> Path:
        """Where the server keeps its things."""
        return self.data / "server"

    @property
    def database_url(self) -> str:
        """URL of the database, with the driver named."""
        if self.database is None:
            return f"sqlite:///{self.folder / 'server.sqlite'}"
        for plain in ("postgresql://", "postgres://"):
            if self.database.startswith(plain):
                return "postgresql+psycopg://" + self.database.removeprefix(plain)
        return self.database


def is_loopback(host: str) -> bool:
    """Tell whether an address can be reached from this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def settings_from(environment: Mapping[str, str] = os.environ, **given: Any) -> Settings:
    """Return the settings: what is given wins over the environment, that over defaults.

    Raises:
        RetrowalkError: a value that cannot be read; the message names its variable.
    """
    values: dict[str, Any] = {}
    for one in fields(Settings):
        variable = PREFIX + one.name.upper()
        if given.get(one.name) is not None:
            values[one.name] = given[one.name]
        elif environment.get(variable):
            values[one.name] = _read(str(one.type), environment[variable], variable)
    return replace(Settings(data=values.pop("data", _default_data())), **values)


def _read(kind: str, text: str, variable: str) -> Any:
    try:
        if kind == "Path":
            return Path(text)
        if kind == "bool":
            return {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}[
                text.lower()
            ]
        if kind == "int":
            return int(text)
        if kind == "Registration":
            return Registration(text)
        if kind.startswith("tuple"):
            return tuple(part.strip() for part in text.split(",") if part.strip())
    except (KeyError, ValueError):
        raise RetrowalkError(
            f"'{text}' cannot be read as {kind}", where=variable, remedy="see docs/server.md"
        ) from None
    return text
