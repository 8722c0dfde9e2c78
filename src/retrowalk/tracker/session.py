"""What one sensor on one person has shown so far: the questions asked in their order.

    grid values -> `Follow` -> walks -> window of each half second -> answer -> pieces

The one place where the tracker's state lives. Blocks may be of any length; batch and live run
the same code, and what is told does not depend on how the recording was cut into blocks.
"""

from __future__ import annotations

from collections import deque
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from retrowalk.recording import Array, Placement
from retrowalk.tracker.alignment import timing_of, wave_of
from retrowalk.tracker.attitude import Motion
from retrowalk.tracker.base import Direction
from retrowalk.tracker.bouts import Cutter, HopAnswer, Piece
from retrowalk.tracker.contact import contact_of
from retrowalk.tracker.decide import FRONT_KNOWN, UNSURE, Known, State, decide
from retrowalk.tracker.direction import Belief
from retrowalk.tracker.follow import Follow
from retrowalk.tracker.frame import HOP
from retrowalk.tracker.going import Answered, GoingWalk, Memory
from retrowalk.tracker.handling import HALF, Lean, Worn, leans
from retrowalk.tracker.measure import Window, heard_after, measure, reach
from retrowalk.tracker.outcomes import (
    HANDLED,
    REWORN,
    REWORN_S,
    Cut,
    Found,
    Heard,
    Lost,
    Outcome,
    Setting,
)
from retrowalk.tracker.stance import LEVER_M, MARGIN, stance_strides
from retrowalk.tracker.steps import TurningPoint
from retrowalk.tracker.strides import Stride
from retrowalk.tracker.timebase import RATE_HZ, GridBlock
from retrowalk.tracker.trunk import trunk_of
from retrowalk.tracker.walking import Closed, Opened, Told

_PART = round(600.0 * RATE_HZ)
# a landing is asked for once the motion around it is known
_LANDED = 40


