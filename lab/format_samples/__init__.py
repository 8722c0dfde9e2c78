"""A small valid file of each format: what tests read, fuzzing mutates and pages show.

One module per format or family; each has `SAMPLES`, a tuple of `Sample`. Whatever makes the
bytes, it is not the reader or writer that is tested, wherever an independent maker exists.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Sample:
    """A file of one format.

    Attributes:
        format: name of its reader.
        file_name: as its maker would name it.
        make: writes it to this path, in under a second and below 256 KiB; a folder format
            makes a folder.
        is_binary: whether fuzzing flips bits of it rather than characters.
        layout: the maker's page that describes it, in words.
    """

    format: str
    file_name: str
    make: Callable[[Path], None]
    is_binary: bool
    layout: str


def samples() -> tuple[Sample, ...]:
    """Return the samples of all modules of this folder, in the order of their names."""
    found: list[Sample] = []
    for module in sorted(info.name for info in pkgutil.iter_modules(__path__)):
        found += importlib.import_module(f"{__name__}.{module}").SAMPLES
    return tuple(found)
