"""``retrowalk factcheck``: popular claims about walking backward, checked."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from retrowalk.recording import Wearer


def factcheck(
    text: Annotated[
        str | None, typer.Argument(help="a claim in your own words; none lists all claims")
    ] = None,
    lang: Annotated[str, typer.Option("--lang", help="de or en")] = "en",
    as_json: Annotated[bool, typer.Option("--json", help="print JSON")] = False,
    age: Annotated[float | None, typer.Option(help="years")] = None,
    mass: Annotated[float | None, typer.Option(help="kg")] = None,
    height: Annotated[float | None, typer.Option(help="m")] = None,
    forward_speed: Annotated[float | None, typer.Option(help="your speed forward, m/s")] = None,
    backward_speed: Annotated[float | None, typer.Option(help="your speed backward, m/s")] = None,
    practised: Annotated[
        bool | None,
        typer.Option("--practised/--no-practised", help="trained walking backward for weeks"),
    ] = None,
) -> None:
    """Check a claim about walking backward; a ratio of steps is computed for you."""
    from retrowalk.dose.factcheck import check, lines, to_dict
    from retrowalk.dose.words import check_language

    check_language(lang)
    if text is None:
        _print_all(lang, as_json=as_json)
        return
    wearer = Wearer(age_years=age, mass_kg=mass, height_m=height, practised=practised)
    answer = check(text, wearer, forward_speed, backward_speed)
    if as_json:
        typer.echo(json.dumps(to_dict(answer, lang), ensure_ascii=False, indent=2))
        return
    for line in lines(answer, lang):
        typer.echo(line)


def _print_all(lang: str, *, as_json: bool) -> None:
    from retrowalk.dose.factcheck import claim_lines
    from retrowalk.evidence.claims import claims

    if as_json:
        typer.echo(json.dumps([c.to_dict(lang) for c in claims()], ensure_ascii=False, indent=2))
        return
    for found in claims():
        head, *rest = claim_lines(found, lang)
        typer.echo(f"{found.number:>2}  {head}")
        for line in rest:
            typer.echo(f"    {line}")
