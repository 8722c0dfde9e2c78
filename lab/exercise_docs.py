"""Make the page of the exercises and its pictures.

    python -m lab.exercise_docs

Out: ``docs/exercises.md`` and ``docs/images/exercises/``.
"""

from __future__ import annotations

from pathlib import Path

from retrowalk.coach.base import Exercise, Level
from retrowalk.coach.exercises import exercises
from retrowalk.coach.exercises.words import dose_text, minutes
from retrowalk.language import Language
from retrowalk.report.body import moving_svg, still_svg

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PICTURES = DOCS / "images" / "exercises"
_EN = Language.EN

_HEAD = """# Exercises

Seventeen exercises of at most three minutes each, rests and both sides included. Each has an
easier, a standard and a harder form. `retrowalk exercise list` names them,
`retrowalk exercise show ID --lang de` shows one, `--svg` and `--still` write its pictures; all
texts exist in English and German.

This page and its pictures are made by `python -m lab.exercise_docs` from
`src/retrowalk/coach/exercises/`, one file each.

- **The selection, the easier and harder steps, the cautions, the stop signs and the cut to three
  minutes are design choices**, conventional physiotherapy. Where a source's dose is kept or
  shortened, the exercise says so; ids lead to the [evidence](evidence.md).
- The pictures come from a jointed figure: key poses in joint angles, feet and hands held where
  they rest. She is seen from her right, or from the front. The working part is dark blue, the far
  side of the body is pale. They stand still where the system asks for reduced motion, and in print.
- None of this replaces an examination. Whoever has been told to avoid a movement avoids it.

## When to stop
{stop}

## All at a glance

{glance}
"""


def _stem(exercise: Exercise, level: Level) -> str:
    return f"{exercise.id}-{level.value}"


def pictures() -> dict[str, str]:
    """Return every picture by its file name: stills of all forms, the standard form moving."""
    found = {}
    for exercise in exercises():
        for level in Level:
            found[f"{_stem(exercise, level)}.svg"] = still_svg(exercise, level, _EN)
        moving = moving_svg(exercise, Level.STANDARD, _EN)
        found[f"{exercise.id}-moving.svg"] = moving
    return found


def _alt(exercise: Exercise, level: Level) -> str:
    captions = "; ".join(pose.caption.en for pose in exercise.forms[level].poses)
    return f"{exercise.name.en}, {level.value}: {captions}".replace('"', "")


def _moving(exercise: Exercise) -> str:
    folder = "images/exercises"
    return (
        '<picture><source media="print, (prefers-reduced-motion: reduce)" '
        f'srcset="{folder}/{_stem(exercise, Level.STANDARD)}.svg">'
        f'<img src="{folder}/{exercise.id}-moving.svg" '
        f'alt="{_alt(exercise, Level.STANDARD)}"></picture>'
    )


def _image(exercise: Exercise, level: Level) -> str:
    return f"![{_alt(exercise, level)}](images/exercises/{_stem(exercise, level)}.svg)"


def _glance() -> str:
    out = ["| | standard | easier | harder |", "|---|---|---|---|"]
    for exercise in exercises():
        anchor = f"[{exercise.number}. {exercise.name.en}](#{exercise.id})"
        cells = (_image(exercise, level) for level in (Level.STANDARD, Level.EASIER, Level.HARDER))
        out.append(f"| {anchor} | {' | '.join(cells)} |")
    return "\n".join(out)


def _section(exercise: Exercise) -> str:
    standard = exercise.forms[Level.STANDARD]
    out = [
        f"## {exercise.number}. {exercise.name.en} {{: #{exercise.id} }}\n",
        f"*{exercise.name.de}* · `{exercise.id}` · "
        f"{minutes(standard.dose.total_s)} min · "
        f"goals: {', '.join(goal.value for goal in exercise.goals)} · "
        f"sources: {', '.join(exercise.sources)}\n",
        f"{exercise.purpose.en}\n",
        f"{_moving(exercise)}\n",
        f"**Set-up.** {exercise.setup.en}\n",
        *(f"{i}. {step.en}" for i, step in enumerate(exercise.steps, start=1)),
        f"\n**Breathing.** {exercise.breathing.en}\n",
        "| form | how | dose | |\n|---|---|---|---|",
    ]
    for level in Level:
        form = exercise.forms[level]
        note = form.dose_note.en if form.dose_note else ""
        if form.dose.sources:
            note += f" ({', '.join(form.dose.sources)})"
        out.append(f"| {level.value} | {form.how.en} | {dose_text(form.dose, _EN)} | {note} |")
    for level in Level:
        out += _own_way(exercise, level)
    out += ["\n**What often goes wrong**\n", *(f"- {fault.en}" for fault in exercise.faults)]
    out += ["\n**Take care**\n", *(f"- {caution.en}" for caution in exercise.cautions)]
    out.append(f"\nA plan leaves it out with {_flags(exercise.avoid_with)}.")
    out += [
        f"It takes no {level.value} form with {_flags(form.avoid_with)}."
        for level, form in exercise.forms.items()
        if form.avoid_with
    ]
    return "\n".join([*out, ""])


def _own_way(exercise: Exercise, level: Level) -> list[str]:
    """Return set-up and steps of a form that has its own."""
    form = exercise.forms[level]
    if form.setup is None and not form.steps:
        return []
    steps = [f"{i}. {step.en}" for i, step in enumerate(form.steps, start=1)]
    setup = exercise.setup_of(level).en
    return [f"\n**The {level.value} form.** {setup}", *([""] if steps else []), *steps]


def _flags(flags: tuple[str, ...]) -> str:
    return ", ".join(f"`{flag}`" for flag in flags)


def page() -> str:
    """Return docs/exercises.md."""
    stop = "\n".join(f"- {sign.en}" for sign in exercises()[0].stop_signs)
    head = _HEAD.format(stop=f"\n{stop}", glance=_glance())
    return "\n".join([head, *(_section(exercise) for exercise in exercises())])


def main() -> None:
    """Write page and pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    made = pictures()
    for old in PICTURES.glob("*.svg"):
        if old.name not in made:
            old.unlink()
    for name, text in made.items():
        (PICTURES / name).write_text(text, encoding="utf-8")
    (DOCS / "exercises.md").write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
