"""The page and its pictures: the same each time, links that lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lab.validation.bars import Bar, missed, reached
from lab.validation.figures import draw
from lab.validation.page import LINES, all_bars, grouped, page
from lab.validation.run import SIMULATED, Results, Size, jobs
from tests.kept_jobs import kept, kept_in


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    size = Size(walks=1, gaits=1, long=1, turned=1)
    folder = kept_in(tmp_path_factory)
    found = Results(size)
    # one person of each, out of those whose bars are held
    for part, job in jobs(size, SIMULATED):
        found.merge(part, kept(folder, f"{part} 0", job))
    return found


def test_the_page_has_a_section_for_every_line_and_keeps_kinds_apart(results: Results) -> None:
    groups = grouped(results)
    bars = all_bars(results, groups)
    text = page(results, bars, groups)
    for title in LINES.values():
        assert f"| {title} |" in text
    assert text.count("*Simulated") >= 6
    assert {bar.line for bar in bars} <= set(LINES)


def test_every_bar_has_a_name_of_its_own(results: Results) -> None:
    names = [bar.name for bar in all_bars(results, [])]
    assert len(names) == len(set(names))


def test_every_link_within_the_page_leads_to_a_heading(results: Results) -> None:
    text = page(results, all_bars(results, []), [])
    headings = {
        re.sub(r"[^\w -]", "", line.lstrip("# ").lower()).replace(" ", "-")
        for line in text.splitlines()
        if line.startswith("#")
    }
    assert set(re.findall(r"\]\(#([\w-]+)\)", text)) <= headings


def test_pictures_are_the_same_for_the_same_results(results: Results, tmp_path: Path) -> None:
    draw(results, tmp_path / "one")
    draw(results, tmp_path / "two")
    made = sorted((tmp_path / "one").iterdir())
    assert len(made) == 9
    for path in made:
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()
    text = page(results, all_bars(results, []), [])
    assert {f"images/{path.name}" for path in made} == set(re.findall(r"images/[\w-]+\.svg", text))


def test_a_bar_is_reached_missed_or_not_counted() -> None:
    bar = Bar("speed", "pocket", "0.1 m/s", "<= 0.15 m/s", met=True)
    assert reached(bar) == "yes"
    failed = Bar("speed", "ankle", "0.2 m/s", "<= 0.15 m/s", met=False)
    assert reached(failed) == "**no**"
    empty = Bar("speed", "waist", "none told", "<= 0.15 m/s", met=None)
    assert missed([bar, failed, empty]) == [failed]
