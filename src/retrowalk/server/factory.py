"""The application: everything joined, migrated and swept at start, stopped cleanly."""

from __future__ import annotations

import secrets
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse

from retrowalk._version import __version__
from retrowalk.errors import RetrowalkError
from retrowalk.server import problems, static
from retrowalk.server.blobs import Blobs, only_server
from retrowalk.server.core import Core
from retrowalk.server.database import Database
from retrowalk.server.guard import SECURITY_HEADERS, Guard
from retrowalk.server.jobs import Analyses, Jobs
from retrowalk.server.limiter import Limiter, check_rule
from retrowalk.server.models import LOCAL_ACCOUNT, Account
from retrowalk.server.passwords import Passwords
from retrowalk.server.push import Push
from retrowalk.server.quota import has_room
from retrowalk.server.reading import Reading
from retrowalk.server.reminders import Reminders
from retrowalk.server.routes import ROUTERS
from retrowalk.server.routes.accounts import local_account
from retrowalk.server.settings import Registration, Settings
from retrowalk.server.sharing import sweep_shares
from retrowalk.server.sweep import Sweeper, sweep, sweep_partials, sweep_rows

API = "/api/v1"


def create_app(
    settings: Settings,
    *,
    core: Core | None = None,
    app_folder: Path = static.APP,
) -> FastAPI:
    """Return the application; nothing is touched before it starts.

    Args:
        settings: of the server.
        core: of `opened`, by whoever closes it; left out, it is opened at the start.
        app_folder: the built phone app.
    """

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        if core is not None:
            yield
            return
        with opened(settings) as app.state.core:
            yield

    app = FastAPI(
        title="Retrowalk",
        version=__version__,
        lifespan=lifespan,
        openapi_url=f"{API}/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    app.state.core = core
    problems.install(app)
    for router in ROUTERS:
        app.include_router(router, prefix=API)
    static.install(app, app_folder)
    app.add_middleware(Guard, settings=settings)
    app.openapi = lambda: _openapi(app)  # type: ignore[method-assign]

    @app.exception_handler(Exception)
    def broken(request: Request, error: Exception) -> JSONResponse:
        failed = problems.Problem(
            500, "the server failed; it is in its log", remedy="try again; nothing stored is lost"
        )
        response = problems.answer(failed)
        response.headers.update(SECURITY_HEADERS)
        return response

    return app


@contextmanager
def opened(
    settings: Settings,
    *,
    clock: Callable[[], float] = time.time,
    passwords: Passwords | None = None,
) -> Iterator[Core]:
    """Open, migrate and sweep everything, begin the jobs; at the end close it in turn.

    Args:
        settings: of the server.
        clock: seconds since 1970; another one in tests.
        passwords: hashes passwords; a fast one in tests.

    Raises:
        RetrowalkError: folder or database cannot be used, or another server has them.
    """
    with ExitStack() as stack:
        yield _start(settings, clock, passwords, stack)


def _start(
    settings: Settings,
    clock: Callable[[], float],
    passwords: Passwords | None,
    stack: ExitStack,
) -> Core:
    for name in ("limit_login_address", "limit_login_account", "limit_registration",
                 "limit_requests"):  # fmt: skip
        check_rule(getattr(settings, name), f"RETROWALK_{name.upper()}")
    folder = settings.folder
    try:
        alone = stack.enter_context(only_server(folder))
        blobs = Blobs(folder / "accounts")
    except OSError as error:
        raise RetrowalkError(
            f"the data folder cannot be used ({error.strerror})",
            where=str(error.filename or folder),
            remedy="choose another with --data",
        ) from error
    if not alone:
        raise RetrowalkError(
            "another server is using this data folder", where=str(folder), remedy="stop it first"
        )
    database = Database(settings.database_url)
    stack.callback(database.close)
    database.migrate()
    with database.write() as session:
        if session.get(Account, LOCAL_ACCOUNT) is None:
            session.add(local_account(int(clock())))
    sweep(database, blobs)
    reading = Reading(settings)
    sweeper = Sweeper(
        [
            reading.sweep,
            lambda: sweep_partials(blobs),
            lambda: sweep_rows(settings, database, int(clock())),
            lambda: sweep_shares(database, int(clock()), settings.audit_s, settings.looks_s),
        ]
    )
    stack.callback(sweeper.stop)
    sweeper.start()
    analyses = Analyses(
        database,
        blobs,
        reading,
        lambda: int(clock()),
        lambda account_id, more: has_room(core, account_id, more),
    )
    jobs = Jobs(folder, analyses, enabled=settings.jobs)
    core = Core(
        settings=settings,
        database=database,
        blobs=blobs,
        limiter=Limiter(),
        passwords=passwords or Passwords(),
        reading=reading,
        jobs=jobs,
        invitation=invitation_of(settings),
        clock=clock,
        local_csrf=secrets.token_hex(32),
    )
    jobs.start()
    stack.callback(jobs.stop)
    # before the jobs end: what is being read ends with it
    stack.callback(reading.close)
    reminders = Reminders(core, Push(settings))
    reminders.start()
    stack.callback(reminders.stop)
    return core


def invitation_of(settings: Settings) -> str:
    """Return the code that new accounts need; one is made and kept where none is set."""
    if settings.invitation is not None:
        return settings.invitation
    if not settings.accounts or settings.registration is not Registration.INVITATION:
        return secrets.token_hex(16)
    path = settings.folder / "invitation"
    kept = path.read_text(encoding="ascii").strip() if path.exists() else ""
    if kept:
        return kept
    # Also where a kill left it empty: an empty code would let everybody in.
    made = secrets.token_urlsafe(9)
    part = path.with_name("invitation.part")
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)
    part.write_text(made + "\n", encoding="ascii")
    part.replace(path)
    return made


def _openapi(app: FastAPI) -> dict[str, Any]:
    if app.openapi_schema is None:
        schema = get_openapi(
            title=app.title,
            version=app.version,
            routes=app.routes,
            description="The API of the phone app; docs/server.md explains it.",
        )
        schema["components"]["schemas"]["ProblemBody"] = problems.ProblemBody.model_json_schema()
        app.openapi_schema = schema
    return app.openapi_schema
