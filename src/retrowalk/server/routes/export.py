"""Everything of an account, to take along."""

from __future__ import annotations

from datetime import UTC, datetime

from fastapi import APIRouter, Response
from fastapi.responses import StreamingResponse

from retrowalk.server.core import TheCore
from retrowalk.server.export import export_of
from retrowalk.server.problems import problems
from retrowalk.server.sessions import Who

router = APIRouter(prefix="/export", tags=["export"])
LIMIT_EXPORTS = "20/hour"


@router.get(
    "",
    response_class=Response,
    responses={
        **problems(401, 429),
        200: {
            "description": "A zip of everything, in open formats.",
            "content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}},
        },
    },
)
def export(core: TheCore, identity: Who) -> StreamingResponse:
    """Give everything of the account as a zip; README.txt in it says what is what."""
    core.limiter.hit(LIMIT_EXPORTS, "export", identity.account_id)
    today = datetime.fromtimestamp(core.clock(), UTC).date()
    return StreamingResponse(
        export_of(core, identity.account_id, today),
        media_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="retrowalk-{today}.zip"'},
    )
