/** Words of the walk's screens. */

import type { Phrase } from "../../i18n/phrase.ts";
import type { Placement } from "../../recording.ts";
import type { SelfTestFinding } from "../../sensors/self_test.ts";
import type { Direction } from "../../tracker/base.ts";

export const WORDS = {
  close: { en: "Close", de: "Schließen" },
  back: { en: "Back", de: "Zurück" },
  where: { en: "Where is the phone?", de: "Wo ist das Telefon?" },
  whereWhy: {
    en: "Choose where it will be while you walk.",
    de: "Wählen Sie, wo es beim Gehen ist.",
  },
  best: { en: "best", de: "am besten" },
  go: { en: "Go on", de: "Weiter" },
  allow: { en: "Allow movement", de: "Bewegung erlauben" },
  noSensor: { en: "Movement cannot be felt here", de: "Bewegung ist hier nicht zu spüren" },
  files: {
    en: "A recording that was made elsewhere can be dropped in under More.",
    de: "Eine Aufzeichnung, die anderswo entstand, lässt sich unter Mehr einlesen.",
  },
  shake: { en: "Shake the phone", de: "Schütteln Sie das Telefon" },
  shakeWhy: {
    en: "So I know that its sensors work.",
    de: "So weiß ich, dass seine Sensoren arbeiten.",
  },
  listening: { en: "Waiting for movement …", de: "Ich warte auf Bewegung …" },
  shaking: { en: "A little more …", de: "Noch ein wenig …" },
  works: { en: "It works.", de: "Es funktioniert." },
  rate: { en: "{rate} readings a second", de: "{rate} Messwerte in der Sekunde" },
  noGyroscope: {
    en: "This phone has no gyroscope. I can count steps, but not tell their direction.",
    de: "Dieses Telefon hat kein Gyroskop. Ich kann Schritte zählen, aber ihre Richtung nicht erkennen.",
  },
  again: { en: "Try again", de: "Noch einmal" },
  ready: { en: "Put it in and begin", de: "Einstecken und beginnen" },
  readyHand: { en: "Begin", de: "Beginnen" },
  how: { en: "What comes now", de: "Was jetzt kommt" },
  howSteps: {
    en: "Put the phone in and stand still. Then walk forward as usual for 12 seconds. I say when to stop and turn round.",
    de: "Stecken Sie das Telefon ein und stehen Sie still. Gehen Sie dann 12 Sekunden vorwärts wie gewohnt. Ich sage, wann Sie anhalten und sich umdrehen.",
  },
  howHand: {
    en: "Hold the phone at chest height. Steps are counted. Their direction is not shown by a phone in the hand.",
    de: "Halten Sie das Telefon auf Brusthöhe. Schritte werden gezählt. Ihre Richtung zeigt ein Telefon in der Hand nicht.",
  },
  screenOn: {
    en: "Leave the screen on: the browser stops the sensors with it. It goes dark by itself here.",
    de: "Lassen Sie den Bildschirm an: Der Browser hält mit ihm die Sensoren an. Dunkel wird er hier von selbst.",
  },
  noWake: {
    en: "This browser cannot keep the screen on. Set the phone to leave it on for as long as you walk.",
    de: "Dieser Browser kann den Bildschirm nicht anlassen. Stellen Sie das Telefon so ein, dass er beim Gehen an bleibt.",
  },
  strap: { en: "Add a heart-rate strap", de: "Pulsgurt verbinden" },
  strapOn: { en: "Heart rate {bpm}", de: "Puls {bpm}" },
  satellite: { en: "Outdoors: also keep positions", de: "Im Freien: auch Positionen behalten" },
  satelliteWhy: {
    en: "The course over ground can tell the direction later, when the recording is read by the full tracker. Positions stay on this phone.",
    de: "Der Kurs über Grund kann die Richtung später zeigen, wenn die ganze Auswertung die Aufzeichnung liest. Positionen bleiben auf diesem Telefon.",
  },
  satelliteDenied: {
    en: "The phone does not give positions to this page.",
    de: "Das Telefon gibt dieser Seite keine Positionen.",
  },
  putIn: { en: "Put it in. Stand still.", de: "Einstecken. Stillstehen." },
  forward: { en: "Walk forward as usual", de: "Gehen Sie vorwärts wie gewohnt" },
  attempt: { en: "Once more", de: "Noch einmal" },
  stuck: { en: "That did not work", de: "Das hat nicht geklappt" },
  stuckWhy: {
    en: "Twice I did not see enough even walking forward. At the waist the direction needs it.",
    de: "Zweimal habe ich nicht genug gleichmäßiges Gehen vorwärts gesehen. An der Taille braucht die Richtung es.",
  },
  stepsOnly: { en: "Count steps only", de: "Nur Schritte zählen" },
  otherPlace: { en: "Another place for the phone", de: "Anderer Ort für das Telefon" },
  stepsBackward: { en: "steps backward", de: "Schritte rückwärts" },
  stepsAll: { en: "steps", de: "Schritte" },
  looking: { en: "I am watching.", de: "Ich sehe zu." },
  paused: { en: "Pause", de: "Pause" },
  pause: { en: "Pause", de: "Pause" },
  resume: { en: "Go on", de: "Weiter" },
  stop: { en: "Stop", de: "Beenden" },
  holdHint: {
    en: "Press anywhere for a moment to stop. Keys: space pauses, escape stops.",
    de: "Zum Beenden irgendwo einen Moment drücken. Tasten: Leertaste für Pause, Escape zum Beenden.",
  },
  stopAsk: { en: "End the walk?", de: "Gang beenden?" },
  stopYes: { en: "End it", de: "Beenden" },
  stopNo: { en: "Walk on", de: "Weitergehen" },
  discardSure: { en: "Throw it away for good", de: "Endgültig verwerfen" },
  discard: { en: "Throw it away", de: "Verwerfen" },
  pocket: { en: "Pocket screen", de: "Taschenbildschirm" },
  unlock: { en: "Slide to unlock", de: "Zum Entsperren schieben" },
  rear: { en: "Rear view", de: "Rückspiegel" },
  rearNothing: {
    en: "Nothing is recorded. The picture stays on this screen.",
    de: "Nichts wird aufgezeichnet. Das Bild bleibt auf diesem Bildschirm.",
  },
  rearSafe: {
    en: "Only when holding the phone at chest height, and where you may walk without a rail.",
    de: "Nur mit dem Telefon auf Brusthöhe und wo Sie ohne Geländer gehen dürfen.",
  },
  rearDenied: {
    en: "The camera is not there or not allowed. Allow it in the settings of the browser.",
    de: "Die Kamera fehlt oder ist nicht erlaubt. Erlauben Sie sie in den Einstellungen des Browsers.",
  },
  calibrateAgain: { en: "Calibrate again", de: "Neu kalibrieren" },
  silent: { en: "No movement data comes from the phone.", de: "Vom Telefon kommen keine Bewegungsdaten." },
  unknownWhy: { en: "Direction not known: {reason}", de: "Richtung nicht bekannt: {reason}" },
  target: { en: "{done} of {goal} min", de: "{done} von {goal} min" },
  openTitle: { en: "A walk is not ended", de: "Ein Gang ist nicht beendet" },
  openAsk: { en: "Continue the walk of {time}?", de: "Den Gang von {time} fortsetzen?" },
  openWhy: {
    en: "The page was closed in the middle of it. What was measured is there.",
    de: "Die Seite wurde mittendrin geschlossen. Was gemessen wurde, ist da.",
  },
  continue: { en: "Continue", de: "Fortsetzen" },
  endThere: { en: "End it there", de: "Dort beenden" },
} satisfies Readonly<Record<string, Phrase>>;

