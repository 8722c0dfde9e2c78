"""A route or a setting of the server without documentation fails here."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import fields

import pytest
from tests.docs.pages import page_text

from retrowalk.server import Settings, create_app
from retrowalk.server.common_passwords import COMMON
from retrowalk.server.passwords import LEAST
from retrowalk.server.settings import PREFIX

API = "/api/v1"
ROUTES = sorted(
    f"{method.upper()} {path.removeprefix(API)}"
    for path, item in create_app(Settings()).openapi()["paths"].items()
    for method in item
    if method in ("get", "head", "post", "put", "patch", "delete")
)
SETTINGS = [PREFIX + one.name.upper() for one in fields(Settings)]


def _rows(pattern: str) -> list[str]:
    return re.findall(pattern, page_text("server.md"), flags=re.MULTILINE)


@pytest.mark.parametrize("route", ROUTES)
def test_each_route_is_on_the_server_page(route: str) -> None:
    assert route in _rows(r"^\| `([A-Z]+ /[^`]*)` \|")


@pytest.mark.parametrize("name", SETTINGS)
def test_each_setting_is_on_the_server_page(name: str) -> None:
    assert name in _rows(r"^\| `(RETROWALK_\w+)` \|")


def test_nothing_is_documented_that_does_not_exist() -> None:
    assert set(_rows(r"^\| `([A-Z]+ /[^`]*)` \|")) == set(ROUTES)
    assert set(_rows(r"^\| `(RETROWALK_\w+)` \|")) == set(SETTINGS)


def test_numbers_of_the_page_are_the_defaults() -> None:
    said = dict(re.findall(r"^\| `RETROWALK_(\w+)` \| (\d+) \|", page_text("server.md"), re.M))
    assert len(said) > 10
    for name, value in said.items():
        assert getattr(Settings(), name.lower()) == int(value), name


def test_the_checks_are_counted_right() -> None:
    page = page_text("security.md")
    rows = re.findall(r"^\| (\d+\.\d+\.\d+) \| ([\w —]+) \|", page, flags=re.MULTILINE)
    assert len({check for check, _ in rows}) == len(rows)
    states = Counter(state for _, state in rows)
    said = re.search(
        r"Of (\d+) checks (\d+) are met, (\d+) partly, (\d+) not; (\d+) are the app's, (\d+) the"
        r" operator's, and\n(\d+) have",
        page,
    )
    assert said is not None
    names = ("met", "partly", "not met", "app", "operator", "—")
    assert [int(one) for one in said.groups()] == [len(rows), *(states[name] for name in names)]


def test_the_number_of_common_passwords_is_that_of_the_page() -> None:
    long = sum(len(one) >= LEAST for one in COMMON)
    assert f"{long:,}".replace(",", " ") in page_text("security.md")
