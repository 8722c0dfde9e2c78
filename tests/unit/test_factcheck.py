"""The fact check: what a text means, the computed ratio, and what a layperson reads."""

from __future__ import annotations

import json
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from retrowalk.cli.factcheck import factcheck
from retrowalk.dose.design import chosen
from retrowalk.dose.factcheck import check, lines, worth
from retrowalk.errors import RetrowalkError
from retrowalk.evidence import Verdict, claims, evidence
from retrowalk.evidence.matching import understand
from retrowalk.evidence.numbers import folded, numbers
from retrowalk.recording import Wearer

APP = typer.Typer()
APP.command()(factcheck)
VIRAL = "100 Schritte rückwärts = 1000 Schritte vorwärts"
PERSON = ["--age", "65", "--mass", "80", "--height", "1.72"]
SPEEDS = ["--forward-speed", "1.1", "--backward-speed", "0.6"]


def _json(*arguments: str) -> dict[str, Any]:
    done = CliRunner().invoke(APP, [*arguments, "--json"])
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.output)
    return found


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1.000 und 1,000 und 1 000", [1000, 1000, 1000]),
        ("1,5 oder 1.5", [1.5, 1.5]),
        ("hundert, eintausend, zweihundertfünfzig", [100, 1000, 250]),
        ("fünfundzwanzig fuenfundzwanzig", [25, 25]),
        ("a hundred steps, one thousand", [100, 1000]),
        ("two hundred fifty", [250]),
        ("twenty-five", [25]),
        ("zehntausend", [10000]),
        ("zero", [0]),
        ("undone, tender, eintönig", []),
    ],
)
def test_numbers_in_words_and_digits(text: str, values: list[float]) -> None:
    assert [n.value for n in numbers(folded(text))] == values


@pytest.mark.parametrize("text", ["10x", "1000x", "10-mal", "10 mal", "zehnmal", "tenfold",
                                  "das Zehnfache", "ten times", "doppelt", "twice"])  # fmt: skip
def test_factors_are_told_from_counts(text: str) -> None:
    (found,) = numbers(folded(text))
    assert found.factor


@pytest.mark.parametrize(
    ("text", "ratio"),
    [
        (VIRAL, 10.0),
        ("100 Schritte rückwärts sind so gut wie 1000 vorwärts", 10.0),
        ("100 Schritte rueckwaerts = 1.000 Schritte vorwaerts", 10.0),
        ("hundert Schritte rückwärts ersetzen eintausend Schritte vorwärts", 10.0),
        ("100 reverse steps = 1000 steps", 10.0),
        ("one hundred backward steps equal one thousand forward steps", 10.0),
        ("1000 steps forward are worth 100 steps backward", 10.0),
        ("Ein Schritt rückwärts zählt so viel wie zehn Schritte vorwärts", 10.0),
        ("a step backward is worth ten forward", 10.0),
        ("Rückwärtsgehen verbrennt zehnmal so viele Kalorien", 10.0),
        ("walking backward burns 10x the calories", 10.0),
        ("Rückwärtsgehen verbraucht 40 % mehr Energie", 1.4),
        ("walking backward burns 20 percent fewer calories", 0.8),
        ("forward walking burns half the calories of backward walking", 2.0),
        ("Rückwärtslaufen ist 10x besser als vorwärts", 10.0),
        ("backward walking is ten times as effective", 10.0),
        ("10 Minuten rückwärts sind wie 30 Minuten vorwärts", 3.0),
    ],
)
def test_a_ratio_is_read_from_free_text(text: str, ratio: float) -> None:
    assert understand(text).ratio == pytest.approx(ratio)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Rückwärtsgehen beugt Stürzen vor", 16),
        ("Walking backwards prevents falls", 16),
        ("Rückwärtsgehen trainiert das Gleichgewicht", 15),
        ("backward walking is easier on the knees", 4),
        ("Rückwärtsgehen senkt den Druck auf das Knie um das Zehnfache", 4),
        ("retro walking isolates the quadriceps", 3),
        ("Hilft Rückwärtsgehen bei Kniearthrose?", 6),
        ("Rückwärtsgehen hilft gegen vorderen Knieschmerz", 5),
        ("walking backward strengthens the prefrontal cortex", 14),
        ("Die Leitlinie empfiehlt Rückwärtsgehen", 10),
        ("retro walking stretches tight hip flexors", 18),
        ("Rückwärts landet man auf dem Ballen statt auf der Ferse", 11),
        ("17 Übungen lindern die Schmerzen nach wenigen Tagen", 22),
    ],
)
def test_a_known_claim_is_recognised(text: str, number: int) -> None:
    found = understand(text)
    assert found.ratio is None
    assert found.claim is not None
    assert found.claim.number == number


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_claim_in_its_own_words_is_found_or_read_as_a_ratio(language: str) -> None:
    missed = []
    for c in claims():
        found = understand(c.claims[language])
        if found.claim is None or (found.claim.number != c.number and found.ratio is None):
            missed.append((c.number, found.claim and found.claim.number))
    assert missed == []


