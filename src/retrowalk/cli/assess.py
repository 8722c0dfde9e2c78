"""`retrowalk assess`: tests of balance, strength and walking."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from retrowalk.cli.common import output
from retrowalk.cli.known import parse_span, read_calibration
from retrowalk.coach.assessments import reasons
from retrowalk.coach.assessments.base import Assessment, said
from retrowalk.coach.assessments.by_sensor import (
    backward_walk_test,
    by_stopwatch_only,
    ten_metre_walk_test,
)
from retrowalk.coach.assessments.catalogue import (
    ASSESSMENTS,
    PROTOCOL_NOTE,
    assessment,
    by_hand,
    ten_metres_by_hand,
)
from retrowalk.coach.assessments.exchange import results_text
from retrowalk.coach.assessments.judging import Change, judge
from retrowalk.coach.contract import read_history, to_json
from retrowalk.coach.plan.contract import result_to_dict
from retrowalk.coach.results import TestResult
from retrowalk.coach.store import open_store
from retrowalk.errors import RetrowalkError, writing
from retrowalk.evidence.table import row
from retrowalk.evidence.texts import number_text
from retrowalk.language import Language, Phrase
from retrowalk.recording import Mounting, Placement, Recording
from retrowalk.report.plan_progress import why
from retrowalk.tracker.base import Direction, Walk

_WORDS = {
    "purpose": Phrase("Looks at", "Zeigt"),
    "equipment": Phrase("You need", "Sie brauchen"),
    "steps": Phrase("Steps", "Ablauf"),
    "safety": Phrase("Safety", "Sicherheit"),
    "by": Phrase("Who measures", "Wer misst"),
    "sensor": Phrase("By sensor", "Mit Sensor"),
    "norms": Phrase("What a result can tell", "Was ein Ergebnis sagen kann"),
    "bands": Phrase(
        "Smallest change that is more than noise", "Kleinste Änderung über dem Rauschen"
    ),
    "by hand": Phrase("{}; do it by stopwatch", "{}; messen Sie mit der Stoppuhr"),
    "kept": Phrase("kept: {}", "eingetragen: {}"),
    "wrote": Phrase("{} results written to {}", "{} Ergebnisse geschrieben nach {}"),
}
_CHANGES = {
    Change.REAL: Phrase("real change", "echte Änderung"),
    Change.NOISE: Phrase("noise", "Rauschen"),
    Change.CANNOT_TELL: Phrase("cannot tell", "nicht zu sagen"),
    Change.TOO_FEW: Phrase("too few results", "zu wenige Ergebnisse"),
}
_TEN_METRES = {"10mw-forward": Direction.FORWARD, "10mw-backward": Direction.BACKWARD}


class Job(StrEnum):
    """What to do with tests."""

    LIST = "list"
    SHOW = "show"
    LOG = "log"
    MEASURE = "measure"
    JUDGE = "judge"
    EXPORT = "export"


def assess(
    job: Annotated[Job, typer.Argument(help="list, show, log, measure, judge or export.")],
    test: Annotated[
        str | None,
        typer.Argument(
            metavar="[TEST|OUT]",
            help="Which test, see `assess list`; export: the file to write, OUT.fhir.json.",
        ),
    ] = None,
    value: Annotated[
        str | None,
        typer.Argument(
            metavar="[VALUE|FILE]", help="log: seconds, times or stages; measure: a recording."
        ),
    ] = None,
    side: Annotated[
        str | None, typer.Option(help="left or right, where each leg is tested.")
    ] = None,
    day: Annotated[
        datetime | None,
        typer.Option("--date", formats=["%Y-%m-%d"], help="When it was done; today if left out."),
    ] = None,
    group: Annotated[
        str | None,
        typer.Option(help="judge: whose noise band to use, such as knee-replaced or parkinson."),
    ] = None,
    placement: Annotated[
        Placement | None, typer.Option(help="measure: where the sensor was worn.")
    ] = None,
    axes: Annotated[
        str | None,
        typer.Option(help="measure: the device's axes, such as forward=+z,up=+y.", metavar="AXES"),
    ] = None,
    calibration: Annotated[
        str | None,
        typer.Option(
            help="measure: a forward walk with the same mounting, a file or START:END.",
            metavar="FILE|START:END",
        ),
    ] = None,
    between: Annotated[
        str | None,
        typer.Option(
            help="measure: only this part, seconds; 3mbwt: END is when the line was crossed.",
            metavar="START:END",
        ),
    ] = None,
    save: Annotated[bool, typer.Option("--save", help="measure: keep the result.")] = False,
    file: Annotated[
        Path | None,
        typer.Option(help="Keep results in this plan file instead of the store.", metavar="PLAN"),
    ] = None,
    patient: Annotated[
        str | None,
        typer.Option(
            help="export: whose results they are, such as Patient/17; left out, that stays open.",
            metavar="REF",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
    lang: Annotated[Language, typer.Option(help="Language of the answer.")] = Language.EN,
) -> None:
    """Test balance, strength and walking: how, what a result can tell, real change or noise."""
    on = date.today() if day is None else day.date()
    if job is Job.LIST:
        _list(lang, as_json=as_json)
        return
    if job is Job.EXPORT:
        _export(Path(_needed(test, "OUT", "name the file to write")), file, patient, lang)
        return
    known = assessment(_needed(test, "TEST", "see `retrowalk assess list`"))
    if job is Job.SHOW:
        for line in show_lines(known, lang):
            output().print(line, markup=False, soft_wrap=True)
    elif job is Job.LOG:
        result = _by_hand(known.id, on, _needed(value, "VALUE", "say the result"), side)
        _keep(result, file)
        _say(result, known, lang, as_json=as_json, kept=True)
    elif job is Job.MEASURE:
        recording = Path(_needed(value, "FILE", "name a recording"))
        result = _measured(known.id, recording, on, placement, axes, calibration, between)
        if save and result.value.known:
            _keep(result, file)
        _say(result, known, lang, as_json=as_json, kept=save and result.value.known)
    else:
        _judge(known, _results(file), group, side, lang, as_json=as_json)


def show_lines(known: Assessment, lang: Language) -> list[str]:
    """Return a test in lines: protocol, safety, what a result can and cannot tell."""

    def word(name: str) -> str:
        return _WORDS[name].said(lang)

    lines = [known.name.said(lang), "", f"{word('purpose')}: {said(known.purpose, lang)}"]
    lines += [f"{word('equipment')}: {said(known.equipment, lang)}", "", f"{word('steps')}:"]
    lines += [f"  {at}. {said(step, lang)}" for at, step in enumerate(known.steps, start=1)]
    lines += [f"  {PROTOCOL_NOTE.said(lang)}", "", f"{word('safety')}:"]
    lines += [f"  - {said(one, lang)}" for one in known.safety]
    lines += ["", f"{word('by')}: {said(known.measured_by, lang)}"]
    lines += [f"{word('sensor')}: {said(known.sensor, lang)}", "", f"{word('norms')}:"]
    for reference in known.references:
        lines.append(f"  - {said(reference.people, lang)}: {said(reference.text, lang)}")
        lines.append(f"    {said(reference.can_tell, lang)} [{', '.join(reference.sources)}]")
    if known.no_reference is not None:
        lines.append(f"  {said(known.no_reference, lang)}")
    lines += ["", f"{word('bands')}:"]
    for band in known.bands:
        size = number_text(row(band.row).number, lang.value)
        lines.append(
            f"  - {said(band.people, lang)} ({band.group}): {size} {known.unit} [{band.row}]"
        )
    if known.no_band is not None:
        lines.append(f"  {said(known.no_band, lang)}")
    return lines


def _needed(text: str | None, name: str, remedy: str) -> str:
    if text is None:
        raise RetrowalkError(f"{name} is missing", where="assess", remedy=remedy)
    return text


def _list(lang: Language, *, as_json: bool) -> None:
    if as_json:
        rows = [
            {"id": one.id, "name": one.name.said(lang), "unit": one.unit, "sides": one.sides}
            for one in ASSESSMENTS.values()
        ]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for one in ASSESSMENTS.values():
        typer.echo(f"{one.id:<14} {one.name.said(lang):<40} {one.purpose.said(lang)}")


def _by_hand(test: str, on: date, text: str, side: str | None) -> TestResult:
    try:
        number = float(text.strip().removesuffix("s").replace(",", "."))
    except ValueError:
        raise RetrowalkError(
            f"'{text}' is no number", where=test, remedy="write e.g. 7.4"
        ) from None
    if test in _TEN_METRES:
        return ten_metres_by_hand(test, on, number)
    return by_hand(test, on, number, side)


def _measured(
    test: str,
    path: Path,
    on: date,
    placement: Placement | None,
    axes: str | None,
    calibration: str | None,
    between: str | None,
) -> TestResult:
    """Track a recording and take the test's result from it."""
    known = assessment(test)
    if test != "3mbwt" and test not in _TEN_METRES:
        return by_stopwatch_only(test, on, known.unit)
    from retrowalk.formats import read
    from retrowalk.tracker import track

    recording = read(path)
    walk = track(
        recording,
        placement=placement,
        mounting=None if axes is None else Mounting.from_axes(axes),
        calibration=read_calibration(calibration, None, None),
    )
    span_s = None if between is None else parse_span(between, "--between")
    if test == "3mbwt":
        if span_s is None:
            return backward_walk_test(walk, recording, on)
        recording, walk = part_of(recording, walk, span_s, cut=True)
        return backward_walk_test(walk, recording, on, line_s=span_s[1])
    if span_s is not None:
        recording, walk = part_of(recording, walk, span_s)
    return ten_metre_walk_test(walk, _TEN_METRES[test], on)


