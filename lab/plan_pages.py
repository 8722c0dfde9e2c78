"""Make the pictures of docs/reports.md: pages of an example plan, German and English.

    python -m lab.plan_pages

Out: ``docs/images/plan-{de,en}.png``, the first four pages side by side, and
``docs/images/plan-example.json``, the plan that they were made from. The person, her log and her
results are made up.
"""

from __future__ import annotations

import io
from datetime import date, timedelta
from pathlib import Path

from PIL import Image

from retrowalk.cli.report import exercise_of, picture_of
from retrowalk.coach.assessments.catalogue import by_hand
from retrowalk.coach.base import (
    Advice,
    ExerciseBlock,
    Goal,
    Level,
    Pace,
    Reason,
    Session,
    Setting,
    Support,
    WalkBlock,
)
from retrowalk.coach.contract import History, to_json
from retrowalk.coach.logs import LogEntry
from retrowalk.coach.plans import Plan, Week
from retrowalk.language import Language, Phrase
from retrowalk.report.plan_content import Content, content_of
from retrowalk.report.plan_pdf import png_pages

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
START = date(2026, 3, 2)
TODAY = date(2026, 4, 7)
PPI = 66
COLOURS = 96
ACROSS = 2
_GAP = 12

_BOUTS = (2, 2, 3, 2, 3, 3)
_REASONS = (
    Reason(
        "start",
        Phrase(
            "Short bouts at first: the trial walked for ten minutes under supervision.",
            "Zuerst kurze Abschnitte: In der Studie waren es zehn Minuten unter Aufsicht.",
        ),
        ("O-01",),
    ),
    Reason("same", Phrase("The same once more.", "Noch einmal dasselbe.")),
    Reason(
        "more",
        Phrase("Pain stayed low, so one bout more.", "Wenig Schmerz, deshalb ein Abschnitt mehr."),
    ),
    Reason(
        "flare",
        Phrase(
            "Pain rose and the knee swelled, so one bout less.",
            "Mehr Schmerz und Schwellung, deshalb ein Abschnitt weniger.",
        ),
    ),
    Reason("again", Phrase("Calm again: back to three.", "Wieder ruhig: zurück zu drei.")),
    Reason("same", Phrase("The same once more.", "Noch einmal dasselbe.")),
)
_EXERCISES = ("quad-set", "sit-to-stand", "heel-raise")


def example() -> History:
    """Return a made-up plan of six weeks, five of them logged."""
    weeks = tuple(
        Week(
            number,
            tuple(
                Session(
                    number,
                    day,
                    day == 5,
                    (
                        WalkBlock(
                            bouts + (day == 5),
                            60.0,
                            60.0,
                            Setting.RAIL,
                            Support.ONE_HAND,
                            Pace.SLOW,
                        ),
                        ExerciseBlock(_EXERCISES[day // 2], Level.STANDARD),
                    ),
                    (reason,),
                )
                for day in (1, 3, 5)
            ),
            (reason,),
        )
        for number, (bouts, reason) in enumerate(zip(_BOUTS, _REASONS, strict=True), start=1)
    )
    plan = Plan(
        Goal.KNEE,
        Advice.WITH_SUPPORT,
        (Setting.RAIL,),
        ("knee-pain",),
        20,
        START,
        weeks,
        (
            Reason(
                "rail-first",
                Phrase(
                    "Your knees hurt, so you begin at a rail.",
                    "Ihre Knie schmerzen, deshalb beginnen Sie am Geländer.",
                ),
            ),
        ),
    )
    logs = tuple(
        LogEntry(
            week,
            day,
            START + timedelta(days=7 * (week - 1) + day - 1),
            0.5 if (week, day) == (3, 5) else 1.0,
            6 if (week, day) == (3, 5) else 2 + (day == 5),
            5 if (week, day) == (3, 5) else 1 + (day == 5),
            4 + (day == 5),
            (week, day) == (3, 5),
            None,
            round(62 * _BOUTS[week - 1]),
            56.0 * _BOUTS[week - 1] * (0.5 if (week, day) == (3, 5) else 1.0),
        )
        for week in range(1, 6)
        for day in (1, 3, 5)
    )
    walks = ((0, 8.4), (14, 7.6), (35, 6.3))
    stands = ((0, 9.0), (14, 10.0), (35, 12.0))
    results = (
        *(by_hand("3mbwt", START + timedelta(days=d), s) for d, s in walks),
        *(by_hand("chair-stand", START + timedelta(days=d), n) for d, n in stands),
    )
    return History(plan, logs, results)


def content(language: Language) -> Content:
    """Return what the example's report says."""
    return content_of(example(), language, TODAY, exercise_of, picture_of)


def chosen(language: Language) -> Image.Image:
    """Return the first page, a sheet if there is one, and the pages of progress, as one picture."""
    pages = [
        Image.open(io.BytesIO(page)).convert("RGB") for page in png_pages(content(language), PPI)
    ]
    shown = [pages[0], pages[1], *pages[-3:-1]][: 2 * ACROSS]
    width, height = shown[0].size
    rows = -(-len(shown) // ACROSS)
    whole = Image.new(
        "RGB",
        (ACROSS * width + (ACROSS + 1) * _GAP, rows * height + (rows + 1) * _GAP),
        "#c9ccd3",
    )
    for at, page in enumerate(shown):
        column, row = at % ACROSS, at // ACROSS
        whole.paste(page, (_GAP + column * (width + _GAP), _GAP + row * (height + _GAP)))
    return whole


def main() -> None:
    """Write the pictures and the plan."""
    for language in Language:
        picture = chosen(language).quantize(
            COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
        )
        picture.save(IMAGES / f"plan-{language.value}.png", optimize=True)
    (IMAGES / "plan-example.json").write_text(to_json(example()), encoding="utf-8")


if __name__ == "__main__":
    main()
