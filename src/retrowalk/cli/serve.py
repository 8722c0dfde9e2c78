"""`retrowalk serve`: the phone app and what it sends, on this machine or for a group."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from retrowalk.errors import RetrowalkError
from retrowalk.language import Language

if TYPE_CHECKING:
    from retrowalk.server.core import Core

_NEEDED = ("fastapi", "uvicorn", "sqlalchemy", "alembic", "argon2", "webauthn", "huey", "limits")


def serve(
    host: Annotated[
        str | None,
        typer.Option(help="Address to listen on; 127.0.0.1 if left out.", metavar="ADDRESS"),
    ] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="Port to listen on; 8000 if left out.")
    ] = None,
    database: Annotated[
        str | None,
        typer.Option(help="Database by its URL; SQLite in the data folder if left out."),
    ] = None,
    data: Annotated[
        Path | None, typer.Option(help="Folder of all that is stored.", metavar="DIR")
    ] = None,
    accounts: Annotated[
        bool | None,
        typer.Option(
            "--accounts/--no-accounts",
            help="Ask for a login; without it, one person on this machine.",
        ),
    ] = None,
    https: Annotated[
        bool,
        typer.Option(
            "--https",
            help="For phones in the house: https with an authority of its own, on all addresses,"
            " port 8443, with accounts.",
        ),
    ] = False,
    trust_port: Annotated[
        int,
        typer.Option(
            "--trust-port",
            min=0,
            max=65535,
            help="With --https: port of the page that hands out the certificate.",
        ),
    ] = 8080,
    lang: Annotated[
        Language, typer.Option(help="Language of how to trust it, with --https.")
    ] = Language.EN,
) -> None:
    """Serve the phone app, and keep what phones send; Ctrl-C stops it."""
    check_installed()
    from retrowalk.server.run import serve as run
    from retrowalk.server.settings import settings_from

    if https:
        from retrowalk.server.house import EVERYWHERE, PORT, serve_house

        settings = settings_from(
            host=host or os.environ.get("RETROWALK_HOST") or EVERYWHERE,
            port=PORT if port is None and not os.environ.get("RETROWALK_PORT") else port,
            database=database,
            data=data,
            accounts=True if accounts is None else accounts,
        )
        serve_house(
            settings,
            trust_port=trust_port,
            language=lang,
            ready=_say,
            say=lambda text: typer.echo(text, err=True),
        )
        return
    settings = settings_from(host=host, port=port, database=database, data=data, accounts=accounts)
    run(settings, ready=_say)


def check_installed() -> None:
    """Refuse with one sentence where the server's libraries are missing.

    Raises:
        RetrowalkError: it names what is missing and how to get it.
    """
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        raise RetrowalkError(
            f"the server needs {', '.join(missing)}, which this installation does not have",
            where="serve",
            remedy='pip install "retrowalk[server]"',
        )
    if find_spec("fcntl") is None:
        raise RetrowalkError("the server runs on Linux and macOS only", where="serve")


def _say(address: str, core: Core) -> None:
    settings = core.settings
    typer.echo(f"Retrowalk is at {address} (Ctrl-C stops it)", err=True)
    typer.echo(f"What is stored is in {settings.folder}", err=True)
    if settings.accounts and settings.registration.value == "invitation":
        typer.echo(f"Invitation code for new accounts: {core.invitation}", err=True)
