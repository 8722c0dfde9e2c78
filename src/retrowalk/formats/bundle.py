"""The files of an app's export: a folder or a zip, never unpacked, every size bounded.

Refused: members that climb out of the archive (absolute names, ".."), encrypted or
oddly packed ones, members that share their bytes, more than 1,000 of them, more than
1 GiB for one, members that swell more than 300 times and archives that swell more than
100 times (zip bombs), links in a folder that lead out of it. Archives inside archives are
not opened.
"""

from __future__ import annotations

import errno
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePosixPath

from retrowalk.errors import RetrowalkError
from retrowalk.formats.delimited import TextFile

ZIP_HEADS = (b"PK\x03\x04", b"PK\x05\x06")
MOST_MEMBERS = 1000
MOST_MEMBER_BYTES = 1024**3
MOST_SWELLING = 300
SMALL_BYTES = 1024**2
"""Members up to this size may swell as they like."""
MOST_SWELLING_IN_ALL = 100
SMALL_IN_ALL_BYTES = 32 * SMALL_BYTES
"""Archives whose members are not larger together may swell as they like."""
_LONGEST_NAME = 80
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@dataclass(frozen=True, slots=True)
class Bundle:
    """The named files of one export.

    Attributes:
        path: the folder or zip.
        members: names inside, with "/" between folders.
    """

    path: Path
    members: tuple[str, ...]

    def names(self) -> Iterator[tuple[str, str]]:
        """Yield (member, last part of its name) without the litter of file managers."""
        for member in self.members:
            parts = PurePosixPath(member).parts
            if parts and "__MACOSX" not in parts and not parts[-1].startswith("."):
                yield member, parts[-1]

    def find(self, name: str) -> str | None:
        """Return the member with this file name, whatever its case and folder.

        Raises:
            RetrowalkError: two of them in different folders.
        """
        found = [member for member, last in self.names() if last.lower() == name.lower()]
        if len(found) > 1:
            raise RetrowalkError(
                f"'{name}' is there {len(found)} times ('{found[0]}', '{found[1]}')",
                where=self.path.name,
                remedy="give one recording at a time",
            )
        return found[0] if found else None

    def text(self, member: str) -> TextFile:
        """Return a member for reading; its messages name the archive too.

        Raises:
            RetrowalkError: it cannot be unpacked within the bounds.
        """
        name = f"{self.path.name}/{member[:_LONGEST_NAME]}"
        if self.path.is_dir():
            return TextFile(name, self.path / member)
        return TextFile(name, self._unpacked(member, name))

    def data(self, member: str) -> bytes:
        """Return the bytes of a member.

        Raises:
            RetrowalkError: it cannot be read or unpacked within the bounds.
        """
        name = f"{self.path.name}/{member[:_LONGEST_NAME]}"
        if not self.path.is_dir():
            return self._unpacked(member, name)
        try:
            with (self.path / member).open("rb") as stream:
                data = stream.read(MOST_MEMBER_BYTES + 1)
        except OSError as error:
            raise RetrowalkError(
                f"the file cannot be opened: {error.strerror or error}",
                where=name,
                remedy="check that you may read it",
            ) from error
        if len(data) > MOST_MEMBER_BYTES:
            raise _too_large(name)
        return data

    def _unpacked(self, member: str, name: str) -> bytes:
        with (
            _damage("the file in the archive", name),
            zipfile.ZipFile(self.path) as archive,
            archive.open(member) as stream,
        ):
            data = stream.read(MOST_MEMBER_BYTES + 1)
        if len(data) > MOST_MEMBER_BYTES:
            raise _too_large(name)
        return data


@contextmanager
def _damage(what: str, where: str) -> Iterator[None]:
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
        NotImplementedError,
        RuntimeError,
        ValueError,
        OSError,
    ) as error:
        # an offset before the file's beginning is an invalid argument of seek
        if isinstance(error, OSError) and error.errno != errno.EINVAL:
            raise
        raise RetrowalkError(
            f"{what} is damaged: {str(error)[:80]}",
            where=where,
            remedy="copy or export it again; it may be cut off",
        ) from error


