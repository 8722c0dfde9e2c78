"""docs/validation.md: the table, and every answer that was not right with its explanation."""

from __future__ import annotations

import re
from collections import defaultdict

from lab.validation.score import Row, table

_INTRO = """# Validation

How well the tracker tells backward from forward walking, counts steps and measures speed, on
everything we have. Made by `make validate`, on a machine with two cores (x86-64, Python 3.11);
allow twenty minutes.

**Read this first.** There is almost no recorded backward walking in the world's open data. The
only *measured* backward walking below is twelve strides of a foot sensor (PyShoe) and eight
motion-captured segments of three people turned into virtual sensors. Rows that begin with
*simulated* check the code against an exact truth; they say nothing about accuracy on people. The
weights were fitted to the SNU and CMU captures (see the [model card](model-card.md)), so their
rows show what the tracker does with what it was made from; PyShoe and HAPT were never fitted to.
HAPT's stairs were looked at after the gate against stairs stood, and chose no threshold.

**What the list of errors does not hold.** It names windows of walking forward, backward and
sideways. Beside it stand in the table: seconds of stairs and of rest called backward (HAPT);
CMU's step counts, off mostly in 3 of 56 bouts (clips whose contacts are cut off at both ends,
and a walk through sharp turns); speed intervals of simulated walks that hold the truth less often
than 95 % (forward at the ankle, backward at the foot), because the factor of one captured person
meets simulated people; and step counts of single simulated walks, which are within 5 % only all
together. Calibrations are of full quality in the rows of browser quality. PyShoe's strides are
scored twice: by the stride detector alone with the mounting known, which is what the bar asks, and
by the bouts of the whole tracker, where a bout has at least four steps and a change that lasts one
or two strides is lost.

How it is counted: labelled walking is cut into 5 s windows (a shorter piece is one window); the
answer for a window is the direction that holds most of it; no bout is *unknown*. Intervals are
95 % Wilson intervals; windows of one person are not independent, so they are too narrow. A
calibration of a captured person joins forward walking from that person's *other* clips.
"""

# pattern of an error line -> why it happens
EXPLAINED: tuple[tuple[str, str], ...] = (
    (
        r"simulated waist.*(forward read as backward|backward read as forward)",
        "The window follows a change of direction: a 5 s window of the waist still holds mostly "
        "the direction before. The waist's answer is due after 6 s.",
    ),
    (
        r"simulated waist.*read as unknown",
        "Very slow backward walking (about 0.4 m/s) with a painful knee: the pelvis rises and "
        "falls twice per step, the steps look uneven and the walk is not recognised as one.",
    ),
    (
        r"simulated pocket.*backward read as sideways",
        "A loose phone in the pocket sways across 1.36 to 1.45 times as much as it moves along, "
        "just over the limit of 1.35 against side steps.",
    ),
    (
        r"unknown, .*sideways read as (forward|backward)",
        "Sideways walking at an unknown mounting: without the front, across and along look alike.",
    ),
    (
        r"(pocket|thigh|ankle|foot), .*cmu/.*read as unknown",
        "A clip of two or three seconds: fewer than four steps are seen between its ends, or the "
        "one or two windows in it are not clear enough for an answer.",
    ),
    (
        r"unknown, .*(forward read as backward|backward read as forward)",
        "A single short clip is the whole recording: the front could not be learnt in it. With a "
        "known or calibrated mounting the same clip is read rightly.",
    ),
    (
        r"waist.*sideways read as",
        "The waist has no cue for sideways walking yet; a sideways walk is read as one of the "
        "two. Known gap.",
    ),
    (
        r"waist.*read as unknown",
        "The three cues of the waist are weak or contradict each other, mostly in very fast and "
        "in turning walks of the SNU actor, or the clip is too short for four steps.",
    ),
    (
        r"waist.*forward read as backward",
        "A fast walk along a tight spiral; with a calibration the same window is unknown.",
    ),
    (
        r"foot, .*snu/.*read as unknown",
        "The walk starts in the clip with uneven turning points of the foot, and the whole of it "
        "is taken for too uneven (spread of strides 0.33, limit 0.28).",
    ),
    (
        r"(pocket|thigh|ankle|foot), .*snu/.*read as (unknown|forward|backward|sideways)",
        "A stride along a tight spiral: the foot turns while it travels.",
    ),
    (
        r"\(-?4[4-6]\.\d degrees\)",
        "A stride within a degree of the 45-degree border between forward and sideways.",
    ),
    (
        r"^20\d\d-.*read as",
        "A stride during a turn on the spot: the foot's direction changes while it moves.",
    ),
    (
        r"HAPT .*no walk of 10 s",
        "This session has no labelled walk of 10 s to calibrate with; it is left out and said so.",
    ),
    (
        r"HAPT .*calibration",
        "The person's first labelled walk holds less than 8 s of recognised steps.",
    ),
)


def _explanation(line: str) -> str | None:
    for pattern, why in EXPLAINED:
        if re.search(pattern, line):
            return why
    return None


def errors_text(errors: list[str]) -> str:
    """Group errors by their explanation; those without one are named as such."""
    groups: dict[str, list[str]] = defaultdict(list)
    for line in errors:
        groups[_explanation(line) or "Not explained yet."].append(line)
    parts = [f"{len(errors)} answers were not right.\n"]
    for why, lines in sorted(groups.items(), key=lambda item: -len(item[1])):
        parts.append(f"**{why}** ({len(lines)})\n")
        parts.extend(f"- {line}" for line in lines)
        parts.append("")
    return "\n".join(parts)


def page(rows: list[Row], errors: list[str]) -> str:
    """Return the whole page."""
    return f"{_INTRO}\n## Table\n\n{table(rows)}\n\n## Every error\n\n{errors_text(errors)}"
