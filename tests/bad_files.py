"""More than 200 files that must be refused, made by hand and by a seeded generator.

Each case makes one file or folder below a given directory and returns its path.
"""

from __future__ import annotations

import io
import json
import os
import struct
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from tests.recordings import swinging_leg, user_acceleration

from retrowalk.formats import to_json, write
from retrowalk.recording import Recording

SEED = 20_261_123
NAMES = ["time_s", *(f"acc_{a}_ms2" for a in "xyz"), *(f"gyr_{a}_rads" for a in "xyz")]


@dataclass(frozen=True)
class Case:
    """A bad file.

    Attributes:
        label: unique, for the test's name.
        make: puts it below a folder and returns its path.
        says: a word that its message must hold.
    """

    label: str
    make: Callable[[Path], Path]
    says: str = ""


def table(recording: Recording | None = None) -> np.ndarray:
    """Return the seven native columns."""
    one = recording or swinging_leg()
    assert one.angular_rate_rads is not None
    return np.column_stack([one.time_s, one.acceleration_ms2, one.angular_rate_rads])


def csv_bytes(values: np.ndarray, names: list[str] | None = None) -> bytes:
    """Return a CSV file."""
    header = ",".join(names or NAMES)
    rows = "\n".join(",".join(f"{x:.7g}" for x in row) for row in values.tolist())
    return f"{header}\n{rows}\n".encode()


