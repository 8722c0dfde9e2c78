"""What one file does to a reader, and whether a refusal says what it must."""

from __future__ import annotations

import re
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from pathlib import Path

from retrowalk.errors import RetrowalkError, visible
from retrowalk.formats import Kind, kind_of, read, read_sessions

LONGEST_S = 2.0
"""More CPU time than this on one small file is a hang."""
MOST_BYTES = 300 * 10**6
"""More memory than this above the idle interpreter is a failure."""
MOST_SESSIONS = 20_000
LONGEST_SENTENCE = 420
_PLACE = re.compile(
    r"\b(bytes?|lines?|rows?|columns?|header|fields?|keys?|records?|pages?|members?|metadata"
    r"|messages?|sectors?|blocks?|elements?|tags?|sheet|cell|offset)\b|'[^']+\.\w+'",
    re.IGNORECASE,
)
_OF_THE_WHOLE = re.compile(
    r"^(the (file|folder|zip|JSON|recording|text|export|archive) |no |only |it (holds|unpacks) "
    r"|this |there |Excel workbooks |none of its |it is cut off "
    r"|the (clock of the device|workbook|unit of the acceleration) |\d+ watches are "
    r"|\S+ is missing|'[^']*' is there )"
)
"""What is said of a file as a whole has no place in it."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class Outcome(StrEnum):
    """What became of a file."""

    READ = "read"
    REFUSED = "refused"
    UNCLEAR = "unclear"
    CRASH = "crash"
    HANG = "hang"
    MEMORY = "memory"


GOOD = (Outcome.READ, Outcome.REFUSED)


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one file.

    Attributes:
        outcome: `GOOD`, or a failure.
        detail: the refusal, or the traceback, or what is unclear about a refusal.
        located: whether a refusal names a place in the file.
        cpu_s: CPU time of all threads that reading took.
        peak_bytes: resident memory at its highest, above the idle interpreter.
    """

    outcome: Outcome
    detail: str = ""
    located: bool = False
    cpu_s: float = 0.0
    peak_bytes: int = 0


def read_as(path: Path, format: str | None) -> None:
    """Read a file to its end, as a recording or as sessions."""
    kind = kind_of(path, format=format)
    if kind is Kind.MOTION:
        read(path, format=format)
        return
    sessions = read_sessions(path, format=format)
    for _ in islice(sessions, MOST_SESSIONS):
        pass


def tried(path: Path, format: str | None) -> Result:
    """Read a file and say what became of it, but for its memory.

    Args:
        path: the file.
        format: the name of its reader, or None to have it found.
    """
    start_s = time.process_time()
    try:
        read_as(path, format)
    except RetrowalkError as error:
        cpu_s = time.process_time() - start_s
        unclear = "; ".join(faults(error, path))
        if unclear:
            return Result(Outcome.UNCLEAR, f"{unclear}: {error}", located(error), cpu_s)
        return Result(Outcome.REFUSED, str(error), located(error), cpu_s)
    except MemoryError:
        return Result(Outcome.MEMORY, traceback.format_exc())
    except Exception:  # noqa: BLE001 - whatever escapes a reader is what is looked for
        return Result(Outcome.CRASH, traceback.format_exc())
    return Result(Outcome.READ, cpu_s=time.process_time() - start_s)


def located(error: RetrowalkError) -> bool:
    """Return whether a refusal names a place in the file."""
    where = error.where or ""
    beyond_the_name = "/" in where or ", " in where
    return beyond_the_name or _PLACE.search(error.what) is not None


def faults(error: RetrowalkError, path: Path) -> Iterator[str]:
    """Yield what a refusal lacks: one short sentence with the file, a place and a remedy."""
    text = str(error)
    name = visible(path.name.removesuffix(".gz"))
    if _CONTROL.search(text):
        yield "control characters"
    if len(text) - len(path.name) > LONGEST_SENTENCE:
        yield f"{len(text)} characters"
    if name[:60] not in text:
        yield "does not name the file"
    if not error.remedy:
        yield "no remedy"
    if not error.what.strip():
        yield "says nothing"
    if not located(error) and not _OF_THE_WHOLE.match(error.what):
        yield "names no place in the file"
