"""What `lab.validation.dataset` found, as a page: measured first, simulated apart."""

from __future__ import annotations

from collections.abc import Iterator

from lab.validation.dataset import Counted, Scores
from lab.validation.score import MOVING, share
from lab.validation.sections import table
from retrowalk.tracker import Direction

_NO_WAY = {Direction.UNKNOWN: "no direction"}


def page(scores: Scores, name: str) -> str:
    """Return the result as Markdown: measured first, simulated apart, every failure listed."""
    parts = [
        f"# Validation on {name}\n",
        "Made by `make validate DATA=…`. Each label is cut into windows of 5 s; the answer is the "
        "direction that holds most of the window, *unknown* where none was told. *Calibrated* is "
        "the first 14 s of the recording's first forward walk, which is not scored; *known* are "
        "the axes that the recording names. Of `spoken` labels the first 2 s and the last 0.5 s "
        "are left out. Behind every count stands its share with the 95 % Wilson interval; windows "
        "of one person are not independent, so the intervals are too narrow.\n",
    ]
    for data in ("measured", "simulated"):
        if scores.recordings[data]:
            parts.extend(_section(scores, data))
    if scores.apart:
        parts.append("## Not scored\n\n" + "".join(f"- {line}\n" for line in scores.apart))
    return "\n".join(parts)


def _section(scores: Scores, data: str) -> Iterator[str]:
    people = len(scores.people[data])
    recordings = scores.recordings[data]
    walked = "; ".join(
        f"{label} {seconds} s" for (d, label), seconds in scores.seconds.items() if d == data
    )
    title = data.capitalize()
    yield f"## {title}\n"
    if data == "simulated":
        yield "Simulated walks check the code; they say nothing about people.\n"
    yield f"{recordings} recordings, people: {people}. Scored: {walked}.\n"
    yield f"### {title}: direction\n"
    header = ["placement, knowledge, label", "5 s windows right of all", "right of the answered"]
    yield table(
        [*header, "wrong", "2.5 s windows right of all", "walks right of all"], _rows(scores, data)
    )
    yield f"### {title}: standing, turning, stairs\n"
    yield table(["placement, knowledge, label", "told"], _other_rows(scores, data))
    if any(key[0] == data for key in scores.standing):
        rows = [
            [f"{placement}, {knowledge}", str(steps), f"{seconds:.0f} s"]
            for (d, placement, knowledge), (steps, seconds) in scores.standing.items()
            if d == data
        ]
        yield table(["placement, knowledge", "steps told while standing", "of"], rows)
    yield f"### {title}: steps\n"
    yield _steps(scores, data)
    yield f"### {title}: every window that was not right\n"
    yield _misses(scores, data)


def _rows(scores: Scores, data: str) -> Iterator[list[str]]:
    ledger = scores.ledger
    for placement in ledger.values("placement", data=data):
        for knowledge in ledger.values("knowledge", data=data, placement=placement):
            for label in ledger.values("group", data=data, placement=placement):
                wanted = {"data": data, "placement": placement, "knowledge": knowledge}
                five, short, walk = (
                    ledger.score(**wanted, group=label, unit=unit)
                    for unit in ("5 s", "2.5 s", "walk")
                )
                yield [
                    f"{placement}, {knowledge}, {label}",
                    share(five.right, five.total),
                    share(five.right, five.answered),
                    str(five.wrong),
                    share(short.right, short.total),
                    share(walk.right, walk.total),
                ]


def _other_rows(scores: Scores, data: str) -> Iterator[list[str]]:
    for key, told in scores.others.items():
        if key.data != data:
            continue
        total = sum(told.values())
        parts = [
            f"{_NO_WAY.get(way, way)} {share(told[way], total)}"
            for way in (*MOVING, Direction.UNKNOWN)
            if told[way]
        ]
        yield [f"{key.placement}, {key.knowledge}, {key.group}", "; ".join(parts)]


def _steps(scores: Scores, data: str) -> str:
    mine = [one for one in scores.steps if one.data == data]
    if not mine:
        return "No steps were counted by an observer.\n"
    groups: dict[tuple[str, str, str], list[Counted]] = {}
    for one in mine:
        groups.setdefault((one.placement, one.knowledge, one.label), []).append(one)
    rows = []
    for (placement, knowledge, label), some in groups.items():
        near = sum(abs(one.told - one.counted) <= 1 for one in some)
        told, counted = sum(one.told for one in some), sum(one.counted for one in some)
        row = [f"{placement}, {knowledge}, {label}", f"{told} of {counted}"]
        rows.append([*row, share(near, len(some))])
    text = table(["placement, knowledge, label", "told of counted", "pieces within one step"], rows)
    far = [one for one in mine if abs(one.told - one.counted) > 1]
    lines = [
        f"- {one.place}, {one.knowledge}, {one.label}: told {one.told}, counted {one.counted}\n"
        for one in far
    ]
    return text + ("\nFarther off:\n\n" + "".join(lines) if lines else "")


def _misses(scores: Scores, data: str) -> str:
    mine = [m for m in scores.ledger.misses if m.key.data == data and m.key.unit == "5 s"]
    if not mine:
        return "None.\n"
    return "".join(
        f"- {m.place}, {m.key.knowledge}, {m.start_s:.1f}-{m.end_s:.1f} s: {m.key.group}, told "
        f"{m.told}{f' ({m.reason})' if m.reason else ''}\n"
        for m in mine
    )
