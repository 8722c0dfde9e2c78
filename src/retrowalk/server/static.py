"""The phone app as it was built: files, their cache, and a page where it was not built."""

from __future__ import annotations

import gzip
import mimetypes
import re
from functools import lru_cache
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.responses import FileResponse

APP = Path(__file__).parent / "app"
_HASHED = re.compile(r"^assets/.*[-.][A-Za-z0-9_-]{8,}\.\w+$")
_TEXT = re.compile(r"^(text/|application/(json|javascript|manifest\+json|wasm)|image/svg)")
_GZIP_LEAST = 1024
_UNBUILT = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Retrowalk</title>
<h1>The app was not built</h1>
<p>The server runs, but the phone app is not in this installation. From a clone, run
<code>make run</code>; it needs Node or npm's registry once. The wheel from the package index
contains the app.</p>
<p lang="de">Der Server läuft, aber die App fehlt in dieser Installation: <code>make run</code>
im Quellverzeichnis baut sie.</p>
<p>What the server can do: <a href="/api/v1/openapi.json">openapi.json</a></p>
</html>
"""


def install(app: FastAPI, folder: Path = APP) -> None:
    """Serve a built app under every address that is not the API's."""
    root = folder.resolve()

    @app.api_route("/{path:path}", methods=["GET", "HEAD"], include_in_schema=False)
    def static(path: str, request: Request) -> Response:
        """Give a file of the app; addresses of its pages give its one page."""
        if path == "api" or path.startswith("api/"):
            from retrowalk.server.problems import Problem

            raise Problem(404, "the API has no such address", remedy="see /api/v1/openapi.json")
        index = root / "index.html"
        if not index.is_file():
            return Response(_UNBUILT, status_code=503, media_type="text/html")
        found = _inside(root, path)
        if found is None:
            if "." in path.rsplit("/", 1)[-1]:
                return Response("not found", status_code=404, media_type="text/plain")
            found = index
        return _file(found, root, request)


def _inside(root: Path, path: str) -> Path | None:
    if not path or "\0" in path:
        return None
    try:
        found = (root / path).resolve()
        return found if found.is_relative_to(root) and found.is_file() else None
    except (OSError, ValueError):
        return None


def _file(path: Path, root: Path, request: Request) -> Response:
    name = path.relative_to(root).as_posix()
    hashed = _HASHED.match(name)
    cache = "public, max-age=31536000, immutable" if hashed else "no-cache"
    kind = _media_type(path)
    headers = {"Cache-Control": cache, "Vary": "Accept-Encoding"}
    stat = path.stat()
    plain = FileResponse(path, media_type=kind, headers=headers, stat_result=stat)
    if (
        not _TEXT.match(kind)
        or stat.st_size < _GZIP_LEAST
        or "gzip" not in request.headers.get("accept-encoding", "")
    ):
        return plain
    etag = f'{plain.headers["etag"].rstrip(chr(34))}-gzip"'
    headers |= {"ETag": etag, "Content-Encoding": "gzip"}
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers=headers)
    packed = _packed(path, stat.st_mtime_ns)
    return Response(packed, media_type=kind, headers=headers)


@lru_cache(maxsize=256)
def _packed(path: Path, changed: int) -> bytes:
    return gzip.compress(path.read_bytes(), 9, mtime=0)


def _media_type(path: Path) -> str:
    if path.suffix in (".js", ".mjs"):
        return "text/javascript"
    if path.suffix == ".webmanifest":
        return "application/manifest+json"
    return mimetypes.guess_type(path.name)[0] or "application/octet-stream"
