"""What all commands share: how they speak to people and how they say no."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, time, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import typer
from typer.core import TyperGroup

from retrowalk.errors import RetrowalkError

if TYPE_CHECKING:
    from rich.console import Console

BAD_INPUT = 2
PATIENCE_S = 2.0
PIPED_COLUMNS = 132


def tell_error(error: RetrowalkError) -> None:
    """Write one sentence to stderr."""
    sys.stderr.write(f"retrowalk: {' '.join(str(error).split())}\n")


class Commands(TyperGroup):
    """The commands; bad input in any of them is one sentence and exit code 2."""

    def invoke(self, ctx: Any) -> Any:
        """Run the chosen command."""
        try:
            return super().invoke(ctx)
        except RetrowalkError as error:
            tell_error(error)
            raise typer.Exit(BAD_INPUT) from None


def output() -> Console:
    """Return the console for answers: as wide as the terminal, wide and plain in a pipe."""
    from rich.console import Console

    if sys.stdout.isatty():
        return Console(highlight=False, soft_wrap=False)
    return Console(highlight=False, width=PIPED_COLUMNS, no_color=True, soft_wrap=False)


def progress_output() -> Console:
    """Return the console for progress: stderr, so that answers stay clean."""
    from rich.console import Console

    return Console(stderr=True)


@contextmanager
def progress(doing: str, *, counted: bool = False) -> Iterator[Callable[[], None]]:
    """Show on a person's stderr what goes on, once it takes over two seconds; then leave nothing.

    Args:
        doing: in one or two words.
        counted: whether to show how many parts are done.

    Yields:
        What to call for each part that is done.
    """
    console = progress_output()
    if not console.is_terminal:
        yield lambda: None
        return
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}" + (" {task.completed:.0f}" if counted else "")),
        BarColumn(),
        TimeElapsedColumn(),
    )
    shown = Progress(*columns, console=console, transient=True)
    task = shown.add_task(doing, total=None)
    late = threading.Timer(PATIENCE_S, shown.start)
    late.daemon = True
    late.start()
    try:
        yield lambda: shown.advance(task)
    finally:
        late.cancel()
        late.join()
        shown.stop()


def make_folder(path: Path) -> Path:
    """Return the folder, made where it was missing.

    Raises:
        RetrowalkError: it cannot be made.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RetrowalkError(
            f"the folder cannot be made ({error.strerror or error})", where=str(path)
        ) from error
    return path


def day_from(text: str, where: str) -> date:
    """Return a day from ``YYYY-MM-DD``.

    Raises:
        RetrowalkError: it is no date.
    """
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise RetrowalkError(
            f"'{text}' is no date", where=where, remedy="write it like 2026-11-30"
        ) from error


def clock_from(text: str, where: str) -> time:
    """Return a time of day from ``HH:MM``.

    Raises:
        RetrowalkError: it is none.
    """
    try:
        found = time.fromisoformat(text.strip())
    except ValueError as error:
        raise RetrowalkError(
            f"'{text}' is no time of day", where=where, remedy="such as 09:00"
        ) from error
    return found.replace(tzinfo=None)


def zone_from(name: str | None, command: str) -> tzinfo:
    """Return a time zone by its name, or this machine's with its changes of clocks.

    Args:
        name: such as Europe/Berlin; None for this machine's.
        command: for the message.

    Raises:
        RetrowalkError: no such zone, or the machine does not tell its own.
    """
    named = name or os.environ.get("TZ", "").removeprefix(":")
    if named:
        try:
            return ZoneInfo(named)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise RetrowalkError(
                f"there is no time zone '{named}'", where="--zone", remedy="such as Europe/Berlin"
            ) from error
    try:
        with Path("/etc/localtime").open("rb") as file:
            return ZoneInfo.from_file(file, key="localtime")
    except (OSError, ValueError):
        raise RetrowalkError(
            "this machine does not say its time zone",
            where=command,
            remedy="give --zone, such as Europe/Berlin",
        ) from None
