"""Everybody can use every screen: no violation that axe finds, in both languages and colours."""

from __future__ import annotations

import re
from typing import Any

import pytest
from tests.e2e.browser import WEB, needed
from tests.e2e.conftest import OpenPhone

AXE = WEB / "node_modules" / "axe-core" / "axe.min.js"
ROUTES = WEB / "src" / "views" / "routes.ts"
PATHS = re.findall(r'path: "([\w-]+)"', ROUTES.read_text(encoding="utf-8"))
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Any) -> list[str]:
    """Return what axe finds on the screen, a line each."""
    needed(AXE.exists(), "axe-core is not installed (make app)")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "tags => axe.run({ runOnly: { type: 'tag', values: tags } })"
        ".then(({ violations }) => violations)",
        STANDARD,
    )
    return [
        f"{one['id']}: {one['help']}: {[node['html'][:150] for node in one['nodes'][:3]]}"
        for one in found
    ]


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("language", ["en-GB", "de-DE"])
def test_no_screen_has_a_violation(phone: OpenPhone, language: str, colours: Any) -> None:
    page = phone(language=language)
    page.emulate_media(color_scheme=colours)
    found = []
    for path in PATHS:
        page.goto(f"/#/{path}")
        page.locator("#content").filter(
            has_not_text=re.compile("One moment|Einen Moment")
        ).wait_for()
        page.wait_for_timeout(150)
        found += [f"{path}: {line}" for line in violations(page)]
    assert found == []
