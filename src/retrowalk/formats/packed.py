"""A file packed with gzip, as phones keep their recordings: unpacked beside, within bounds."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from retrowalk.errors import RetrowalkError
from retrowalk.formats.bundle_checks import MOST_MEMBER_BYTES, MOST_SWELLING, SMALL_BYTES

GZIP_HEAD = b"\x1f\x8b"
_BLOCK_BYTES = 1024**2


@contextmanager
def unpacked(file: Path) -> Iterator[Path]:
    """Give the file itself, or where it is packed what is inside, for as long as it is needed.

    Args:
        file: any file or folder; it is never changed.

    Raises:
        RetrowalkError: damaged, cut off, larger than 1 GiB inside, or swelling more than 300
            times.
    """
    if not file.is_file() or not _is_packed(file):
        yield file
        return
    with TemporaryDirectory(prefix="retrowalk-") as folder:
        plain = Path(folder) / (file.stem if file.suffix.lower() == ".gz" else file.name)
        _unpack(file, plain)
        yield plain


def _is_packed(file: Path) -> bool:
    with file.open("rb") as stream:
        return stream.read(len(GZIP_HEAD)) == GZIP_HEAD


def _unpack(file: Path, plain: Path) -> None:
    most = min(MOST_MEMBER_BYTES, max(SMALL_BYTES, MOST_SWELLING * file.stat().st_size))
    size = 0
    try:
        with gzip.open(file) as packed, plain.open("wb") as out:
            while block := packed.read(_BLOCK_BYTES):
                size += len(block)
                if size > most:
                    raise RetrowalkError(
                        f"it unpacks to more than {most / SMALL_BYTES:.0f} MiB",
                        where=file.name,
                        remedy="unpack it yourself if you trust it",
                    )
                out.write(block)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise RetrowalkError(
            f"the packed file is damaged or cut off after {size} bytes",
            where=file.name,
            remedy="copy or export it again",
        ) from error
