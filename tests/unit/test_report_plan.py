"""The report of a plan: what it says, and that page and PDF can be read by everybody."""

from __future__ import annotations

import io
import json
import re
import time
from datetime import date
from html import escape
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from tests.coach_plans import HEEL_RAISE, START, logs, plan, results
from typer.testing import CliRunner

from retrowalk.cli import app
from retrowalk.coach.base import Advice, Exercise, Level
from retrowalk.coach.contract import History, to_json
from retrowalk.coach.screening import STOP_RULES
from retrowalk.language import Language
from retrowalk.report.look import INK, LOOKS, MUTED, PAPER
from retrowalk.report.plan_content import Content, content_of
from retrowalk.report.plan_figures import BAND, PALE_BAND
from retrowalk.report.plan_page import html_text
from retrowalk.report.plan_pdf import pdf_bytes, png_pages
from retrowalk.report.plan_progress import done_s, why
from retrowalk.tracker.base import Direction

WHOLE = History(plan(), logs(), results())
TODAY = date(2026, 2, 10)
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="3"/></svg>'
)


def known(identifier: str) -> Exercise | None:
    return HEEL_RAISE if identifier == "heel-raise" else None


def drawn(identifier: str, level: Level, language: Language) -> str | None:
    return DRAWING


def made(language: Language = Language.DE, history: History = WHOLE) -> Content:
    return content_of(history, language, TODAY, known, drawn)


