"""The command line: one file per command.

In: files and options. Out: tables and pictures for people, JSON and Parquet for programs,
one sentence and exit code 2 for what cannot be read.
"""

from __future__ import annotations

from typing import Annotated

import typer

from retrowalk._version import __version__
from retrowalk.cli.assess import assess
from retrowalk.cli.attention import attention
from retrowalk.cli.breaks import breaks
from retrowalk.cli.common import Commands
from retrowalk.cli.conformance import conformance
from retrowalk.cli.convert import convert
from retrowalk.cli.dataset import dataset
from retrowalk.cli.evidence import evidence
from retrowalk.cli.example import example
from retrowalk.cli.exercise import exercise
from retrowalk.cli.factcheck import factcheck
from retrowalk.cli.formats import formats
from retrowalk.cli.inspect import inspect
from retrowalk.cli.plan import plan
from retrowalk.cli.report import report
from retrowalk.cli.scale import scale
from retrowalk.cli.screen import screen_command
from retrowalk.cli.serve import serve
from retrowalk.cli.simulate import simulate
from retrowalk.cli.track import track

app = typer.Typer(
    name="retrowalk",
    cls=Commands,
    help="The open tracking mode for walking backward.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.command()(track)
app.command()(scale)
app.command()(simulate)
app.command()(inspect)
app.command()(convert)
app.command()(formats)
app.command()(example)
app.command()(evidence)
app.command()(factcheck)
app.command()(conformance)
app.add_typer(dataset, name="dataset")
app.command()(exercise)
app.command("screen")(screen_command)
app.add_typer(plan, name="plan")
app.command()(breaks)
app.command()(assess)
app.command()(attention)
app.command()(report)
app.command()(serve)


def _say_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"retrowalk {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_say_version, is_eager=True, help="Say the version."),
    ] = False,
) -> None:
    """Tell backward from forward walking from the motion sensors of a phone or watch."""


def main() -> None:
    """Run the command line."""
    app()