def _too_large(name: str) -> RetrowalkError:
    return RetrowalkError(
        "the file unpacks to more than 1 GiB", where=name, remedy="record in shorter pieces"
    )


def is_bundle(head: bytes, path: Path) -> bool:
    """Return whether a path is a folder or begins like a zip."""
    return head.startswith(ZIP_HEADS) or path.is_dir()


def open_bundle(path: Path, *, most_files: int = MOST_MEMBERS) -> Bundle:
    """List a folder or zip after checking every member.

    Args:
        path: the folder or zip.
        most_files: how many it may hold.

    Raises:
        RetrowalkError: a damaged, hostile or oversized archive.
    """
    if path.is_dir():
        files = list(islice(_listed(path, most_files), most_files + 1))
        _few(len(files), path, most_files)
        return Bundle(path, tuple(p.relative_to(path).as_posix() for p in files))
    with (
        _damage("the zip archive", f"{path.name}, {path.stat().st_size} bytes"),
        zipfile.ZipFile(path) as archive,
    ):
        infos = [info for info in archive.infolist() if not info.filename.endswith("/")]
    _few(len(infos), path, most_files)
    for info in infos:
        _check_member(info, path)
    _check_together(infos, path)
    return Bundle(path, tuple(info.filename for info in infos))


def _check_together(infos: Sequence[zipfile.ZipInfo], path: Path) -> None:
    whole, packed = sum(info.file_size for info in infos), path.stat().st_size
    if whole > max(SMALL_IN_ALL_BYTES, MOST_SWELLING_IN_ALL * packed):
        raise RetrowalkError(
            f"the archive swells {whole // max(1, packed)} times when unpacked, as zip bombs do",
            where=f"{path.name}, {packed} bytes",
            remedy="do not trust this archive; export the recording again",
        )
    end = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < end:
            raise RetrowalkError(
                "the file shares its bytes with another one in the archive, as in zip bombs",
                where=f"{path.name}/{info.filename[:_LONGEST_NAME]}, byte {info.header_offset + 1}",
                remedy="do not trust this archive; export the recording again",
            )
        end = info.header_offset + info.compress_size


def _listed(path: Path, most: int) -> Iterator[Path]:
    """Yield the files of a folder, those of links that stay in it among them, in order.

    Raises:
        RetrowalkError: a link that leads out, or more files and folders than can be gone through.
    """
    inside = path.resolve()
    found = sorted(islice(path.rglob("*"), 10 * most + 1))
    _few(len(found), path, 10 * most)
    for one in found:
        if not one.is_file():
            continue
        if one.is_symlink() and inside not in one.resolve().parents:
            raise RetrowalkError(
                "the link leads out of the folder",
                where=f"{path.name}/{one.relative_to(path).as_posix()[:_LONGEST_NAME]}",
                remedy="copy the file it leads to into the folder",
            )
        yield one


def _few(count: int, path: Path, most: int) -> None:
    if count > most:
        raise RetrowalkError(
            f"it holds more than {most} files",
            where=path.name,
            remedy="give the folder or zip of one recording",
        )


def _check_member(info: zipfile.ZipInfo, path: Path) -> None:
    name = f"{path.name}/{info.filename[:_LONGEST_NAME]}"
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
    if info.file_size > MOST_MEMBER_BYTES:
        raise _too_large(name)
    if info.file_size > SMALL_BYTES and info.file_size > MOST_SWELLING * info.compress_size:
        raise RetrowalkError(
            f"the file swells {info.file_size // max(1, info.compress_size)} times when unpacked, "
            "as zip bombs do",
            where=name,
            remedy="do not trust this archive; export the recording again",
        )