class Session:
    """Everything a sensor has shown so far; see the module's picture."""

    def __init__(self, setting: Setting) -> None:
        """Begin with what is known of mounting and wearer."""
        self._setting = setting
        self._refusal = setting.refusal
        self._memory = Memory(self._fresh(), self._unworn())
        self._follow: Follow | None = None
        self._walk: GoingWalk | None = None
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
        memory = Memory(memory.state, memory.worn, memory.part, memory.reason)
        self._strides, self._moved, self._waves = [], [], []
        if self._ended_at >= 0 and (first - self._ended_at) / RATE_HZ > REWORN_S:
            self._memory = self._lost(memory, REWORN)
            return [Lost(first, REWORN)]
        self._memory = memory
        return []

    def _lost(self, memory: Memory, reason: str) -> Memory:
        """Return what is left when the mounting may have changed."""
        state = memory.state
        if self._setting.left is None:
            state = self._fresh()
        return Memory(state, Worn(), memory.part + 1, reason, memory.hops)

    def _advanced(self, follow: Follow) -> list[Outcome]:
        found: list[Outcome] = []
        while self._told:
            one = self._told[0]
            if isinstance(one, Opened):
                if not self._known(follow, one.start):
                    break
                found += self._rested(follow, one.start)
                memory = self._memory
                self._walk = GoingWalk(Cutter(one.start), one.start, memory, memory)
            elif isinstance(one, TurningPoint):
                assert self._walk is not None
                self._walk.waiting.append(one)
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
        self._forget(follow)
        return found

    def _forget(self, follow: Follow) -> None:
        """Forget what neither the walk that goes on nor one that may begin looks back to."""
        start = follow.base
        if self._walk is not None:
            self._walk.forget(self._walk.cutter.start - 2 * HOP)
            start = min(start, self._walk.cutter.start - MARGIN)
        self._strides = [one for one in self._strides if one.end > start]
        self._moved = [one for one in self._moved if one[0] + len(one[1]) > start]
        self._waves = [one for one in self._waves if one[0] + len(one[1]) > start]

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
            memory = Memory(memory.state, memory.worn, memory.part, memory.reason, stop)
        self._memory = memory
        return found

    def _leaned(self, memory: Memory, lean: Lean, *, walking: bool) -> tuple[Memory, bool]:
        trunk = self._setting.placement is Placement.WAIST
        worn = memory.worn.after(lean, memory.state.left, walking=walking, trunk=trunk)
        if not worn.handled:
            return Memory(memory.state, worn, memory.part, memory.reason, memory.hops), False
        lost = self._lost(memory, HANDLED)
        kept = Worn(worn.up, worn.upright)
        return Memory(lost.state, kept, lost.part, lost.reason, lost.hops), True

    def _asked(self, follow: Follow, walk: GoingWalk, end: int | None) -> list[Outcome]:
        """Answer the half seconds that are known and hand the steps in them on."""
        hop0 = follow.first_hop
        first = -(-(walk.start - hop0) // HOP)
        ready = self._ready(follow)
        stop = ready if end is None else min(ready, -(-(end - hop0) // HOP))
        start = first + walk.forgotten + len(walk.answered)
        if stop > start:
            self._answer(follow, walk, start, stop)
        found: list[Outcome] = []
        origin = follow.motion.first - follow.base
        while walk.heard < len(walk.answered):
            one = walk.answered[walk.heard]
            found.append(Heard(origin, one.answer, one.window, one.memory.state.belief))
            walk.heard += 1
        # the last step waits: the walk might end before the half second nearest to it
        while len(walk.waiting) > (end is None):
            step = walk.waiting[0]
            at = max(0, -(-(2 * (step.sample - hop0) - HOP) // (2 * HOP)) - first - walk.forgotten)
            if at >= len(walk.answered) and end is None:
                break
            if walk.answered:
                answer = walk.answered[min(at, len(walk.answered) - 1)].answer
            else:
                answer = HopAnswer(step.sample, Direction.UNKNOWN, 0.0, self._refusal or UNSURE)
            pieces = walk.cutter.push(step, answer)
            found += [self._whole(follow, walk, piece) for piece in pieces]
            walk.waiting.pop(0)
        return found

    def _whole(self, follow: Follow, walk: GoingWalk, piece: Piece) -> Cut:
        answers = tuple(
            one.answer for one in walk.answered if piece.start <= one.answer.sample < piece.end
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

    def _answer(self, follow: Follow, walk: GoingWalk, start: int, stop: int) -> None:
        setting, model = self._setting, self._setting.model
        centres = self._centres(follow, start, stop)
        if self._refusal is not None or model is None:
            answers = [
                HopAnswer(int(centre), Direction.UNKNOWN, 0.0, self._refusal) for centre in centres
            ]
            walk.answered += [Answered(answer, walk.memory) for answer in answers]
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
            first = walk.unheard
            answer, walk.memory = self._decided(walk.memory, window, lean, known, first)
            walk.answered.append(Answered(answer, walk.memory, window))
            if walk.memory.part == setting.valid_part:
                self._up = self._up + lean.up
            if self._strides:
                self._landed(follow, walk, window.centre, heard_after(model))

    def _landed(self, follow: Follow, walk: GoingWalk, centre: int, heard: int) -> None:
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
        memory: Memory,
        window: Window,
        lean: Lean,
        known: Known,
        first: bool,
    ) -> tuple[HopAnswer, Memory]:
        if first:
            state = memory.state.with_belief(Belief(memory.state.belief.front, 0.0))
            memory = Memory(state, memory.worn, memory.part, memory.reason, memory.hops)
        memory, _ = self._leaned(memory, lean, walking=True)
        if known.front_fixed and memory.part != self._setting.valid_part:
            return HopAnswer(window.centre, Direction.UNKNOWN, 0.0, memory.reason), memory
        answer, state = decide(window, known, memory.state, self._strides, first=first)
        if state.contradicted:
            memory = self._lost(memory, HANDLED)
            return HopAnswer(window.centre, Direction.UNKNOWN, 0.0, HANDLED), memory
        return answer, Memory(state, memory.worn, memory.part, memory.reason, memory.hops)

    def _closed(self, follow: Follow, closed: Closed) -> list[Outcome]:
        walk = self._walk
        assert walk is not None
        # live, some half seconds beyond the end were answered before the end was known
        walk.end(closed.end)
        found = self._asked(follow, walk, closed.end)
        end = min(closed.end, len(follow)) if follow.ended else closed.end
        found += [self._whole(follow, walk, piece) for piece in walk.cutter.finish(end)]
        walk.finish()
        for one in walk.changed:
            at = follow.motion.first - follow.base + one.answer.sample
            found.append(Lost(at, one.memory.reason))
        memory = walk.last
        hops = max(0, -(-(closed.end - follow.first_hop) // HOP))
        self._memory = Memory(memory.state, memory.worn, memory.part, memory.reason, hops)
        self._walk = None
        return found
