"""Bytes on disk: per account, named by their hash, complete or not there.

    accounts/<account>/records/<2>/<sha256>    files/<2>/<sha256>    partial/<name>

What is under its own name is complete: written to `partial`, synchronised, renamed, and the
folder synchronised, before anybody is told so. Two accounts never share a file.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import BinaryIO
from uuid import uuid4

RECORDS = "records"
FILES = "files"
_PARTIAL = "partial"
_CHUNK = 1024**2


class BusyError(Exception):
    """The same upload is going on in another request."""


class Upload:
    """One unfinished file, held by one request at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: BinaryIO = path.open("ab")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self._file.close()
            raise BusyError from None
        self.received = self._file.seek(0, os.SEEK_END)

    def __enter__(self) -> Upload:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def write(self, chunk: bytes) -> None:
        """Add bytes at the end."""
        self._file.write(chunk)
        self.received += len(chunk)

    def settle(self) -> None:
        """Return when all bytes are on the disk."""
        self._file.flush()
        os.fsync(self._file.fileno())

    def sha256(self) -> str:
        """Return the hash of everything received."""
        self._file.flush()
        return sha256_of(self.path)

    def drop(self) -> None:
        """Remove what was received."""
        self.path.unlink(missing_ok=True)


class Blobs:
    """All bytes of all accounts.

    Args:
        root: the folder; made where it is missing.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._aside = root.parent / "aside"
        root.mkdir(parents=True, exist_ok=True, mode=0o700)

    def account(self, account_id: str) -> Path:
        """Return the folder of an account."""
        return self.root / account_id

    def path(self, account_id: str, area: str, id: str) -> Path:
        """Return where complete bytes are, or would be."""
        return self.root / account_id / area / id[:2] / id

    def upload(self, account_id: str, name: str) -> Upload:
        """Open an unfinished file.

        Raises:
            BusyError: another request holds it.
        """
        folder = self.root / account_id / _PARTIAL
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return Upload(folder / name)

    def received(self, account_id: str, name: str) -> int:
        """Return how many bytes of an unfinished file are there."""
        try:
            return (self.root / account_id / _PARTIAL / name).stat().st_size
        except FileNotFoundError:
            return 0

    def partial_bytes(self, account_id: str) -> int:
        """Return how much all unfinished files of an account take."""
        return sum(size for _, size, _ in self.partials(account_id))

    def partials(self, account_id: str) -> Iterator[tuple[Path, int, float]]:
        """Yield path, size and time of change of the unfinished files of an account."""
        folder = self.root / account_id / _PARTIAL
        if folder.is_dir():
            for entry in os.scandir(folder):
                try:
                    found = entry.stat(follow_symlinks=False)
                except FileNotFoundError:
                    continue
                yield Path(entry.path), found.st_size, found.st_mtime

    def publish(self, upload: Upload, account_id: str, area: str, id: str) -> None:
        """Give settled bytes their own name; when this returns they survive a power cut."""
        path = self.path(account_id, area, id)
        _make_folder(path.parent, self.root.parent)
        upload.path.replace(path)
        _sync_folder(path.parent)

    def unpublish(self, account_id: str, area: str, id: str) -> None:
        """Make complete bytes an unfinished upload again, so that it can be taken up."""
        partial = self.root / account_id / _PARTIAL / id
        partial.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.path(account_id, area, id).replace(partial)

    def remove(self, account_id: str, area: str, id: str) -> None:
        """Remove bytes, complete or not."""
        (self.root / account_id / _PARTIAL / id).unlink(missing_ok=True)
        path = self.path(account_id, area, id)
        path.unlink(missing_ok=True)
        if path.parent.is_dir():
            _sync_folder(path.parent)

    def set_aside(self, account_id: str) -> Path | None:
        """Take everything of an account away in one step; `discard` or `put_back` follows."""
        folder = self.root / account_id
        if not folder.is_dir():
            return None
        self._aside.mkdir(exist_ok=True, mode=0o700)
        aside = self._aside / f"{account_id}.{uuid4().hex}"
        folder.rename(aside)
        return aside

    def discard(self, aside: Path | None) -> None:
        """Remove what was set aside."""
        if aside is not None:
            # An upload that was going on may still write to it.
            shutil.rmtree(aside, ignore_errors=True)
            _sync_folder(self._aside)

    def put_back(self, aside: Path) -> None:
        """Undo `set_aside`, unless the account has a folder again."""
        folder = self.root / aside.name.partition(".")[0]
        if folder.exists():
            self.discard(aside)
        else:
            aside.rename(folder)
            _sync_folder(self.root)

    def all_aside(self) -> list[tuple[str, Path]]:
        """Return (account, folder) of what a killed server had set aside."""
        if not self._aside.is_dir():
            return []
        return [(path.name.partition(".")[0], path) for path in self._aside.iterdir()]

    def remove_account(self, account_id: str) -> None:
        """Remove everything of an account."""
        self.discard(self.set_aside(account_id))

    def complete(self, account_id: str, area: str) -> Iterator[str]:
        """Yield the names of all complete bytes."""
        folder = self.root / account_id / area
        if folder.is_dir():
            for shelf in os.scandir(folder):
                yield from (entry.name for entry in os.scandir(shelf.path))

    def accounts(self) -> list[str]:
        """Return the accounts that have a folder."""
        return [entry.name for entry in os.scandir(self.root) if entry.is_dir()]


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, read in parts."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def chunks_of(file: BinaryIO) -> Iterator[bytes]:
    """Yield the bytes of an open file in parts, and close it."""
    with file:
        while chunk := file.read(_CHUNK):
            yield chunk


@contextmanager
def only_server(folder: Path) -> Iterator[bool]:
    """Hold the folder for this process alone; gives False where another server has it."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / "lock").open("ab") as file:
        until = time.monotonic() + 2.0
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                if time.monotonic() > until:
                    yield False
                    return
                time.sleep(0.1)
            else:
                yield True
                return


def _make_folder(folder: Path, top: Path) -> None:
    """Make folders so that a power cut does not lose their names."""
    if folder.is_dir() or folder == top:
        return
    _make_folder(folder.parent, top)
    folder.mkdir(exist_ok=True, mode=0o700)
    _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