def zip_bytes(members: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", packing) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def stored(name: str, data: bytes, says: str = "", label: str | None = None) -> Case:
    """Return a case that is one file with these bytes."""

    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(data)
        return path

    return Case(label or name, make, says)


def all_cases() -> list[Case]:
    """Return every bad file; the same ones each time."""
    cases = [*texts(), *tables(), *archives(), *apps(), *others(), *places(), *generated()]
    labels = [case.label for case in cases]
    assert len(set(labels)) == len(labels), "labels must be unique"
    return cases


def texts() -> Iterator[Case]:
    """Files that are no proper table."""
    good = csv_bytes(table())
    lines = good.decode().splitlines()
    yield stored("empty.csv", b"", "empty")
    yield stored("blank.csv", b"\n\n   \n", "column names")
    yield stored("comments.csv", b"# nothing\n# here\n", "column names")
    yield stored("header_only.csv", f"{lines[0]}\n".encode(), "no samples")
    yield stored("header_no_end.csv", lines[0].encode(), "no samples")
    yield stored("one_row.csv", f"{lines[0]}\n{lines[1]}\n".encode(), "samples")
    yield stored("no_header.csv", "\n".join(lines[1:]).encode(), "no names")
    yield stored("spaces.csv", "\n".join(x.replace(",", " ") for x in lines).encode(), "separated")
    yield stored("prose.csv", b"Dear doctor,\nplease find my walk below.\n", "acceleration")
    yield stored("page.csv", b"<!DOCTYPE html><html><body>404, not found</body></html>\n")
    yield stored("utf16.csv", good.decode().encode("utf-16"), "UTF-16")
    yield stored("utf16be.csv", b"\xfe\xff" + good.decode().encode("utf-16-be"), "UTF-16")
    yield stored("latin1.csv", good.replace(b"acc_x_ms2", b"acc x (m/s\xb2)"), "UTF-8")
    yield stored("nul_head.csv", b"\0" + good, "zero")
    yield stored("nul_cell.csv", good.replace(b"0.05,", b"0.\x005,", 1), "zero")
    late = lines.copy()
    late[-2] = late[-2][:5] + "\0" + late[-2][6:]
    long_text = "\n".join([lines[0], *lines[1:] * 3, late[-2]]).encode()
    yield stored("nul_late.csv", long_text + b"\n", "line")
    yield stored("utf8_cell.csv", good.replace(b"\n0.05,", b"\n0.05\xff,", 1), "line 7")
    yield stored("long_line.csv", good + b"9" * 200_000 + b"\n", "line")
    yield stored("long_header.csv", b"x" * 100_000 + b"," + good, "column names")
    yield stored("huge_cell.csv", good + b"1," + b"9" * 70_000 + b",1,1,1,1,1\n", "infinite")
    yield stored("commas.csv", good.replace(b".", b","), "cells")
    yield stored("semicolons_in_body.csv", good.replace(b",", b";").replace(b";", b",", 6))
    yield stored("quotes.csv", good.replace(b"\n0.05,", b'\n"0.05,', 1), "line")
    for i, name in enumerate(NAMES):
        row = lines[100].split(",")
        row[i] = "walking"
        text = "\n".join([*lines[:100], ",".join(row), *lines[101:]])
        yield stored(f"word_in_{name}.csv", text.encode(), f"line 101, column '{name}'")
    for i, word in enumerate(
        ("1.2.3", "0x1F", "12:30", "--", "1e", "½", "1 2", "#REF!", "=A1", "\\N")
    ):
        row = [*lines[50].split(",")[:6], word]
        text = "\n".join([*lines[:50], ",".join(row), *lines[51:]])
        yield stored(f"cell_{i}.csv", text.encode(), "line 51")


def _changed(column: int, row: int, value: float) -> np.ndarray:
    values = table()
    values[row, column] = value
    return values


def tables() -> Iterator[Case]:
    """Tables whose columns or numbers cannot be a walk."""
    leg = swinging_leg()
    good = table(leg)
    for i, axis in enumerate("xyz", start=1):
        keep = [k for k in range(7) if k != i]
        names = [NAMES[k] for k in keep]
        yield stored(f"no_acc_{axis}.csv", csv_bytes(good[:, keep], names), f"no {axis} axis")
        yield stored(f"nan_acc_{axis}.csv", csv_bytes(_changed(i, 40, np.nan)), "data row 41")
        yield stored(f"nan_gyr_{axis}.csv", csv_bytes(_changed(i + 3, 40, np.nan)), "data row 41")
        yield stored(f"inf_acc_{axis}.csv", csv_bytes(_changed(i, 40, np.inf)), "infinite")
        yield stored(f"inf_gyr_{axis}.csv", csv_bytes(_changed(i + 3, 40, -np.inf)), "infinite")
        zero = good.copy()
        zero[:, i] = 0.0
        says = "axis" if axis == "z" else "throughout"
        yield stored(f"zero_acc_{axis}.csv", csv_bytes(zero), "" if axis != "y" else says)
    yield stored("inf_time.csv", csv_bytes(_changed(0, 40, np.inf)), "infinite")
    yield stored("nan_time.csv", csv_bytes(_changed(0, 40, np.nan)), "no time")
    yield stored("no_time.csv", csv_bytes(good[:, 1:], NAMES[1:]), "no clock")
    yield stored("index.csv", csv_bytes(good, ["samples", *NAMES[1:]]), "no clock")
    yield stored("only_time.csv", csv_bytes(good[:, :1].repeat(2, 1), ["time_s", "steps"]))
    yield stored("only_gyro.csv", csv_bytes(good[:, [0, 4, 5, 6]], [NAMES[0], *NAMES[4:]]))
    twice = csv_bytes(good, [*NAMES[:6], NAMES[5]])
    yield stored("same_name_twice.csv", twice, "2 times")
    yield stored("time_twice.csv", csv_bytes(good, ["time_s", "time_s", *NAMES[2:]]))
    both = np.column_stack([good[:, :4], good[:, 1:4]])
    sides = [f"left_acc_{a}" for a in "xyz"] + [f"right_acc_{a}" for a in "xyz"]
    yield stored("two_legs.csv", csv_bytes(both, ["time_s", *sides]), "one sensor")
    yield stored("short.csv", csv_bytes(good[:150]), "only")
    yield stored("backwards.csv", csv_bytes(good[::-1]), "goes back")
    yield stored("swapped.csv", csv_bytes(np.vstack([good[400:], good[:400]])), "goes back")
    yield stored("joined_twice.csv", csv_bytes(np.vstack([good, good])), "goes back")
    coarse = good.copy()
    coarse[:, 0] = np.floor(good[:, 0])
    yield stored("whole_seconds.csv", csv_bytes(coarse), "repeat")
    for unit, factor in (("ms", 1e3), ("µs", 1e6), ("ns", 1e9)):
        clock = good.copy()
        clock[:, 0] *= factor
        yield stored(f"{unit}_as_s.csv", csv_bytes(clock), f"in {unit}")
    for rate_hz in (1.0, 5.0, 10.0, 14.0):
        slow = table(swinging_leg(30.0, rate_hz))
        yield stored(f"slow_{rate_hz:g}.csv", csv_bytes(slow), "too few")
    fast = good.copy()
    fast[:, 0] *= 1e-3
    yield stored("s_as_ms.csv", csv_bytes(fast), "more than any")
    same_time = good.copy()
    same_time[:, 0] = 5.0
    yield stored("stopped_clock.csv", csv_bytes(same_time), "repeat")
    flat = good.copy()
    flat[:, 1:4] = flat[0, 1:4]
    yield stored("flat.csv", csv_bytes(flat), "never changes")
    for name, factor, says in (
        ("g", 1 / 9.80665, "in g"),
        ("mg", 1000 / 9.80665, "in mg"),
        ("cms2", 100.0, "9.81 is due"),
        ("half", 0.5, "9.81 is due"),
        ("raw_counts", 1670.0, "9.81 is due"),
        ("zero", 0.0, ""),
    ):
        scaled = good.copy()
        scaled[:, 1:4] *= factor
        yield stored(f"{name}_as_ms2.csv", csv_bytes(scaled), says)
    names_g = ["time_s", "acc_x_g", "acc_y_g", "acc_z_g", *NAMES[4:]]
    yield stored("ms2_as_g.csv", csv_bytes(good, names_g), "9.81 is due")
    names_unknown = ["time_s", "ax", "ay", "az", *NAMES[4:]]
    counts = good.copy()
    counts[:, 1:4] *= 1670.0
    yield stored("counts_unnamed.csv", csv_bytes(counts, names_unknown), "unclear")
    degrees = good.copy()
    degrees[:, 4:] *= 180 / np.pi
    yield stored("deg_as_rad.csv", csv_bytes(degrees), "deg/s")
    slow_degrees = good.copy()
    slow_degrees[:, 4:] *= 0.1 * 180 / np.pi
    free = np.column_stack([good[:, 0], user_acceleration(leg), good[:, 4:]])
    yield stored("gravity_free.csv", csv_bytes(free), "without gravity")
    yield stored("gravity_free_g.csv", csv_bytes(free / 9.8, names_unknown), "without gravity")
    linear = ["time_s", *(f"userAcceleration{a}" for a in "XYZ"), *NAMES[4:]]
    yield stored("user_acceleration.csv", csv_bytes(free, linear), "without gravity")
    clipped = good.copy()
    clipped[:, 1:4] = np.clip(4.0 * clipped[:, 1:4], -19.6133, 19.6133) * 0.8
    yield stored("clipped.csv", csv_bytes(clipped), "")
    turned = good.copy()
    turned[:, 4:] = np.clip(turned[:, 4:] * 1.6, -4.3633, 4.3633)
    yield stored("clipped_gyro.csv", csv_bytes(turned), "cut off")
    yield stored("steps_only.csv", b"date,steps\n2026-01-01,4000\n2026-01-02,5100\n", "acceler")
    body = csv_bytes(good).split(b"\n", 1)[1].split(b"\n")
    for label, stamp in (
        ("us_date", "5/1/2026 10:00:{:06.3f}"),
        ("words", "second {:.3f}"),
    ):
        rows = [
            stamp.format(float(r.split(b",")[0])).encode() + b"," + r.split(b",", 1)[1]
            for r in body
            if r
        ]
        head = ",".join(["timestamp", *NAMES[1:]]).encode()
        yield stored(f"stamps_{label}.csv", b"\n".join([head, *rows]) + b"\n", "not a number")
    odd = [b"2026-05-01T10:00:%06.3f" % float(r.split(b",")[0]) for r in body if r]
    odd[77] = b"yesterday"
    rows = [s + b"," + r.split(b",", 1)[1] for s, r in zip(odd, body, strict=False)]
    head = ",".join(["timestamp", *NAMES[1:]]).encode()
    yield stored("stamps_odd.csv", b"\n".join([head, *rows]) + b"\n", "line 79")


def archives() -> Iterator[Case]:
    """Zips that are damaged, hostile or of no use."""
    good = csv_bytes(table())
    zipped = zip_bytes({"walk.csv": good})
    yield stored("empty.zip", zip_bytes({}), "0 tables")
    yield stored("zero_bytes.zip", b"", "empty")
    yield stored("csv_named.zip", b"\x00\x01" + good)
    yield stored("cut.zip", zipped[: len(zipped) // 2], "damaged")
    yield stored("zip_named.csv", zip_bytes({"photo.jpg": b"\xff\xd8"}), "0 tables")
    yield stored("two_tables.zip", zip_bytes({"a.csv": good, "b.csv": good}), "2 tables")
    yield stored("nested.zip", zip_bytes({"inner.zip": zipped}), "another zip")
    yield stored("climbs.zip", zip_bytes({"../walk.csv": good}), "climbs out")
    yield stored("climbs_deep.zip", zip_bytes({"a/../../walk.csv": good}), "climbs out")
    yield stored("absolute.zip", zip_bytes({"/tmp/walk.csv": good}), "climbs out")
    yield stored("drive.zip", zip_bytes({"C:\\walk.csv": good}), "climbs out")
    yield stored("bomb.zip", zip_bytes({"walk.csv": bytes(32 * 1024**2)}), "swells")
    bomb = zip_bytes({"Accelerometer.csv": bytes(8 * 1024**2), "Metadata.csv": b"x\n"})
    yield stored("bomb_in_app.zip", bomb, "swells")
    many = zip_bytes({f"{i}.csv": b"a,b\n" for i in range(1001)}, zipfile.ZIP_STORED)
    yield stored("many.zip", many, "more than 1000")
    yield stored("lzma.zip", zip_bytes({"walk.csv": good}, zipfile.ZIP_LZMA), "packed")
    yield stored("locked.zip", _locked(zipped), "password")
    yield stored("crc.zip", _flipped(zipped, 60), "damaged")
    yield stored("bad_table.zip", zip_bytes({"walk.csv": b"a,b\n1,2\n"}), "acceleration")
    yield stored("empty_table.zip", zip_bytes({"walk.csv": b""}), "empty")
    yield stored("book.xlsx", zip_bytes({"xl/workbook.xml": b"<x/>"}), "Excel")
    yield stored("litter.zip", zip_bytes({"__MACOSX/._walk.csv": good}), "0 tables")
    liar = bytearray(zipped)
    at = zipped.rindex(b"PK\x01\x02")
    liar[at + 24 : at + 28] = struct.pack("<I", 0xFFFFFFF0)
    yield stored("lies_large.zip", bytes(liar), "1 GiB")


def _locked(data: bytes) -> bytes:
    changed = bytearray(data)
    changed[6] |= 1
    changed[data.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(changed)


def _flipped(data: bytes, at: int) -> bytes:
    changed = bytearray(data)
    changed[at] ^= 0xFF
    return bytes(changed)


def _logger_csv(values: np.ndarray, names: str = "z,y,x") -> bytes:
    order = [2, 1, 0]
    start = 1_790_000_000_000_000_000
    lines = [f"time,seconds_elapsed,{names}"]
    for i, row in enumerate(values):
        cells = ",".join(f"{row[k]:.6f}" for k in order)
        lines.append(f"{start + i * 10_000_000},{i / 100:.4f},{cells}")
    return ("\n".join(lines) + "\n").encode()


def apps() -> Iterator[Case]:
    """Exports of apps with the needed parts missing or broken."""
    leg = swinging_leg()
    free, total = user_acceleration(leg), leg.acceleration_ms2
    assert leg.angular_rate_rads is not None
    meta = b"version,device name,platform\n3,phone,ios\n"
    no_gravity = zip_bytes({"Accelerometer.csv": _logger_csv(free), "Metadata.csv": meta})
    yield stored("no_gravity.zip", no_gravity, "without gravity")
    cases: dict[str, tuple[dict[str, bytes], str]] = {
        "no_time": (
            {"TotalAcceleration.csv": _logger_csv(total).replace(b"time,", b"when,", 1)},
            "time",
        ),
        "no_z": (
            {"TotalAcceleration.csv": _logger_csv(total, "w,y,x")},
            "z",
        ),
        "no_rows": ({"TotalAcceleration.csv": b"time,seconds_elapsed,z,y,x\n"}, "no samples"),
        "empty_file": ({"TotalAcceleration.csv": b""}, "empty"),
        "word": (
            {"TotalAcceleration.csv": _logger_csv(total).replace(b"0.0500,", b"0.0500,oops", 1)},
            "line 7",
        ),
        "short": ({"TotalAcceleration.csv": _logger_csv(total[:90])}, "only"),
        "gravity_apart": (
            {
                "Accelerometer.csv": _logger_csv(free),
                "Gravity.csv": _logger_csv(total[:100]),
            },
            "less than half",
        ),
        "total_is_free": ({"TotalAcceleration.csv": _logger_csv(free)}, "without gravity"),
        "twice": (
            {
                "a/TotalAcceleration.csv": _logger_csv(total),
                "b/TotalAcceleration.csv": _logger_csv(total),
            },
            "2 times",
        ),
        "raw_unit": ({"AccelerometerUncalibrated.csv": _logger_csv(total * 7)}, "no usual unit"),
        "gyro_degrees": (
            {
                "TotalAcceleration.csv": _logger_csv(total),
                "Gyroscope.csv": _logger_csv(leg.angular_rate_rads * 57.3),
            },
            "deg/s",
        ),
    }
    for label, (members, says) in cases.items():
        data = zip_bytes({**members, "Metadata.csv": meta})
        yield stored(f"logger_{label}.zip", data, says)
    rows = [
        {"sensor": "TotalAcceleration", "time": f"{1_790_000_000_000_000_000 + i * 10**7}"}
        | {"seconds_elapsed": str(i / 100), "x": "0.1", "y": "9.8", "z": "high"}
        for i in range(300)
    ]
    yield stored("logger_word.json", json.dumps(rows).encode(), "row 1")
    yield stored("logger_rows.json", b'[{"seconds_elapsed": 1}, 5]', "array")
    yield stored("logger_none.json", b'[{"sensor": "Battery", "seconds_elapsed": 1}]', "without")
    yield stored("logger_cut.json", json.dumps(rows).encode()[:5000], "broken")
    acc = "\n".join(
        ['"Time (s)","Acceleration x (m/s^2)","Acceleration y (m/s^2)","Acceleration z (m/s^2)"']
        + [
            f"{t:.9E},{x:.9E},{y:.9E},{z:.9E}"
            for t, (x, y, z) in zip(leg.time_s, total, strict=True)
        ]
    ).encode()
    meta_files = {
        "meta/device.csv": b'"property","value"\n"deviceModel","X"\n',
        "meta/time.csv": b'"event","experiment time","system time"\n"START",0,1790000000.0\n',
    }
    linear = acc.replace(b"Acceleration", b"Linear Acceleration")
    for label, members, says in (
        ("linear", {"Linear Acceleration.csv": linear}, "without gravity"),
        ("nothing", {"Light.csv": b'"Time (s)","Illuminance (lx)"\n0,5\n'}, "no table"),
        ("word", {"Accelerometer.csv": acc.replace(b"E+00", b"E+zz", 1)}, "line"),
        ("twice", {"Accelerometer.csv": acc, "Raw Data.csv": acc}, "and in"),
        ("start", {"Accelerometer.csv": acc, "meta/time.csv": b'"event"\n"START"\n'}, "START"),
        ("cut", {"Accelerometer.csv": acc[:9000]}, ""),
    ):
        yield stored(f"phyphox_{label}.zip", zip_bytes({**meta_files, **members}), says)


def others() -> Iterator[Case]:
    """Parquet, JSON and formats that are not read."""
    good = table()

    def parquet(columns: Mapping[str, object]) -> bytes:
        stream = io.BytesIO()
        pq.write_table(pa.table(dict(columns)), stream)
        return stream.getvalue()

    columns = {name: good[:, i] for i, name in enumerate(NAMES)}
    whole = parquet(columns)
    yield stored("noise.parquet", b"PAR1" + bytes(range(256)) * 4, "Parquet")
    yield stored("empty.parquet", b"", "empty")
    yield stored("csv_named.parquet", b"PAR1" + csv_bytes(good), "Parquet")
    yield stored("no_rows.parquet", parquet({n: pa.array([], pa.float64()) for n in NAMES}))
    yield stored("text.parquet", parquet(columns | {"acc_x_ms2": ["a"] * len(good)}), "string")
    yield stored("other.parquet", parquet({"a": [1], "b": [2]}), "acceleration")
    yield stored("no_clock.parquet", parquet({k: v for k, v in columns.items() if "acc" in k}))
    yield stored("foot.parquet", whole[:-1] + b"x", "Parquet")
    form = to_json(swinging_leg())
    for label, change, says in (
        ("kind", {"kind": "other"}, "no recording"),
        ("schema", {"schema": 99}, "later"),
        ("placement", {"placement": "hat"}, "hat"),
        ("start", {"start_utc": "2026-05-01T10:00:00"}, "time zone"),
        ("start_word", {"start_utc": "May"}, "cannot be"),
        ("device", {"device": 5}, "text"),
        ("notes", {"notes": 5}, "cannot be"),
        ("ragged", {"acceleration_ms2": [[1, 2], [3]]}, "numbers"),
        ("words", {"time_s": ["a"] * 800}, "numbers"),
        ("flat", {"acceleration_ms2": [1, 2, 3]}, "fit together"),
        ("length", {"time_s": [0, 1]}, "fit together"),
        ("pulse", {"heart_rate_bpm": [60]}, "needs"),
        ("pulse_length", {"heart_rate_bpm": {"time_s": [0], "values": []}}, "fit together"),
        ("places", {"positions": {"time_s": [1]}}, "needs"),
        ("null", {"acceleration_ms2": [[None, 1, 2]] * 800}, "missing"),
    ):
        yield stored(f"form_{label}.json", json.dumps(form | change).encode(), says)
    for missing in ("schema", "time_s", "acceleration_ms2"):
        less = {k: v for k, v in form.items() if k != missing}
        yield stored(f"form_no_{missing}.json", json.dumps(less).encode(), "missing")
    yield stored("form_cut.json", json.dumps(form).encode()[:-100], "broken")
    yield stored("deep.json", b"[" * 100_000, "nested")
    yield stored("number.json", b"[5]")
    yield stored("geo.json", b'{"type": "FeatureCollection", "features": []}', "kind")
    yield stored("walk.gpx", b"<?xml version='1.0'?><gpx><trk></trk></gpx>\n", "no samples")
    yield stored("walk.fit", b"\x0e\x10\xd9\x07\x00\x00\x00\x00.FIT\x00\x00", "no samples")
    yield stored("walk.mat", b"MATLAB 5.0 MAT-file\0\0", "no MAT-file")
    yield stored("photo.jpg", b"\xff\xd8\xff\xe0" + bytes(200), "no format")
    yield stored("no_suffix", b"hello there\n", "no format")


def places() -> Iterator[Case]:
    """Paths that are no readable file."""

    def folder_with(name: str, members: dict[str, bytes]) -> Callable[[Path], Path]:
        def make(folder: Path) -> Path:
            (folder / name).mkdir()
            for member, data in members.items():
                (folder / name / member).write_bytes(data)
            return folder / name

        return make

    yield Case("missing", lambda folder: folder / "missing.csv", "no such file")
    yield Case("missing_folder", lambda folder: folder / "away" / "walk.csv", "no such file")
    yield Case("empty_folder", folder_with("nothing", {}), "0 tables")
    yield Case("photos", folder_with("photos", {"a.jpg": b"x"}), "0 tables")
    free = csv_bytes(table())
    yield Case("two_walks", folder_with("walks", {"a.csv": free, "b.csv": free}), "2 tables")
    yield Case("logger", folder_with("logger", {"Accelerometer.csv": b"time,x\n1,2\n"}), "gravity")
    yield Case("named_csv", folder_with("folder.csv", {}), "0 tables")
    yield Case("long_name", lambda folder: folder / ("x" * 300 + ".csv"), "")

    def broken_link(folder: Path) -> Path:
        (folder / "link.csv").symlink_to(folder / "gone.csv")
        return folder / "link.csv"

    def circle(folder: Path) -> Path:
        (folder / "circle.csv").symlink_to(folder / "circle.csv")
        return folder / "circle.csv"

    def pipe(folder: Path) -> Path:
        os.mkfifo(folder / "pipe.csv")
        return folder / "pipe.csv"

    def below_file(folder: Path) -> Path:
        (folder / "file.csv").write_bytes(free)
        return folder / "file.csv" / "walk.csv"

    yield Case("broken_link", broken_link, "no such file")
    yield Case("circle", circle, "no such file")
    yield Case("pipe", pipe, "no regular file")
    yield Case("below_file", below_file, "no such file")


def generated() -> Iterator[Case]:
    """Damage at seeded random places of good files."""
    rng = np.random.default_rng(SEED)
    good = csv_bytes(table())
    lines = good.decode().splitlines()
    for i in range(25):
        row = int(rng.integers(1, len(lines)))
        cells = lines[row].split(",")
        at = int(rng.integers(0, len(cells)))
        letter = "abcdfghijklmpqrtuvwxyz!?*/&"[int(rng.integers(0, 27))]
        spot = int(rng.integers(0, len(cells[at])))
        cells[at] = cells[at][:spot] + letter + cells[at][spot:]
        text = "\n".join([*lines[:row], ",".join(cells), *lines[row + 1 :]]) + "\n"
        yield stored(f"letter_{i}.csv", text.encode(), f"line {row + 1}")
    for i in range(20):
        row = int(rng.integers(1, len(lines) - 1))
        cells = lines[row].split(",")
        less = cells[: int(rng.integers(1, len(cells)))]
        changed = less if i % 2 else [*cells, "1"]
        text = "\n".join([*lines[:row], ",".join(changed), *lines[row + 1 :]]) + "\n"
        yield stored(f"cells_{i}.csv", text.encode(), f"line {row + 1}")
    for suffix in (".csv", ".zip", ".parquet", ".json", ".txt", ".bin"):
        for i in range(4):
            noise = rng.integers(0, 256, int(rng.integers(10, 5000)), dtype=np.uint8).tobytes()
            yield stored(f"noise_{i}{suffix}", noise)
    stream = io.BytesIO()
    columns = {name: table()[:, i] for i, name in enumerate(NAMES)}
    pq.write_table(pa.table(columns), stream)
    parquet = stream.getvalue()
    zipped = zip_bytes({"walk.csv": good})
    for i in range(12):
        yield stored(f"cut_{i}.parquet", parquet[: int(rng.integers(4, len(parquet)))])
        yield stored(f"cut_{i}.zip", zipped[: int(rng.integers(4, len(zipped)))], "damaged")


def good_file(folder: Path) -> Path:
    """Write the walk that the bad files are made from, which must be accepted."""
    path = folder / "good.csv"
    write(swinging_leg(), path)
    return path
