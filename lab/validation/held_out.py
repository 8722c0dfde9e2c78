"""One captured source read with weights that were fitted to the other source alone.

The cues, margins and limits stay as they are: they were chosen after looking at both sources,
so these counts are still kinder than a new person will be.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lab.fit.direction import BELIEF, CHOSEN, HeldOut, fit_windows, held_out, using, weights_of
from lab.mocap.clips import clips, labelled, sides
from lab.validation.captured import facts_of, walk_of
from lab.validation.people import KNOWLEDGE, gives_direction
from lab.validation.score import Key, Ledger, ask
from retrowalk.recording import Placement
from retrowalk.tracker import Direction

DATA = "held out"


@dataclass
class LeftOut:
    """What one or many placements gave.

    Attributes:
        ledger: whole tracks with the other source's weights.
        windows: signs of the windows' log-odds, by placement.
    """

    ledger: Ledger = field(default_factory=Ledger)
    windows: list[tuple[str, HeldOut]] = field(default_factory=list)

    def merge(self, other: LeftOut) -> None:
        """Add another result."""
        self.ledger.merge(other.ledger)
        self.windows.extend(other.windows)


def left_out_of(placement: Placement) -> LeftOut:
    """Leave each source out once for one placement."""
    found = LeftOut()
    windows = fit_windows(placement)
    found.windows = [
        (placement.value, one) for one in held_out(windows, CHOSEN[placement][1], BELIEF[placement])
    ]
    for source in sorted({window.source for window in windows}):
        weights = weights_of([w for w in windows if w.source != source], placement)
        with using(placement, weights):
            for clip in clips():
                if clip.startswith(f"{source}/"):
                    _clip(found.ledger, clip, placement)
    return found


def _clip(ledger: Ledger, clip: str, placement: Placement) -> None:
    for side in sides(placement):
        for knowledge in KNOWLEDGE:
            if not gives_direction(placement, knowledge):
                continue
            walk = walk_of(clip, placement, side, knowledge, "full")
            if walk is None:
                continue
            for one in labelled():
                if one.clip == clip and one.direction is not Direction.SIDEWAYS:
                    source = one.source.upper()
                    key = Key(DATA, source, placement, knowledge, "full", "", one.direction)
                    place = f"{clip.removesuffix('.bvh')} {side}"
                    stretch = (one.start_s, one.end_s)
                    ask(ledger, walk, stretch, key, place, facts=facts_of(one))
