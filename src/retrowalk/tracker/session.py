"""What one sensor on one person has shown so far: the questions asked in their order.

    grid values -> `Follow` -> walks -> window of each half second -> answer -> pieces

The one place where the tracker's state lives. Blocks may be of any length; batch and live run
the same code, and what is told does not depend on how the recording was cut into blocks.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from retrowalk.recording import Array, Placement
from retrowalk.tracker.alignment import Timing, timing_of, wave_of
from retrowalk.tracker.attitude import Motion
from retrowalk.tracker.base import Contact, Direction
from retrowalk.tracker.bouts import Cutter, HopAnswer, Piece
from retrowalk.tracker.calibration import Calibration
from retrowalk.tracker.contact import contact_of
from retrowalk.tracker.decide import FRONT_KNOWN, UNSURE, Known, State, decide
from retrowalk.tracker.direction import Belief, Model
from retrowalk.tracker.follow import Follow
from retrowalk.tracker.frame import HOP
from retrowalk.tracker.handling import HALF, Lean, Worn, leans
from retrowalk.tracker.measure import Window, heard_after, measure, reach
from retrowalk.tracker.stance import LEVER_M, MARGIN, stance_strides
from retrowalk.tracker.steps import LEG_PLACEMENTS, TurningPoint
from retrowalk.tracker.strides import Stride
from retrowalk.tracker.timebase import RATE_HZ, GridBlock
from retrowalk.tracker.trunk import Trunk, trunk_of
from retrowalk.tracker.walking import Closed, Opened, Told

NO_DIRECTION = {
    Placement.WRIST: "the arm's swing hides the direction; wear the device on a leg or belt",
    Placement.HAND: "a device in the hand does not show the walking direction",
}
UNKNOWN_WAIST = "at the waist the direction needs a calibration walk or the device's axes"
NO_GYROSCOPE = "the recording has no gyroscope; the direction needs one"
WHERE = "where the device is worn is not sure enough for a direction; name it with --placement"
REWORN = "after a gap of over 5 s the device may sit differently: calibrate again"
HANDLED = "the device was turned or taken out on the way: calibrate again"
# A longer gap ends what was learnt of the mounting (design choice).
REWORN_S = 5.0
_PART = round(600.0 * RATE_HZ)
# a landing is asked for once the motion around it is known
_LANDED = 40


@dataclass(frozen=True, eq=False, slots=True)
class Setting:
    """What is known before the first sample.

    Attributes:
        placement: where the sensor is worn.
        sure: whether a direction may be told from that placement.
        has_gyroscope: whether turning is measured.
        model: weights of the placement; None where there are none.
        calibration: the wearer's own forward walk, or None.
        left: (3,) left axis in the sensor frame, where it is known.
        front_log_odds: how sure the sign of `left` is.
        valid_part: the part between changes of the mounting in which `left` holds.
    """

    placement: Placement
    sure: bool
    has_gyroscope: bool
    model: Model | None
    calibration: Calibration | None = None
    left: Array | None = None
    front_log_odds: float = 0.0
    valid_part: int = 0

    @property
    def refusal(self) -> str | None:
        """Why no direction can be told at all, or None."""
        if self.placement in NO_DIRECTION:
            return NO_DIRECTION[self.placement]
        if not self.sure:
            return WHERE
        if not self.has_gyroscope or self.model is None:
            return NO_GYROSCOPE
        if self.placement not in LEG_PLACEMENTS and self.left is None:
            return UNKNOWN_WAIST
        return None


@dataclass(frozen=True, eq=False, slots=True)
class Cut:
    """A piece of one walk, whole and final.

    Attributes:
        first: grid index of the first sample of its stretch.
        piece: steps and direction; samples count from there.
        answers: of the half seconds in it.
        strides: of a sensor at foot or ankle, from stance to stance, else empty.
        contacts: which part of the foot came down first at the end of each stride of which that
            could be asked.
        timing: when each step happened.
        trunk: what the waist shows of both feet; None elsewhere.
    """

    first: int
    piece: Piece
    answers: tuple[HopAnswer, ...]
    strides: tuple[Stride, ...]
    contacts: tuple[Contact, ...]
    timing: Timing
    trunk: Trunk | None


@dataclass(frozen=True, eq=False, slots=True)
class Heard:
    """One half second of a walk that goes on; what follows may show that it had ended before.

    Attributes:
        first: grid index of the first sample of its stretch.
        answer: the answer of that half second.
        window: what was measured around it; None where no direction can be told at all.
        belief: of front and direction after it.
    """

    first: int
    answer: HopAnswer
    window: Window | None
    belief: Belief


@dataclass(frozen=True, slots=True)
class Lost:
    """What was known of the mounting ended.

    Attributes:
        index: grid index of the instant.
        reason: why, in words.
    """

    index: int
    reason: str


@dataclass(frozen=True, slots=True)
class Found:
    """A step is known to be part of a walk.

    Attributes:
        first: grid index of the first sample of its stretch.
        step: the step; samples count from there.
    """

    first: int
    step: TurningPoint


Outcome = Cut | Heard | Lost | Found


@dataclass(frozen=True, eq=False, slots=True)
class _Memory:
    """What goes from one half second to the next, inside and outside of walks."""

    state: State
    worn: Worn
    part: int = 0
    reason: str = REWORN
    hops: int = 0  # half seconds of the stretch that have passed


@dataclass(frozen=True, eq=False, slots=True)
class _Asked:
    """One half second of a walk, answered."""

    answer: HopAnswer
    memory: _Memory  # after it
    window: Window | None = None


@dataclass(eq=False)
class _Walk:
    """A walk that is going on."""

    cutter: Cutter
    start: int
    memory: _Memory  # after the last half second that was answered
    asked: list[_Asked] = field(default_factory=list)
    steps: list[TurningPoint] = field(default_factory=list)
    labelled: int = 0
    landed: dict[int, Contact] = field(default_factory=dict)  # by the start of the stride
    heard: int = 0


class Session:
    """Everything a sensor has shown so far; see the module's picture."""

    def __init__(self, setting: Setting) -> None:
        """Begin with what is known of mounting and wearer."""
        self._setting = setting
        self._refusal = setting.refusal
        self._memory = _Memory(self._fresh(), self._unworn())
        self._follow: Follow | None = None
        self._walk: _Walk | None = None
        self._told: deque[Told] = deque()
        self._strides: list[Stride] = []
        self._moved: list[tuple[int, Motion]] = []  # with the samples at which they begin
        self._waves: list[tuple[int, Array]] = []  # likewise
        self._up = np.zeros(3)
        self._ended_at = -1  # grid index of the end of the stretch before

    def push(self, block: GridBlock) -> list[Outcome]:
        """Add grid values; return what is known since the last call, in time order."""
        found: list[Outcome] = []
        if block.opens or self._follow is None:
            found += self._opened(block.first)
        follow = self._follow
        assert follow is not None
        # a long block is taken in parts, so that memory stays bounded
        for start in range(0, max(1, len(block.values)), _PART):
            self._told += follow.push(block.values[start : start + _PART])
            self._keep(follow)
            found += self._advanced(follow)
        if block.closes:
            self._told += follow.finish()
            self._keep(follow)
            found += self._advanced(follow)
            self._ended_at = block.first + len(block.values)
            self._follow = None
        return found

    @property
    def walking_up(self) -> Array | None:
        """(3,) mean of up in the sensor frame over the walking in which the mounting held, or None
        without any."""
        return self._up if self._up.any() else None

    def _fresh(self) -> State:
        setting = self._setting
        return State(setting.left, np.zeros((3, 3)), Belief(setting.front_log_odds, 0.0))

    def _unworn(self) -> Worn:
        calibration = self._setting.calibration
        return Worn() if calibration is None else Worn(up=calibration.up)

    def _opened(self, first: int) -> list[Outcome]:
        setting, memory = self._setting, self._memory
        self._follow = Follow(first, setting.placement, has_gyroscope=setting.has_gyroscope)
        memory = _Memory(memory.state, memory.worn, memory.part, memory.reason)
        self._strides, self._moved, self._waves = [], [], []
        if self._ended_at >= 0 and (first - self._ended_at) / RATE_HZ > REWORN_S:
            self._memory = self._lost(memory, REWORN)
            return [Lost(first, REWORN)]
        self._memory = memory
        return []

    def _lost(self, memory: _Memory, reason: str) -> _Memory:
        """Return what is left when the mounting may have changed."""
        state = memory.state
        if self._setting.left is None:
            state = self._fresh()
        return _Memory(state, Worn(), memory.part + 1, reason, memory.hops)

    def _advanced(self, follow: Follow) -> list[Outcome]:
        found: list[Outcome] = []
        while self._told:
            one = self._told[0]
            if isinstance(one, Opened):
                if not self._known(follow, one.start):
                    break
                found += self._rested(follow, one.start)
                self._walk = _Walk(Cutter(one.start), one.start, self._memory)
            elif isinstance(one, TurningPoint):
                assert self._walk is not None
                self._walk.steps.append(one)
                found.append(Found(follow.motion.first - follow.base, one))
            else:
                if not self._known(follow, one.end):
                    break
                found += self._closed(follow, one)
            self._told.popleft()
        if self._walk is not None:
            found += self._asked(follow, self._walk, None)
        else:
            found += self._rested(follow, follow.earliest)
            self._strides = [one for one in self._strides if one.end > follow.base]
            self._moved = [one for one in self._moved if one[0] + len(one[1]) > follow.base]
            self._waves = [one for one in self._waves if one[0] + len(one[1]) > follow.base]
        return found

    def _known(self, follow: Follow, end: int) -> bool:
        """Return whether every half second before a sample can be measured."""
        if follow.ended:
            return True
        if self._setting.placement in LEVER_M and len(follow) < end + MARGIN:
            return False
        last = end - 1 - (end - 1 - follow.first_hop) % HOP
        return self._ready(follow) > (last - follow.first_hop) // HOP

    def _ready(self, follow: Follow) -> int:
        """Return how many half seconds of the stretch can be measured."""
        length = len(follow)
        if follow.ended:
            return max(0, (length - 1 - follow.first_hop) // HOP + 1)
        model = self._setting.model
        need = HALF + 1 if model is None else max(reach(model), HALF + 1)
        if model is not None and length < need + round(model.window_s * RATE_HZ):
            return 0
        count = max(0, (length - need - follow.first_hop) // HOP + 1)
        return min(count, follow.hops) if follow.swings else count

    def _centres(self, follow: Follow, start: int, stop: int) -> npt.NDArray[np.int64]:
        return follow.first_hop + HOP * np.arange(start, stop, dtype=np.int64)

    def _rested(self, follow: Follow, until: int) -> list[Outcome]:
        """Pass the half seconds before a sample in which nobody walked."""
        memory = self._memory
        stop = min(self._ready(follow), max(0, -(-(until - follow.first_hop) // HOP)))
        start = max(memory.hops, -(-(follow.base + HALF - follow.first_hop) // HOP))
        if follow.base == 0:
            start = memory.hops
        found: list[Outcome] = []
        if stop > start and self._refusal is None:
            centres = self._centres(follow, start, stop)
            for lean in leans(follow.motion, follow.base, centres):
                memory, lost = self._leaned(memory, lean, walking=False)
                if lost:
                    found.append(Lost(follow.motion.first - follow.base + lean.centre, HANDLED))
        if stop > memory.hops:
            memory = _Memory(memory.state, memory.worn, memory.part, memory.reason, stop)
        self._memory = memory
        return found

    def _leaned(self, memory: _Memory, lean: Lean, *, walking: bool) -> tuple[_Memory, bool]:
        trunk = self._setting.placement is Placement.WAIST
        worn = memory.worn.after(lean, memory.state.left, walking=walking, trunk=trunk)
        if not worn.handled:
            return _Memory(memory.state, worn, memory.part, memory.reason, memory.hops), False
        lost = self._lost(memory, HANDLED)
        kept = Worn(worn.up, worn.upright)
        return _Memory(lost.state, kept, lost.part, lost.reason, lost.hops), True

    def _asked(self, follow: Follow, walk: _Walk, end: int | None) -> list[Outcome]:
        """Answer the half seconds that are known and hand the steps in them on."""
        hop0 = follow.first_hop
        first = -(-(walk.start - hop0) // HOP)
        ready = self._ready(follow)
        stop = ready if end is None else min(ready, -(-(end - hop0) // HOP))
        start = first + len(walk.asked)
        if stop > start:
            self._answer(follow, walk, start, stop)
        found: list[Outcome] = []
        origin = follow.motion.first - follow.base
        while walk.heard < len(walk.asked):
            one = walk.asked[walk.heard]
            found.append(Heard(origin, one.answer, one.window, one.memory.state.belief))
            walk.heard += 1
        # the last step waits: the walk might end before the half second nearest to it
        while walk.labelled < len(walk.steps) - (end is None):
            step = walk.steps[walk.labelled]
            at = max(0, -(-(2 * (step.sample - hop0) - HOP) // (2 * HOP)) - first)
            if at >= len(walk.asked) and end is None:
                break
            if walk.asked:
                answer = walk.asked[min(at, len(walk.asked) - 1)].answer
            else:
                answer = HopAnswer(step.sample, Direction.UNKNOWN, 0.0, self._refusal or UNSURE)
            pieces = walk.cutter.push(step, answer)
            found += [self._whole(follow, walk, piece) for piece in pieces]
            walk.labelled += 1
        return found

    def _whole(self, follow: Follow, walk: _Walk, piece: Piece) -> Cut:
        answers = tuple(
            one.answer for one in walk.asked if piece.start <= one.answer.sample < piece.end
        )
        firm = [one for one in self._strides if piece.start <= one.start and one.end <= piece.end]
        contacts = tuple(walk.landed[one.start] for one in firm if one.start in walk.landed)
        origin = follow.motion.first - follow.base
        wave = self._wave(piece)
        placement = self._setting.placement
        timing = timing_of(piece.steps, wave, piece.start, leg=follow.swings)
        trunk = trunk_of(timing, wave, piece.start) if placement is Placement.WAIST else None
        return Cut(origin, piece, answers, self._stances(follow, piece), contacts, timing, trunk)

    def _keep(self, follow: Follow) -> None:
        """Keep strides, and the motion that times and speed are asked of while a walk goes on."""
        self._strides += follow.new_strides()
        more = follow.new_motion()
        if not len(more):
            return
        at = len(follow) - len(more)
        self._waves.append((at, wave_of(more)))
        if self._setting.placement in LEVER_M:
            self._moved.append((at, more))

    def _wave(self, piece: Piece) -> Array:
        """Return `wave_of` a piece of walking."""
        parts = [
            wave[max(0, piece.start - at) : piece.end - at]
            for at, wave in self._waves
            if at < piece.end and at + len(wave) > piece.start
        ]
        return np.vstack(parts)

    def _stances(self, follow: Follow, piece: Piece) -> tuple[Stride, ...]:
        """Return the strides of a piece of walking from stance to stance."""
        low, high = piece.start - MARGIN, piece.end + MARGIN
        parts = [(at, part) for at, part in self._moved if at < high and at + len(part) > low]
        if not parts or not self._setting.has_gyroscope:
            return ()
        rows = np.vstack([part.rows for _, part in parts])
        motion = Motion(parts[0][1].first, rows, has_gyroscope=True)
        placement = self._setting.placement
        return stance_strides(motion, parts[0][0], piece.steps, piece.start, piece.end, placement)

    def _answer(self, follow: Follow, walk: _Walk, start: int, stop: int) -> None:
        setting, model = self._setting, self._setting.model
        centres = self._centres(follow, start, stop)
        if self._refusal is not None or model is None:
            answers = [
                HopAnswer(int(centre), Direction.UNKNOWN, 0.0, self._refusal) for centre in centres
            ]
            walk.asked += [_Asked(answer, walk.memory) for answer in answers]
            return
        known = Known(model, setting.calibration, setting.left is not None)
        windows = measure(
            follow.motion,
            follow.base,
            centres,
            model,
            follow.swing(slice(start, stop)),
            setting.left,
        )
        tilts = leans(follow.motion, follow.base, centres)
        for window, lean in zip(windows, tilts, strict=True):
            first = not walk.asked
            answer, walk.memory = self._decided(walk.memory, window, lean, known, first)
            walk.asked.append(_Asked(answer, walk.memory, window))
            if walk.memory.part == setting.valid_part:
                self._up = self._up + lean.up
            if self._strides:
                self._landed(follow, walk, window.centre, heard_after(model))

    def _landed(self, follow: Follow, walk: _Walk, centre: int, heard: int) -> None:
        """Ask how the foot came down where that is known with this half second."""
        state = walk.memory.state
        if state.left is None or abs(state.belief.front) < FRONT_KNOWN:
            return
        left = state.left * np.sign(state.belief.front)
        for stride in self._strides:
            if stride.start < walk.start or stride.start in walk.landed:
                continue
            if stride.known >= centre + heard:
                continue
            if stride.end <= centre + _LANDED and stride.start >= follow.base:
                here = replace(
                    stride, start=stride.start - follow.base, end=stride.end - follow.base
                )
                walk.landed[stride.start] = contact_of(follow.motion, here, left)

    def _decided(
        self,
        memory: _Memory,
        window: Window,
        lean: Lean,
        known: Known,
        first: bool,
    ) -> tuple[HopAnswer, _Memory]:
        if first:
            state = memory.state.with_belief(Belief(memory.state.belief.front, 0.0))
            memory = _Memory(state, memory.worn, memory.part, memory.reason, memory.hops)
        memory, _ = self._leaned(memory, lean, walking=True)
        if known.front_fixed and memory.part != self._setting.valid_part:
            return HopAnswer(window.centre, Direction.UNKNOWN, 0.0, memory.reason), memory
        answer, state = decide(window, known, memory.state, self._strides, first=first)
        if state.contradicted:
            memory = self._lost(memory, HANDLED)
            return HopAnswer(window.centre, Direction.UNKNOWN, 0.0, HANDLED), memory
        return answer, _Memory(state, memory.worn, memory.part, memory.reason, memory.hops)

    def _closed(self, follow: Follow, closed: Closed) -> list[Outcome]:
        walk = self._walk
        assert walk is not None
        # live, some half seconds beyond the end were answered before the end was known
        walk.asked = [one for one in walk.asked if one.answer.sample < closed.end]
        found = self._asked(follow, walk, closed.end)
        end = min(closed.end, len(follow)) if follow.ended else closed.end
        found += [self._whole(follow, walk, piece) for piece in walk.cutter.finish(end)]
        memory = self._memory
        for one in walk.asked:
            if one.memory.part > memory.part:
                at = follow.motion.first - follow.base + one.answer.sample
                found.append(Lost(at, one.memory.reason))
            memory = one.memory
        hops = max(0, -(-(closed.end - follow.first_hop) // HOP))
        self._memory = _Memory(memory.state, memory.worn, memory.part, memory.reason, hops)
        self._walk = None
        return found
