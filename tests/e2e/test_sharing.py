"""A person shares, a physiotherapist looks and suggests, the person sees it, takes it, stops."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page
from tests.e2e.browser import need_app
from tests.e2e.conftest import DESKTOP
from tests.e2e.group import Group, group_on
from tests.e2e.test_access import violations
from tests.server.people import train
from tests.server.support import Phone


@pytest.fixture
def group(browser: Browser, tmp_path: Path) -> Iterator[Group]:
    need_app()
    with group_on(browser, tmp_path) as made:
        yield made
        assert made.wrong == []


def trained(group: Group, page: Page) -> None:
    """Send three weeks of training in the name of whoever is signed in on a page."""
    cookies = "; ".join(f"{one['name']}={one['value']}" for one in page.context.cookies())
    with httpx.Client(base_url=group.address, headers={"Cookie": cookies}) as client:
        phone = Phone(client)
        phone.csrf = phone.ask("GET", "/me").json()["csrf"]
        train(phone)


def fits(page: Page) -> bool:
    """Tell whether nothing is wider than the screen."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1"))


def test_from_a_code_to_a_plan_and_the_end(group: Group) -> None:
    found: list[str] = []

    def looked_at(page: Page, name: str) -> None:
        page.wait_for_timeout(300)
        found.extend(f"{name}: {line}" for line in violations(page))
        if not fits(page):
            found.append(f"{name}: wider than the screen")

    anna = group.open()
    group.register(anna, "Anna")
    trained(group, anna)
    looked_at(anna, "account")

    anna.goto("/#/share/new")
    anna.get_by_label("With whom?").fill("Practice")
    looked_at(anna, "new share")
    anna.get_by_role("button", name="Share", exact=True).click()
    code = anna.locator("code.code").inner_text()
    looked_at(anna, "code")

    bert = group.open("de-DE", DESKTOP)
    group.register(bert, "Bert", german=True)
    bert.goto("/#/patients/accept")
    bert.get_by_role("textbox", name="Code").fill(code)
    looked_at(bert, "enter a code")
    bert.get_by_role("button", name="Öffnen").click()
    bert.get_by_role("heading", name="Anna").wait_for()
    bert.get_by_role("heading", name="Erledigte Einheiten").wait_for()
    assert bert.get_by_role("heading", name="Gänge").count() == 0, "walks were not shared"
    looked_at(bert, "patient")
    bert.goto("/#/patients")
    row = bert.get_by_role("row", name="Anna")
    row.wait_for()
    assert "7 von" in row.inner_text()
    looked_at(bert, "panel")
    bert.set_viewport_size({"width": 390, "height": 844})
    looked_at(bert, "panel on a phone")

    row.get_by_role("link", name="Anna").click()
    bert.get_by_role("link", name="Plan vorschlagen").click()
    bert.get_by_label("Gleichgewicht").check()
    bert.get_by_label("Ein Wort an die Person").fill("Jetzt mehr Gleichgewicht.")
    looked_at(bert, "suggest")
    bert.get_by_role("button", name="Vorschlagen").click()
    bert.get_by_text("Es wartet auf Antwort").wait_for()

    anna.goto("/#/share")
    anna.get_by_role("heading", name="Bert suggests a plan").wait_for()
    looked_at(anna, "suggestion")
    anna.get_by_role("button", name="Take this plan").click()
    anna.get_by_text("This is your plan now.").wait_for()
    anna.get_by_role("link", name="Practice").click()
    anna.get_by_role("heading", name="Who looked").wait_for()
    assert anna.get_by_text("overview").count() >= 1
    looked_at(anna, "who looked")
    anna.get_by_role("button", name="Stop sharing").click()
    anna.get_by_text("Nothing of it can be seen any more").wait_for()

    bert.goto("/#/patients")
    bert.get_by_text("Noch teilt niemand etwas mit Ihnen").wait_for()
    assert found == []


def test_with_the_keyboard_alone(group: Group) -> None:
    page = group.open()
    page.goto("/#/account/new")
    page.get_by_label("Name").focus()
    page.keyboard.type("Anna")
    page.keyboard.press("Tab")
    page.keyboard.type("eleven green bottles, hanging")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Signed in as Anna").wait_for()
    page.goto("/#/share/new")
    page.get_by_label("With whom?").focus()
    page.keyboard.type("Practice")
    page.keyboard.press("Enter")
    page.locator("code.code").wait_for()


def test_what_is_refused_is_said_in_german(group: Group) -> None:
    page = group.open("de-DE")
    page.goto("/#/account")
    page.get_by_label("Name").fill("Niemand")
    page.get_by_label("Passwort").fill("elf grüne Flaschen hängen")
    page.get_by_role("button", name="Anmelden", exact=True).click()
    page.get_by_role("alert").get_by_text("Name oder Passwort stimmt nicht").wait_for()