def part_of(
    recording: Recording, walk: Walk, span_s: tuple[float, float], *, cut: bool = False
) -> tuple[Recording, Walk]:
    """Return the part of a recording and of its walk inside a span, on the same clock.

    With `cut` a walk that begins inside is kept whole: the end of the span is where it counts.
    """
    start_s, end_s = span_s
    bouts = tuple(
        b for b in walk.bouts if start_s <= b.start_s and (b.start_s if cut else b.end_s) <= end_s
    )
    if not bouts:
        raise RetrowalkError(
            f"no whole walk lies between {start_s:g} and {end_s:g} s", where="--between"
        )
    return recording, replace(walk, bouts=bouts)


def _keep(result: TestResult, file: Path | None) -> None:
    if file is None:
        with open_store() as opened:
            opened.add_result(result)
        return
    history = read_history(file)
    whole = replace(history, results=(*history.results, result))
    beside = file.with_name(f".{file.name}.new")
    with writing(file):
        beside.write_text(to_json(whole), encoding="utf-8")
        beside.replace(file)


def _export(out: Path, file: Path | None, patient: str | None, lang: Language) -> None:
    """Write all results that are kept as FHIR."""
    if not out.name.lower().endswith(".json"):
        raise RetrowalkError(
            "results are written as FHIR", where=str(out), remedy="let the name end in .fhir.json"
        )
    results = _results(file)
    text = results_text(results, out.name, patient)
    with writing(out):
        out.write_text(text, encoding="utf-8")
    typer.echo(_WORDS["wrote"].said(lang).format(len(results), out), err=True)


