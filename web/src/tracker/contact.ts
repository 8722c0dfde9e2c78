/**
 * Heel or ball of the foot first: how a foot-worn sensor comes down.
 *
 *     side view, walker faces right           heights above where each part comes to rest
 *
 *         S  sensor on the laces               heel ~~\
 *        /|\___                                       ~~\________    here yet: heel first
 *       H------B                               ball ~~~~~~~~\
 *                                                            \___    comes later
 *     heel H 14 cm behind the sensor,          ------------|----|---- time
 *     ball B 3 cm in front                         landing    flat, then rest
 *
 * From the rest after the landing the sensor is followed back in time: its pitch against that rest
 * (gyroscope) and its height above it (twice integrated, velocity zero at rest). That gives the
 * heights of heel and ball above their own places of rest. The part that arrives first touched
 * first; how far the foot still turns until the other one arrives is the evidence. Where the body
 * travels is not looked at, and no slope or stair matters, as the rest on it is the reference.
 *
 * Needed: the sign of the left axis (known mounting, calibration, or once learnt), and at most 2 s
 * of samples before the end of the stride. A shank does not show the contact.
 */

import { argmin, clip, roundEven } from "../maths/numbers.ts";
import { ZERO, cross, dot, plus, turnedBack, unit, type Vector } from "../maths/vector.ts";
import { STANDARD_GRAVITY_MS2 } from "../recording.ts";
import { convolved, hann } from "./filters.ts";
import { Contact } from "./base.ts";
import type { Motion } from "./motion.ts";
import type { Stride } from "./strides.ts";
import { PERIOD_S, RATE_HZ } from "./timebase.ts";

// Design choices, nothing here is fitted; docs/metrics.md shows what they do.
const HEEL_M = -0.14; // from the sensor, to the front
const BALL_M = 0.03;
const SOLE_M = 0.05; // below the sensor
const ARRIVED_M = 0.01;
const CLEAR_RAD = 0.07; // 4 degrees: a foot that turns less landed flat, or too nearly so to say
const WINDOW = roundEven(2.0 * RATE_HZ);
const BACK = roundEven(0.8 * RATE_HZ);
const SETTLE = roundEven(0.5 * RATE_HZ);
const REST = roundEven(0.06 * RATE_HZ);
const CALM = hann(0.14);
const FEWEST = 2;

/** How a foot came down at the end of one stride. */
export interface Landing {
  /** The part that touched first; unknown where the foot landed nearly flat. */
  readonly contact: Contact;
  /** When it had come within 1 cm, index into the motion; a heel that skims the floor is there
   * before its impact. The rest where no landing was seen. */
  readonly sample: number;
  /** How far the foot then still had to turn to its rest, about the left axis: toe down positive,
   * so negative for heel first. 0 where no landing was seen. */
  readonly pitchRad: number;
}

/** The stillest sample soon after the swing; the stance may go on for long. */
function restOf(motion: Motion, start: number, end: number): number {
  const until = Math.min(end + 1, motion.length);
  const turning = new Float64Array(until - start);
  for (let k = 0; k < turning.length; k++) {
    const rate = motion.rawRate(start + k);
    turning[k] = dot(rate, rate);
  }
  const power = convolved(turning, 1, CALM, true);
  const half = 0.25 * power.reduce((most, one) => Math.max(most, one), 0);
  // the swing ends where the foot last turns at half its greatest rate
  let swing = power.length - 1;
  while (swing > 0 && power[swing] < half) swing--;
  return start + argmin(power, swing, Math.min(swing + SETTLE + 1, power.length));
}

/** Rates integrated back in time from the last of them, where the integral is zero. */
function backFromRest(rates: Float64Array): Float64Array {
  const found = new Float64Array(rates.length);
  for (let i = rates.length - 2; i >= 0; i--) {
    found[i] = found[i + 1] - 0.5 * (rates[i + 1] + rates[i]) * PERIOD_S;
  }
  return found;
}

