"""The files of an app's export: a folder or a zip, never unpacked, every size bounded.

Refused: members that climb out of the archive (absolute names, ".."), encrypted or
oddly packed ones, more than 1,000 of them, more than 1 GiB for one, and archives that
swell more than 300 times (zip bombs). Archives inside archives are not opened.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from retrowalk.errors import RetrowalkError
from retrowalk.formats.text_file import TextFile

ZIP_HEADS = (b"PK\x03\x04", b"PK\x05\x06")
MOST_MEMBERS = 1000
MOST_MEMBER_BYTES = 1024**3
MOST_SWELLING = 300
SMALL_BYTES = 1024**2
"""Members up to this size may swell as they like."""
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
        name = f"{self.path.name}/{member}"
        if self.path.is_dir():
            return TextFile(name, self.path / member)
        return TextFile(name, self._unpacked(member, name))

    def data(self, member: str) -> bytes:
        """Return the bytes of a member.

        Raises:
            RetrowalkError: it cannot be read or unpacked within the bounds.
        """
        name = f"{self.path.name}/{member}"
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
        try:
            with zipfile.ZipFile(self.path) as archive, archive.open(member) as stream:
                data = stream.read(MOST_MEMBER_BYTES + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            RuntimeError,
            ValueError,
        ) as error:
            raise RetrowalkError(
                f"the file in the archive is damaged: {str(error)[:80]}",
                where=name,
                remedy="copy or export it again",
            ) from error
        if len(data) > MOST_MEMBER_BYTES:
            raise _too_large(name)
        return data


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
        files = [p for p in sorted(path.rglob("*")) if p.is_file()][: most_files + 1]
        _few(len(files), path, most_files)
        return Bundle(path, tuple(p.relative_to(path).as_posix() for p in files))
    try:
        with zipfile.ZipFile(path) as archive:
            # not is_dir(): it fails for a name without letters
            infos = [info for info in archive.infolist() if not info.filename.endswith("/")]
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        raise RetrowalkError(
            f"the zip archive is damaged: {str(error)[:80]}",
            where=f"{path.name}, {path.stat().st_size} bytes",
            remedy="copy or export it again; it may be cut off",
        ) from error
    _few(len(infos), path, most_files)
    for info in infos:
        _check_member(info, path)
    return Bundle(path, tuple(info.filename for info in infos))


def _few(count: int, path: Path, most: int) -> None:
    if count > most:
        raise RetrowalkError(
            f"it holds more than {most} files",
            where=path.name,
            remedy="give the folder or zip of one recording",
        )


def _check_member(info: zipfile.ZipInfo, path: Path) -> None:
    name = f"{path.name}/{info.filename[:80]}"
    parts = PurePosixPath(info.filename.replace("\\", "/")).parts
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
