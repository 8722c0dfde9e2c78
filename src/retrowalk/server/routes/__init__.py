"""The routes of the API, one file per question; `ROUTERS` is what the application serves."""

from __future__ import annotations

from fastapi import APIRouter

from retrowalk.server.routes import (
    accounts,
    analyses,
    export,
    files,
    mail,
    me,
    passkeys,
    patients,
    push,
    records,
    sessions,
    shares,
    suggestions,
    uploads,
)

ROUTERS: tuple[APIRouter, ...] = (
    me.router,
    accounts.router,
    sessions.router,
    passkeys.router,
    records.router,
    uploads.router,
    analyses.router,
    files.router,
    shares.router,
    patients.router,
    suggestions.router,
    mail.router,
    push.router,
    export.router,
)
