"""The evidence table: what ships, that it is current, and how it is found."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from dataclasses import FrozenInstanceError, replace
from pathlib import Path

import pytest
import typer
from lab import evidence_docs
from lab.evidence_docs import pages
from lab.evidence_table import RECALLED, SHARED, TARGET, shipped
from lab.fit import energy
from lab.pictures import save
from matplotlib.figure import Figure
from typer.testing import CliRunner

from retrowalk.cli.evidence import evidence as evidence_command
from retrowalk.errors import RetrowalkError
from retrowalk.evidence import Grade, Standing, Verdict, claims, evidence, row, rows_on, search
from retrowalk.evidence.claims import GRADE_WORDS, VERDICT_WORDS, claim
from retrowalk.evidence.derived import DERIVATIONS, speed_m_min
from retrowalk.evidence.table import TOPICS

ROOT = Path(__file__).resolve().parents[2]
APP = typer.Typer()
APP.command()(evidence_command)


def _printed(text: str) -> float:
    """Return half a unit in the last printed place."""
    decimals = len(text.partition(".")[2].rstrip("0")) if "." in text else 0
    return 0.5 * 10.0 ** -max(decimals, 1) + 1e-9


def _raw() -> dict[str, dict[str, str]]:
    with TARGET.open(encoding="utf-8", newline="") as lines:
        return {line["id"]: line for line in csv.DictReader(lines)}


@pytest.mark.parametrize("identifier", sorted(DERIVATIONS))
def test_every_derived_number_follows_from_its_inputs(identifier: str) -> None:
    found, printed = DERIVATIONS[identifier].compute(evidence()), _raw()[identifier]
    for value, key in zip(found, ("value", "low", "high"), strict=True):
        if printed[key]:
            assert value is not None
            assert value == pytest.approx(float(printed[key]), abs=_printed(printed[key])), key


def test_a_derived_row_drifts_visibly_when_an_input_changes() -> None:
    changed = {**evidence(), "E-02": replace(row("E-02"), value=30.0)}
    value, _, _ = DERIVATIONS["D-01"].compute(changed)
    assert abs(value - row("D-01").number) > 1.0


def test_every_derived_row_has_a_formula_over_shipped_rows() -> None:
    derived = {i for i, r in evidence().items() if r.standing is Standing.DERIVED}
    assert derived == set(DERIVATIONS)
    for identifier in derived:
        assert row(identifier).formula == DERIVATIONS[identifier].formula
        assert set(DERIVATIONS[identifier].inputs) <= set(evidence())


def test_nothing_recalled_is_shipped() -> None:
    text = TARGET.read_text(encoding="utf-8")
    assert not RECALLED.search(text)
    assert not {"E-19", "E-15", "K-10", "K-11", "L-07", "L-08", "X-20", "X-21"} & set(evidence())


def test_a_recalled_row_is_refused_and_a_recalled_remark_cut() -> None:
    line = dict.fromkeys(
        [
            "id",
            "quantity",
            "value",
            "low",
            "high",
            "unit",
            "interval_type",
            "population",
            "n",
            "condition",
            "citation",
        ],
        "",
    ) | {"id": "Z-01", "doi_or_pmid": "doi:1 (DOI RECALLED); PMID 2", "seen_or_recalled": "SEEN"}
    line["condition"] = "level; speed RECALLED; treadmill"
    made = shipped(line)
    assert made is not None
    assert made["condition"] == "level; treadmill"
    assert made["reference"] == "PMID 2"
    assert shipped({**line, "seen_or_recalled": "RECALLED"}) is None
    with pytest.raises(SystemExit, match="Z-01"):
        shipped({**line, "quantity": "from memory"})


@pytest.mark.skipif(not SHARED.exists(), reason="needs the reading notes in ../shared/evidence")
def test_the_shipped_table_is_current() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "lab.evidence_table", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", ["evidence.md", "factcheck.md"])
def test_the_pages_made_from_the_table_are_current(name: str) -> None:
    shown = (ROOT / "docs" / name).read_text(encoding="utf-8")
    assert shown == pages()[name], "python -m lab.evidence_docs"


def test_the_pictures_are_current(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def keep(figure: Figure, path: Path) -> None:
        save(figure, tmp_path / path.name)

    for module in (evidence_docs, energy):
        monkeypatch.setattr(module, "save", keep)
    evidence_docs.draw_claims()
    energy.draw_left_out()
    energy.draw_uptake()
    made = sorted(tmp_path.glob("*.svg"))
    assert [p.name for p in made] == ["claims.svg", "cost-factor.svg", "oxygen-uptake.svg"]
    for path in made:
        shown = ROOT / "docs" / "images" / path.name
        assert shown.read_bytes() == path.read_bytes(), path.name


def test_the_citation_page_names_every_row() -> None:
    page = (ROOT / "docs" / "evidence.md").read_text(encoding="utf-8")
    assert [i for i in evidence() if f"| {i} |" not in page] == []


def test_rows_are_typed_and_frozen() -> None:
    found = row("e-01")
    assert (found.value, found.low, found.high, found.count) == (12.42, 10.13, 14.71, 13)
    assert found.sd == pytest.approx(2.29)
    assert found.topic == "energy cost"
    assert found.standing is Standing.SEEN
    assert "PMID 9741611" in found.reference
    with pytest.raises(FrozenInstanceError):
        found.value = 1.0  # type: ignore[misc]


def test_a_spread_of_people_is_not_shown_as_an_interval_of_the_mean() -> None:
    assert row("E-01").estimate().low is None
    assert row("D-01").estimate().low == 1.13
    assert not row("K-13").estimate().known


def test_quoted_rows_say_so() -> None:
    assert row("E-10").standing is Standing.AS_QUOTED
    assert "as quoted" in row("E-10").citation


def test_speeds_are_read_from_what_the_rows_print() -> None:
    assert speed_m_min(row("E-02")) == 80.45
    assert speed_m_min(row("E-21")) == 93.8
    assert speed_m_min(row("E-13")) == pytest.approx(67.056)


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda: row("E-99"), "no evidence row 'E-99'"),
        (lambda: rows_on("weather"), "no topic 'weather'"),
        (lambda: row("D-01").sd, "no standard deviation"),
        (lambda: row("K-13").number, "no single number"),
        (lambda: row("E-10").count, "how many"),
        (lambda: speed_m_min(row("K-01")), "condition"),
        (lambda: claim(23), "no claim 23"),
    ],
)
def test_a_question_without_an_answer_is_refused_in_one_sentence(ask: object, said: str) -> None:
    assert callable(ask)
    with pytest.raises(RetrowalkError, match=said):
        ask()


def test_look_up_by_topic_and_by_words() -> None:
    assert {r.id[0] for r in rows_on("K")} == {"K"}
    assert rows_on("knee loads and gait") == rows_on("K")
    assert "E-02" in {r.id for r in search("VO2 backward williford")}
    assert search("unicorn") == ()
    assert search("  ") == ()
    assert {i.partition("-")[0] for i in evidence()} == set(TOPICS)


def test_the_command_shows_one_row_a_search_and_json() -> None:
    run = CliRunner()
    one = run.invoke(APP, ["D-01"])
    assert one.exit_code == 0
    assert "1.28 [1.13 to 1.46; 95 % interval]" in one.output
    assert "formula" in one.output
    many = json.loads(run.invoke(APP, ["K", "--json"]).output)
    assert {r["topic"] for r in many} == {"knee loads and gait"}
    assert "no row holds" in run.invoke(APP, ["unicorn"]).output
    assert len(json.loads(run.invoke(APP, ["--json"]).output)) == len(evidence())
    assert isinstance(run.invoke(APP, ["E-99"]).exception, RetrowalkError)


def test_all_claims_of_the_article_are_there() -> None:
    assert [c.number for c in claims()] == list(range(1, 23))
    for found in claims():
        assert set(found.ids_for + found.ids_against) <= set(evidence()), found.number
        assert set(found.claims) == set(found.sentences) == {"de", "en"}
        assert len(found.sentence("de")) > 30
        assert len(found.sentence("en")) > 30
        for sentence in found.sentences.values():
            assert sentence.endswith(".")


def test_every_verdict_and_grade_has_words_in_both_languages() -> None:
    for language in ("de", "en"):
        assert set(VERDICT_WORDS[language]) == set(Verdict)
        assert set(GRADE_WORDS[language]) == set(Grade)


def test_verdicts_follow_the_reading_notes() -> None:
    got = {c.number: c.verdict.value for c in claims()}
    expected = [
        "supported",
        "supported",
        "contradicted",
        "partly",
        "not_confirmed",
        "supported",
        "doubtful",
        "plausible",
        "not_confirmed",
        "not_confirmed",
        "plausible",
        "not_shown",
        "plausible",
        "not_confirmed",
        "supported",
        "not_shown",
        "supported",
        "doubtful",
        "not_confirmed",
        "forecast",
        "forecast",
        "advertising",
    ]
    assert got == {i: v.replace("_", " ") for i, v in enumerate(expected, start=1)}


def test_a_claim_without_evidence_has_no_grade_of_evidence() -> None:
    for found in claims():
        if not found.ids_for and not found.ids_against:
            assert found.grade is Grade.NONE, found.number


def test_no_text_diagnoses_or_promises() -> None:
    words = re.compile(r"\b(heilt|cures?|garantiert|guarantee|diagnos)", re.IGNORECASE)
    for found in claims():
        assert not any(words.search(s) for s in found.sentences.values()), found.number
