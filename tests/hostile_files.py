"""Files made to harm: each at most a few kilobytes that ask for much more, or no file at all."""

from __future__ import annotations

import gzip
import io
import json
import os
import socket
import struct
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from lab.format_samples.tables import swing

MIB = 1024**2
TABLE = b"time_s,acc_x_ms2,acc_y_ms2,acc_z_ms2\n"
LAUGHS = b"".join(
    b'<!ENTITY l%d "%s">' % (i, b"&l%d;" % (i - 1) * 10 if i else b"lol") for i in range(12)
)
ROOTS = {
    ".gpx": b'gpx xmlns="http://www.topografix.com/GPX/1/1" version="1.1"',
    ".tcx": b'TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/'
    b'TrainingCenterDatabase/v2"',
    ".xml": b"HealthData",
}


@dataclass(frozen=True)
class Hostile:
    """A file made to harm.

    Attributes:
        label: unique, for the test's name.
        make: puts it below a folder and returns its path.
        never: words that no message may hold, as they would show what is not the file's.
    """

    label: str
    make: Callable[[Path], Path]
    never: str = "root:"


def stored(name: str, data: bytes) -> Hostile:
    """Return a file with these bytes."""

    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(data)
        return path

    return Hostile(name.replace("\n", "-").replace("\x1b", "-"), make)


