/** The exercises: all of them, one of them, and one guided. */

import { LEVELS, type Level } from "../../coach/base.ts";
import { loadExercises } from "../../coach/content.ts";
import { say } from "../../i18n/language.ts";
import type { PageProps } from "../../router.ts";
import { useLoaded } from "../kept.ts";
import { Gate } from "../screening/gate.tsx";
import { Guided } from "./guided.tsx";
import { All } from "./list.tsx";
import { One } from "./one.tsx";

/** The last part of the address of a guided exercise. */
export const GUIDED = "guided";

function isLevel(text: string | undefined): text is Level {
  return LEVELS.some((level) => level === text);
}

/** The screen: `exercises`, `exercises/heel-raise/easier`, `exercises/heel-raise/easier/guided`. */
export function Page({ rest }: PageProps) {
  const content = useLoaded(loadExercises);
  if (content === null) return null;
  const [id, level, how] = rest;
  const exercise = content.exercises.find((one) => one.id === id);
  if (exercise === undefined) return <All content={content} />;
  const form = isLevel(level) ? level : "standard";
  return how === GUIDED ? (
    <Gate title={say(exercise.name)}>
      <Guided key={`${exercise.id} ${form}`} exercise={exercise} level={form} />
    </Gate>
  ) : (
    <One key={exercise.id} exercise={exercise} level={form} content={content} />
  );
}
