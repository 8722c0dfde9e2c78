/**
 * What one sensor on one person has shown so far: the questions asked in their order.
 *
 *     grid values -> `Follow` -> walks -> window of each half second -> answer -> pieces
 *
 * The one place where the tracker's state lives. Blocks may be of any length; what is told does
 * not depend on how the recording was cut into blocks.
 */

import { clip } from "../maths/numbers.ts";
import { Rows } from "../maths/rows.ts";
import { ZERO, isZero, plus, times, type Vector } from "../maths/vector.ts";
import { Placement } from "../recording.ts";
import { WAVE, timingOf, waveOf } from "./alignment.ts";
import { unknownAt, type Piece } from "./bouts.ts";
import { contactOf } from "./contact.ts";
import { FRONT_KNOWN, UNSURE, type Known } from "./decide.ts";
import { Follow } from "./follow.ts";
import { HOP } from "./frame.ts";
import { GoingWalk } from "./going.ts";
import { HALF, leanAt } from "./handling.ts";
import { heardAfter, measure, reach, windowSamples } from "./measure.ts";
import { decided, firstMemory, leaned, lost, type Memory } from "./memory.ts";
import { HANDLED, REWORN, REWORN_S, refusalOf, type Cut, type Outcome, type Setting } from "./outcomes.ts";
import { LEVER_M, MARGIN, MOVED, movedOf, stanceStrides } from "./stance.ts";
import type { Stride } from "./strides.ts";
import { RATE_HZ, VALUES, type GridBlock } from "./timebase.ts";
import { trunkOf } from "./trunk.ts";
import { Closed, Opened, type Told } from "./walking.ts";

const PART = Math.round(600.0 * RATE_HZ);
// a landing is asked for once the motion around it is known
const LANDED = 40;

/** Everything a sensor has shown so far; see the module's picture. */
export class Session {
  readonly #setting: Setting;
  readonly #refusal: string | null;
  #memory: Memory;
  #follow: Follow | null = null;
  #walk: GoingWalk | null = null;
  #told: Told[] = [];
  #strides: Stride[] = [];
  readonly #waves = new Rows(WAVE); // what the times of steps are asked of
  readonly #moved = new Rows(MOVED); // what the speed of a foot or ankle is asked of
  #keptFrom = 0; // sample of the stretch at which both begin
  #up: Vector = ZERO;
  #endedAt: number | null = null; // grid index of the end of the stretch before

  constructor(setting: Setting) {
    this.#setting = setting;
    this.#refusal = refusalOf(setting);
    this.#memory = firstMemory(setting);
  }

  /** Add grid values; return what is known since the last call, in time order. */
  push(block: GridBlock): Outcome[] {
    const found: Outcome[] = [];
    let follow = this.#follow;
    if (block.opens || follow === null) follow = this.#opened(block.first, found);
    const count = block.values.length / VALUES;
    // a long block is taken in parts, so that memory stays bounded
    for (let start = 0; start < Math.max(1, count); start += PART) {
      const values = block.values.subarray(start * VALUES, (start + PART) * VALUES);
      this.#told.push(...follow.push(values));
      this.#keep(follow);
      this.#advance(follow, found);
    }
    if (block.closes) {
      this.#told.push(...follow.finish());
      this.#keep(follow);
      this.#advance(follow, found);
      this.#endedAt = block.first + count;
      this.#follow = null;
    }
    return found;
  }

  /** Sum of up in the sensor frame over the walking in which the mounting held, or null. */
  get walkingUp(): Vector | null {
    return isZero(this.#up) ? null : this.#up;
  }

  #opened(first: number, found: Outcome[]): Follow {
    const { placement, hasGyroscope } = this.#setting;
    this.#follow = new Follow(first, placement, hasGyroscope);
    this.#strides = [];
    this.#waves.clear();
    this.#moved.clear();
    this.#keptFrom = 0;
    this.#memory = { ...this.#memory, hops: 0 };
    if (this.#endedAt !== null && (first - this.#endedAt) / RATE_HZ > REWORN_S) {
      this.#memory = lost(this.#memory, this.#setting, REWORN);
      found.push({ kind: "lost", index: first, reason: REWORN });
    }
    return this.#follow;
  }

  /** Keep strides, and the motion that times and speed are asked of while a walk goes on. */
  #keep(follow: Follow): void {
    this.#strides.push(...follow.newStrides());
    const { placement, hasGyroscope } = this.#setting;
    const more = follow.newMotion();
    this.#waves.push(waveOf(more));
    if (LEVER_M.has(placement) && hasGyroscope) this.#moved.push(movedOf(more));
  }

  #advance(follow: Follow, found: Outcome[]): void {
    while (this.#told.length) {
      const one = this.#told[0];
      if (one instanceof Opened) {
        if (!this.#known(follow, one.start)) break;
        this.#rested(follow, one.start, found);
        const hop = Math.ceil((one.start - follow.firstHop) / HOP);
        this.#walk = new GoingWalk(one.start, hop, this.#memory);
      } else if (one instanceof Closed) {
        if (!this.#known(follow, one.end)) break;
        this.#closed(follow, one.end, found);
      } else {
        if (this.#walk === null) throw new Error("a step without a walk");
        this.#walk.waiting.push(one);
        found.push({ kind: "found", first: follow.first, step: one });
      }
      this.#told.shift();
    }
    if (this.#walk !== null) this.#asked(follow, this.#walk, null, found);
    else this.#rested(follow, follow.earliest, found);
    this.#forget(follow);
  }

  /** Forget what neither the walk that goes on nor one that may begin looks back to. */
  #forget(follow: Follow): void {
    const walk = this.#walk;
    walk?.trim();
    const from = Math.min(follow.base, walk === null ? follow.base : walk.cutter.start - MARGIN);
    this.#strides = this.#strides.filter((one) => one.end > from);
    const gone = Math.min(from - this.#keptFrom, this.#waves.length);
    if (gone <= 0) return;
    this.#waves.drop(gone);
    this.#moved.drop(gone);
    this.#keptFrom += gone;
  }

  /** Whether every half second before a sample can be measured. */
  #known(follow: Follow, end: number): boolean {
    if (follow.ended) return true;
    if (LEVER_M.has(this.#setting.placement) && follow.length < end + MARGIN) return false;
    return this.#ready(follow) > Math.floor((end - 1 - follow.firstHop) / HOP);
  }

  /** How many half seconds of the stretch can be measured. */
  #ready(follow: Follow): number {
    const { length } = follow;
    if (follow.ended) {
      return Math.max(0, Math.floor((length - 1 - follow.firstHop) / HOP) + 1);
    }
    const { model } = this.#setting;
    const need = model === null ? HALF + 1 : Math.max(reach(model), HALF + 1);
    if (model !== null && length < need + windowSamples(model)) return 0;
    const count = Math.max(0, Math.floor((length - need - follow.firstHop) / HOP) + 1);
    return follow.swings ? Math.min(count, follow.hops) : count;
  }

  /** Pass the half seconds before a sample in which nobody walked. */
  #rested(follow: Follow, until: number, found: Outcome[]): void {
    let memory = this.#memory;
    const hop0 = follow.firstHop;
    const stop = Math.min(this.#ready(follow), Math.max(0, Math.ceil((until - hop0) / HOP)));
    const kept = Math.ceil((follow.base + HALF - hop0) / HOP);
    const start = follow.base === 0 ? memory.hops : Math.max(memory.hops, kept);
    if (this.#refusal === null) {
      for (let hop = start; hop < stop; hop++) {
        const lean = leanAt(follow.motion, follow.base, hop0 + HOP * hop);
        const after = leaned(memory, this.#setting, lean, false);
        if (after.part > memory.part) {
          found.push({ kind: "lost", index: follow.first + lean.centre, reason: HANDLED });
        }
        memory = after;
      }
    }
    this.#memory = { ...memory, hops: Math.max(memory.hops, stop) };
  }

  /** Answer the half seconds that are known and hand the steps in them on. */
  #asked(follow: Follow, walk: GoingWalk, end: number | null, found: Outcome[]): void {
    const hop0 = follow.firstHop;
    const ready = this.#ready(follow);
    const stop = end === null ? ready : Math.min(ready, Math.ceil((end - hop0) / HOP));
    for (let hop = walk.nextHop; hop < stop; hop++) this.#answer(follow, walk, hop);
    for (const { answer, window, memory } of walk.takeFresh()) {
      const { belief } = memory.state;
      found.push({ kind: "heard", first: follow.first, answer, window, belief });
    }
    // the last step waits: the walk might end before the half second nearest to it
    while (walk.waiting.length > (end === null ? 1 : 0)) {
      const step = walk.waiting[0];
      let answer = walk.answerAt(step, hop0, end !== null);
      if (answer === null) {
        if (end === null) break;
        answer = unknownAt(step.sample, this.#refusal ?? UNSURE);
      }
      for (const piece of walk.cutter.push(step, answer)) {
        found.push(this.#whole(follow, walk, piece));
      }
      walk.waiting.shift();
    }
  }

  #whole(follow: Follow, walk: GoingWalk, piece: Piece): Cut {
    const { start, end, steps } = piece;
    const inside = this.#strides.filter((one) => start <= one.start && one.end <= end);
    const kept = (sample: number): number => clip(sample - this.#keptFrom, 0, this.#waves.length);
    const wave = this.#waves.view(kept(start), kept(end));
    const timing = timingOf(steps, wave, start, follow.swings);
    const trunk = this.#setting.placement === Placement.WAIST;
    return {
      kind: "cut",
      first: follow.first,
      piece,
      answers: walk.answersIn(piece),
      strides: this.#stances(piece),
      contacts: inside
        .map((one) => walk.landed.get(one.start))
        .filter((contact) => contact !== undefined),
      timing,
      trunk: trunk ? trunkOf(timing, wave, start) : null,
    };
  }

  /** The strides of a piece of walking from stance to stance. */
  #stances({ start, end, steps }: Piece): Stride[] {
    const moved = this.#moved.view();
    if (!moved.length) return [];
    return stanceStrides(moved, this.#keptFrom, steps, start, end, this.#setting.placement);
  }

  #answer(follow: Follow, walk: GoingWalk, hop: number): void {
    const setting = this.#setting;
    const { model, calibration, left } = setting;
    const centre = follow.firstHop + HOP * hop;
    if (this.#refusal !== null || model === null) {
      const answer = unknownAt(centre, this.#refusal ?? UNSURE);
      walk.answered({ answer, window: null, memory: walk.memory });
      return;
    }
    const known: Known = { model, calibration, frontFixed: left !== null };
    const { motion, base } = follow;
    const window = measure(motion, base, centre, model, follow.swing(hop), left);
    const lean = leanAt(motion, base, centre);
    const half = { window, lean, strides: this.#strides, first: walk.unheard };
    const [answer, memory] = decided(walk.memory, setting, known, half);
    walk.answered({ answer, window, memory });
    if (memory.part === 0) this.#up = plus(this.#up, lean.up);
    this.#landed(follow, walk, centre, heardAfter(model));
  }

  /** Ask how the foot came down where that is known with this half second. */
  #landed(follow: Follow, walk: GoingWalk, centre: number, heard: number): void {
    const { left, belief } = walk.memory.state;
    if (left === null || Math.abs(belief.front) < FRONT_KNOWN) return;
    const axis = times(left, Math.sign(belief.front));
    for (const stride of this.#strides) {
      if (stride.start < Math.max(walk.start, follow.base)) continue;
      if (walk.landed.has(stride.start) || stride.known >= centre + heard) continue;
      if (stride.end > centre + LANDED) continue;
      walk.landed.set(stride.start, contactOf(follow.motion, stride.from(follow.base), axis));
    }
  }

  #closed(follow: Follow, closedAt: number, found: Outcome[]): void {
    const walk = this.#walk;
    if (walk === null) throw new Error("an end without a walk");
    // live, some half seconds beyond the end were answered before the end was known
    walk.endAt(closedAt);
    this.#asked(follow, walk, closedAt, found);
    const end = follow.ended ? Math.min(closedAt, follow.length) : closedAt;
    for (const piece of walk.cutter.finish(end)) found.push(this.#whole(follow, walk, piece));
    for (const { sample, reason } of walk.changes) {
      found.push({ kind: "lost", index: follow.first + sample, reason });
    }
    const hops = Math.max(0, Math.ceil((closedAt - follow.firstHop) / HOP));
    this.#memory = { ...walk.memory, hops };
    this.#walk = null;
  }
}
