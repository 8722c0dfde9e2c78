/** What goes from one half second to the next, inside and outside of walks. */

import { NOTHING } from "../maths/eigen.ts";
import { Placement } from "../recording.ts";
import type { HopAnswer } from "./bouts.ts";
import { unknownAt } from "./bouts.ts";
import { contradicted, decide, type Known, type State } from "./decide.ts";
import { Belief } from "./direction.ts";
import { wornAfter, wornSo, type Lean, type Worn } from "./handling.ts";
import type { Window } from "./measure.ts";
import { HANDLED, REWORN, type Setting } from "./outcomes.ts";
import type { Stride } from "./strides.ts";

export interface Memory {
  readonly state: State;
  readonly worn: Worn;
  /** How often the mounting has changed. */
  readonly part: number;
  /** Why it is not known any more, where it is not. */
  readonly reason: string;
  /** Half seconds of the stretch that have passed. */
  readonly hops: number;
}

function fresh(setting: Setting): State {
  return {
    left: setting.left,
    spread: NOTHING,
    belief: new Belief(setting.frontLogOdds, 0),
    doubt: 0,
  };
}

/** What is known before the first sample. */
export function firstMemory(setting: Setting): Memory {
  const worn = wornSo(setting.calibration === null ? null : setting.calibration.up);
  return { state: fresh(setting), worn, part: 0, reason: REWORN, hops: 0 };
}

/** What is left when the mounting may have changed. */
export function lost(memory: Memory, setting: Setting, reason: string): Memory {
  const state = setting.left === null ? fresh(setting) : memory.state;
  return { state, worn: wornSo(), part: memory.part + 1, reason, hops: memory.hops };
}

/** What is left after a half second, by how the device leaned in it. */
export function leaned(memory: Memory, setting: Setting, lean: Lean, walking: boolean): Memory {
  const trunk = setting.placement === Placement.WAIST;
  const worn = wornAfter(memory.worn, lean, { left: memory.state.left, walking, trunk });
  if (!worn.handled) return { ...memory, worn };
  return { ...lost(memory, setting, HANDLED), worn: wornSo(worn.up, worn.upright) };
}

/** A half second of a walk. */
export interface Half {
  readonly window: Window;
  readonly lean: Lean;
  /** Of a foot sensor, else empty. */
  readonly strides: readonly Stride[];
  /** Whether it is the first of the walk. */
  readonly first: boolean;
}

/** Answer a half second of a walk; return the answer and the memory after it. */
export function decided(
  before: Memory,
  setting: Setting,
  known: Known,
  { window, lean, strides, first }: Half,
): readonly [HopAnswer, Memory] {
  const { state } = before;
  const begun = first ? { ...state, belief: new Belief(state.belief.front, 0) } : state;
  const memory = leaned({ ...before, state: begun }, setting, lean, true);
  // what was given holds until the mounting first changes
  if (known.frontFixed && memory.part !== 0) {
    return [unknownAt(window.centre, memory.reason), memory];
  }
  const [answer, after] = decide(window, known, memory.state, strides, first);
  if (contradicted(after)) {
    return [unknownAt(window.centre, HANDLED), lost({ ...memory, state: after }, setting, HANDLED)];
  }
  return [answer, { ...memory, state: after }];
}
