"""The progress of a plan: minutes by week, pain and effort, tests with their noise."""

from __future__ import annotations

from collections.abc import Sequence

from retrowalk.coach.assessments import reasons
from retrowalk.coach.assessments.base import Assessment, Better, said
from retrowalk.coach.assessments.catalogue import ASSESSMENTS
from retrowalk.coach.assessments.judging import judge
from retrowalk.coach.contract import History
from retrowalk.coach.logs import LogEntry
from retrowalk.coach.results import TestResult
from retrowalk.estimate import Estimate
from retrowalk.evidence.table import row
from retrowalk.evidence.texts import number_text
from retrowalk.language import Language, Phrase
from retrowalk.report import plan_words as words
from retrowalk.report.plan_figures import Bar, Felt, Point, felt_svg, load_svg, result_svg
from retrowalk.report.plan_parts import Picture, Section, Table, day_text, short_day, table_day
from retrowalk.report.sentences import translated


def progress(history: History, language: Language) -> Section:
    """Return what was done, how it felt and what the tests say."""
    lead = [words.NOTHING_LOGGED.said(language)]
    pictures: list[Picture] = []
    sources: list[str] = []
    if history.logs:
        lead = [_totals(history, language)]
        pictures += [_load(history, language), _felt(history.logs, language)]
    sides: tuple[str | None, ...] = (None, "left", "right")
    for test in ASSESSMENTS.values():
        for side in sides:
            mine = sorted(
                (r for r in history.results if r.test == test.id and r.side == side),
                key=lambda result: result.date,
            )
            if any(result.value.known for result in mine):
                picture, rows = _test(test, side, mine, history, language)
                pictures.append(picture)
                sources += rows
    title = words.PROGRESS_TITLE.said(language)
    return Section(title, tuple(lead), (), tuple(pictures), (), tuple(dict.fromkeys(sources)))


def done_s(entry: LogEntry, history: History) -> float:
    """Return seconds backward of a session: as counted, else the share of what was planned."""
    if entry.backward_s is not None:
        return entry.backward_s
    planned = [
        session.backward_s
        for week in history.plan.weeks
        for session in week.sessions
        if (session.week, session.day) == (entry.week, entry.day)
    ]
    return entry.completed_share * sum(planned)


def _totals(history: History, language: Language) -> str:
    minutes = sum(done_s(entry, history) for entry in history.logs) / 60.0
    counted = [e.backward_steps for e in history.logs if e.backward_steps is not None]
    phrase = words.TOTALS if counted else words.TOTALS_NO_STEPS
    return phrase.said(language).format(
        sessions=len(history.logs), minutes=round(minutes), steps=sum(counted)
    )


def _number(value: float, language: Language, digits: int = 1) -> str:
    return number_text(round(value, digits), language.value)


def _load(history: History, language: Language) -> Picture:
    def said(phrase: Phrase, **values: object) -> str:
        return phrase.said(language).format(**values)

    planned = {week.number: week.backward_s / 60.0 for week in history.plan.weeks}
    numbers = sorted({*planned, *(entry.week for entry in history.logs)})
    bars, rows, lines = [], [], []
    for number in numbers:
        mine = [entry for entry in history.logs if entry.week == number]
        done = sum(done_s(entry, history) for entry in mine) / 60.0
        steps = [entry.backward_steps for entry in mine if entry.backward_steps is not None]
        bars.append(Bar(str(number), done, planned.get(number, 0.0)))
        cells = [_number(value, language) for value in (planned.get(number, 0.0), done)]
        rows.append((str(number), *cells, str(sum(steps)) if steps else "–", str(len(mine))))
        lines.append(said(words.LOAD_ALT_WEEK, week=number, done=cells[1], planned=cells[0]))
    alt = said(words.LOAD_ALT, lines=" ".join(lines))
    head = (
        words.WEEK,
        words.PLANNED_MIN,
        words.DONE_MIN,
        words.STEPS_BACKWARD,
        words.SESSIONS_DONE,
    )
    table = Table(
        said(words.LOAD_CAPTION),
        tuple(said(name) for name in head),
        tuple(rows),
        (1.0, 1.4, 1.5, 1.8, 2.0),
        frozenset(range(5)),
    )
    svg = load_svg(bars, said(words.PLANNED), alt, language.value)
    return Picture(svg, alt, said(words.LOAD_NOTE), table, said(words.LOAD_TITLE))


