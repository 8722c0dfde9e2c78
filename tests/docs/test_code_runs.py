"""Every `python` and `console` block of README and docs/ runs as it is printed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.docs.pages import Block, blocks

LONGEST_S = 120
# the same text twice, on two pages, is run once
RUN = list(
    {
        (block.kind, block.text): block
        for block in reversed(blocks())
        if block.kind in {"python", "console"}
    }.values()
)[::-1]
KINDS = {"python", "console", "text", ""}


def _name(block: Block) -> str:
    return f"{block.page}:{block.line}"


@pytest.mark.parametrize("block", blocks(), ids=_name)
def test_a_block_says_what_it_is(block: Block) -> None:
    assert block.kind in KINDS, f"{_name(block)}: ```{block.kind} is neither run nor plain text"


@pytest.mark.parametrize("block", RUN, ids=_name)
def test_a_block_runs(block: Block, tmp_path: Path) -> None:
    if block.kind == "python":
        command = [sys.executable, "-W", "error", "-c", block.text]
    else:
        lines = block.text.replace("\\\n", "").splitlines()
        assert all(line.startswith("$ ") for line in lines), "console blocks hold commands only"
        command = ["bash", "-euo", "pipefail", "-c", "\n".join(line[2:] for line in lines)]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command,
        cwd=tmp_path,
        env=os.environ | {"PATH": path},
        capture_output=True,
        text=True,
        timeout=LONGEST_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr
