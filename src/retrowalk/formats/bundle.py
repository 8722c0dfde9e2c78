"""The files of an app's export: a folder or a zip, never unpacked, every size bounded.

Refused: members that climb out of the archive (absolute names, ".."), encrypted or
oddly packed ones, more than 1,000 of them, more than 1 GiB for one, and archives that
swell more than 300 times (zip bombs). Whoever expects more (the export of years) says so.
An archive inside an archive is opened only by `inner`, one level deep, and read in place.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO

from retrowalk.errors import RetrowalkError
from retrowalk.formats.delimited import TextFile

ZIP_HEADS = (b"PK\x03\x04", b"PK\x05\x06")
MOST_MEMBERS = 1000
MOST_MEMBER_BYTES = 1024**3
MOST_SWELLING = 300
SMALL_BYTES = 1024**2
"""Members up to this size may swell as they like."""
MOST_INNER_SWELLING = 4
"""An archive in an archive is packed already, so that it hardly swells."""
_DAMAGES = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
)
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@dataclass(frozen=True, slots=True)
class Bundle:
    """The named files of one export.

    Attributes:
        path: the folder or zip; of an archive in an archive the outer one and its name.
        members: names inside, with "/" between folders.
        archive: the zip while it is held open, or None.
        outer: name of the archive that this one lies in, or "".
    """

    path: Path
    members: tuple[str, ...]
    archive: zipfile.ZipFile | None = None
    outer: str = ""

    @property
    def name(self) -> str:
        """What messages call it."""
        return f"{self.outer}/{self.path.name}" if self.outer else self.path.name

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
                where=self.name,
                remedy="give one recording at a time",
            )
        return found[0] if found else None

    def text(self, member: str) -> TextFile:
        """Return a member for reading; its messages name the archive too.

        Raises:
            RetrowalkError: it cannot be unpacked within the bounds.
        """
        name = f"{self.name}/{member}"
        if self.path.is_dir():
            return TextFile(name, self.path / member)
        return TextFile(name, self._unpacked(member, name))

    def data(self, member: str, most_bytes: int = MOST_MEMBER_BYTES) -> bytes:
        """Return the bytes of a member.

        Raises:
            RetrowalkError: it cannot be read or unpacked within the bounds.
        """
        name = f"{self.name}/{member}"
        if self.archive is not None or not self.path.is_dir():
            return self._unpacked(member, name, most_bytes)
        try:
            with (self.path / member).open("rb") as stream:
                data = stream.read(most_bytes + 1)
        except OSError as error:
            raise RetrowalkError(
                f"the file cannot be opened: {error.strerror or error}",
                where=name,
                remedy="check that you may read it",
            ) from error
        if len(data) > most_bytes:
            raise _too_large(name, most_bytes)
        return data

    @contextmanager
    def held(self) -> Iterator[Bundle]:
        """Give the bundle with its archive held open: many members cost one look at its list.

        Raises:
            RetrowalkError: the archive cannot be opened.
        """
        if self.archive is not None or self.path.is_dir():
            yield self
            return
        with ExitStack() as stack:
            try:
                archive = stack.enter_context(zipfile.ZipFile(self.path))
            except _DAMAGES as error:
                raise _damaged(self.name, error) from error
            yield replace(self, archive=archive)

    @contextmanager
    def stream(self, member: str) -> Iterator[BinaryIO]:
        """Give a member as a stream of bytes, unpacked as it is read.

        Raises:
            RetrowalkError: it cannot be opened, or is damaged further on.
        """
        name = f"{self.name}/{member}"
        with ExitStack() as stack:
            try:
                found = self._opened(member, stack)
            except _DAMAGES as error:
                raise _damaged(name, error) from error
            yield _Guarded(found, name)  # type: ignore[misc]  # reads like a file

    @contextmanager
    def inner(self, member: str, most_files: int) -> Iterator[Bundle]:
        """Give an archive that lies in this one, read in place and held open.

        Its members come in the order in which they lie, so that reading goes forward only.

        Raises:
            RetrowalkError: a damaged, hostile or oversized archive.
        """
        path = self.path / member
        with ExitStack() as stack:
            try:
                if self.archive is not None:
                    info = self.archive.getinfo(member)
                    swelling = info.file_size > MOST_INNER_SWELLING * info.compress_size
                    if info.file_size > SMALL_BYTES and swelling:
                        raise _swollen(info, f"{self.name}/{member}")
                found = self._opened(member, stack)
                archive = stack.enter_context(zipfile.ZipFile(found))
                infos = _files(archive)
            except _DAMAGES as error:
                raise _damaged(f"{self.name}/{member}", error) from error
            _few(len(infos), path, most_files)
            for info in infos:
                _check_member(info, path, MOST_MEMBER_BYTES)
            infos.sort(key=lambda info: info.header_offset)
            yield Bundle(path, tuple(info.filename for info in infos), archive, self.name)

    def _opened(self, member: str, stack: ExitStack) -> IO[bytes]:
        if self.archive is not None:
            return stack.enter_context(self.archive.open(member))
        if self.path.is_dir():
            return stack.enter_context((self.path / member).open("rb"))
        return stack.enter_context(stack.enter_context(zipfile.ZipFile(self.path)).open(member))

    def _unpacked(self, member: str, name: str, most_bytes: int = MOST_MEMBER_BYTES) -> bytes:
        try:
            with ExitStack() as stack:
                data = self._opened(member, stack).read(most_bytes + 1)
        except _DAMAGES as error:
            raise _damaged(name, error) from error
        if len(data) > most_bytes:
            raise _too_large(name, most_bytes)
        return data


class _Guarded:
    """A stream whose damages are told in one sentence."""

    def __init__(self, stream: IO[bytes], name: str) -> None:
        self._stream = stream
        self._name = name

    def read(self, size: int = -1) -> bytes:
        try:
            return self._stream.read(size)
        except _DAMAGES as error:
            raise _damaged(self._name, error) from error


def _damaged(name: str, error: Exception) -> RetrowalkError:
    return RetrowalkError(
        f"the file in the archive is damaged: {str(error)[:80]}",
        where=name,
        remedy="copy or export it again",
    )


def _too_large(name: str, most_bytes: int) -> RetrowalkError:
    size = f"{most_bytes >> 30} GiB" if most_bytes >= 1 << 30 else f"{most_bytes >> 20} MiB"
    return RetrowalkError(
        f"the file unpacks to more than {size}", where=name, remedy="record in shorter pieces"
    )


def is_bundle(head: bytes, path: Path) -> bool:
    """Return whether a path is a folder or begins like a zip."""
    return head.startswith(ZIP_HEADS) or path.is_dir()


def open_bundle(
    path: Path, *, most_files: int = MOST_MEMBERS, most_bytes: int = MOST_MEMBER_BYTES
) -> Bundle:
    """List a folder or zip after checking every member.

    Args:
        path: the folder or zip.
        most_files: how many it may hold.
        most_bytes: how large one of them may be.

    Raises:
        RetrowalkError: a damaged, hostile or oversized archive.
    """
    if path.is_dir():
        files = [p for p in sorted(path.rglob("*")) if p.is_file()][: most_files + 1]
        _few(len(files), path, most_files)
        return Bundle(path, tuple(p.relative_to(path).as_posix() for p in files))
    try:
        with zipfile.ZipFile(path) as archive:
            infos = _files(archive)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        raise RetrowalkError(
            f"the zip archive is damaged: {str(error)[:80]}",
            where=f"{path.name}, {path.stat().st_size} bytes",
            remedy="copy or export it again; it may be cut off",
        ) from error
    _few(len(infos), path, most_files)
    for info in infos:
        _check_member(info, path, most_bytes)
    return Bundle(path, tuple(info.filename for info in infos))


def _files(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    # ZipInfo.is_dir of Python 3.11 fails for a member without a name
    return [info for info in archive.infolist() if info.filename and info.filename[-1] != "/"]


def _few(count: int, path: Path, most: int) -> None:
    if count > most:
        raise RetrowalkError(
            f"it holds more than {most} files",
            where=path.name,
            remedy="give the folder or zip of one recording",
        )


def _check_member(info: zipfile.ZipInfo, path: Path, most_bytes: int) -> None:
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
    if info.file_size > most_bytes:
        raise _too_large(name, most_bytes)
    if info.file_size > SMALL_BYTES and info.file_size > MOST_SWELLING * info.compress_size:
        raise _swollen(info, name)


def _swollen(info: zipfile.ZipInfo, name: str) -> RetrowalkError:
    return RetrowalkError(
        f"the file swells {info.file_size // max(1, info.compress_size)} times when unpacked, "
        "as zip bombs do",
        where=name,
        remedy="do not trust this archive; export the recording again",
    )