def _felt(logs: Sequence[LogEntry], language: Language) -> Picture:
    def said(phrase: Phrase, **values: object) -> str:
        return phrase.said(language).format(**values)

    ordered = sorted(logs, key=lambda entry: (entry.week, entry.day, entry.date))
    sessions = [
        Felt(e.week, e.pain_during, e.pain_next_morning, e.effort, e.swelling) for e in ordered
    ]

    def listed(values: Sequence[int | None]) -> str:
        return ", ".join("–" if value is None else str(value) for value in values)

    alt = said(
        words.FELT_ALT,
        during=listed([e.pain_during for e in ordered]),
        morning=listed([e.pain_next_morning for e in ordered]),
        effort=listed([e.effort for e in ordered]),
    )
    rows = tuple(
        (
            table_day(e.date, language),
            f"{round(100 * e.completed_share)} %",
            listed([e.pain_during]),
            listed([e.pain_next_morning]),
            listed([e.effort]),
            ". ".join(
                part for part in (said(words.SWELLING) if e.swelling else "", e.note) if part
            ),
        )
        for e in ordered
    )
    head = (
        words.DATE,
        words.DONE_SHARE,
        words.PAIN_DURING_HEAD,
        words.PAIN_MORNING_HEAD,
        words.EFFORT,
        words.NOTE,
    )
    table = Table(
        said(words.FELT_CAPTION),
        tuple(said(name) for name in head),
        rows,
        (2.2, 1.8, 1.7, 2.2, 2.5, 3.4),
        frozenset({1, 2, 3, 4}),
    )
    names = (words.PAIN_DURING, words.PAIN_MORNING, words.EFFORT_LINE, words.SWELLING)
    told = tuple(said(name) for name in names)
    svg = felt_svg(
        sessions, (told[0], told[1], told[2], told[3]), said(words.WEEK), alt, language.value
    )
    return Picture(svg, alt, said(words.FELT_NOTE), table, said(words.FELT_TITLE))


def _group(test: Assessment, history: History) -> str | None:
    """Return the group of people whose noise band fits what the screening noticed."""
    return next((b.group for b in test.bands if b.group in history.plan.flags), None)


def _test(
    test: Assessment,
    side: str | None,
    results: Sequence[TestResult],
    history: History,
    language: Language,
) -> tuple[Picture, tuple[str, ...]]:
    def told(phrase: Phrase, **values: object) -> str:
        return phrase.said(language).format(**values)

    group = _group(test, history)
    judged = judge(test.id, results, group, side)
    known = [result for result in results if result.value.value is not None]
    points = [_point(result, known[0], language) for result in known]
    if group is not None:
        rows: tuple[str, ...] = tuple(b.row for b in test.bands if b.group == group)
    else:
        ordered = sorted(test.bands, key=lambda band: row(band.row).number)
        rows = (ordered[0].row, ordered[-1].row) if ordered else ()
    note = words.TESTS_NOTE if group is not None else words.TESTS_NOTE_TWO
    name = test.name.said(language)
    if side is not None:
        name = f"{name}, {told(words.LEFT if side == 'left' else words.RIGHT)}"
    unit = test.unit_name.said(language)
    table = Table(
        f"{name}, {unit}",
        tuple(told(one) for one in (words.DATE, words.RESULT, words.BY)),
        tuple(_result_row(test, result, language) for result in results),
        (1.6, 2.6, 1.6),
        frozenset(),
    )
    alt = told(
        words.TEST_ALT,
        name=name,
        unit=unit,
        lines=" ".join(
            told(words.TEST_ALT_RESULT, day=day_text(r.date, language), value=p.label)
            for r, p in zip(known, points, strict=True)
        ),
    )
    better = words.LOWER_BETTER if test.better is Better.LOWER else words.HIGHER_BETTER
    svg = result_svg(
        points,
        [row(one).number for one in rows],
        told(words.NOISE_BAND),
        f"{unit}, {told(better)}",
        alt,
        language.value,
    )
    notes = [judged.sentence.said(language)]
    if judged.sources:
        notes[0] += f" [{', '.join(judged.sources)}]"
    if group is None and test.no_band is not None and test.bands:
        notes.append(said(test.no_band, language))
    caption = told(note if rows else words.TESTS_NOTE_NONE)
    used = tuple(dict.fromkeys((*rows, *judged.sources)))
    return Picture(svg, alt, caption, table, name, tuple(notes)), used


def _point(result: TestResult, first: TestResult, language: Language) -> Point:
    value = result.value.value
    assert value is not None
    low = value if result.value.low is None else result.value.low
    high = value if result.value.high is None else result.value.high
    digits = 0 if value == round(value) and result.value.unit in {"stands", "stages"} else 1
    if result.value.unit == "m/s":
        digits = 2
    return Point(
        float((result.date - first.date).days),
        value,
        low,
        high,
        short_day(result.date, language),
        number_text(round(value, digits), language.value, f".{digits}f"),
    )


def _result_row(test: Assessment, result: TestResult, language: Language) -> tuple[str, str, str]:
    by = words.SENSOR
    if result.by == "stopwatch":
        by = words.COUNTED if test.unit in {"stands", "stages"} else words.STOPWATCH
    return (
        table_day(result.date, language),
        _with_interval(result.value, language),
        by.said(language),
    )


def why(reason: str, language: Language) -> str:
    """Return why a sensor gave no result, the tracker's part of the sentence included."""
    own, colon, more = reasons.said(reason, language).partition(": ")
    return f"{own}{colon}{translated(more, language)}" if colon else translated(own, language)


def _with_interval(value: Estimate, language: Language) -> str:
    if value.value is None:
        return words.UNKNOWN.said(language).format(reason=why(value.reason or "", language))
    text = _number(value.value, language, 2)
    if value.low is None or value.high is None or value.low == value.high:
        return f"{text}"
    return f"{text} ({_number(value.low, language, 2)}–{_number(value.high, language, 2)})"
