/**
 * A measurement as the files of a Motion-BIDS folder: the twin of src/retrowalk/dataset/folder.py.
 *
 * docs/dataset.md explains each file; `retrowalk dataset check` reads what is made here.
 */

import { RetrowalkError } from "../errors.ts";
import { LANGUAGES } from "../i18n/phrase.ts";
import { mean, median } from "../maths/numbers.ts";
import { consentText, type Consent } from "./consent.ts";
import { checkDraft, type Draft } from "./draft.ts";
import { LAYOUT } from "./labels.ts";

/** What the person says; each but the label may be left out. */
export interface Person {
  /** Drawn at random once on this phone, so that several exports are known as one person's. */
  readonly label: string;
  readonly ageYears: number | null;
  readonly sex: "F" | "M" | "O" | null;
  readonly heightM: number | null;
}

/** One recording of an export. */
export interface Measured {
  readonly draft: Draft;
  /** Browser and app, such as `Retrowalk 0.1.0; Firefox 140`. */
  readonly software: string;
  /** Rate that was asked of the sensor, or null. */
  readonly nominalHz: number | null;
}

const MISSING = "n/a";
const OLDEST_YEARS = 89;
const NAME = "Walking backward, measured with phones";
const LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
const MS_PER_S = 1000;

/** A label of eight letters and digits. */
export function labelFrom(random: Uint8Array): string {
  return Array.from(random.slice(0, 8), (byte) => LETTERS[byte & 31]).join("");
}

/**
 * The files of an export, by path.
 *
 * @param person who.
 * @param consent what was agreed to; without it there is no export.
 * @param measured the recordings, in order of time.
 * @throws RetrowalkError a recording of which too little is left.
 */
export function folderOf(
  person: Person,
  consent: Consent,
  measured: readonly Measured[],
): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const put = (path: string, text: string): void => {
    files.set(path, new TextEncoder().encode(text));
  };
  const sub = `sub-${person.label}`;
  const scans: (string | null)[][] = [];
  measured.forEach((one, k) => {
    checkDraft(one.draft);
    const run = measured.length > 1 ? `_run-${k + 1}` : "";
    const name = `motion/${sub}_task-${LAYOUT.task}_tracksys-phone${run}`;
    scans.push([`${name}_motion.tsv`, beganAt(one.draft)]);
    put(`${sub}/${name}_motion.tsv`, samplesText(one.draft));
    put(`${sub}/${name}_motion.json`, json(sidecar(one)));
    put(`${sub}/${name}_channels.tsv`, channelsText(one.draft));
    put(`${sub}/${name}_events.tsv`, eventsText(one.draft));
  });
  put(`${sub}/${sub}_scans.tsv`, table(["filename", "acq_time"], scans));
  for (const [path, text] of generalTexts(person, consent)) put(path, text);
  return files;
}

function generalTexts(person: Person, consent: Consent): [string, string][] {
  const levels = Object.fromEntries(
    Object.entries(LAYOUT.labels).map(([label, words]) => [label, words.en]),
  );
  const frames = Object.fromEntries(
    Object.entries(LAYOUT.reference_frame).map(([name, text]) => [name, { Description: text }]),
  );
  const events = { ...LAYOUT.events, trial_type: { ...LAYOUT.events.trial_type, Levels: levels } };
  const age = person.ageYears === null ? null : String(Math.min(person.ageYears, OLDEST_YEARS));
  const row = [
    `sub-${person.label}`,
    age,
    person.sex,
    person.heightM === null ? null : String(person.heightM),
    consent.version,
    consent.agreedAt.slice(0, 10),
  ];
  const columns = ["participant_id", "age", "sex", "height", "consent", "consent_date"];
  return [
    [
      "dataset_description.json",
      json({
        Name: NAME,
        BIDSVersion: LAYOUT.bids_version,
        DatasetType: "raw",
        License: LAYOUT.licence,
        GeneratedBy: [{ Name: "Retrowalk app" }],
      }),
    ],
    ["README.md", lines(LAYOUT.readme)],
    [".bidsignore", lines(LAYOUT.ignored)],
    ["participants.json", json(LAYOUT.participants)],
    ["participants.tsv", table(columns, [row])],
    [`task-${LAYOUT.task}_events.json`, json(events)],
    [`task-${LAYOUT.task}_channels.json`, json({ reference_frame: { Levels: frames } })],
    ...LANGUAGES.map((language): [string, string] => [
      `consent/${consent.version}_${language}.md`,
      consentText(language),
    ]),
  ];
}

function json(data: unknown): string {
  return `${JSON.stringify(data, null, 2)}\n`;
}

function lines(all: readonly string[]): string {
  return `${all.join("\n")}\n`;
}

function table(columns: readonly string[], rows: readonly (readonly (string | null)[])[]): string {
  const cell = (value: string | null): string =>
    value === null || value.trim() === "" ? MISSING : value.replace(/\s+/g, " ").trim();
  return lines([columns.join("\t"), ...rows.map((row) => row.map(cell).join("\t"))]);
}

