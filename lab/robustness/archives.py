"""Edits of zips and folders: their members, their names, their packing, and tricks of malice."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from collections.abc import Callable
from random import Random

ZIP_HEAD = b"PK\x03\x04"
_TIME = (2026, 11, 25, 8, 0, 0)
ODD_NAMES = (
    *("../climbs.csv", "/absolute.csv", "C:\\drive.csv", "..\\back.csv", "a/../../b.csv", "", "/"),
    *("con\0trol.csv", "line\nbreak.csv", "\x1b[31mred.csv", "\u202etxt.csv", "x" * 300 + ".csv"),
    *("./same.csv", "a//b.csv", "~/.profile", "nul", "deep/" * 60 + "d.csv", "umläut.csv", "."),
)
"""Names of members that no honest app gives."""
_NUL_IN_NAME = "_"

Inner = Callable[[Random, str, bytes, list[str]], bytes]
"""Mutates the bytes of a member, which is known by its name."""


def members_of(data: bytes) -> dict[str, bytes] | None:
    """Return the members of a zip, or None where it is none any more."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {i.filename: archive.read(i) for i in archive.infolist() if not i.is_dir()}
    except (zipfile.BadZipFile, ValueError, OSError):
        return None


def changed(
    rng: Random, members: dict[str, bytes], inner: Inner, how: list[str]
) -> dict[str, bytes]:
    """Change one member or its name, leave it out, or exchange it with another."""
    if not members:
        return members
    result = dict(members)
    name = rng.choice(list(result))
    kind = rng.random()
    if kind < 0.7:
        how.append(f"in {name}:")
        result[name] = inner(rng, name, result[name], how)
    elif kind < 0.78:
        how.append(f"without {name}")
        del result[name]
    elif kind < 0.86:
        odd = rng.choice(ODD_NAMES)
        how.append(f"{name} named {odd[:20]!r}")
        result[odd] = result.pop(name)
    elif kind < 0.94:
        other = rng.choice(list(result))
        how.append(f"{name} exchanged with {other}")
        result[name], result[other] = result[other], result[name]
    else:
        folder = rng.choice(("copy/", "__MACOSX/", "meta/", "a/b/c/"))
        how.append(f"{name} again in {folder}")
        result[folder + name] = result[name]
    return result


def packed(rng: Random, members: dict[str, bytes], how: list[str]) -> bytes:
    """Pack members, now and then oddly."""
    packing, trick = zipfile.ZIP_DEFLATED, rng.random()
    if trick < 0.15:
        packing = rng.choice((zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA))
        how.append(f"packing {packing}")
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", packing) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # a name twice is meant
        for name, data in members.items():
            info = zipfile.ZipInfo(name.replace("\0", _NUL_IN_NAME) or "_", _TIME)
            info.compress_type = packing
            archive.writestr(info, data)
        if members and 0.15 <= trick < 0.2:
            name = rng.choice(list(members))
            how.append(f"{name} twice")
            archive.writestr(zipfile.ZipInfo(name or "_", _TIME), members[name][:1000])
        if 0.2 <= trick < 0.24:
            how.append("with a symbolic link")
            link = zipfile.ZipInfo("link.csv", _TIME)
            link.external_attr = 0o120777 << 16
            archive.writestr(link, "/etc/passwd")
        if 0.24 <= trick < 0.28:
            how.append("with a bomb")
            archive.writestr(zipfile.ZipInfo("bomb.csv", _TIME), bytes(4 * 1024**2), 8)
    data = stream.getvalue()
    if 0.28 <= trick < 0.34:
        return _lying(rng, data, how)
    return data


def _lying(rng: Random, data: bytes, how: list[str]) -> bytes:
    """Change a size, an offset or a count in the zip's directory."""
    entry = data.find(b"PK\x01\x02")
    end = data.rfind(b"PK\x05\x06")
    if entry < 0 or end < 0:
        return data
    at, width = rng.choice(
        (
            *((entry + 8, 2), (entry + 10, 2), (entry + 16, 4), (entry + 20, 4), (entry + 24, 4)),
            *((entry + 28, 2), (entry + 30, 2), (entry + 42, 4), (end + 8, 2), (end + 10, 2)),
            *((end + 12, 4), (end + 16, 4), (end + 20, 2)),
        )
    )
    value = rng.choice((0, 1, 2 ** (8 * width) - 1, 2 ** (8 * width - 1), len(data)))
    how.append(f"directory byte {at} lies")
    cell = struct.pack("<Q", value)[:width]
    return data[:at] + cell + data[at + width :]
