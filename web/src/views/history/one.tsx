/** One walk: ribbon, numbers with intervals, what it did, every bout; delete. */

import { useSignal } from "@preact/signals";

import { clockText, dayText, durationText, numberText, say } from "../../i18n/language.ts";
import type { Phrase } from "../../i18n/phrase.ts";
import { BigNumber, Button, Failure, Fold, type EstimateData } from "../../look/parts.tsx";
import { go } from "../../router.ts";
import type { WalkContent } from "../../session/result.ts";
import { store } from "../../store/opened.ts";
import type { Direction } from "../../tracker/base.ts";
import { dayOf } from "../day.ts";
import { useKept, useLoaded, type Kept } from "../kept.ts";
import type { LogContent } from "../records.ts";
import { Ribbon } from "../ribbon.tsx";
import { saveFile } from "../save.ts";
import { effortWord, painWord } from "../session/words.ts";
import { Delete } from "../tests/delete.tsx";
import { reasonText } from "../walk/reasons.ts";
import { startOf } from "./words.ts";

const WORDS = {
  title: { en: "Walk of {date}", de: "Gang vom {date}" },
  steps: { en: "Steps backward", de: "Schritte rückwärts" },
  minutes: { en: "Minutes backward", de: "Minuten rückwärts" },
  metres: { en: "Distance backward", de: "Strecke rückwärts" },
  forward: { en: "Steps forward", de: "Schritte vorwärts" },
  pain: { en: "Pain after it", de: "Schmerz danach" },
  effort: { en: "Effort", de: "Anstrengung" },
  felt: { en: "{value} ({word})", de: "{value} ({word})" },
  did: { en: "What it did", de: "Was es bewirkt hat" },
  bouts: { en: "Every piece of the walk", de: "Jedes Stück des Gangs" },
  from: { en: "From", de: "Ab" },
  lasts: { en: "Lasts", de: "Dauer" },
  direction: { en: "Direction", de: "Richtung" },
  count: { en: "Steps", de: "Schritte" },
  cadence: { en: "Steps/min", de: "Schritte/min" },
  speed: { en: "m/s", de: "m/s" },
  to: { en: "{low} to {high}", de: "{low} bis {high}" },
  notes: { en: "To know", de: "Zu wissen" },
  recorded: {
    en: "Recorded {length} min, phone: {placement}, {rate} samples a second.",
    de: "{length} min aufgezeichnet, Telefon: {placement}, {rate} Werte in der Sekunde.",
  },
  save: { en: "Save the walk (JSON)", de: "Gang sichern (JSON)" },
  saveMotion: { en: "Save the samples (JSON, packed)", de: "Messwerte sichern (JSON, gepackt)" },
  remove: { en: "Delete this walk", de: "Diesen Gang löschen" },
  sure: { en: "Delete walk and samples for good", de: "Gang und Messwerte endgültig löschen" },
};

const DIRECTIONS: Readonly<Record<Direction, Phrase>> = {
  backward: { en: "backward", de: "rückwärts" },
  forward: { en: "forward", de: "vorwärts" },
  sideways: { en: "sideways", de: "seitwärts" },
  unknown: { en: "unknown", de: "unbekannt" },
  still: { en: "standing", de: "steht" },
};