/** When the first sample was taken, to the second. */
function beganAt({ clockZero, samples }: Draft): string {
  const ms = Date.parse(clockZero) + MS_PER_S * (samples.timeS[0] as number);
  if (!Number.isFinite(ms)) throw new RetrowalkError("the start of the recording is not known");
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

function samplesText({ samples }: Draft): string {
  const { timeS, accelerationMs2: a, angularRateRads: w } = samples;
  const zero = timeS[0] as number;
  const three = (values: ArrayLike<number>, k: number): string =>
    `${values[3 * k]}\t${values[3 * k + 1]}\t${values[3 * k + 2]}`;
  return lines(
    Array.from(timeS, (time, k) =>
      [(time - zero).toFixed(6), three(a, k), ...(w === null ? [] : [three(w, k)])].join("\t"),
    ),
  );
}

function channelsText({ samples, worn }: Draft): string {
  const point = worn.side === null ? worn.placement : `${worn.side}_${worn.placement}`;
  const axes = (short: string, kind: string, unit: string): (string | null)[][] =>
    ["x", "y", "z"].map((axis) => [
      `${short}_${axis}`,
      axis,
      kind,
      point,
      unit,
      worn.placement,
      "device",
    ]);
  return table(
    ["name", "component", "type", "tracked_point", "units", "placement", "reference_frame"],
    [
      ["latency", null, "LATENCY", point, "s", worn.placement, null],
      ...axes("acc", "ACCEL", "m/s^2"),
      ...(samples.angularRateRads === null ? [] : axes("gyr", "GYRO", "rad/s")),
    ],
  );
}

function eventsText({ samples, pieces }: Draft): string {
  const zero = samples.timeS[0] as number;
  const last = samples.timeS[samples.timeS.length - 1] as number;
  const rows = pieces
    .map((piece) => ({ ...piece, endS: Math.min(piece.endS, last) }))
    .map((piece) => ({ ...piece, startS: Math.max(piece.startS, zero) }))
    .filter((piece) => piece.endS - piece.startS > 0.001)
    .map(({ label, startS, endS }) => [
      (startS - zero).toFixed(3),
      (endS - startS).toFixed(3),
      label,
      null,
    ]);
  return table(["onset", "duration", "trial_type", "steps"], rows);
}

function sidecar({ draft, software, nominalHz }: Measured): Readonly<Record<string, unknown>> {
  const { samples, worn } = draft;
  const count = samples.timeS.length;
  const durationS = (samples.timeS[count - 1] as number) - (samples.timeS[0] as number);
  const steps = Array.from(
    { length: count - 1 },
    (_, k) => (samples.timeS[k + 1] as number) - (samples.timeS[k] as number),
  );
  const middle = median(steps);
  const hasRate = samples.angularRateRads !== null;
  return {
    TaskName: LAYOUT.task,
    TaskDescription: LAYOUT.task_description,
    TrackingSystemName: "phone",
    SamplingFrequency: rounded(nominalHz ?? 1 / middle, 3),
    SamplingFrequencyEffective: rounded((count - 1) / durationS, 3),
    RecordingDuration: rounded(durationS, 6),
    ManufacturersModelName: worn.phone.trim() || MISSING,
    SoftwareVersions: software.trim() || MISSING,
    MotionChannelCount: hasRate ? 7 : 4,
    LATENCYChannelCount: 1,
    ACCELChannelCount: 3,
    ...(hasRate ? { GYROChannelCount: 3 } : {}),
    TrackedPointsCount: 1,
    MissingValues: MISSING,
    SubjectArtefactDescription: MISSING,
    Placement: worn.placement,
    Side: worn.side ?? MISSING,
    LabelTiming: "spoken",
    SensorQuality: {
      AccelerationStep: rounded(stepOf(samples.accelerationMs2), 6),
      AngularRateStep:
        samples.angularRateRads === null ? null : rounded(stepOf(samples.angularRateRads), 7),
      IntervalSpread: rounded(spreadOf(steps.filter((step) => step < 4 * middle)), 6),
      LongestGap: rounded(steps.reduce((most, one) => Math.max(most, one), 0), 6),
    },
  };
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

function spreadOf(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
}

/** The smallest difference between two values of an axis: the rounding. */
function stepOf(values: ArrayLike<number>): number {
  let least = Infinity;
  for (let axis = 0; axis < 3; axis++) {
    const levels = new Set<number>();
    for (let k = axis; k < values.length; k += 3) levels.add(values[k] as number);
    const sorted = [...levels].sort((p, q) => p - q);
    for (let k = 1; k < sorted.length; k++) {
      const apart = (sorted[k] as number) - (sorted[k - 1] as number);
      if (apart > 1e-6) least = Math.min(least, apart);
    }
  }
  return Number.isFinite(least) ? least : 0;
}
