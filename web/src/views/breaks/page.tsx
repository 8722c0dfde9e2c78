/** Breaks from sitting: reminders while the app is open, and a calendar for when it is not. */

import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";

import { calendarText, planned } from "../../coach/breaks/calendar.ts";
import { BREAKS } from "../../coach/content.ts";
import { language, say } from "../../i18n/language.ts";
import { Button, Card, Failure, Toggle } from "../../look/parts.tsx";
import { changeSettings, settings } from "../../settings.ts";
import { today } from "../day.ts";
import { PushReminders } from "../reminders/push.tsx";
import { saveFile } from "../save.ts";
import { Sources } from "../sources/sources.tsx";
import { choicesNow, rulesNow, zoneNow } from "./watch.ts";

const WORDS = {
  title: { en: "Breaks from sitting", de: "Pausen vom Sitzen" },
  intro: {
    en: "After {minutes} minutes of sitting a short reminder: get up, walk a few steps or do one exercise.",
    de: "Nach {minutes} Minuten Sitzen eine kurze Erinnerung: aufstehen, ein paar Schritte gehen oder eine Übung machen.",
  },
  honest: {
    en: "Short breaks lower blood sugar in tests. How often they are needed, no guideline says; the interval is a choice of ours.",
    de: "Kurze Pausen senken in Versuchen den Blutzucker. Wie oft es sie braucht, sagt keine Leitlinie; der Abstand ist unsere Festlegung.",
  },
  on: { en: "Remind me", de: "Erinnern" },
  onHint: {
    en: "As long as this app is open, on working days",
    de: "Solange diese App offen ist, an Werktagen",
  },
  from: { en: "From", de: "Von" },
  to: { en: "To", de: "Bis" },
  order: { en: "The end must be later than the beginning.", de: "Das Ende muss nach dem Anfang liegen." },
  notify: { en: "Also as a notification of the phone", de: "Auch als Mitteilung des Telefons" },
  allowed: { en: "Notifications are allowed.", de: "Mitteilungen sind erlaubt." },
  denied: {
    en: "Notifications are blocked in the browser; the reminder shows in the app.",
    de: "Mitteilungen sind im Browser gesperrt; die Erinnerung erscheint in der App.",
  },
  calendar: { en: "Into the calendar", de: "In den Kalender" },
  calendarText: {
    en: "Two weeks of breaks as a file that every calendar reads. It reminds when the app is closed.",
    de: "Zwei Wochen Pausen als Datei, die jeder Kalender liest. Er erinnert, wenn die App zu ist.",
  },
  save: { en: "Save calendar (.ics)", de: "Kalender sichern (.ics)" },
};

const CALENDAR_DAYS = 14;

/** The screen. */
export function Page() {
  const failed = useSignal<unknown>(null);
  const { breaks, breaksFrom, breaksTo } = settings.value;
  const isOrdered = breaksFrom < breaksTo;
  async function save(): Promise<void> {
    const rules = { ...rulesNow(), on: true };
    const events = planned(rules, today.value, CALENDAR_DAYS, zoneNow(), await choicesNow());
    saveFile("retrowalk-breaks.ics", [calendarText(events, Date.now(), language.value)], "text/calendar");
  }
  return (
    <>
      <h1>{say(WORDS.title)}</h1>
      <p>{say(WORDS.intro, { minutes: BREAKS.rules.after_min })}</p>
      <Toggle
        label={say(WORDS.on)}
        hint={say(WORDS.onHint)}
        checked={breaks}
        onChange={(on) => void changeSettings({ breaks: on })}
      />
      <div class="row">
        <Time label={say(WORDS.from)} value={breaksFrom} onTime={(time) => void changeSettings({ breaksFrom: time })} />
        <Time label={say(WORDS.to)} value={breaksTo} onTime={(time) => void changeSettings({ breaksTo: time })} />
      </div>
      {!isOrdered && <p role="alert">{say(WORDS.order)}</p>}
      {breaks && <Notify />}
      <Card title={say(WORDS.calendar)}>
        <p>{say(WORDS.calendarText)}</p>
        <Button
          icon="download"
          disabled={!isOrdered}
          onClick={() => {
            save().catch((error: unknown) => {
              failed.value = error;
            });
          }}
        >
          {say(WORDS.save)}
        </Button>
      </Card>
      {isOrdered && <PushReminders />}
      {failed.value !== null && <Failure error={failed.value} />}
      <p>{say(WORDS.honest)}</p>
      <Sources ids={BREAKS.sources} />
    </>
  );
}

function Time(props: {
  readonly label: string;
  readonly value: string;
  readonly onTime: (time: string) => void;
}) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <input
        id={id}
        type="time"
        required
        value={props.value}
        onChange={(event) => {
          const { value } = event.currentTarget;
          if (value !== "") props.onTime(value);
        }}
      />
    </div>
  );
}

function Notify() {
  const state = useSignal<NotificationPermission | "none">(
    "Notification" in globalThis ? Notification.permission : "none",
  );
  if (state.value === "none") return null;
  if (state.value === "granted") return <p class="muted">{say(WORDS.allowed)}</p>;
  if (state.value === "denied") return <p class="muted">{say(WORDS.denied)}</p>;
  return (
    <p>
      <Button
        icon="bell"
        onClick={() =>
          void Notification.requestPermission().then((answer) => {
            state.value = answer;
          })
        }
      >
        {say(WORDS.notify)}
      </Button>
    </p>
  );
}
