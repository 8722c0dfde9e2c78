/** What the plan knows of a person before the first log, and what follows from it. */

import {
  SETTINGS,
  SUPPORTS,
  type Ability,
  type Goal,
  type Level,
  type Pace,
  type Setting,
  type Support,
} from "../base.ts";
import { PLAN } from "../content.ts";
import type { Screening } from "../screening/base.ts";
import { overlap } from "./catalogue.ts";
import { limit } from "./limits.ts";

/** A rung of the ladder of places. */
export type Place = readonly [Setting, Support];

const BALANCE_FLAGS = [
  "falls",
  "dizziness",
  "poor-vision",
  "balance-medication",
  "pregnant",
  "inactive",
];

/** Whom a plan is for. */
export class Person {
  readonly screening: Screening;
  readonly goal: Goal;
  /** How well the person walks backward at the start. */
  readonly ability: Ability;
  /** Available for one session. */
  readonly minutes: number;

  constructor(screening: Screening, goal: Goal, ability: Ability, minutes: number) {
    this.screening = screening;
    this.goal = goal;
    this.ability = ability;
    this.minutes = minutes;
  }

  /** Whether the screening asks for a rail or a companion. */
  get supported(): boolean {
    return this.screening.advice !== "go";
  }

  /**
   * The rungs of the ladder that are allowed.
   *
   * Whoever needs support never lets go; whoever is allowed the rail only keeps a hand on it.
   */
  get places(): readonly Place[] {
    const { settings } = this.screening;
    let held: readonly Support[] = ["both hands", "one hand"];
    if (!this.supported) held = SUPPORTS;
    else if (settings.length > 1) held = [...held, "hand near the rail"];
    return PLAN.places.filter(
      ([setting, support]) => settings.includes(setting) && held.includes(support),
    );
  }

  /** A rung; an error where there is none. */
  place(at: number): Place {
    const found = this.places[at];
    if (found === undefined) throw new RangeError(`no place ${at}`);
    return found;
  }

  /** Most backward walking in one session, seconds. */
  get aimS(): number {
    return limit(this.#lively ? "aim_fitness_s" : "aim_s");
  }

  /** Most time for walking and its rests in one session, seconds. */
  get walkRoomS(): number {
    const kept = this.minutes >= 20 ? 2 : this.minutes >= 10 ? 1 : 0;
    return this.minutes * 60 - kept * (limit("exercise_s") + limit("change_s"));
  }

  /** The fastest pace that is allowed. */
  get fastest(): Pace {
    return this.#lively && !this.#unsteady ? "brisk" : "comfortable";
  }

  /** The hardest stage of exercises that is allowed. */
  get hardest(): Level {
    return this.supported ? "standard" : "harder";
  }

  /** Whether a treadmill day may come. */
  get treadmill(): boolean {
    return this.screening.settings.includes(SETTINGS[2]) && this.#active;
  }

  /** Steepest slope that is allowed, percent; flat for most. */
  get slopeMost(): number {
    const { age_years: years, flags } = this.screening;
    const careful = this.supported || years > limit("slope_age");
    const barred =
      this.#unsteady || overlap(flags, ["high-blood-pressure", "back-pain", "knee-replaced"]);
    return careful || barred || !this.treadmill ? 0 : Math.trunc(limit("slope_most"));
  }

  /** Whether tasks for the mind belong to the plan. */
  get tasks(): boolean {
    return this.goal === "balance" || this.screening.age_years >= limit("older_years");
  }

  get #active(): boolean {
    return this.goal === "fitness" || this.goal === "sport";
  }

  get #lively(): boolean {
    return this.#active && !this.supported;
  }

  get #unsteady(): boolean {
    return overlap(BALANCE_FLAGS, this.screening.flags);
  }
}
