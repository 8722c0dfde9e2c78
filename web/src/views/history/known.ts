/** What a walk over a known distance tells: its samples are told again without any scale. */

import type { WalkContent } from "../../session/result.ts";
import { settings } from "../../settings.ts";
import { store } from "../../store/opened.ts";
import { Wearer, type Recording } from "../../recording.ts";
import { Direction, type Bout } from "../../tracker/base.ts";
import { personalScale } from "../../tracker/known_distance.ts";
import type { PersonalScale } from "../../tracker/personal.ts";
import { calibrate } from "../../tracker/track.ts";
import { unpacked } from "../data/files.ts";
import { recordingFrom } from "../data/recording.ts";
import { eventsOf } from "../tracked.ts";

/** A piece of a walk, or every piece backward together. */
export interface Part {
  readonly startS: number;
  readonly endS: number;
  readonly isAllBackward: boolean;
}

/**
 * What a distance tells of this person's speed.
 *
 * @throws RetrowalkError a distance that the walk cannot have had.
 */
export async function learnt(
  { motion, calibration, placement }: WalkContent,
  { startS, endS, isAllBackward }: Part,
  metres: number,
): Promise<PersonalScale> {
  const wearer = new Wearer({ heightM: settings.value.heightM });
  const walk = await samplesOf(motion);
  const forward = calibration === undefined ? null : await samplesOf(calibration);
  const known = forward === null ? null : calibrate(forward, placement);
  const events = await eventsOf(walk, placement, wearer, known);
  const bouts = events.flatMap((event): Bout[] => (event.kind === "bout" ? [event.bout] : []));
  const meant = isAllBackward
    ? bouts.filter(({ direction }) => direction === Direction.BACKWARD)
    : bouts;
  return personalScale({ placement, bouts: meant }, metres, wearer, { startS, endS });
}

/** Learn and keep it; the next walks are told with it. */
export async function keepLearnt(
  id: string,
  content: WalkContent,
  part: Part,
  metres: number,
): Promise<void> {
  const scale = await learnt(content, part, metres);
  await (
    await store()
  ).put("scale", {
    scale: scale.toJSON(),
    walk: id,
    distance_m: metres,
    start_s: part.startS,
    end_s: part.endS,
  });
}

async function samplesOf(id: string | undefined): Promise<Recording> {
  const record = id === undefined ? null : await (await store()).get(id);
  if (id === undefined || record === null) throw new Error("the samples are not on this phone");
  const text = new TextDecoder().decode(await unpacked(record.bytes));
  return recordingFrom(JSON.parse(text), id.slice(0, 12)).recording;
}
