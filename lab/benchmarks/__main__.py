"""Retrowalk beside its peers: ``python -m lab.benchmarks [--hours 24] [--write PAGE]``.

`make bench` first sets up an environment for each peer; one that is not there is skipped and
said so.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

from lab.benchmarks import page, scoring, speed, vqf_check, walks
from lab.benchmarks.peers.exchange import save_many
from lab.benchmarks.processes import BUILD, Ran, Skipped, Tool, run
from lab.mocap.clips import SHARED

PARTS = ("speed", "walks", "stream")
_WALKS = BUILD / "walks.npz"
_MOBGAP = Tool("mobgap", "mobgap_peer", "walks", "contacts and phase of short walks")
_SKDH = Tool("scikit-digital-health", "skdh_peer", "walks", "contacts and sign of short walks")
_VQF = Tool("vqf", "vqf_peer", "up", "up of short walks")


def _say(what: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {what}", file=sys.stderr, flush=True)


def _speed_text(hours: int) -> tuple[str, dict[str, dict[str, str]]]:
    _say(f"speed, mixed day of {hours} h")
    tables = [speed.mixed(hours)]
    _say("speed, an hour of walking")
    tables.append(speed.walking())
    timings = [timing for table in tables for timing in table.timings]
    versions = {timing.tool.package: timing.runs[-1].versions for timing in timings if timing.runs}
    return "\n\n".join(page.speed_text(table) for table in tables), versions


def _walks_text() -> str:
    _say("short walks: ours")
    walked = walks.every()
    save_many(_WALKS, [one.signals for one in walked])
    told = scoring.ours(walked, calibrated=False)
    calibrated = scoring.ours(walked, calibrated=True)
    contacts = {"Retrowalk": told.contacts}
    turned = {
        "Retrowalk, axes told": told.turned,
        "Retrowalk, calibrated": calibrated.turned,
    }
    notes = [] if SHARED.is_dir() else ["recordings of ../shared/data are not here"]
    for tool, names in ((_MOBGAP, page.MOBGAP_WAYS), (_SKDH, page.SKDH_WAYS)):
        _say(f"short walks: {tool.package}")
        result = run(tool, _WALKS)
        if isinstance(result, Skipped):
            notes.append(f"{tool.package}: {result.reason}")
            continue
        found = result.found["walks"]
        for words, (where, name) in names.items():
            score = scoring.told_where if where == "told" else scoring.alone
            contacts[words] = score(walked, found, name)
        turned[page.RULES[tool.package]] = scoring.told_turned(walked, found)
        if tool is _SKDH:
            notes.append(page.axis_text(scoring.told_turned(walked, found, "own_axis_is_front")))
    _say("short walks: vqf")
    result = run(_VQF, _WALKS)
    if isinstance(result, Skipped):
        up = f"Skipped: {result.reason}."
    else:
        up = page.up_text(vqf_check.apart(walked, BUILD / "up", result.found["files"]))
    return page.walks_text(contacts, turned, notes, up)


def _stream_text() -> str:
    _say("streaming")
    result = speed.stream()
    return page.stream_text(result.found["answer"] if isinstance(result, Ran) else result.reason)


def main() -> None:
    """Run, print, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hours", type=int, default=2, help="length of the mixed day")
    parser.add_argument("--only", choices=PARTS, help="one part, printed and not written")
    parser.add_argument("--write", type=Path, help="the page of the documentation")
    given = parser.parse_args()
    if given.hours < 1:
        parser.error("--hours needs at least 1")
    if given.write is not None and given.only is not None:
        parser.error("--write needs the whole run, without --only")
    started = time.monotonic()
    load = os.getloadavg()[0]
    texts: list[str] = []
    versions: dict[str, dict[str, str]] = {}
    if given.only in (None, "speed"):
        text, versions = _speed_text(given.hours)
        texts.append(text)
    if given.only in (None, "walks"):
        texts.append(_walks_text())
    if given.only in (None, "stream"):
        texts.append(_stream_text())
    about = page.Run(given.hours, versions, load, time.monotonic() - started)
    whole = page.page(about, texts)
    print(whole)
    if given.write is not None:
        given.write.write_text(whole, encoding="utf-8")


if __name__ == "__main__":
    main()
