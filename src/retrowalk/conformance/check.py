"""Whether an implementation answers the vectors as it must."""

from __future__ import annotations

import json
import shlex
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from retrowalk.conformance.answer import answer
from retrowalk.conformance.compare import differences
from retrowalk.conformance.files import ANSWERS, INPUTS, changed_files, read_json
from retrowalk.conformance.vector import Vector
from retrowalk.errors import RetrowalkError

# Samples handed over at once in the live form: an odd number that fits no window.
BLOCK = 7
LONGEST_S = 120.0
_SHOWN = 6

# How an implementation is asked: an input, as text and as read, in; answers by the way out.
Asked = Callable[[str, Vector], Iterator[tuple[str, Any]]]


@dataclass(frozen=True, slots=True)
class Check:
    """What came of a check.

    Attributes:
        vectors: how many were asked.
        lines: one for each difference, and one for those that are too many to be shown.
    """

    vectors: int
    lines: tuple[str, ...]


def reference(text: str, vector: Vector) -> Iterator[tuple[str, Any]]:
    """Answer with this implementation: all samples at once, and live in blocks of seven."""
    yield "batch", answer(vector)
    yield "live", answer(vector, block=BLOCK)


def external(command: str) -> Asked:
    """Return how to ask a command: an input on its stdin, the answer on its stdout.

    Raises:
        RetrowalkError: it is empty or cannot be read.
    """
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise RetrowalkError(f"it cannot be read ({error})", where="--command") from None
    if not words:
        raise RetrowalkError("the command is empty", where="--command")

    def ask(text: str, vector: Vector) -> Iterator[tuple[str, Any]]:
        try:
            done = subprocess.run(
                words,
                input=text,
                capture_output=True,
                encoding="utf-8",
                timeout=LONGEST_S,
                check=False,
            )
        except OSError as error:
            raise RetrowalkError(
                f"'{words[0]}' cannot be run ({error.strerror or error})", where="--command"
            ) from None
        except subprocess.TimeoutExpired:
            yield "", _Failed(f"no answer within {LONGEST_S:.0f} s")
            return
        if done.returncode != 0:
            last = (done.stderr.strip().splitlines() or ["nothing on stderr"])[-1]
            yield "", _Failed(f"the command ended with {done.returncode}: {last}")
            return
        try:
            yield "", json.loads(done.stdout)
        except ValueError as error:
            yield "", _Failed(f"the answer is not JSON ({error})")

    return ask


@dataclass(frozen=True, slots=True)
class _Failed:
    """Why there is no answer."""

    why: str


def check(folder: Path, ask: Asked) -> Check:
    """Ask every vector of a folder.

    Args:
        folder: with manifest, inputs and answers.
        ask: `reference`, or `external` of a command.

    Returns:
        The differences; none if the implementation conforms.

    Raises:
        RetrowalkError: a folder without vectors, or files that cannot be read.
    """
    names, lines = changed_files(folder)
    for name in names:
        path = folder / INPUTS / f"{name}.json"
        if not path.is_file():
            continue
        vector = Vector.from_dict(read_json(path), str(path))
        expected = read_json(folder / ANSWERS / f"{name}.json")
        for how, given in ask(path.read_text(encoding="utf-8"), vector):
            called = f"{name} ({how})" if how else name
            if isinstance(given, _Failed):
                found = [given.why]
            else:
                found = differences(expected, given, vector.knowledge)
            lines += [f"{called}: {line}" for line in found[:_SHOWN]]
            if len(found) > _SHOWN:
                lines.append(f"{called}: {len(found) - _SHOWN} more")
    return Check(len(names), tuple(lines))
