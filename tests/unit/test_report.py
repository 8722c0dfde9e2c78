"""Pictures and pages: the same bytes, readable in grey, nothing cut off, nothing fetched."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import combinations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from tests.walks import WALKING, bout, told_walk, totals

from retrowalk.errors import RetrowalkError
from retrowalk.estimate import Estimate
from retrowalk.language import Language
from retrowalk.recording import Placement
from retrowalk.report import write_picture
from retrowalk.report.figure import NARROW, WHOLE, Sheet, draw, png_bytes, svg_text, title
from retrowalk.report.look import LOOKS
from retrowalk.report.numbers import clock, with_interval
from retrowalk.report.page import html_text
from retrowalk.report.panels import step_cadence
from retrowalk.report.words import WORDS
from retrowalk.tracker.base import Direction, Knowledge, Step, Summary, Totals, Walk

LANGUAGES = list(Language)
UNKNOWN = Totals(
    Estimate.unknown("steps", "the direction at the waist is unknown without a calibration walk"),
    Estimate.unknown("s", "the direction at the waist is unknown without a calibration walk"),
    Estimate.unknown("m", "the direction at the waist is unknown without a calibration walk"),
)


def long_walk() -> Walk:
    """Return an hour with many bouts and gaps, some of them close together."""
    rng = np.random.default_rng(1)
    bouts = []
    at_s = 10.0
    while at_s < 3300:
        lasted_s = float(rng.uniform(6, 200))
        direction = WALKING[int(rng.choice(4, p=[0.5, 0.35, 0.1, 0.05]))]
        bouts.append(bout(at_s, at_s + lasted_s, direction, steps=int(lasted_s * 1.7)))
        at_s += lasted_s + float(rng.choice([2.0, 3.0, 40.0]))
    steps = [
        Step(float(t), b.direction)
        for b in bouts
        for t in np.linspace(b.start_s, b.end_s, int(b.steps.value or 0))
    ]
    summary = Summary(
        *(
            totals(tuple(bouts), d)
            for d in (
                Direction.BACKWARD,
                Direction.FORWARD,
                Direction.SIDEWAYS,
                Direction.UNKNOWN,
            )
        )
    )
    gaps = ((500.0, 501.0), (505.0, 520.0), (2000.0, 2200.0))
    return replace(
        told_walk(gaps=gaps),
        duration_s=3600.0,
        bouts=tuple(bouts),
        steps=tuple(steps),
        summary=summary,
    )


def unknown_walk() -> Walk:
    walk = told_walk()
    bouts = tuple(replace(b, direction=Direction.UNKNOWN) for b in walk.bouts)
    return replace(walk, bouts=bouts, summary=replace(walk.summary, backward=UNKNOWN))


def no_walk() -> Walk:
    nothing = totals((), Direction.BACKWARD)
    summary = Summary(nothing, nothing, nothing, nothing)
    return replace(told_walk(), bouts=(), steps=(), summary=summary)


WALKS = {
    "told": told_walk(gaps=((100.6, 103.2),)),
    "long": long_walk(),
    "unknown": unknown_walk(),
    "none": no_walk(),
}


def figure_texts(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.axes[0].texts]


def test_the_same_walk_gives_the_same_bytes() -> None:
    assert svg_text(told_walk()) == svg_text(told_walk())
    assert png_bytes(told_walk()) == png_bytes(told_walk())


def test_the_svg_speaks_for_whoever_cannot_see_it() -> None:
    root = ElementTree.fromstring(svg_text(told_walk(), Language.DE))
    assert root.get("role") == "img"
    assert root.get("lang") == "de"
    name = "{http://www.w3.org/2000/svg}"
    assert root.findtext(f"{name}title") == "Wann es rückwärts ging"
    assert "0:40 bis 1:40: rückwärts, 95 Schritte" in (root.findtext(f"{name}desc") or "")


@pytest.mark.parametrize("render", [svg_text, html_text])
def test_nothing_is_fetched_and_no_date_is_written(render: Any) -> None:
    text = render(told_walk())
    outside = re.findall(r'(?:src|href)="(?!#)[^"]*"|url\((?!#)[^)]*\)|@import|<script', text)
    assert outside == []
    assert not re.search(r"20\d\d-\d\d-\d\d", text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sheet", [WHOLE, NARROW], ids=["whole", "narrow"])
@pytest.mark.parametrize("name", WALKS)
def test_no_text_touches_another_or_leaves_the_picture(
    name: str, sheet: Sheet, language: Language
) -> None:
    figure = draw(WALKS[name], language, sheet)
    FigureCanvasAgg(figure)
    figure.draw_without_rendering()
    boxes = [(t.get_text(), t.get_window_extent()) for t in figure.axes[0].texts]
    for text, box in boxes:
        assert box.x0 >= 0, text
        assert box.x1 <= figure.bbox.x1, text
        assert box.y0 >= 0, text
        assert box.y1 <= figure.bbox.y1, text
    for (one, a), (other, b) in combinations(boxes, 2):
        wide = min(a.x1, b.x1) - max(a.x0, b.x0)
        high = min(a.y1, b.y1) - max(a.y0, b.y0)
        assert wide <= 2 or high <= 4, f"'{one}' touches '{other}'"


@pytest.mark.parametrize("language", LANGUAGES)
def test_gaps_are_shown_as_gaps(language: Language) -> None:
    gapless = figure_texts(draw(told_walk(), language))
    gapped = figure_texts(draw(told_walk(gaps=((60.0, 75.0),)), language))
    assert WORDS[language].no_samples not in gapless
    assert WORDS[language].no_samples in gapped


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("told", "When this walk went backward"),
        ("unknown", "The direction of this walk is unknown"),
        ("none", "No walking was recognised"),
    ],
)
def test_the_title_says_what_was_seen(name: str, expected: str) -> None:
    assert title(WALKS[name], WORDS[Language.EN]) == expected


def test_a_walk_without_backward_bouts_is_not_titled_backward() -> None:
    walk = told_walk()
    forward = tuple(b for b in walk.bouts if b.direction is Direction.FORWARD)
    words = WORDS[Language.EN]
    assert title(replace(walk, bouts=forward), words) == words.title_none


def test_an_unknown_total_is_a_question_mark_with_its_reason() -> None:
    texts = figure_texts(draw(unknown_walk(), Language.EN))
    assert texts.count("?") == 3
    assert any(text.startswith("not known: the direction at the") for text in texts)


def test_steps_of_unknown_direction_are_not_told_as_none_backward() -> None:
    walk = told_walk()
    reason = "the walker turns too fast for walking backward"
    bouts = tuple(replace(b, direction=Direction.UNKNOWN, reason=reason) for b in walk.bouts)
    nothing = totals((), Direction.BACKWARD)
    walk = replace(walk, bouts=bouts, summary=replace(walk.summary, backward=nothing))
    texts = figure_texts(draw(walk, Language.EN))
    assert texts.count("?") == 3
    assert texts.count("not known: the walker turns too") == 3
    page = html_text(walk, Language.DE)
    numbers = ", ".join(str(at) for at, _ in enumerate(bouts, start=1))
    said = "Richtung unbekannt: die Person dreht sich zu schnell für Rückwärtsgehen"
    assert f"<li>Abschnitt {numbers}: {said}</li>" in page
    assert page.count("<b>?</b>") == 3
    assert f"{nothing.steps.value:.0f}" not in re.findall(r"<b>(.*?)</b>", page)


def test_a_page_repeats_no_name_inside_its_two_pictures() -> None:
    page = html_text(told_walk())
    clips = re.findall(r'<clipPath id="(.*?)"', page)
    assert clips
    assert len(clips) == len(set(clips))


def luminance(color: str) -> float:
    channels = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(color)]
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("direction", [Direction.BACKWARD, Direction.FORWARD])
def test_words_on_a_band_are_readable(direction: Direction) -> None:
    assert contrast(LOOKS[direction].fill, LOOKS[direction].text) >= 4.5


@pytest.mark.parametrize("direction", WALKING)
def test_words_beside_a_band_are_readable(direction: Direction) -> None:
    assert contrast(LOOKS[direction].dark, "#fffdf9") >= 4.5


def test_forward_and_backward_differ_in_grey_and_in_height() -> None:
    backward, forward = LOOKS[Direction.BACKWARD], LOOKS[Direction.FORWARD]
    assert contrast(backward.fill, forward.fill) >= 3
    assert backward.height - forward.height >= 0.2


class Page(HTMLParser):
    """Counts what the tests ask for."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.lang: str | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag == "html":
            self.lang = dict(attrs)["lang"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_has_one_row_for_each_bout(language: Language) -> None:
    walk = told_walk()
    page = Page(html_text(walk, language))
    assert page.lang == language
    assert page.tags.count("tr") == 1 + len(walk.bouts)
    assert page.tags.count("svg") == 2
    assert page.tags.count("h1") == 1


def test_the_page_cannot_be_broken_by_a_file_name() -> None:
    page = html_text(replace(told_walk(), source="<script>x</script>&.csv"))
    assert "<script" not in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_exists_in_every_language(language: Language) -> None:
    words = WORDS[language]
    assert set(words.directions) == set(Direction)
    assert set(words.placements) == set(Placement)
    assert set(words.knowledge) == set(Knowledge)
    for field in dataclasses.fields(words):
        assert getattr(words, field.name), field.name


def test_no_english_sentence_was_left_in_german() -> None:
    same = {
        field.name
        for field in dataclasses.fields(WORDS[Language.EN])
        if getattr(WORDS[Language.EN], field.name) == getattr(WORDS[Language.DE], field.name)
    }
    assert same == set()


@pytest.mark.parametrize(
    ("time_s", "text"),
    [(0, "0:00"), (65.4, "1:05"), (59.6, "1:00"), (3599.7, "1:00:00"), (7325, "2:02:05")],
)
def test_clock_times_carry_over(time_s: float, text: str) -> None:
    assert clock(time_s) == text


def test_numbers_use_the_languages_decimal_mark() -> None:
    speed = Estimate(1.21, 1.1, 1.3, "m/s")
    assert with_interval(speed, 2, WORDS[Language.EN]) == "1.21 (1.10-1.30)"
    assert with_interval(speed, 2, WORDS[Language.DE]) == "1,21 (1,10-1,30)"
    assert with_interval(Estimate.unknown("m/s", "why"), 2, WORDS[Language.EN]) == "-"


def test_the_cadence_of_even_steps_is_even() -> None:
    one = bout(0, 30, Direction.BACKWARD, steps=50)
    steps = tuple(Step(t / 2, Direction.BACKWARD) for t in range(40))
    _, cadence_spm = step_cadence(replace(told_walk(), steps=steps), one)
    assert np.allclose(cadence_spm, 120.0)


def test_a_limp_does_not_become_a_saw() -> None:
    one = bout(0, 30, Direction.BACKWARD, steps=50)
    limping_s = [pair * 1.0 + late for pair in range(20) for late in (0.0, 0.4)]
    steps = tuple(Step(t, Direction.BACKWARD) for t in limping_s)
    _, cadence_spm = step_cadence(replace(told_walk(), steps=steps), one)
    assert np.allclose(cadence_spm, 120.0)


@pytest.mark.parametrize("suffix", [".svg", ".png", ".html"])
def test_pictures_are_written_by_the_files_ending(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / "new" / f"walk{suffix}"
    write_picture(told_walk(), path)
    starts = {".svg": b"<svg", ".png": b"\x89PNG", ".html": b"<!doctype html>"}
    assert path.read_bytes().startswith(starts[suffix])


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RetrowalkError, match=r"\.svg, \.png or \.html"):
        write_picture(told_walk(), tmp_path / "walk.gif")


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(RetrowalkError, match="cannot be written"):
        write_picture(told_walk(), tmp_path / "file" / "walk.svg")
