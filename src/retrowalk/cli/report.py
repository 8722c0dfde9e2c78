"""`retrowalk report`: a plan with its progress as HTML, PDF or e-mail."""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from retrowalk.cli.common import output
from retrowalk.cli.stored import history_from
from retrowalk.coach.base import Exercise, Level
from retrowalk.errors import RetrowalkError, writing
from retrowalk.language import Language, Phrase

if TYPE_CHECKING:
    from retrowalk.report.plan_content import Content

WRITTEN = Phrase("written: {}", "geschrieben: {}")
SENT = Phrase("sent to {}", "gesendet an {}")
DRY = Phrase("not sent; the letter is {}", "nicht gesendet; der Brief ist {}")


def report(
    plan: Annotated[
        Path | None,
        typer.Argument(
            metavar="[PLAN|HISTORY]", help="A plan file, or a database; the store when left out."
        ),
    ] = None,
    pdf: Annotated[Path | None, typer.Option(help="Write a PDF.", metavar="OUT.pdf")] = None,
    html: Annotated[Path | None, typer.Option(help="Write a page.", metavar="OUT.html")] = None,
    email: Annotated[
        str | None, typer.Option(help="Send it to this address.", metavar="ADDRESS")
    ] = None,
    dry_run: Annotated[
        Path | None,
        typer.Option(
            "--dry-run",
            help="With --email: write the letter here instead of sending it.",
            metavar="OUT.eml",
        ),
    ] = None,
    day: Annotated[
        datetime | None,
        typer.Option("--date", formats=["%Y-%m-%d"], help="As of this day instead of today."),
    ] = None,
    plain_localhost: Annotated[
        bool,
        typer.Option(
            "--plain-localhost", help="For tests: allow a mail server on this machine without TLS."
        ),
    ] = False,
    lang: Annotated[Language, typer.Option(help="Language of the report.")] = Language.EN,
) -> None:
    """Make the report of a plan: sheets to print, progress, tests; as page, PDF or e-mail."""
    if pdf is None and html is None and email is None:
        raise RetrowalkError(
            "nothing is asked for", where="report", remedy="say --pdf, --html or --email"
        )
    if dry_run is not None and email is None:
        raise RetrowalkError("--dry-run needs --email", where="report")
    from retrowalk.report.plan_content import content_of

    today = date.today() if day is None else day.date()
    content = content_of(history_from(plan), lang, today, exercise_of, picture_of)
    console = output()
    if html is not None:
        from retrowalk.report.plan_page import html_text

        write(html, html_text(content).encode())
        console.print(WRITTEN.said(lang).format(html), markup=False, soft_wrap=True)
    made = b""
    if pdf is not None or email is not None:
        from retrowalk.report.plan_pdf import pdf_bytes

        made = pdf_bytes(content)
    if pdf is not None:
        write(pdf, made)
        console.print(WRITTEN.said(lang).format(pdf), markup=False, soft_wrap=True)
    if email is not None:
        said = _send(content, made, email, dry_run, plain_localhost=plain_localhost)
        console.print(said.said(lang), markup=False, soft_wrap=True)


def _send(
    content: Content, pdf: bytes, recipient: str, dry_run: Path | None, *, plain_localhost: bool
) -> Phrase:
    from retrowalk.report.mail import SENDER, checked_address, deliver, letter, server_from, written
    from retrowalk.report.plan_page import html_text

    checked_address(recipient)
    page = html_text(content)
    if dry_run is not None:
        sender = os.environ.get(SENDER) or "retrowalk@localhost.invalid"
        path = written(letter(content, page, pdf, sender, recipient), dry_run)
        return Phrase(DRY.en.format(path), DRY.de.format(path))
    server = server_from(os.environ, plain_localhost=plain_localhost)
    deliver(letter(content, page, pdf, server.sender, recipient), server, outbox())
    return Phrase(SENT.en.format(recipient), SENT.de.format(recipient))


def outbox() -> Path:
    """Return the folder of letters that were not delivered."""
    from platformdirs import user_data_path

    folder = os.environ.get("RETROWALK_DATA")
    return (Path(folder) if folder else user_data_path("retrowalk", appauthor=False)) / "outbox"


def write(path: Path, data: bytes) -> None:
    """Write a file whole.

    Raises:
        RetrowalkError: a place that cannot be written.
    """
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def exercise_of(identifier: str) -> Exercise | None:
    """Return an exercise, or None where there is none of that name."""
    from retrowalk.coach.exercises import exercise

    try:
        return exercise(identifier)
    except RetrowalkError:
        return None


def picture_of(identifier: str, level: Level, language: Language) -> str | None:
    """Return the still picture of an exercise as SVG, or None where there is none."""
    from retrowalk.report.body import still_svg

    found = exercise_of(identifier)
    return None if found is None else still_svg(found, level, language)