/**
 * Follow the sensor from `first` to `rest`.
 *
 * @returns (n,) rad, toe down positive, and (n,) m, both against the rest.
 */
function pitchAndHeight(
  motion: Motion,
  first: number,
  rest: number,
  left: Vector,
): [Float64Array, Float64Array] {
  let up = ZERO;
  const last = Math.min(rest + REST, motion.length - 1);
  for (let i = Math.max(0, rest - REST); i <= last; i++) up = plus(up, motion.rawAcceleration(i));
  up = unit(up, 0);
  const front = unit(cross(motion.inWorld(rest, left), up));
  const frontInSensor = turnedBack(motion.worldFromSensor(rest), front);
  const pitch = new Float64Array(rest + 1 - first);
  const lift = new Float64Array(rest + 1 - first);
  for (let k = 0; k < pitch.length; k++) {
    const ahead = motion.inWorld(first + k, frontInSensor);
    pitch[k] = -Math.asin(clip(dot(ahead, up), -1, 1));
    lift[k] = dot(motion.rawAcceleration(first + k), up) - STANDARD_GRAVITY_MS2;
  }
  return [pitch, backFromRest(backFromRest(lift))];
}

/**
 * Tell which part of the foot touched first at the end of a stride.
 *
 * @param motion the motion the stride was cut from.
 * @param stride from stance to stance, its samples counted from the motion's first.
 * @param left unit left axis in the sensor frame; its sign must be known.
 * @returns the landing; unknown, never a guess, where the foot came down nearly flat.
 */
export function landingOf(motion: Motion, stride: Stride, left: Vector): Landing {
  const begin = Math.max(stride.start, stride.end - WINDOW);
  const rest = restOf(motion, begin, stride.end);
  const first = Math.max(begin, rest - BACK);
  const [pitch, height] = pitchAndHeight(motion, first, rest, left);
  // the first sample at which a part has arrived for good; 0 where it never was above
  const arrivedAt = (frontM: number): number => {
    let k = pitch.length - 1;
    for (; k >= 0; k--) {
      const sole = height[k] + SOLE_M * (1 - Math.cos(pitch[k]));
      if (sole - frontM * Math.sin(pitch[k]) > ARRIVED_M) break;
    }
    return k + 1;
  };
  const [heelAt, ballAt] = [arrivedAt(HEEL_M), arrivedAt(BALL_M)];
  if (!heelAt || !ballAt) return { contact: Contact.UNKNOWN, sample: rest, pitchRad: 0 };
  const sample = first + Math.min(heelAt, ballAt);
  if (heelAt < ballAt) {
    const pitchRad = Math.min(...pitch.subarray(heelAt, ballAt));
    const heel = pitchRad < -CLEAR_RAD;
    return { contact: heel ? Contact.HEEL : Contact.UNKNOWN, sample, pitchRad };
  }
  if (ballAt < heelAt) {
    const pitchRad = Math.max(...pitch.subarray(ballAt, heelAt));
    const ball = pitchRad > CLEAR_RAD;
    return { contact: ball ? Contact.BALL : Contact.UNKNOWN, sample, pitchRad };
  }
  return { contact: Contact.UNKNOWN, sample, pitchRad: pitch[heelAt] };
}

/** The part of the foot that touched first; arguments as for `landingOf`. */
export function contactOf(motion: Motion, stride: Stride, left: Vector): Contact {
  return landingOf(motion, stride, left).contact;
}

/**
 * What at least two thirds of the landings of a bout have in common, else unknown.
 *
 * @param contacts one for each stride, unknown ones too.
 */
export function contactOfBout(contacts: readonly Contact[]): Contact {
  for (const contact of [Contact.HEEL, Contact.BALL]) {
    const count = contacts.filter((one) => one === contact).length;
    if (count >= FEWEST && 3 * count >= 2 * contacts.length) return contact;
  }
  return Contact.UNKNOWN;
}
