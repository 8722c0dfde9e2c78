/** My data: export everything, bring it back, add files recorded elsewhere, delete everything. */

import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";

import { RetrowalkError } from "../../errors.ts";
import { numberText, say } from "../../i18n/language.ts";
import { Button, Card, Failure, LinkButton } from "../../look/parts.tsx";
import { hrefOf } from "../../router.ts";
import { store } from "../../store/opened.ts";
import { dayOf } from "../day.ts";
import { useCoach, type Coach } from "../plan/kept.ts";
import { saveFile } from "../save.ts";
import { Amounts } from "./amounts.tsx";
import { DeleteAll } from "./delete_all.tsx";
import { exported, historyOf } from "./export.ts";
import type { Ask, Chosen } from "./files.ts";
import { Picker } from "./picker.tsx";
import { Stretch, type Question } from "./stretch.tsx";
import { zipOf } from "./zip.ts";
import "../../look/coach.css";

const WORDS = {
  title: { en: "My data", de: "Meine Daten" },
  here: {
    en: "Everything is kept on this phone, in this browser. Nobody else sees it unless you connect a server or share it.",
    de: "Alles liegt auf diesem Telefon, in diesem Browser. Niemand sonst sieht es, außer Sie verbinden einen Server oder teilen es.",
  },
  export: { en: "Export everything", de: "Alles exportieren" },
  exportText: {
    en: "One ZIP file with open formats: plan, log, tests, walks and samples. Programs of Retrowalk and any other can read it.",
    de: "Eine ZIP-Datei mit offenen Formaten: Plan, Tagebuch, Tests, Gänge und Messwerte. Die Programme von Retrowalk und jedes andere können sie lesen.",
  },
  save: { en: "Save the export", de: "Export sichern" },
  history: { en: "Save plan, log and tests only", de: "Nur Plan, Tagebuch und Tests sichern" },
  import: { en: "Bring an export back", de: "Einen Export einlesen" },
  importText: {
    en: "What is here already is not doubled; what you deleted here stays deleted.",
    de: "Was schon da ist, wird nicht verdoppelt; was Sie hier gelöscht haben, bleibt gelöscht.",
  },
  importPick: { en: "Choose an export (.zip, .json)", de: "Export wählen (.zip, .json)" },
  imported: {
    en: "{added} records added, {known} were here already, {deleted} had been deleted here.",
    de: "{added} Datensätze hinzugefügt, {known} waren schon da, {deleted} waren hier gelöscht.",
  },
  add: { en: "Add a recording from elsewhere", de: "Aufzeichnung von anderswo hinzufügen" },
  addText: {
    en: "Recordings of this app are read on the phone. Other formats (FIT, CSV, GPX and more) need the server.",
    de: "Aufzeichnungen dieser App liest das Telefon selbst. Andere Formate (FIT, CSV, GPX und mehr) brauchen den Server.",
  },
  addPick: { en: "Choose or drop a file", de: "Datei wählen oder hierher ziehen" },
  added: { en: "The walk is added.", de: "Der Gang ist hinzugefügt." },
  see: { en: "See the walk", de: "Gang ansehen" },
};

/** The screen. */
export function Page() {
  const coach = useCoach();
  return (
    <>
      <h1>{say(WORDS.title)}</h1>
      <p>{say(WORDS.here)}</p>
      <Amounts />
      <Export coach={coach} />
      <Add />
      <Import />
      <DeleteAll />
    </>
  );
}

function Export({ coach }: { readonly coach: Coach | null }) {
  const failed = useSignal<unknown>(null);
  const isBusy = useSignal(false);
  const plan = coach?.now?.plan ?? coach?.begun?.content.plan ?? null;
  const history =
    coach === null || plan === null ? null : historyOf(plan, coach.entries, coach.tested);
  const name = `retrowalk-${dayOf(new Date())}`;
  async function save(): Promise<void> {
    isBusy.value = true;
    try {
      const files = await exported(await store(), history);
      saveFile(`${name}.zip`, zipOf(files), "application/zip");
    } catch (error) {
      failed.value = error;
    } finally {
      isBusy.value = false;
    }
  }
  return (
    <Card title={say(WORDS.export)}>
      <p>{say(WORDS.exportText)}</p>
      {failed.value !== null && <Failure error={failed.value} />}
      <div class="stack">
        <Button icon="download" disabled={coach === null || isBusy.value} onClick={() => void save()}>
          {say(WORDS.save)}
        </Button>
        {history !== null && (
          <Button
            look="plain"
            icon="download"
            onClick={() =>
              saveFile(`${name}-plan.json`, [`${JSON.stringify(history, null, 1)}\n`], "application/json")
            }
          >
            {say(WORDS.history)}
          </Button>
        )}
      </div>
    </Card>
  );
}

function Add() {
  const walk = useSignal<string | null>(null);
  const failed = useSignal<unknown>(null);
  const question = useSignal<Question | null>(null);
  async function take(files: readonly File[]): Promise<void> {
    failed.value = null;
    walk.value = null;
    try {
      const { addFile } = await import("./files.ts");
      for (const file of files) walk.value = await addFile(file, ask);
    } catch (error) {
      failed.value = error;
    } finally {
      question.value = null;
    }
  }
  const ask: Ask = ({ name, durationS, take: taken }) =>
    new Promise((resolve) => {
      const end = (chosen: Chosen | null): void => {
        question.value = null;
        resolve(chosen);
      };
      question.value = {
        name,
        durationS,
        take: (fromS, toS) => end(taken(fromS, toS)),
        without: () => end(null),
      };
    });
  return (
    <Card title={say(WORDS.add)}>
      <p>{say(WORDS.addText)}</p>
      <div hidden={question.value !== null}>
        <Picker label={say(WORDS.addPick)} accept="" onFiles={take} />
      </div>
      {question.value !== null && <Stretch key={question.value.name} {...question.value} />}
      {failed.value !== null && <Failure error={failed.value} />}
      <div role="status">
        {walk.value !== null && (
          <>
            <p>{say(WORDS.added)}</p>
            <LinkButton href={hrefOf("history", walk.value)}>{say(WORDS.see)}</LinkButton>
          </>
        )}
      </div>
    </Card>
  );
}

function Import() {
  const id = useId();
  const told = useSignal<string | null>(null);
  const failed = useSignal<unknown>(null);
  async function take([file]: readonly File[]): Promise<void> {
    if (file === undefined) return;
    failed.value = null;
    told.value = null;
    try {
      const { importHistory, importZip, isZip } = await import("./import.ts");
      const bytes = new Uint8Array(await file.arrayBuffer());
      const kept = await store();
      const { added, known, deleted } = isZip(bytes)
        ? await importZip(kept, bytes)
        : await importHistory(kept, jsonOf(bytes, file.name));
      told.value = say(WORDS.imported, {
        added: numberText(added),
        known: numberText(known),
        deleted: numberText(deleted),
      });
    } catch (error) {
      failed.value = error;
    }
  }
  return (
    <Card title={say(WORDS.import)}>
      <p id={id}>{say(WORDS.importText)}</p>
      <Picker label={say(WORDS.importPick)} accept=".zip,.json" onFiles={take} />
      {failed.value !== null && <Failure error={failed.value} />}
      <p role="status">{told.value}</p>
    </Card>
  );
}

function jsonOf(bytes: Uint8Array, where: string): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as unknown;
  } catch {
    throw new RetrowalkError("this is neither a ZIP nor JSON", { where });
  }
}
