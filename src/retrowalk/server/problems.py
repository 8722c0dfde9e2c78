"""How the server says no: `application/problem+json` with what, where and remedy."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from retrowalk.errors import RetrowalkError

MEDIA_TYPE = "application/problem+json"

_REASONS = {
    400: "The request cannot be read.",
    401: "There is no valid session: log in.",
    403: "Not allowed: a foreign origin, a missing CSRF header, or no right to it.",
    404: "There is no such thing in this account.",
    405: "This address does not know this method.",
    409: "It does not fit what is stored; the headers or the text say what is.",
    410: "It was deleted; delete it on the device as well.",
    413: "Too large, or the account is full.",
    422: "Understood but refused; `where` names the place.",
    423: "The same thing is being uploaded at this moment.",
    426: "The client is too old; reload the app.",
    429: "Too many requests; `Retry-After` says when to come again.",
}


class ProblemBody(BaseModel):
    """One sentence, the place it is about, and what to do."""

    status: int = Field(description="the HTTP status")
    what: str = Field(description="what is wrong, one sentence")
    where: str | None = Field(default=None, description="the field, header or place in the file")
    remedy: str | None = Field(default=None, description="what to do")
    id: str | None = Field(default=None, description="of a foreign file that was kept all the same")


class Problem(Exception):
    """An answer that is a problem; raised anywhere under a route."""

    def __init__(
        self,
        status: int,
        what: str,
        *,
        where: str | None = None,
        remedy: str | None = None,
        headers: Mapping[str, str] | None = None,
        id: str | None = None,
    ) -> None:
        self.status = status
        self.body = ProblemBody(status=status, what=what, where=where, remedy=remedy, id=id)
        self.headers = dict(headers or {})
        super().__init__(what)


def answer(problem: Problem) -> JSONResponse:
    """Return the response of a problem."""
    return JSONResponse(
        problem.body.model_dump(exclude_none=True),
        status_code=problem.status,
        headers=problem.headers,
        media_type=MEDIA_TYPE,
    )


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return these problems for the documentation of a route, with what any route can say."""
    return {
        status: {
            "description": _REASONS[status],
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemBody"}}},
        }
        for status in sorted({400, 403, 413, 422, 426, *statuses})
    }


def install(app: FastAPI) -> None:
    """Make every failure under the application a problem."""

    @app.exception_handler(Problem)
    def told(request: Request, error: Problem) -> JSONResponse:
        return answer(error)

    @app.exception_handler(RetrowalkError)
    def refused(request: Request, error: RetrowalkError) -> JSONResponse:
        return answer(Problem(422, error.what, where=error.where, remedy=error.remedy))

    @app.exception_handler(RequestValidationError)
    def unread(request: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first.get("loc", ()))
        return answer(Problem(422, str(first.get("msg", "cannot be read")), where=where))

    @app.exception_handler(OSError)
    def full(request: Request, error: OSError) -> JSONResponse:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise error
        remedy = "tell who runs it; nothing on the phone is lost, and what came is kept"
        return answer(Problem(507, "the server's disk is full", remedy=remedy))

    @app.exception_handler(HTTPException)
    def plain(request: Request, error: HTTPException) -> JSONResponse:
        what = str(error.detail) or HTTPStatus(error.status_code).phrase
        return answer(Problem(error.status_code, what, headers=error.headers))