class Page(HTMLParser):
    """What a page is made of: tags with their attributes, and the text of headings."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.mark.parametrize("language", Language)
def test_the_page_is_whole_and_in_its_language(language: Language) -> None:
    page = Page(html_text(made(language)))
    assert page.open == []
    assert page.all("html") == [{"lang": language.value}]
    assert len(page.all("h1")) == 1
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = [attributes["id"] for _, attributes in page.tags if attributes.get("id")]
    assert len(ids) == len(set(ids))
    for link in page.all("a"):
        assert str(link["href"]).removeprefix("#") in ids


def test_every_table_has_caption_and_headings() -> None:
    page = Page(html_text(made()))
    tables = page.all("table")
    assert len(tables) >= 6
    assert len(page.all("caption")) == len(tables)
    assert all(cell.get("scope") in {"col", "row"} for cell in page.all("th"))


def test_every_picture_says_in_words_what_it_shows() -> None:
    content = made()
    page = Page(html_text(content))
    told = [a["aria-label"] for _, a in page.tags if a.get("role") == "img" and "aria-label" in a]
    assert len(told) == len(page.all("svg")) == 6
    assert any("Woche 3: 8 von 10." in str(one) for one in told)
    assert any(str(one).startswith("Zeichnung der Übung Fersenheben") for one in told)


def test_nothing_is_loaded_from_anywhere() -> None:
    text = html_text(made()).replace("http://www.w3.org/2000/svg", "")
    assert "src=" not in text
    assert "<script" not in text
    assert "<link" not in text
    assert "url(" not in text


def luminance(colour: str) -> float:
    def linear(part: str) -> float:
        value = int(part, 16) / 255
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(colour[k : k + 2]) for k in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_text_and_shapes_have_contrast_also_in_grey() -> None:
    for colour in (INK, MUTED, LOOKS[Direction.BACKWARD].dark, LOOKS[Direction.FORWARD].dark):
        assert contrast(colour, PAPER) >= 4.5  # WCAG 2.2, 1.4.3
    assert contrast(INK, BAND) >= 4.5
    assert contrast(LOOKS[Direction.BACKWARD].dark, BAND) >= 3.0  # 1.4.11
    assert contrast(BAND, PALE_BAND) > 1.2


@pytest.mark.parametrize("language", Language)
def test_the_pdf_takes_less_than_two_seconds(language: Language) -> None:
    before = time.perf_counter()
    pdf_bytes(made(language))
    assert time.perf_counter() - before < 2.0


def objects(node: Any) -> list[Any]:
    """Return every structure element of a tagged PDF below a node."""
    node = node.get_object()
    found = [node] if "/S" in node else []
    children = node.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        child = child.get_object() if hasattr(child, "get_object") else child
        if isinstance(child, dict):
            found += objects(child)
    return found


def test_the_pdf_is_tagged_and_its_text_can_be_selected() -> None:
    content = made()
    reader = PdfReader(io.BytesIO(pdf_bytes(content)))
    root: Any = reader.trailer["/Root"]
    text = "\n".join(page.extract_text() for page in reader.pages)
    for words in (
        "Mein Plan: Rückwärtsgehen",
        "Übungsblätter",
        "ÄÖ"[:1],
        "Häufige Fehler",
        "Geländer",
    ):
        assert words in text
    assert "Minuten rückwärts je Woche" in text
    assert root["/Lang"] == "de"
    assert root["/MarkInfo"]["/Marked"].value is True
    assert reader.metadata is not None
    assert reader.metadata.title == content.title
    assert b"pdfuaid:part>1<" in root["/Metadata"].get_object().get_data()
    kinds = [one["/S"] for one in objects(root["/StructTreeRoot"])]
    assert {"/H1", "/H2", "/Table", "/TH", "/Figure", "/L"} <= set(kinds)
    figures = [one for one in objects(root["/StructTreeRoot"]) if one["/S"] == "/Figure"]
    assert len(figures) == 6
    assert all(one["/Alt"] for one in figures)


def test_all_fonts_of_the_pdf_are_in_it() -> None:
    reader = PdfReader(io.BytesIO(pdf_bytes(made())))
    fonts = set()
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            whole = font.get_object()
            inner = whole["/DescendantFonts"][0].get_object()
            fonts.add(str(whole["/BaseFont"]))
            assert {"/FontFile2", "/FontFile3"} & set(inner["/FontDescriptor"].get_object())
    assert all("DejaVuSans" in name for name in fonts)


def test_the_same_plan_gives_the_same_pdf() -> None:
    first, second = (pdf_bytes(made(), timestamp_s=0) for _ in range(2))
    assert first == second


def test_pages_can_be_looked_at() -> None:
    assert all(page.startswith(b"\x89PNG") for page in png_pages(made(), ppi=20))


def test_page_and_pdf_say_the_same_words() -> None:
    content = made(Language.EN)
    flat = re.sub(r"\s+", "", re.sub(r"<[^>]+>", " ", html_text(content)))
    pdf = "".join(p.extract_text() for p in PdfReader(io.BytesIO(pdf_bytes(content))).pages)
    pdf = re.sub(r"\s+", "", pdf)
    for section in content.sections:
        for line in section.lead:
            short = re.sub(r"\s+", "", line)[:30]
            assert short in flat
            assert short in pdf


def test_minutes_without_a_sensor_come_from_the_share() -> None:
    from dataclasses import replace

    (entry, *_) = logs()
    assert done_s(entry, WHOLE) == 120.0
    assert done_s(replace(entry, backward_s=None, completed_share=0.5), WHOLE) == 60.0


def test_an_empty_history_is_a_report_too() -> None:
    content = made(history=History(plan(0)))
    text = html_text(content)
    assert "Noch ist nichts eingetragen." in text
    assert pdf_bytes(content).startswith(b"%PDF")


def test_asking_the_doctor_first_comes_first() -> None:
    from dataclasses import replace

    careful = History(replace(plan(), advice=Advice.ASK_DOCTOR))
    content = made(history=careful)
    assert content.warning == "Bitte fragen Sie vor dem Beginn Ihren Arzt."
    assert html_text(content).index("warning") < html_text(content).index("Geländer")


def test_an_unknown_exercise_keeps_its_id() -> None:
    text = html_text(content_of(WHOLE, Language.EN, TODAY))
    assert "heel-raise (standard form)" in text


def test_words_of_people_are_not_taken_for_markup() -> None:
    from dataclasses import replace

    odd = '<script>alert("x")</script> #set page(fill: red) [*]'
    (entry, *_) = logs()
    content = made(history=History(plan(), (replace(entry, note=odd),)))
    assert "<script>" not in html_text(content)
    text = "".join(p.extract_text() for p in PdfReader(io.BytesIO(pdf_bytes(content))).pages)
    assert "#set" in text


def test_the_page_says_the_stop_rules_of_the_screening() -> None:
    for language in Language:
        page = html_text(content_of(WHOLE, language, TODAY))
        for rule in STOP_RULES:
            assert escape(rule.said(language)) in page


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    path = tmp_path / "plan.json"
    path.write_text(to_json(WHOLE), encoding="utf-8")
    return path


def test_one_command_makes_page_and_pdf(plan_file: Path, tmp_path: Path) -> None:
    pdf, html = tmp_path / "out" / "plan.pdf", tmp_path / "out" / "plan.html"
    told = CliRunner().invoke(
        app, ["report", str(plan_file), "--pdf", str(pdf), "--html", str(html), "--lang", "de"]
    )
    assert told.exit_code == 0, told.stderr
    assert pdf.read_bytes().startswith(b"%PDF")
    assert 'lang="de"' in html.read_text(encoding="utf-8")
    assert "geschrieben" in told.stdout


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"version": 9}, "update Retrowalk"),
        ({"logs": 3}, "damaged"),
        ({"kind": "walk"}, "no plan"),
    ],
)
def test_a_bad_file_is_one_sentence_and_exit_code_2(
    plan_file: Path, change: dict[str, Any], says: str
) -> None:
    data = json.loads(plan_file.read_text(encoding="utf-8")) | change
    plan_file.write_text(json.dumps(data), encoding="utf-8")
    told = CliRunner().invoke(app, ["report", str(plan_file), "--pdf", "x.pdf"])
    assert told.exit_code == 2
    assert says in told.stderr
    assert len(told.stderr.splitlines()) == 1


def test_nothing_asked_for_is_said(plan_file: Path) -> None:
    told = CliRunner().invoke(app, ["report", str(plan_file)])
    assert told.exit_code == 2
    assert "say --pdf, --html or --email" in told.stderr


def test_the_current_week_is_told_in_full() -> None:
    for day, week in ((START, 1), (TODAY, 6), (date(2027, 1, 1), 6), (date(2025, 1, 1), 1)):
        content = content_of(WHOLE, Language.EN, day, known)
        assert content.sections[0].title == f"Week {week}: what to do"


def test_why_a_sensor_gave_no_result_is_said_in_german() -> None:
    from retrowalk.coach.assessments.reasons import DIRECTION_UNKNOWN, LAST_LEG

    assert why(LAST_LEG.en, Language.DE) == LAST_LEG.de
    tracked = "a device in the hand does not show the walking direction"
    assert why(f"{DIRECTION_UNKNOWN.en}: {tracked}", Language.DE) == (
        "die Richtung ist unbekannt: ein Gerät in der Hand zeigt die Gehrichtung nicht"
    )
