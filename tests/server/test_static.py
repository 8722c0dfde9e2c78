"""The built app is served with the right cache; where it is missing, that is said."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from tests.server.conftest import Servers
from tests.server.support import Phone

SCRIPT = "console.log('x');" * 200


@pytest.fixture
def built(servers: Servers, tmp_path: Path) -> Phone:
    folder = tmp_path / "app"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>Retrowalk</title>")
    (folder / "sw.js").write_text(SCRIPT)
    (folder / "manifest.webmanifest").write_text("{}")
    (folder / "assets" / "index-Ab12Cd34.js").write_text(SCRIPT)
    (folder / "assets" / "picture.svg").write_text("<svg/>")
    (tmp_path / "secret.txt").write_text("secret")
    return servers.phone(servers.core(), app_folder=folder)


@pytest.mark.parametrize(
    ("path", "kind", "cache"),
    [
        ("/", "text/html", "no-cache"),
        ("/index.html", "text/html", "no-cache"),
        ("/walk/today", "text/html", "no-cache"),
        ("/sw.js", "text/javascript", "no-cache"),
        ("/manifest.webmanifest", "application/manifest+json", "no-cache"),
        ("/assets/index-Ab12Cd34.js", "text/javascript", "public, max-age=31536000, immutable"),
        ("/assets/picture.svg", "image/svg+xml", "no-cache"),
    ],
)
def test_each_file_has_its_kind_and_cache(built: Phone, path: str, kind: str, cache: str) -> None:
    answer = built.client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"].split(";")[0] == kind
    assert answer.headers["cache-control"] == cache
    assert built.client.head(path).status_code == 200


def test_scripts_are_packed_and_not_sent_twice(built: Phone) -> None:
    packed = built.client.get("/sw.js", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.text == SCRIPT
    assert int(packed.headers["content-length"]) < len(gzip.compress(SCRIPT.encode())) + 50
    again = built.client.get(
        "/sw.js", headers={"Accept-Encoding": "gzip", "If-None-Match": packed.headers["etag"]}
    )
    assert again.status_code == 304
    assert built.client.get("/sw.js", headers={"Accept-Encoding": "identity"}).text == SCRIPT


@pytest.mark.parametrize(
    "path", ["/none.js", "/../secret.txt", "/%2e%2e/secret.txt", "/assets/..%2f..%2fsecret.txt"]
)
def test_what_is_not_there_is_not_found(built: Phone, path: str) -> None:
    answer = built.client.get(path)
    assert answer.status_code == 404
    assert "secret" not in answer.text


def test_a_strange_path_is_a_page_of_the_app(built: Phone) -> None:
    assert built.client.get("/a%00b").status_code == 200
    assert built.client.get("/" + "x" * 5000).status_code == 200


def test_an_unknown_address_of_the_api_is_a_problem(built: Phone) -> None:
    answer = built.client.get("/api/v1/nothing")
    assert (answer.status_code, answer.json()["status"]) == (404, 404)


def test_without_a_build_the_remedy_is_told(local: Phone, servers: Servers, tmp_path: Path) -> None:
    phone = servers.phone(local.client.app.state.core, app_folder=tmp_path / "none")
    answer = phone.client.get("/")
    assert answer.status_code == 503
    assert "make run" in answer.text
    for forbidden in ("<script", "style="):
        assert forbidden not in answer.text
