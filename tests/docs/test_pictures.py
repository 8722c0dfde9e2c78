"""docs/images/example.svg is what `retrowalk example` draws today.

Numbers may differ by a hair between processors; words, colours and shapes may not.
"""

from __future__ import annotations

import re
from pathlib import Path

from tests.docs.pages import ROOT
from typer.testing import CliRunner

from retrowalk.cli import app

NUMBER = re.compile(r"-?\d+\.\d+|-?\d+")
HAIR = 0.51


def test_the_example_picture_is_current(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["example", str(tmp_path)])
    assert result.exit_code == 0, result.stderr
    drawn = (tmp_path / "example.svg").read_text(encoding="utf-8")
    kept = (ROOT / "docs" / "images" / "example.svg").read_text(encoding="utf-8")
    remedy = "run `make pictures` and commit docs/images"
    assert NUMBER.sub("#", drawn) == NUMBER.sub("#", kept), remedy
    pairs = zip(NUMBER.findall(drawn), NUMBER.findall(kept), strict=True)
    worst = max(abs(float(a) - float(b)) for a, b in pairs)
    assert worst < HAIR, remedy
