"""What is mutated: the sample files, as bytes, and how a mutated one is put on the disk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from lab.format_samples import Sample, samples

Content = bytes | Mapping[str, bytes]
"""The bytes of a file, or of every file of a folder by its name."""


@dataclass(frozen=True, slots=True)
class Material:
    """A sample with its bytes.

    Attributes:
        label: unique, for seeds and messages.
        format: name of its reader.
        file_name: as its maker would name it.
        is_binary: whether bits are flipped rather than characters.
        content: its bytes.
    """

    label: str
    format: str
    file_name: str
    is_binary: bool
    content: Content


@dataclass(frozen=True, slots=True)
class Mutant:
    """A mutated file.

    Attributes:
        file_name: of the file or folder.
        content: its bytes.
        how: what was done to it, in the order in which it was done.
    """

    file_name: str
    content: Content
    how: tuple[str, ...]

    def put(self, folder: Path) -> Path:
        """Write it into an empty folder and return its path."""
        path = folder / self.file_name
        put(self.content, path)
        return path


def put(content: Content, path: Path) -> None:
    """Write a file, or a folder with its files; names that climb out are not written."""
    if isinstance(content, bytes):
        path.write_bytes(content)
        return
    path.mkdir()
    for name, data in content.items():
        parts = PurePosixPath(name).parts
        if not parts or ".." in parts or parts[0] == "/" or not _can_be_named(name):
            continue
        member = path.joinpath(*parts)
        if not any(above.is_file() for above in member.parents) and not member.exists():
            member.parent.mkdir(parents=True, exist_ok=True)
            member.write_bytes(data)


def _can_be_named(name: str) -> bool:
    return "\0" not in name and len(name.encode()) < 1000 and max(map(len, name.split("/"))) < 200


def taken(path: Path) -> Content:
    """Return the bytes of a file, or of every file of a folder."""
    if path.is_file():
        return path.read_bytes()
    files = sorted(one for one in path.rglob("*") if one.is_file())
    return {one.relative_to(path).as_posix(): one.read_bytes() for one in files}


def made(folder: Path) -> tuple[Material, ...]:
    """Make every sample below a folder, once, and return them."""
    return tuple(_made(sample, folder / f"{i:03d}") for i, sample in enumerate(samples()))


def _made(sample: Sample, folder: Path) -> Material:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / sample.file_name
    if not path.exists():
        sample.make(path)
    return Material(
        f"{sample.format}/{sample.file_name}",
        sample.format,
        sample.file_name,
        sample.is_binary,
        taken(path),
    )
