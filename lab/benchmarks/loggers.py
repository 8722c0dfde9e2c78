"""How long readers of research loggers take: ``python -m lab.benchmarks.loggers [--days 7]``.

The files hold a walk at 100 Hz, over and over, with the clock going on: an AX3's packed blocks,
GENEActiv's pages and ActiGraph's records. Peers stand in environments of their own, which
`make build/bench/logger-readers/.done build/bench/openmovement/.done` sets up; one that is not
there is skipped and said so.
"""

from __future__ import annotations

import argparse
import os
import platform
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from lab.benchmarks.peers.loggers_peer import READERS
from lab.benchmarks.processes import BUILD, OURS, Skipped, Tool, run
from lab.format_samples import loggers as made

RATE_HZ = 100
_MINUTE_S = 60
_DAY_S = 86_400


def _blocks(seconds: int) -> Iterator[bytes]:
    packed = made.thirty_bits(made.swing(float(RATE_HZ), 256.0, _MINUTE_S)).astype("<u4")
    parts = [packed[low : low + 120].tobytes() for low in range(0, len(packed), 120)]
    for k in range(seconds * RATE_HZ // 120):
        yield made.cwa_block(
            parts[k % len(parts)],
            at=made.START + timedelta(seconds=1.2 * k),
            count=120,
            layout=0x30,
            rate=0x4A,
            scales=0,
            sequence=k,
        )


def write_cwa(path: Path, seconds: int) -> None:
    """Write an AX3's file."""
    with path.open("wb") as stream:
        stream.write(made.cwa(0x17, []))
        stream.writelines(_blocks(seconds))


def write_bin(path: Path, seconds: int) -> None:
    """Write a GENEActiv's file."""
    whole = made.geneactiv(_MINUTE_S)
    head, *pages = whole.split(b"Recorded Data\r\n")
    count = seconds // 3
    head = head.replace(b"Number of Pages:20", b"Number of Pages:%d" % count)
    with path.open("wb") as stream:
        stream.write(head)
        for k in range(count):
            _, _, rest = pages[k % len(pages)].partition(b"Page Time:")
            at = made.START + timedelta(seconds=3 * k)
            words = (
                "Recorded Data\r\nDevice Unique Serial Code:041234\r\n"
                f"Sequence Number:{k}\r\nPage Time:{at:%Y-%m-%d %H:%M:%S}:000"
            )
            stream.write(words.encode("ascii") + rest[rest.index(b"\r\n") :])


def write_gt3x(path: Path, seconds: int) -> None:
    """Write an ActiGraph's file."""
    values = made.swing(float(RATE_HZ), 256.0, _MINUTE_S)
    parts = [made.twelve_bits(values[RATE_HZ * k : RATE_HZ * (k + 1)]) for k in range(_MINUTE_S)]
    info = made.INFO.format(
        serial="TAS1E31150000", rate=RATE_HZ, scale="Acceleration Scale: 256.0\r\n"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("info.txt", info)
        with archive.open("log.bin", "w", force_zip64=True) as log:
            log.write(made.parameters(256.0))
            for k in range(seconds):
                log.write(made.gt3x_record(0, made.START_S + k, parts[k % _MINUTE_S]))


FILES = {".cwa": write_cwa, ".bin": write_bin, ".gt3x": write_gt3x}


def table(path: Path) -> list[str]:
    """Return the lines of one file's table."""
    lines = [
        f"## {path.name}: {path.stat().st_size / 1e6:.0f} MB",
        "",
        "| reader | version | s | peak MiB | samples |",
        "| --- | --- | ---: | ---: | ---: |",
    ]
    for job, (package, home, _, suffixes) in READERS.items():
        if path.suffix not in suffixes:
            continue
        home = OURS if job == "retrowalk" else home
        ran = run(Tool(home, "loggers_peer", job, ""), path, timeout_s=280.0)
        if isinstance(ran, Skipped):
            lines.append(f"| {job} | | skipped: {ran.reason} | | |")
            continue
        found = ran.found
        lines.append(
            f"| {job} | {ran.versions.get(package, '')} | {float(found['work_s']):.2f} "
            f"| {ran.peak_mib:.0f} | {int(found['answer']):,} |"
        )
    return [*lines, ""]


def main() -> None:
    """Write the files, let every reader read each once, print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, default=7, help="length of each recording")
    parser.add_argument("--only", choices=[one[1:] for one in FILES], help="one kind of file")
    given = parser.parse_args()
    if given.days < 1:
        parser.error("--days needs at least 1")
    machine = f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}"
    print(f"python -m lab.benchmarks.loggers --days {given.days}")
    print(f"{machine}, Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}\n")
    folder = BUILD / "loggers"
    folder.mkdir(parents=True, exist_ok=True)
    for suffix, write in FILES.items():
        if given.only is not None and suffix[1:] != given.only:
            continue
        write(folder / f"short{suffix}", _MINUTE_S)
        path = folder / f"{given.days}-days{suffix}"
        if not path.exists():
            write(path, given.days * _DAY_S)
        print("\n".join(table(path)), flush=True)


if __name__ == "__main__":
    main()
