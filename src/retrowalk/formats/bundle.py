"""The files of an app's export: a folder or a zip, never unpacked, every size bounded.

Refused: members that climb out of the archive (absolute names, ".."), encrypted or
oddly packed ones, members that share their bytes, more than 1,000 of them, more than
1 GiB for one, members that swell more than 300 times and archives that swell more than
100 times (zip bombs), links in a folder that lead out of it. Whoever expects more (the
export of years) says so.
An archive inside an archive is opened only by `inner`, one level deep, and read in place.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO

from retrowalk.errors import RetrowalkError
from retrowalk.formats.bundle_checks import (
    LONGEST_NAME,
    MOST_INNER_SWELLING,
    MOST_MEMBER_BYTES,
    SMALL_BYTES,
    check_count,
    check_members,
    damage,
    listed,
    swollen,
    too_large,
)
from retrowalk.formats.text_file import TextFile

ZIP_HEADS = (b"PK\x03\x04", b"PK\x05\x06")
MOST_MEMBERS = 1000
_MEMBER = "the file in the archive"


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

    def _called(self, member: str) -> str:
        return f"{self.name}/{member[:LONGEST_NAME]}"

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
        name = self._called(member)
        if self.path.is_dir():
            return TextFile(name, self.path / member)
        return TextFile(name, self._unpacked(member, name))

    def data(self, member: str, most_bytes: int = MOST_MEMBER_BYTES) -> bytes:
        """Return the bytes of a member.

        Raises:
            RetrowalkError: it cannot be read or unpacked within the bounds.
        """
        name = self._called(member)
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
            raise too_large(name, most_bytes)
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
            with damage("the zip archive", self.name):
                archive = stack.enter_context(zipfile.ZipFile(self.path))
            yield replace(self, archive=archive)

    @contextmanager
    def stream(self, member: str) -> Iterator[BinaryIO]:
        """Give a member as a stream of bytes, unpacked as it is read.

        Raises:
            RetrowalkError: it cannot be opened, or is damaged further on.
        """
        name = self._called(member)
        with ExitStack() as stack:
            with damage(_MEMBER, name):
                found = self._opened(member, stack)
            yield _Guarded(found, name)  # type: ignore[misc]  # reads like a file

    @contextmanager
    def inner(self, member: str, most_files: int) -> Iterator[Bundle]:
        """Give an archive that lies in this one, read in place and held open.

        Its members come in the order in which they lie, so that reading goes forward only.

        Raises:
            RetrowalkError: a damaged, hostile or oversized archive.
        """
        path = self.path / member
        name = self._called(member)
        with ExitStack() as stack:
            size = MOST_MEMBER_BYTES
            with damage(_MEMBER, name):
                if self.archive is not None:
                    info = self.archive.getinfo(member)
                    size = info.file_size
                    if size > max(SMALL_BYTES, MOST_INNER_SWELLING * info.compress_size):
                        raise swollen(info, name)
                found = self._opened(member, stack)
                archive = stack.enter_context(zipfile.ZipFile(found))
                infos = _files(archive)
            check_members(infos, name, size, most_files, MOST_MEMBER_BYTES)
            infos.sort(key=lambda info: info.header_offset)
            yield Bundle(path, tuple(info.filename for info in infos), archive, self.name)

    def _opened(self, member: str, stack: ExitStack) -> IO[bytes]:
        if self.archive is not None:
            return stack.enter_context(self.archive.open(member))
        if self.path.is_dir():
            return stack.enter_context((self.path / member).open("rb"))
        return stack.enter_context(stack.enter_context(zipfile.ZipFile(self.path)).open(member))

    def _unpacked(self, member: str, name: str, most_bytes: int = MOST_MEMBER_BYTES) -> bytes:
        with damage(_MEMBER, name), ExitStack() as stack:
            data = self._opened(member, stack).read(most_bytes + 1)
        if len(data) > most_bytes:
            raise too_large(name, most_bytes)
        return data


class _Guarded:
    """A stream whose damages are told in one sentence."""

    def __init__(self, stream: IO[bytes], name: str) -> None:
        self._stream = stream
        self._name = name

    def read(self, size: int = -1) -> bytes:
        with damage(_MEMBER, self._name):
            return self._stream.read(size)


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
        files = list(islice(listed(path, most_files), most_files + 1))
        check_count(len(files), path.name, most_files)
        return Bundle(path, tuple(p.relative_to(path).as_posix() for p in files))
    size = path.stat().st_size
    with (
        damage("the zip archive", f"{path.name}, {size} bytes"),
        zipfile.ZipFile(path) as archive,
    ):
        infos = _files(archive)
    check_members(infos, path.name, size, most_files, most_bytes)
    return Bundle(path, tuple(info.filename for info in infos))


def _files(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    return [info for info in archive.infolist() if not info.filename.endswith("/")]
