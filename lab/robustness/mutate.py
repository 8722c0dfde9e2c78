"""One mutated file for a sample and a number; the same each time.

Half of the files are only damaged as bytes. The other half are changed as what they are: tables
by lines and cells, JSON by values, XML by tags, archives by members; so that damage is met behind
the parser and behind checksums, not only before them.
"""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from pathlib import PurePosixPath
from random import Random

from lab.robustness import archives, edits, structures
from lab.robustness.checksums import mended
from lab.robustness.edits import Edit
from lab.robustness.material import Content, Material, Mutant

_PACKED_SHARE = 0.04


def mutant(material: Material, others: Sequence[Material], seed: int, number: int) -> Mutant:
    """Return a mutated sample.

    Args:
        material: the sample.
        others: samples of the same format, itself among them, for splices.
        seed: of the run.
        number: of the file in the run.
    """
    rng = Random(f"{seed} {material.label} {number}")
    how: list[str] = []
    name = material.file_name
    if isinstance(material.content, bytes):
        content: Content = _file(rng, material, others, how)
    else:
        content = archives.changed(rng, dict(material.content), _member, how)
    if isinstance(content, bytes) and rng.random() < _PACKED_SHARE:
        content = gzip.compress(content, 1, mtime=0)
        how.append("gzip")
        if rng.random() < 0.5:
            content = edits.edited(rng, content, edits.BINARY, how)
        name = f"{name}.gz"
    return Mutant(name, content, tuple(how))


def _file(rng: Random, material: Material, others: Sequence[Material], how: list[str]) -> bytes:
    assert isinstance(material.content, bytes)
    data = material.content
    if rng.random() < 0.04:
        other = rng.choice(others)
        if isinstance(other.content, bytes):
            how.append(f"spliced with {other.file_name}")
            return edits.spliced(rng, data, other.content)
    members = archives.members_of(data) if data.startswith(archives.ZIP_HEAD) else None
    if members is not None and rng.random() < 0.75:
        return archives.packed(rng, archives.changed(rng, members, _member, how), how)
    data = _damaged(rng, material.file_name, data, material.is_binary, how)
    if material.is_binary and rng.random() < 0.6:
        whole = mended(material.format, data)
        if whole is not data:
            how.append("checksums mended")
        return whole
    return data


def _member(rng: Random, name: str, data: bytes, how: list[str]) -> bytes:
    inner = archives.members_of(data) if data.startswith(archives.ZIP_HEAD) else None
    if inner is not None and rng.random() < 0.6:
        return archives.packed(rng, archives.changed(rng, inner, _member, how), how)
    changed = _damaged(rng, name, data, _is_binary(data), how)
    suffix = PurePosixPath(name).suffix.lower().lstrip(".")
    return mended(suffix, changed) if rng.random() < 0.6 else changed


def _damaged(rng: Random, name: str, data: bytes, is_binary: bool, how: list[str]) -> bytes:
    if is_binary:
        return edits.edited(rng, data, edits.BINARY, how)
    kinds: tuple[Edit, ...] = edits.TEXT if rng.random() < 0.4 else _structure(name, data)
    return edits.edited(rng, data, kinds, how)


def _structure(name: str, data: bytes) -> tuple[Edit, ...]:
    head = data[:200].lstrip(b"\xef\xbb\xbf \r\n\t")
    if head.startswith(b"<"):
        return structures.XML
    if head.startswith((b"{", b"[")) or name.lower().endswith("json"):
        return structures.JSON
    return structures.LINES


def _is_binary(data: bytes) -> bool:
    return b"\0" in data[:4096]