@pytest.mark.parametrize(
    "text",
    [
        "Lavendel hilft gegen Schlaflosigkeit",
        "walking backward cures baldness",
        "Rückwärtsgehen macht reich",
        "squats prevent falls",
        "10 squats equal 1000 steps",
        "Rückwärts 100 Meter in 30 s",
        "Ich gehe 100 Schritte rückwärts",
        "0 Schritte rückwärts = 1000 Schritte vorwärts",
        "!?",
    ],
)
def test_what_is_not_known_is_said_to_be_unknown(text: str) -> None:
    found = check(text, Wearer())
    assert found.claim is None
    assert found.worth is None
    assert "nichts" in lines(found, "de")[0]
    assert "nothing" in lines(found, "en")[0]


def test_the_viral_formula_for_one_person() -> None:
    found = _json(VIRAL, *PERSON, *SPEEDS)
    assert found["verdict"] == "contradicted"
    assert found["grade"] == "mechanism"
    assert set(found["evidence"]) <= set(evidence())
    assert {"D-01", "D-03", "E-02"} <= set(found["evidence"])
    for name in ("matched_speed", "own_speeds"):
        ratio = found["worth"][name]["ratio"]
        assert ratio["low"] < ratio["value"] < ratio["high"] < 10.0
        assert found["worth"][name]["dominant_input"]
        assert sum(found["worth"][name]["variance_shares"].values()) == pytest.approx(1.0, abs=0.01)
    assert found["worth"]["own_speeds"]["ratio"]["value"] < 1.0
    assert found["worth"]["draws"] >= 10_000


def test_the_ratio_covers_the_measured_rows_at_their_conditions() -> None:
    conditions = _json(VIRAL)["worth"]["at_measured_conditions"]
    assert [c["row"] for c in conditions] == ["D-01", "D-03"]
    for c in conditions:
        ratio, measured = c["computed"]["ratio"], c["measured"]
        assert c["covered"]
        assert ratio["low"] <= (measured["low"] or measured["value"])
        assert (measured["high"] or measured["value"]) <= ratio["high"]
        assert ratio["high"] < 10.0


def test_the_answer_repeats_exactly() -> None:
    assert _json(VIRAL, *PERSON, *SPEEDS) == _json(VIRAL, *PERSON, *SPEEDS)
    assert chosen("draws") >= 10_000


def test_a_denied_formula_is_supported_and_a_modest_one_too() -> None:
    person = Wearer(age_years=30.0)
    denied = check("100 Schritte rückwärts sind nicht so gut wie 1000 vorwärts", person)
    assert denied.worth is not None
    assert denied.worth.verdict is Verdict.SUPPORTED
    modest = check("Rückwärtsgehen verbraucht 30 % mehr Energie", person)
    assert modest.worth is not None
    assert modest.worth.verdict is Verdict.SUPPORTED


def test_partly_when_only_one_of_the_two_ratios_allows_it() -> None:
    found = worth(1.7, Wearer(age_years=65.0), forward_mps=1.4, backward_mps=0.5)
    assert found.verdict is Verdict.PARTLY


def test_practice_lowers_what_a_step_is_worth() -> None:
    trained = worth(10.0, Wearer(practised=True)).matched.ratio
    untrained = worth(10.0, Wearer(practised=False)).matched.ratio
    assert trained.value is not None
    assert untrained.value is not None
    assert trained.value < untrained.value
    assert "E-24" in trained.sources
    assert "E-24" not in untrained.sources


@pytest.mark.parametrize(("language", "say"), [("de", "kosten"), ("en", "cost")])
def test_the_answer_reads_in_both_languages(language: str, say: str) -> None:
    done = CliRunner().invoke(APP, [VIRAL, *PERSON, *SPEEDS, "--lang", language])
    assert done.exit_code == 0
    assert say in done.output
    assert "{" not in done.output
    assert ("1,1 m/s" in done.output) is (language == "de")
    assert len(done.output.splitlines()) < 15


def test_without_a_text_all_claims_are_listed() -> None:
    assert len(json.loads(CliRunner().invoke(APP, ["--json"]).output)) == 22
    shown = CliRunner().invoke(APP, ["--lang", "de"]).output
    assert shown.count("Urteil:") == 22


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--mass", "-80"], "mass_kg"),
        (["--mass", "nan"], "mass_kg"),
        (["--age", "7"], "aged 7"),
        (["--age", "nan"], "age_years"),
        (["--forward-speed", "5", "--backward-speed", "0.6"], "forward speed: 5 m/s"),
        (["--forward-speed", "1.1", "--backward-speed", "nan"], "backward speed: nan"),
        (["--forward-speed", "1.1"], "one speed is not enough"),
        (["--lang", "fr"], "no texts in 'fr'"),
    ],
)
def test_bad_input_gets_one_clear_sentence(arguments: list[str], said: str) -> None:
    done = CliRunner().invoke(APP, [VIRAL, *arguments])
    assert isinstance(done.exception, RetrowalkError)
    assert said in str(done.exception)
    assert "\n" not in str(done.exception)


def test_an_empty_text_is_refused() -> None:
    with pytest.raises(RetrowalkError, match="no text"):
        check("  ", Wearer())


@pytest.mark.parametrize(("steps", "shown"), [("100000", "1000"), ("130", "1,3"), ("33", "0,33")])
def test_the_claimed_ratio_is_shown_as_people_write_it(steps: str, shown: str) -> None:
    found = check(f"100 Schritte rückwärts = {steps} Schritte vorwärts", Wearer())
    assert f"entspricht {shown} Schritten" in lines(found, "de")[0]