/** The screen; of the walk it needs neither steps nor seconds. */
export function One({ kept }: { readonly kept: Kept<WalkContent> }) {
  const { walk, motion, calibration } = kept.content;
  const { backward, forward } = walk.summary;
  const failed = useSignal<unknown>(null);
  const at = startOf(kept);
  const distance = useLoaded(() => import("./distance.tsx"));
  const did = useLoaded(() => import("./did.tsx"));
  async function remove(): Promise<void> {
    const records = await store();
    await records.remove(kept.head.id);
    for (const id of [motion, calibration]) if (id !== undefined) await records.remove(id);
    go(["history"], { replace: true });
  }
  async function saveWalk(): Promise<void> {
    const whole = await (await store()).content<WalkContent>(kept.head.id);
    if (whole === null) return;
    const text = `${JSON.stringify(whole.walk, null, 1)}\n`;
    saveFile(`retrowalk-${dayOf(at)}-walk.json`, [text], "application/json");
  }
  async function saveMotion(): Promise<void> {
    const record = motion === undefined ? null : await (await store()).get(motion);
    if (record !== null) {
      saveFile(`retrowalk-${dayOf(at)}.json.gz`, [record.bytes], "application/gzip");
    }
  }
  const { recording } = walk;
  return (
    <>
      <h1>
        {say(WORDS.title, { date: dayText(at) })}, {clockText(at)}
      </h1>
      <Ribbon walk={walk} />
      <dl class="numbers">
        <Known label={WORDS.steps} estimate={backward.steps} digits={0} />
        <Known label={WORDS.minutes} estimate={scaled(backward.duration_s, 1 / 60)} digits={1} />
        <Known label={WORDS.metres} estimate={backward.distance_m} digits={0} unit="m" />
        <Known label={WORDS.forward} estimate={forward.steps} digits={0} />
      </dl>
      <Felt kept={kept} />
      {did !== null && (
        <>
          <h2>{say(WORDS.did)}</h2>
          <did.Did content={kept.content} />
        </>
      )}
      {walk.warnings.length > 0 && (
        <>
          <h2>{say(WORDS.notes)}</h2>
          <ul class="steps">
            {walk.warnings.map((one) => (
              <li key={one}>{reasonText(one)}</li>
            ))}
          </ul>
        </>
      )}
      <Fold title={say(WORDS.bouts)}>
        <Bouts walk={walk} />
        <p class="muted">
          {say(WORDS.recorded, {
            length: durationText(recording.duration_s),
            placement: reasonText(recording.placement),
            rate: numberText(recording.rate_hz),
          })}
        </p>
      </Fold>
      {distance !== null && <distance.KnownDistance kept={kept} />}
      {failed.value !== null && <Failure error={failed.value} />}
      <div class="stack">
        <Button
          icon="download"
          onClick={() => void saveWalk()}
        >
          {say(WORDS.save)}
        </Button>
        {motion !== undefined && (
          <Button icon="download" onClick={() => void saveMotion()}>
            {say(WORDS.saveMotion)}
          </Button>
        )}
        <Delete
          label={WORDS.remove}
          sure={WORDS.sure}
          onDelete={() => {
            remove().catch((error: unknown) => {
              failed.value = error;
            });
          }}
        />
      </div>
    </>
  );
}

/** How it felt, as the walk or the log entry of its session tells. */
function Felt({ kept }: { readonly kept: Kept<WalkContent> }) {
  const logs = useKept<LogContent>("log");
  const entry = logs?.find(({ content }) => content.walk === kept.head.id)?.content.entry;
  const pain = kept.content.pain ?? entry?.pain_during ?? null;
  const effort = kept.content.effort ?? entry?.effort ?? null;
  if (pain === null && effort === null) return null;
  return (
    <dl class="week">
      {pain !== null && (
        <>
          <dt>{say(WORDS.pain)}</dt>
          <dd>{say(WORDS.felt, { value: pain, word: painWord(pain) })}</dd>
        </>
      )}
      {effort !== null && (
        <>
          <dt>{say(WORDS.effort)}</dt>
          <dd>{say(WORDS.felt, { value: effort, word: effortWord(effort) })}</dd>
        </>
      )}
    </dl>
  );
}

function scaled(estimate: EstimateData, factor: number): EstimateData {
  const times = (number: number | null): number | null => (number === null ? null : number * factor);
  return {
    ...estimate,
    value: times(estimate.value),
    low: times(estimate.low),
    high: times(estimate.high),
  };
}

function Known(props: {
  readonly label: Phrase;
  readonly estimate: EstimateData;
  readonly digits: number;
  readonly unit?: string;
}) {
  const { label, estimate, digits, unit } = props;
  const { reason } = estimate;
  return (
    <BigNumber
      label={say(label)}
      estimate={estimate}
      digits={digits}
      {...(unit === undefined ? {} : { unit })}
      {...(reason === null || reason === undefined ? {} : { reason: reasonText(reason) })}
    />
  );
}

function Bouts({ walk }: { readonly walk: WalkContent["walk"] }) {
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={say(WORDS.bouts)}>
      <table>
        <thead>
          <tr>
            {(["from", "lasts", "direction", "count", "cadence", "speed"] as const).map((one) => (
              <th key={one} scope="col">
                {say(WORDS[one])}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {walk.bouts.map((bout) => (
            <tr key={bout.start_s}>
              <th scope="row">{durationText(bout.start_s)}</th>
              <td>{durationText(bout.end_s - bout.start_s)}</td>
              <td>
                {say(DIRECTIONS[bout.direction])}
                {bout.reason !== null && <small>{reasonText(bout.reason)}</small>}
              </td>
              <Cell estimate={bout.steps} digits={0} />
              <Cell estimate={bout.cadence_spm} digits={0} />
              <Cell estimate={bout.speed_mps} digits={2} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ estimate, digits }: { readonly estimate: EstimateData; readonly digits: number }) {
  const { value, low, high } = estimate;
  if (value === null) return <td>–</td>;
  return (
    <td>
      {numberText(value, digits)}
      {low !== null && high !== null && low !== high && (
        <small>{say(WORDS.to, { low: numberText(low, digits), high: numberText(high, digits) })}</small>
      )}
    </td>
  );
}