def zipped(members: Mapping[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", packing) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def good_csv() -> bytes:
    """Return a table that is accepted."""
    columns = swing()
    rows = zip(*columns.values(), strict=True)
    return "\n".join([",".join(columns), *(",".join(map(str, row)) for row in rows)]).encode()


def all_hostile() -> list[Hostile]:
    """Return every file."""
    return [*bombs(), *xml(), *names(), *claims(), *places()]


def bombs() -> Iterator[Hostile]:
    """Archives that swell."""
    zeros = bytes(40 * MIB)
    table = TABLE + b"0,0,0,0\n" * (MIB // 8 - 8)
    yield stored("flat.zip", zipped({"walk.csv": zeros}))
    yield stored("flat_app.zip", zipped({"TotalAcceleration.csv": zeros, "Metadata.csv": b"a\n"}))
    yield stored("flat_xlsx.xlsx", zipped({"xl/workbook.xml": zeros, "[Content_Types].xml": b"x"}))
    yield stored("many_small.zip", zipped({f"{i}.csv": table for i in range(200)}))
    meta = {"meta/time.csv": b"event\n", "meta/device.csv": b"property\n"}
    yield stored("many_tables.zip", zipped({**meta, **{f"{i}.csv": table for i in range(200)}}))
    yield stored("overlapping.zip", overlapping(table, 900))
    inner = zipped({"walk.csv": zeros})
    for level in range(5):
        inner = zipped({f"{level}-{i}.zip": inner for i in range(8)})
    yield stored("nested.zip", inner)
    sheet = b'<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>'
    book = {
        "[Content_Types].xml": b"<Types/>",
        "xl/workbook.xml": b'<workbook><sheets><sheet name="a" sheetId="1"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": sheet,
        "xl/sharedStrings.xml": b"<sst><si><t>" + zeros + b"</t></si></sst>",
    }
    yield stored("strings.xlsx", zipped(book))
    wide = b'<worksheet><dimension ref="A1:XFD1048576"/><sheetData><row r="1048576">'
    wide += b'<c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    book |= {"xl/worksheets/sheet1.xml": wide, "xl/sharedStrings.xml": b"<sst/>"}
    yield stored("wide.xlsx", zipped(book))
    yield stored("bomb.csv.gz", gzip.compress(zeros, mtime=0))
    yield stored("bomb_twice.csv.gz", gzip.compress(gzip.compress(zeros, mtime=0), mtime=0))
    yield stored("members.json.gz", gzip.compress(b"", mtime=0) * 2000)


def overlapping(data: bytes, times: int) -> bytes:
    """Return a zip whose directory names the same packed bytes again and again."""
    whole = zipped({"0000.csv": data})
    entry = whole.index(b"PK\x01\x02")
    end = whole.index(b"PK\x05\x06")
    one = whole[entry:end]
    directory = b"".join(one.replace(b"0000.csv", b"%04d.csv" % i) for i in range(times))
    tail = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, times, times, len(directory), entry, 0)
    return whole[:entry] + directory + tail


def xml() -> Iterator[Hostile]:
    """Documents that grow, or ask for what is not theirs."""
    for suffix, root in ROOTS.items():
        name = root.split()[0]
        for label, kind, text in (
            ("laughs", LAUGHS, b"&l11;"),
            ("quadratic", b'<!ENTITY l "' + b"x" * 100_000 + b'">', b"&l;" * 10_000),
            ("file", b'<!ENTITY l SYSTEM "file:///etc/passwd">', b"&l;"),
            ("net", b'<!ENTITY l SYSTEM "http://127.0.0.1:9/">', b"&l;"),
            ("parameter", b'<!ENTITY % p SYSTEM "file:///etc/passwd">%p;', b""),
        ):
            typed = b"<!DOCTYPE " + name + b" [" + kind + b"]>"
            body = b"<name>" + text + b"</name>"
            data = b'<?xml version="1.0"?>' + typed + b"<" + root + b">" + body + b"</" + name
            yield stored(f"{label}{suffix}", data + b">")
        start = b'<?xml version="1.0"?><' + root + b">"
        yield stored(f"deep{suffix}", start + b"<trk>" * 200_000)
        yield stored(f"attribute{suffix}", start + b'<trk a="' + b"x" * 20_000_000)
        many = b" ".join(b'a%d="1"' % i for i in range(200_000))
        yield stored(f"attributes{suffix}", start + b"<trk " + many + b"/>")
        yield stored(f"text{suffix}", start + b"<name>" + b"x" * 20_000_000 + b"</name>")
        yield stored(f"comment{suffix}", start + b"<!--" + b"x" * 20_000_000)
        yield stored(f"elements{suffix}", start + b"<trk/>" * 150_000)
        yield stored(
            f"prefixes{suffix}",
            start + b"".join(b'<a%d:b xmlns:a%d="u%d">' % (i, i, i) for i in range(3000)),
        )
        text16 = (start + b"<a/>").decode().encode("utf-16")
        yield stored(f"utf16{suffix}", text16)
    laughs = b"<?xml version='1.0'?><!DOCTYPE HealthData [" + LAUGHS + b"]><HealthData>&l11;"
    member = {"apple_health_export/export.xml": laughs + b"</HealthData>"}
    yield stored("health_laughs.zip", zipped(member))
    yield stored(
        "activity_laughs.zip", zipped({"activities/1.gpx": laughs, "activities.csv": b"a"})
    )


def names() -> Iterator[Hostile]:
    """Names that climb out, hide, or speak to the terminal."""
    good = good_csv()
    for i, name in enumerate(
        ("../walk.csv", "/tmp/walk.csv", "C:\\walk.csv", "a\\..\\..\\walk.csv", "a/../../walk.csv")
    ):
        yield stored(f"climbs_{i}.zip", zipped({name: good}))
    yield stored("wa\nlk\x1b[31m.csv", good[:200])
    yield stored("inner_name.zip", zipped({"wa\nlk\x1b[2J\u202e.csv": good[:200]}))
    yield stored("long_name.zip", zipped({"x" * 5000 + ".csv": good[:200]}))
    link = zipfile.ZipInfo("walk.csv")
    link.external_attr = 0o120777 << 16
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    yield stored("link.zip", stream.getvalue())


def claims() -> Iterator[Hostile]:
    """Small files that say they are large, wide or deep."""
    rows = 20_000_000
    flat = pa.DictionaryArray.from_arrays(pa.array(np.zeros(1000, np.int8)), pa.array([9.81]))
    for label, count in (("some", rows), ("more", 20 * rows)):
        yield stored(f"{label}_rows.parquet", parquet_claiming(flat, count))
    good = parquet({name: pa.array(values) for name, values in swing().items()})
    for label, size in (("huge", 2**31 - 1), ("all", 2**32 - 1), ("beyond", len(good))):
        changed = good[:-8] + struct.pack("<I", size) + b"PAR1"
        yield stored(f"footer_{label}.parquet", changed)
    yield stored("wide.parquet", parquet({f"c{i}": pa.array([1.0]) for i in range(20_000)}))
    yield stored("deep.json", b"[" * 100_000)
    yield stored("deep_fields.json", b'{"a":' * 100_000)
    yield stored("digits.json", b'{"kind": "retrowalk.recording", "schema": ' + b"9" * 10**6)
    yield stored("wide.json", json.dumps({f"k{i}": i for i in range(100_000)}).encode())
    yield stored("strings.json", b'{"kind": "retrowalk.recording", "a": "' + b"\\u0041" * 10**6)
    yield stored("columns.csv", b",".join(b"c%d" % i for i in range(10**6)) + b"\n1\n")
    narrow = b",".join(b"%d" % (i % 10) for i in range(30_000)) + b"\n"
    yield stored("columns_short.csv", b"t" + narrow + narrow * 20)
    yield stored("quotes.csv", TABLE + b'"' * 10**6)
    yield stored("quote_open.csv", TABLE + b'1,2,"' + b"3,4\n" * 10**6)
    yield stored("names.csv", b"(" * 60_000 + b",acc_x" + b"_" * 5000 + b"\n1,2\n")
    yield stored("blank.csv", TABLE + b"\n" * 5 * 10**6)
    yield stored("comments.csv", b"#\n" * 10**6)


def places() -> Iterator[Hostile]:
    """What is no regular file, or leads elsewhere."""
    good = good_csv()

    def sparse(suffix: str) -> Callable[[Path], Path]:
        def make(folder: Path) -> Path:
            path = folder / f"sparse{suffix}"
            with path.open("wb") as stream:
                stream.truncate(3 * 1024**3)
            return path

        return make

    def line(suffix: str) -> Callable[[Path], Path]:
        def make(folder: Path) -> Path:
            path = folder / f"line{suffix}"
            with path.open("wb") as stream:
                stream.write(TABLE)
                for _ in range(100):
                    stream.write(b"1" * 10**6)
            return path

        return make

    def pipe(folder: Path) -> Path:
        os.mkfifo(folder / "pipe.csv")
        return folder / "pipe.csv"

    def plug(folder: Path) -> Path:
        with socket.socket(socket.AF_UNIX) as one:
            where = os.getcwd()
            os.chdir(folder)
            one.bind("plug.csv")
            os.chdir(where)
        return folder / "plug.csv"

    def with_link(folder: Path) -> Path:
        (folder / "linked").mkdir()
        (folder / "linked" / "walk.csv").symlink_to("/etc/passwd")
        return folder / "linked"

    def with_loop(folder: Path) -> Path:
        (folder / "loop").mkdir()
        (folder / "loop" / "again").symlink_to(folder / "loop")
        return folder / "loop"

    def with_pipe(folder: Path) -> Path:
        (folder / "piped").mkdir()
        os.mkfifo(folder / "piped" / "walk.csv")
        return folder / "piped"

    def with_many(folder: Path) -> Path:
        (folder / "many").mkdir()
        for i in range(1100):
            (folder / "many" / f"{i}.csv").write_bytes(b"")
        return folder / "many"

    def unreadable(folder: Path) -> Path:
        path = folder / os.fsdecode(b"wa\xfflk.csv")
        path.write_bytes(good[:100])
        return path

    yield Hostile("sparse.csv", sparse(".csv"))
    yield Hostile("sparse.json", sparse(".json"))
    yield Hostile("line.csv", line(".csv"))
    yield Hostile("pipe", pipe)
    yield Hostile("plug", plug)
    yield Hostile("link_in_folder", with_link)
    yield Hostile("loop_in_folder", with_loop)
    yield Hostile("pipe_in_folder", with_pipe)
    yield Hostile("many_in_folder", with_many)
    yield Hostile("name_no_text", unreadable)
    for device in ("zero", "null", "random", "full", "tty"):
        yield Hostile(f"device_{device}", partial(_device, device))


def _device(name: str, _: Path) -> Path:
    return Path("/dev", name)


def parquet(columns: Mapping[str, pa.Array]) -> bytes:
    """Return a Parquet file."""
    stream = io.BytesIO()
    pq.write_table(pa.table(dict(columns)), stream)
    return stream.getvalue()


def parquet_claiming(flat: pa.Array, rows: int) -> bytes:
    """Return a Parquet file of kilobytes with so many equal rows."""
    stream = io.BytesIO()
    whole = pa.chunked_array([flat] * min(rows // len(flat), 20_000))
    names = ("time_s", "acc_x_ms2", "acc_y_ms2", "acc_z_ms2")
    pq.write_table(pa.table(dict.fromkeys(names, whole)), stream, row_group_size=rows)
    return stream.getvalue()
