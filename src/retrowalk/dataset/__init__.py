"""Dataset: labelled recordings as a Motion-BIDS folder, read, written, checked and packed.

In: a folder or zip, exports of the app, recordings with labels. Out: `Measurement`s and `Person`s,
a folder, a zip without what identifies anybody, or every problem in one line.
"""

from __future__ import annotations

from retrowalk.dataset.base import (
    Label,
    Measurement,
    Person,
    Piece,
    Problem,
    Timing,
)
from retrowalk.dataset.check import check
from retrowalk.dataset.collect import Collected, collect
from retrowalk.dataset.folder import write_folder
from retrowalk.dataset.pack import Packed, pack
from retrowalk.dataset.source import Source, open_source

__all__ = [
    "Collected",
    "Label",
    "Measurement",
    "Packed",
    "Person",
    "Piece",
    "Problem",
    "Source",
    "Timing",
    "check",
    "collect",
    "open_source",
    "pack",
    "write_folder",
]