export const PLACES: readonly {
  readonly placement: Placement;
  readonly name: Phrase;
  readonly what: Phrase;
}[] = [
  {
    placement: "pocket",
    name: { en: "Trouser pocket", de: "Hosentasche" },
    what: {
      en: "Steps, direction, speed. Front pocket, close-fitting.",
      de: "Schritte, Richtung, Tempo. Vordertasche, eng anliegend.",
    },
  },
  {
    placement: "waist",
    name: { en: "Waist pouch", de: "Bauchtasche" },
    what: {
      en: "Steps, evenness, direction after the calibration walk.",
      de: "Schritte, Gleichmaß, Richtung nach dem Kalibriergang.",
    },
  },
  {
    placement: "ankle",
    name: { en: "Ankle band", de: "Band am Knöchel" },
    what: {
      en: "Steps, direction, speed from the foot's own way.",
      de: "Schritte, Richtung, Tempo aus dem Weg des Fußes.",
    },
  },
  {
    placement: "hand",
    name: { en: "In the hand", de: "In der Hand" },
    what: {
      en: "Steps and the rear view; no direction.",
      de: "Schritte und Rückspiegel; keine Richtung.",
    },
  },
];

export const DIRECTIONS: Readonly<Record<Direction, Phrase>> = {
  backward: { en: "backward", de: "rückwärts" },
  forward: { en: "forward", de: "vorwärts" },
  sideways: { en: "sideways", de: "seitwärts" },
  unknown: { en: "unknown", de: "unbekannt" },
  still: { en: "standing", de: "Stehen" },
};

export const TROUBLES: Readonly<Record<NonNullable<SelfTestFinding["trouble"]>, Phrase>> = {
  silent: {
    en: "No movement data comes. On a phone, check that the browser may use motion sensors; a computer has none.",
    de: "Es kommen keine Bewegungsdaten. Prüfen Sie am Telefon, ob der Browser die Bewegungssensoren nutzen darf; ein Computer hat keine.",
  },
  no_gyroscope: WORDS.noGyroscope,
  slow: {
    en: "The sensors tell too few readings. Close other apps, switch the saving of energy off, and try again.",
    de: "Die Sensoren liefern zu wenige Messwerte. Schließen Sie andere Apps, schalten Sie den Energiesparmodus aus und versuchen Sie es noch einmal.",
  },
  no_gravity: {
    en: "The sensors do not tell gravity. Try another browser.",
    de: "Die Sensoren zeigen die Schwerkraft nicht. Versuchen Sie es mit einem anderen Browser.",
  },
};
