"""The routes of the API, one file per question; `ROUTERS` is what the application serves."""

from __future__ import annotations

from fastapi import APIRouter

from retrowalk.server.routes import (
    accounts,
    analyses,
    files,
    me,
    passkeys,
    records,
    sessions,
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
)
