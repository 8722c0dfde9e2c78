"""The tables of docs/validation.md."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from lab.validation import gaits, simulated, turned_over
from lab.validation.bars import Bar, reached
from lab.validation.explain import Explained, compact
from lab.validation.people import KNOWLEDGE, LEGS, PLACEMENTS, gives_direction
from lab.validation.run import Results
from lab.validation.score import MOVING, Ledger, Miss, Score, share
from retrowalk.recording import Placement
from retrowalk.tracker import Direction

WAYS = (Direction.FORWARD.value, Direction.BACKWARD.value)


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = [f"| {' | '.join(header)} |", "|" + "---|" * len(header)]
    lines.extend(f"| {' | '.join(row)} |" for row in rows)
    return "\n".join(lines) + "\n"


def picture(name: str, words: str) -> str:
    """Return the line that shows a picture."""
    return f"![{words}](images/validation-{name}.svg)\n"


def _verdict(bars: Iterable[Bar]) -> str:
    met = [bar.met for bar in bars if bar.met is not None]
    return "–" if not met else ("yes" if all(met) else "**no**")


def _walking(results: Results, placement: str, knowledge: str, unit: str) -> Score:
    return results.walks.ledger.score(
        data=simulated.DATA,
        group="walking",
        placement=placement,
        knowledge=knowledge,
        quality="mixed",
        unit=unit,
    )


def _wrong(score: Score) -> str:
    return f", {score.wrong} wrong" if score.wrong else ""


def matrix(results: Results, bars: Sequence[Bar]) -> str:
    """Return the summary of simulated walking."""
    rows = []
    for placement in PLACEMENTS:
        row = [placement.value]
        for knowledge in KNOWLEDGE:
            score = _walking(results, placement, knowledge, "5 s")
            total = max(score.total, 1)
            mine = [b for b in bars if b.name.startswith(f"direction: {placement}, {knowledge},")]
            parts = (score.right, score.wrong, score.unknown)
            cell = " / ".join(f"{100 * part / total:.1f}" for part in parts)
            if score.total and score.unknown == score.total:
                cell = "all unknown"
            row.append(f"{cell}: {_verdict(mine)}")
        rows.append(row)
    return table(["placement", *KNOWLEDGE], rows)


def captured_matrix(results: Results) -> str:
    """Return the summary of captured walking."""
    rows = []
    for placement in PLACEMENTS:
        row = [placement.value]
        for knowledge in KNOWLEDGE:
            cells = []
            for way in reversed(WAYS):
                score = results.captured.ledger.score(
                    group="walking",
                    placement=placement,
                    knowledge=knowledge,
                    quality="full",
                    unit="5 s",
                    truth=way,
                )
                cells.append(f"{way} {score.right}/{score.total}{_wrong(score)}")
            row.append("; ".join(cells))
        rows.append(row)
    return table(["placement", *KNOWLEDGE], rows)


def direction_table(results: Results, bars: Sequence[Bar]) -> str:
    """Return the whole of simulated walking, with its bars."""
    rows = []
    for placement in PLACEMENTS:
        for knowledge in KNOWLEDGE:
            five, short, walk = (
                _walking(results, placement, knowledge, unit) for unit in ("5 s", "2.5 s", "walk")
            )
            mine = [b for b in bars if b.name.startswith(f"direction: {placement}, {knowledge},")]
            rows.append(
                [
                    f"{placement}, {knowledge}",
                    share(five.right, five.answered),
                    share(five.answered, five.total),
                    str(five.wrong),
                    share(short.right, short.total) if placement in LEGS else "",
                    f"{share(walk.right, walk.total)}, {walk.wrong} wrong",
                    "; ".join(b.asked + (" (2.5 s)" if "2.5 s" in b.what else "") for b in mine),
                    _verdict(mine),
                ]
            )
    header = ["placement, knowledge", "5 s windows right of the answered", "answered", "wrong"]
    return table(
        [*header, "2.5 s windows right of all", "walks right of all", "bars", "reached"], rows
    )


def measured_table(results: Results) -> str:
    """Return measured walking of every source at every quality."""
    rows = []
    unpromised = Score()
    for ledger in (results.captured.ledger, results.lower_back.ledger, results.foot.ledger):
        for data in ledger.values("data"):
            for placement in ledger.values("placement", data=data):
                for knowledge in KNOWLEDGE:
                    if not gives_direction(Placement(placement), knowledge):
                        unpromised += _measured(ledger, data, placement, knowledge, "full", "5 s")
                        continue
                    rows.extend(_measured_rows(ledger, data, placement, knowledge))
    header = ["data, placement, knowledge, truth", "5 s windows or strides right of all"]
    text = table([*header, "browser", "25 Hz", "2.5 s windows", "walks"], rows)
    text += (
        "\nWaist at an unknown mounting, wrist and hand in every state, full quality: of "
        f"{unpromised.total} windows {unpromised.unknown} unknown, {unpromised.right} right, "
        f"{unpromised.wrong} wrong.\n"
    )
    people: dict[str, set[str]] = defaultdict(set)
    for (person, placement), count in results.captured.apart.items():
        if count:
            people[person].add(placement)
    apart = [f"{person} ({', '.join(sorted(who))})" for person, who in sorted(people.items())]
    if apart:
        text += f"\nWithout 8 s of other walking to calibrate with: {'; '.join(apart)}.\n"
    if results.lower_back.refused:
        text += f"\nRefused: {'; '.join(results.lower_back.refused)}.\n"
    return text


def _measured(
    ledger: Ledger,
    data: str,
    placement: str,
    knowledge: str,
    quality: str,
    unit: str,
    way: str = "",
) -> Score:
    return ledger.score(
        data=data,
        group=("walking", "bouts"),
        placement=placement,
        knowledge=knowledge,
        quality=quality,
        unit=unit,
        truth=way or (*WAYS, "sideways"),
    )


def _measured_rows(ledger: Ledger, data: str, placement: str, knowledge: str) -> list[list[str]]:
    rows = []
    main, *others = ("stride",) if data == "PyShoe" else ("5 s", "2.5 s", "walk")
    for way in (*WAYS, "sideways"):
        full = _measured(ledger, data, placement, knowledge, "full", main, way)
        if not full.total:
            continue
        cells = [f"{share(full.right, full.total)}{_wrong(full)}"]
        for quality, unit in (
            ("browser", main),
            ("25 Hz", main),
            *(("full", unit) for unit in others),
        ):
            score = _measured(ledger, data, placement, knowledge, quality, unit, way)
            right = f"{share(score.right, score.total)}{_wrong(score)}"
            cells.append(right if score.total else "")
        cells += [""] * (5 - len(cells))
        rows.append([f"{data}, {placement}, {knowledge}, {way}", *cells])
    return rows


def held_out_table(results: Results) -> str:
    """Return what is right with the weights of the other source."""
    ledger = results.held_out.ledger
    rows = []
    for source in ledger.values("group"):
        for placement in ledger.values("placement"):
            for way in WAYS:
                cells = []
                for knowledge in KNOWLEDGE:
                    score = ledger.score(
                        group=source,
                        placement=placement,
                        knowledge=knowledge,
                        truth=way,
                        unit="5 s",
                    )
                    right = f"{share(score.right, score.total)}, {score.wrong} wrong"
                    cells.append(right if score.total else "")
                for where, one in results.held_out.windows:
                    if (where, one.source.upper(), one.direction) == (placement, source, way):
                        cells.append(f"{share(one.right, one.total)}")
                rows.append([f"{source}, {placement}, {way}", *cells])
    if not rows:
        return "Not run.\n"
    return table(["left out, placement, truth", *KNOWLEDGE, "windows of the fit"], rows)


def measured_sideways(results: Results) -> str:
    """Return the measured side steps of both captures and the foot sensor."""
    rows = []
    for data, ledger, unit in (
        ("CMU", results.captured.ledger, "5 s"),
        ("PyShoe", results.foot.ledger, "stride"),
    ):
        for placement in ledger.values("placement", data=data):
            for knowledge in KNOWLEDGE:
                score = ledger.score(
                    data=data,
                    group=("sideways", "bouts"),
                    placement=placement,
                    knowledge=knowledge,
                    quality="full",
                    unit=unit,
                    truth="sideways",
                )
                if score.total:
                    kept = share(score.right + score.unknown, score.total)
                    backward = share(score.backward, score.total)
                    rows.append([f"{data}, {placement}, {knowledge}", kept, backward])
    header = ["data, placement, knowledge", "sideways or unknown", "backward"]
    return "*Measured* (CMU: two clips, each side; PyShoe: strides by bouts):\n\n" + table(
        header, rows
    )


def _by_knowledge(
    bars: Sequence[Bar], line: str, names: Iterable[str], ends: Sequence[str] = ("",)
) -> list[list[str]]:
    """Return one row for each name with the bars of every state of knowledge beside it."""
    mine = {bar.what: bar for bar in bars if bar.line == line}
    rows = []
    for name in names:
        row = [name]
        for knowledge in KNOWLEDGE:
            found = [
                mine[f"{name}, {knowledge}{end}"]
                for end in ends
                if f"{name}, {knowledge}{end}" in mine
            ]
            row.append("; ".join(f"{bar.figure}: {reached(bar)}" for bar in found))
        if any(row[1:]):
            rows.append(row)
    return rows


def sideways_table(bars: Sequence[Bar]) -> str:
    """Return simulated side steps, placement against knowledge."""
    ends = (", sideways or unknown", ", backward")
    header = ["sideways or unknown (>= 80 %); backward (<= 5 %)", *KNOWLEDGE]
    return table(header, _by_knowledge(bars, "sideways", PLACEMENTS, ends))


def handling_table(bars: Sequence[Bar]) -> str:
    """Return what was told after the handling, kind and placement against knowledge."""
    names = [f"{how}, {placement}" for how in turned_over.HOW for placement in PLACEMENTS]
    header = ["windows after it (bar: none wrong)", *KNOWLEDGE]
    return table(header, _by_knowledge(bars, "handling", names))


def gait_table(bars: Sequence[Bar]) -> str:
    """Return the windows called backward, gait and placement against knowledge."""
    names = [f"{gait}, {placement}" for gait in gaits.OTHERS for placement in PLACEMENTS]
    header = ["called backward (bar: <= 2 %)", *KNOWLEDGE]
    return table(header, _by_knowledge(bars, "other gaits", names))


def change_seconds(results: Results) -> str:
    """Return the same changes as the seconds of the walk tell them."""
    rows = []
    for placement in (*LEGS, Placement.WAIST):
        for knowledge in KNOWLEDGE:
            mine = [
                change
                for change in results.walks.changes
                if (change.placement, change.knowledge) == (placement, knowledge)
            ]
            due = simulated.DUE_S[placement in LEGS]
            told = [c.seconds_s for c in mine if c.seconds_s is not None]
            found = sum(second <= due for second in told)
            if told:
                middle = f"{np.median(told):.1f} s, {np.percentile(told, 95):.1f} s"
                rows.append([f"{placement}, {knowledge}", share(found, len(mine)), middle])
    header = ["by seconds", "found in time", "in the middle, at 95 %"]
    return "The same changes in `walk.seconds` (whole seconds):\n\n" + table(header, rows)


def errors(groups: Sequence[Explained]) -> str:
    """Return every measured error, grouped by its cause."""
    total = sum(len(group.misses) for group in groups)
    text = [
        f"{total} answers were not right: windows of 5 s and 2.5 s and strides at every quality "
        "and in every state of knowledge that promises a direction, and wrong directions in all; "
        "for HAPT one for each session, state, quality and label. `×` counts them at a place.\n"
    ]
    for group in groups:
        why = "NOT EXPLAINED" if group.why is None else group.why
        text.append(f"**{why}** ({len(group.misses)})\n")
        text.append(f"- {_kinds(group.misses)}\n- {compact(group.misses)}\n")
    return "\n".join(text)


def _kinds(misses: Sequence[Miss]) -> str:
    """Return what the misses of a group have in common."""

    def named(values: Iterable[str]) -> str:
        return ", ".join(f"{value} {count}" for value, count in Counter(values).most_common())

    told = named(f"{m.key.truth} read as {m.told}" for m in misses)
    places = named(f"{m.key.data} {m.key.placement}" for m in misses)
    return f"{told}; {places}; {named(m.key.knowledge for m in misses)}"


def simulated_errors(results: Results) -> str:
    """Return the causes of simulated errors, as the facts beside them tell."""
    groups: dict[tuple[str, str, str], list[Miss]] = defaultdict(list)
    for miss in results.walks.ledger.misses:
        if miss.key.unit == "5 s" and miss.key.quality == "mixed":
            kind = f"{miss.key.truth} read as {miss.told}"
            cause = miss.reason or _cause(miss)
            groups[f"{miss.key.placement}, {miss.key.knowledge}", kind, cause].append(miss)
    rows = []
    for (where, kind, cause), misses in sorted(groups.items(), key=lambda item: -len(item[1])):
        slow = min(m.facts["speed_mps"] for m in misses), max(m.facts["speed_mps"] for m in misses)
        sore = sum(m.facts["sore_knee"] for m in misses)
        speeds = f"{slow[0]:.1f}-{slow[1]:.1f} m/s, {sore:.0f} with a sore knee"
        rows.append([where, kind, cause, str(len(misses)), speeds, compact(misses, 5)])
    words = (
        "5 s windows at placements that promise a direction; unknown ones with the tracker's own "
        "reason, wrong ones by whether they lie within 6 s of a change.\n\n"
    )
    header = ["placement, knowledge", "error", "cause", "windows", "people", "most often"]
    return words + table(header, rows)


def _cause(miss: Miss) -> str:
    since = miss.facts.get("since_change_s")
    if miss.told in MOVING and since is not None and since < 6.0:
        return "within 6 s after a change of direction"
    return "steady walking"
