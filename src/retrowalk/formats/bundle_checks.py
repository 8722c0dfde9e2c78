"""What every archive and folder is asked before a byte of it is unpacked."""

from __future__ import annotations

import errno
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path, PurePosixPath

from retrowalk.errors import RetrowalkError

MOST_MEMBER_BYTES = 1024**3
MOST_SWELLING = 300
SMALL_BYTES = 1024**2
"""Members up to this size may swell as they like."""
MOST_SWELLING_IN_ALL = 100
SMALL_IN_ALL_BYTES = 32 * SMALL_BYTES
"""Archives whose members are not larger together may swell as they like."""
MOST_INNER_SWELLING = 4
"""An archive in an archive is packed already, so that it hardly swells."""
LONGEST_NAME = 80
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@contextmanager
def damage(what: str, where: str) -> Iterator[None]:
    """Turn what zipfile raises for damage into one sentence.

    Raises:
        RetrowalkError: the bytes are no such archive.
    """
    try:
        yield
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        KeyError,
        NotImplementedError,
        RuntimeError,
        ValueError,
        OSError,
    ) as error:
        # an offset before the file's beginning is an invalid argument of seek
        if isinstance(error, OSError) and error.errno not in (errno.EINVAL, None):
            raise
        raise RetrowalkError(
            f"{what} is damaged: {str(error)[:80]}",
            where=where,
            remedy="copy or export it again; it may be cut off",
        ) from error


def too_large(name: str, most_bytes: int) -> RetrowalkError:
    """Return the refusal of a member above a bound."""
    size = f"{most_bytes >> 30} GiB" if most_bytes >= 1 << 30 else f"{most_bytes >> 20} MiB"
    return RetrowalkError(
        f"the file unpacks to more than {size}", where=name, remedy="record in shorter pieces"
    )


def swollen(info: zipfile.ZipInfo, name: str) -> RetrowalkError:
    """Return the refusal of a member that swells like a bomb."""
    return RetrowalkError(
        f"the file swells {info.file_size // max(1, info.compress_size)} times when unpacked, "
        "as zip bombs do",
        where=name,
        remedy="do not trust this archive; export the recording again",
    )


def check_members(
    infos: Sequence[zipfile.ZipInfo], name: str, packed_bytes: int, most_files: int, most_bytes: int
) -> None:
    """Refuse an archive that is hostile or larger than expected.

    Args:
        infos: its members without folders.
        name: what messages call it.
        packed_bytes: its own size.
        most_files: how many members it may have.
        most_bytes: how large one of them may be.

    Raises:
        RetrowalkError: it names the archive and the member.
    """
    check_count(len(infos), name, most_files)
    for info in infos:
        _check_member(info, name, most_bytes)
    _check_together(infos, name, packed_bytes)


def _check_together(infos: Sequence[zipfile.ZipInfo], name: str, packed: int) -> None:
    whole = sum(info.file_size for info in infos)
    if whole > max(SMALL_IN_ALL_BYTES, MOST_SWELLING_IN_ALL * packed):
        raise RetrowalkError(
            f"the archive swells {whole // max(1, packed)} times when unpacked, as zip bombs do",
            where=f"{name}, {packed} bytes",
            remedy="do not trust this archive; export the recording again",
        )
    end = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < end:
            raise RetrowalkError(
                "the file shares its bytes with another one in the archive, as in zip bombs",
                where=f"{name}/{info.filename[:LONGEST_NAME]}, byte {info.header_offset + 1}",
                remedy="do not trust this archive; export the recording again",
            )
        end = info.header_offset + info.compress_size


def listed(path: Path, most: int) -> Iterator[Path]:
    """Yield the files of a folder, those of links that stay in it among them, in order.

    Raises:
        RetrowalkError: a link that leads out, or more files and folders than can be gone through.
    """
    inside = path.resolve()
    found = sorted(islice(path.rglob("*"), 10 * most + 1))
    check_count(len(found), path.name, 10 * most)
    for one in found:
        if not one.is_file():
            continue
        if one.is_symlink() and inside not in one.resolve().parents:
            raise RetrowalkError(
                "the link leads out of the folder",
                where=f"{path.name}/{one.relative_to(path).as_posix()[:LONGEST_NAME]}",
                remedy="copy the file it leads to into the folder",
            )
        yield one


def check_count(count: int, name: str, most: int) -> None:
    """Refuse more files than expected.

    Raises:
        RetrowalkError: it names the archive.
    """
    if count > most:
        raise RetrowalkError(
            f"it holds more than {most} files",
            where=name,
            remedy="give the folder or zip of one recording",
        )


def _check_member(info: zipfile.ZipInfo, archive: str, most_bytes: int) -> None:
    name = f"{archive}/{info.filename[:LONGEST_NAME]}"
    parts = PurePosixPath(info.filename.replace("\\", "/")).parts
    if not parts:
        raise RetrowalkError(
            "a file in the archive has no name", where=name, remedy="export the recording again"
        )
    if ".." in parts or (parts and (parts[0] == "/" or parts[0].endswith(":"))):
        raise RetrowalkError(
            "the name of this file climbs out of the archive",
            where=name,
            remedy="do not trust this archive; export the recording again",
        )
    if info.flag_bits & 0x1:
        raise RetrowalkError(
            "the archive is locked with a password", where=name, remedy="unlock it first"
        )
    if info.compress_type not in _PACKINGS:
        raise RetrowalkError(
            f"the file is packed in way {info.compress_type}, not deflate",
            where=name,
            remedy="pack the folder again as an ordinary zip",
        )
    if info.file_size > most_bytes:
        raise too_large(name, most_bytes)
    if info.file_size > SMALL_BYTES and info.file_size > MOST_SWELLING * info.compress_size:
        raise swollen(info, name)
