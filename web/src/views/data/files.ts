/**
 * A file that was recorded elsewhere: to the server where there is one, which reads many formats;
 * without it the phone tracks Retrowalk's own JSON itself.
 */

import { RetrowalkError } from "../../errors.ts";
import { version } from "../../../package.json";
import { language, say } from "../../i18n/language.ts";
import { store } from "../../store/opened.ts";
import { api } from "../../sync/background.ts";
import type { Recording } from "../../recording.ts";
import { recordingBytes } from "../../session/recording_json.ts";
import type { WalkContent } from "../../session/result.ts";
import { ServerError } from "../../sync/api.ts";
import { SHORTEST_S, type Calibration } from "../../tracker/calibration.ts";
import { modelFor } from "../../tracker/direction.ts";
import { calibrate } from "../../tracker/track.ts";
import { seenWalk } from "../seen_walk.ts";
import { trackedWalk } from "../tracked.ts";
import { isRecording, lacksValues, partOf, recordingFrom } from "./recording.ts";

const WORDS = {
  offline: {
    en: "the server that reads this kind of file cannot be reached",
    de: "der Server, der solche Dateien liest, ist nicht zu erreichen",
  },
  offlineRemedy: {
    en: "try again when you are online; recordings of this app (.json, .json.gz) are read here",
    de: "später mit Netz noch einmal versuchen; Aufzeichnungen dieser App (.json, .json.gz) liest das Telefon selbst",
  },
  missing: {
    en: "some of its samples lack values, which the phone cannot read",
    de: "manchen Messwerten fehlen Zahlen; das kann das Telefon nicht lesen",
  },
  missingRemedy: {
    en: "leave those samples out, or connect a server: it reads more and says where they are",
    de: "diese Messwerte weglassen oder einen Server verbinden: Er liest mehr und sagt, wo sie sind",
  },
  big: { en: "the file is larger than this phone can read", de: "die Datei ist größer, als dieses Telefon lesen kann" },
  bigRemedy: { en: "cut it, or track it on a computer", de: "kürzen oder an einem Rechner auswerten" },
};

const MOST_BYTES = 256 * 1024 * 1024;

/** What the server answers to a file. */
interface Answer {
  readonly walk: WalkContent["walk"];
  readonly warnings: readonly string[];
}

/** A part of a recording that was ordinary forward walking. */
export interface Chosen {
  readonly samples: Recording;
  readonly calibration: Calibration;
}

/** Ask for such a part; null where there is none. `take` throws what is wrong with one. */
export type Ask = (question: {
  readonly name: string;
  readonly durationS: number;
  readonly take: (fromS: number, toS: number) => Chosen;
}) => Promise<Chosen | null>;

/** Track one file; returns the id of the walk's record. */
export async function addFile(file: File, ask: Ask): Promise<string> {
  if (file.size > MOST_BYTES) {
    throw new RetrowalkError(say(WORDS.big), { where: file.name, remedy: say(WORDS.bigRemedy) });
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  const own = await ownRecording(bytes);
  const isMissing = own !== null && lacksValues(own.data);
  if (own !== null && !isMissing) return addOwn(own.data, own.packed, file.name, ask);
  let answer: Answer;
  try {
    await api.me();
    answer = await api.json<Answer>(`/files?name=${encodeURIComponent(file.name)}`, {
      method: "POST",
      bytes,
    });
  } catch (error) {
    // 401: nobody is signed in
    const isAway = error instanceof ServerError && [0, 404, 405].includes(error.status);
    const isOut = error instanceof ServerError && error.status === 401 && isMissing;
    if (!isAway && !isOut) throw error;
    throw new RetrowalkError(say(isMissing ? WORDS.missing : WORDS.offline), {
      where: file.name,
      remedy: say(isMissing ? WORDS.missingRemedy : WORDS.offlineRemedy),
    });
  }
  return keepWalk(answer.walk, null);
}

/** The JSON of this app and its packed bytes, or null where the file is something else. */
async function ownRecording(
  bytes: Uint8Array,
): Promise<{ readonly data: unknown; readonly packed: Uint8Array } | null> {
  try {
    const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
    const plain = isPacked ? await unpacked(bytes) : bytes;
    const data: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(plain));
    if (!isRecording(data)) return null;
    return { data, packed: isPacked ? bytes : await through(bytes, new CompressionStream("gzip")) };
  } catch {
    // no JSON: the server may know it
    return null;
  }
}

/** What gzip packed. */
export function unpacked(bytes: Uint8Array): Promise<Uint8Array> {
  return through(bytes, new DecompressionStream("gzip"));
}

async function through(
  bytes: Uint8Array,
  stream: CompressionStream | DecompressionStream,
): Promise<Uint8Array> {
  const piped = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(stream);
  return new Uint8Array(await new Response(piped).arrayBuffer());
}

async function addOwn(
  data: unknown,
  packed: Uint8Array,
  name: string,
  ask: Ask,
): Promise<string> {
  const { recording, ...about } = recordingFrom(data, name);
  const { placement } = about;
  const tellsDirection = modelFor(placement) !== null && recording.angularRateRads !== null;
  const durationS = (recording.timeS[recording.timeS.length - 1] ?? 0) - (recording.timeS[0] ?? 0);
  const take = (fromS: number, toS: number): Chosen => {
    const samples = partOf(recording, fromS, toS);
    return { samples, calibration: calibrate(samples, placement) };
  };
  const chosen =
    tellsDirection && durationS >= SHORTEST_S ? await ask({ name, durationS, take }) : null;
  const walk = await trackedWalk(recording, { ...about, source: name }, chosen?.calibration ?? null);
  const kept = await store();
  const motion = await kept.putBytes("motion", packed);
  let calibration: string | null = null;
  if (chosen !== null) {
    // kept beside it, so that whoever tracks it again knows it as well
    const bytes = await recordingBytes(chosen.samples, {
      placement,
      startUtc: about.startUtc ?? new Date().toISOString(),
      device: about.device,
      notes: ["calibration: ordinary forward walking, a part of the recording"],
      heartRate: [],
      positions: [],
    });
    calibration = (await kept.putBytes("motion", bytes)).id;
  }
  return keepWalk(walk, motion.id, calibration);
}

/** Keep the walk; the same file twice is one walk. */
async function keepWalk(
  walk: WalkContent["walk"],
  motion: string | null,
  calibration: string | null = null,
): Promise<string> {
  const kept = await store();
  for (const { head, content } of await kept.contents<WalkContent>("walk")) {
    const { recording } = seenWalk(content).walk;
    const isSame =
      recording.source === walk.recording.source &&
      recording.start_utc === walk.recording.start_utc &&
      recording.duration_s === walk.recording.duration_s;
    const isThis =
      motion === null
        ? isSame
        : content.motion === motion && (content.calibration ?? null) === calibration;
    if (isThis) return head.id;
  }
  const head = await kept.put("walk", {
    walk,
    ...(motion === null ? {} : { motion }),
    ...(calibration === null ? {} : { calibration }),
    placement: walk.recording.placement,
    pauses: [],
    language: language.value,
    app_version: version,
  });
  return head.id;
}
