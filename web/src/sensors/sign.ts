/**
 * Which sign a browser gives acceleration: the specification's (up is +9.81) or the iPhone's.
 *
 *     up in the device frame from deviceorientation's angles (both kinds of phone agree on them):
 *         u = (-cos β sin γ, sin β, cos β cos γ)
 *     sign = that of  u · a  while the device is held still
 *
 * Where no angles come, the kind of browser tells. How the device is held does not: it may be
 * upside down in a pocket already.
 */

import { radians } from "../maths/numbers.ts";
import type { Sign } from "./device_motion.ts";

/** Angles of a `deviceorientation` event, in degrees. */
export interface Angles {
  readonly beta: number;
  readonly gamma: number;
}

type Three = readonly [number, number, number];

/** Up in the device frame. */
export function upOf({ beta, gamma }: Angles): Three {
  const [b, c] = [radians(beta), radians(gamma)];
  return [-Math.cos(b) * Math.sin(c), Math.sin(b), Math.cos(b) * Math.cos(c)];
}

/** How far from level u · a / |a| has to be before it decides (design choice). */
const CLEAR = 0.5;

/** A sign and what told it. */
export interface FoundSign {
  readonly sign: Sign;
  readonly by: "orientation" | "browser";
}

/**
 * Find the sign.
 *
 * @param a mean acceleration of a still second as the browser told it, or null before there is one.
 * @param angles of the same second, or null.
 * @param isApple whether the browser is one of Apple's phones and tablets.
 */
export function signOf(a: Three | null, angles: Angles | null, isApple: boolean): FoundSign {
  const size = a === null ? 0 : Math.hypot(...a);
  if (a !== null && size > 5 && angles !== null) {
    const u = upOf(angles);
    const along = (u[0] * a[0] + u[1] * a[1] + u[2] * a[2]) / size;
    if (Math.abs(along) > CLEAR) return { sign: along > 0 ? 1 : -1, by: "orientation" };
  }
  return { sign: isApple ? -1 : 1, by: "browser" };
}

/** Whether this is a browser of an iPhone or iPad: all of them are WebKit and ask by a call. */
export function isApple(userAgent: string, touchPoints: number): boolean {
  return /iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && touchPoints > 1);
}
