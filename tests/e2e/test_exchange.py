"""Phones and the real server: what one has, the other gets, whatever happens in between."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.e2e.browser import need_app
from tests.e2e.group import Group, group_on, heads, keep_motion, until

THREE_PIECES = 600_000


@pytest.fixture
def group(browser: Browser, tmp_path: Path) -> Iterator[Group]:
    need_app()
    with group_on(browser, tmp_path) as made:
        yield made
        assert made.wrong == []


def choose_dark(page: Page) -> None:
    """Change a setting, which is a record."""
    page.goto("/#/settings")
    page.get_by_label("Dark").check()


def now(page: Page) -> set[str]:
    """Ask for an exchange; returns what the phone has by then."""
    page.goto("/#/account")
    page.get_by_role("button", name="Exchange now").click()
    page.wait_for_timeout(300)
    return heads(page)


def test_what_one_phone_has_the_other_gets(group: Group) -> None:
    first, second = group.open(), group.open()
    choose_dark(first)
    group.register(first, "Anna")
    motion = keep_motion(first, THREE_PIECES)
    first.reload()
    group.sign_in(second, "Anna")
    until(second, lambda: motion in heads(second), "the motion")
    until(second, lambda: heads(second) == heads(first), "the same records")
    # a change on the second phone takes the place of the old record on the first
    second.goto("/#/settings")
    second.get_by_label("Light").check()
    now(second)
    until(first, lambda: now(first) == heads(second), "the change")


def test_without_network_all_is_kept_and_goes_later(group: Group) -> None:
    first, second = group.open(), group.open()
    group.register(first, "Anna")
    group.sign_in(second, "Anna")
    first.goto("/#/settings")
    first.get_by_label("Dark").wait_for()
    first.context.set_offline(True)
    choose_dark(first)
    before = heads(first)
    assert before
    first.wait_for_timeout(3500)
    assert heads(first) == before
    first.context.set_offline(False)
    until(second, lambda: now(second) == before, "what was done offline")


def test_a_server_that_goes_and_comes_back_loses_nothing(browser: Browser, tmp_path: Path) -> None:
    need_app()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    with group_on(browser, tmp_path, port) as group:
        page = group.open()
        group.register(page, "Anna")
        group.contexts.clear()  # this phone outlives the server
    motion = keep_motion(page, THREE_PIECES)
    page.evaluate("location.hash = '#/account'")
    page.get_by_role("button", name="Exchange now").click()
    page.get_by_text("cannot be reached just now").wait_for()
    with group_on(browser, tmp_path, port) as group:
        group.contexts.append(page.context)
        page.get_by_role("button", name="Exchange now").click()
        page.get_by_text("Phone and server hold the same").wait_for()
        second = group.open()
        group.sign_in(second, "Anna")
        until(second, lambda: motion in heads(second), "the motion")


def test_another_account_on_the_same_phone_is_asked_first(group: Group) -> None:
    page = group.open()
    choose_dark(page)
    group.register(page, "Anna")
    page.get_by_text("Phone and server hold the same").wait_for()
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.get_by_role("heading", name="Sign in").wait_for()
    group.register(page, "Bert")
    page.get_by_text("Nothing was mixed").wait_for()
    other = group.open()
    group.sign_in(other, "Bert")
    other.get_by_text("Phone and server hold the same").wait_for()
    assert heads(other) == set()


def test_an_account_that_is_deleted_leaves_the_phone_alone(group: Group) -> None:
    page = group.open()
    choose_dark(page)
    kept = heads(page)
    group.register(page, "Anna")
    page.get_by_text("Phone and server hold the same").wait_for()
    page.get_by_text("Delete the account").first.click()
    page.get_by_label("Your password").fill("eleven green bottles, hanging")
    page.get_by_role("button", name="Delete the account").click()
    page.get_by_role("heading", name="Sign in").wait_for()
    assert heads(page) == kept
