"""File names: ``sub-01/motion/sub-01_task-backwardwalk_tracksys-phone_run-1_motion.tsv``."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from retrowalk.dataset.texts import layout

_LABEL = "[0-9A-Za-z]+"
_STEM = re.compile(
    rf"sub-(?P<sub>{_LABEL})(?:_ses-(?P<ses>{_LABEL}))?_task-(?P<task>{_LABEL})"
    rf"_tracksys-(?P<tracksys>{_LABEL})(?:_acq-(?P<acq>{_LABEL}))?(?:_run-(?P<run>[0-9]+))?"
)
MOTION = "_motion.tsv"
SIDECAR = "_motion.json"
CHANNELS = "_channels.tsv"
EVENTS = "_events.tsv"
PARTS = (MOTION, SIDECAR, CHANNELS, EVENTS)
_ROW = re.compile(rf"sub-{_LABEL}")


@dataclass(frozen=True, slots=True)
class Stem:
    """The common part of a recording's file names."""

    sub: str
    tracksys: str
    ses: str | None = None
    acq: str | None = None
    run: str | None = None

    @property
    def folder(self) -> str:
        """The person's folder, or that of the session."""
        return f"sub-{self.sub}" + (f"/ses-{self.ses}" if self.ses is not None else "")

    @property
    def scans(self) -> str:
        """Path of the table of times."""
        return f"{self.folder}/{self.folder.replace('/', '_')}_scans.tsv"

    def name(self, part: str) -> str:
        """Return a path from the person's folder on; `part` is one of `PARTS`."""
        words = [self.folder.replace("/", "_"), f"task-{layout()['task']}"]
        words.append(f"tracksys-{self.tracksys}")
        if self.acq is not None:
            words.append(f"acq-{self.acq}")
        if self.run is not None:
            words.append(f"run-{self.run}")
        return f"motion/{'_'.join(words)}{part}"

    def path(self, part: str) -> str:
        """Return a path from the dataset on."""
        return f"{self.folder}/{self.name(part)}"

    def numbered(self, run: int | None) -> Stem:
        """Return the stem of another run."""
        return replace(self, run=None if run is None else str(run))


def stem_of(path: str) -> tuple[Stem, str] | None:
    """Return stem and part of a recording's file, or None where the path is of none."""
    for part in PARTS:
        name = path.rpartition("/")[2]
        match = _STEM.fullmatch(name.removesuffix(part)) if name.endswith(part) else None
        if match is None or match["task"] != layout()["task"]:
            continue
        stem = Stem(match["sub"], match["tracksys"], match["ses"], match["acq"], match["run"])
        if path.startswith(f"{stem.folder}/motion/") and stem.path(part) == path:
            return stem, part
    return None


def is_label(text: str) -> bool:
    """Whether BIDS allows it as a label."""
    return re.fullmatch(_LABEL, text) is not None


def is_participant(text: str) -> bool:
    """Whether it is ``sub-`` and a label."""
    return _ROW.fullmatch(text) is not None
