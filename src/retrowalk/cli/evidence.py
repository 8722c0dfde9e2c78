"""``retrowalk evidence``: the table of cited numbers, one row or a search in it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from retrowalk.evidence.table import EvidenceRow

_ID = re.compile(r"[A-Za-z]-\d{2}[a-z]?")


def evidence(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ID | TOPIC | WORDS]", help="an id, a topic's letter, or words"),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print JSON")] = False,
) -> None:
    """Show the cited numbers: all, one by its id, a topic, or those that hold some words."""
    wanted = " ".join(words or [])
    rows = _rows(wanted)
    if as_json:
        typer.echo(json.dumps([r.to_dict() for r in rows], ensure_ascii=False, indent=2))
        return
    if not rows:
        typer.echo(f"no row holds '{wanted}'")
        return
    if len(rows) == 1:
        _print_whole(rows[0])
        return
    for found in rows:
        typer.echo(f"{found.id:<6} {found.shown():<44} {found.quantity}")


def _rows(wanted: str) -> tuple[EvidenceRow, ...]:
    from retrowalk.evidence.table import TOPICS, evidence, row, rows_on, search

    if not wanted:
        return tuple(evidence().values())
    if _ID.fullmatch(wanted):
        return (row(wanted),)
    if wanted.upper() in TOPICS or wanted in TOPICS.values():
        return rows_on(wanted)
    return search(wanted)


def _print_whole(found: EvidenceRow) -> None:
    typer.echo(f"{found.id}  {found.quantity}")
    for name, text in (
        ("value", found.shown()),
        ("people", f"{found.population}; n = {found.n}" if found.n else found.population),
        ("condition", found.condition),
        ("source", found.citation),
        ("reference", found.reference),
        ("standing", found.standing.value),
        ("formula", found.formula),
    ):
        if text:
            typer.echo(f"  {name:<10} {text}")