def _results(file: Path | None) -> tuple[TestResult, ...]:
    if file is not None:
        return read_history(file).results
    with open_store() as opened:
        return tuple(opened.results())


def _say(
    result: TestResult, known: Assessment, lang: Language, *, as_json: bool, kept: bool
) -> None:
    if as_json:
        typer.echo(json.dumps(result_to_dict(result), ensure_ascii=False, indent=2))
        return
    value = result.value
    if value.value is None:
        text = f"{known.name.said(lang)}: {why(value.reason or '', lang)}"
        if value.reason != reasons.STOPWATCH.en:
            text = _WORDS["by hand"].said(lang).format(text)
    else:
        text = f"{known.name.said(lang)}: {number_text(round(value.value, 2), lang.value)}"
        if value.low is not None and value.high is not None:
            ends = (number_text(round(end, 2), lang.value) for end in (value.low, value.high))
            text += f" ({'–'.join(ends)})"
        text += f" {known.unit_name.said(lang)}"
    output().print(
        _WORDS["kept"].said(lang).format(text) if kept else text, markup=False, soft_wrap=True
    )


def _judge(
    known: Assessment,
    results: Sequence[TestResult],
    group: str | None,
    side: str | None,
    lang: Language,
    *,
    as_json: bool,
) -> None:
    told = judge(known.id, results, group, side)
    if as_json:
        typer.echo(
            json.dumps(
                {
                    "test": told.test,
                    "change": told.change.value,
                    "by": told.by.to_dict(),
                    "better": told.better,
                    "band": told.band.to_dict(),
                    "sentence": told.sentence.said(lang),
                    "sources": list(told.sources),
                },
                ensure_ascii=False,
                indent=2,
            )
        )
        return
    sources = f" [{', '.join(told.sources)}]" if told.sources else ""
    line = f"{_CHANGES[told.change].said(lang)}: {told.sentence.said(lang)}{sources}"
    output().print(line, markup=False, soft_wrap=True)
