/** A measured quantity: value, 95 % interval and unit, or the reason why it is unknown. */

/** The JSON form. */
export interface EstimateData {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly unit: string;
  readonly reason: string | null;
  readonly sources?: readonly string[];
}

export class Estimate {
  /** Best estimate in `unit`; null when unknown. */
  readonly value: number | null;
  /** Lower end of the 95 % interval. */
  readonly low: number | null;
  /** Upper end of the 95 % interval. */
  readonly high: number | null;
  /** SI or field unit, such as "m", "steps", "1/min"; "1" for a ratio. */
  readonly unit: string;
  /** Why the value is missing, or what the reader must know about it. */
  readonly reason: string | null;
  /** Ids of the evidence rows the value rests on. */
  readonly sources: readonly string[];

  constructor(
    value: number | null,
    low: number | null,
    high: number | null,
    unit: string,
    reason: string | null = null,
    sources: readonly string[] = [],
  ) {
    for (const [name, number] of Object.entries({ value, low, high })) {
      if (number !== null && !Number.isFinite(number)) {
        throw new RangeError(`Estimate.${name} is ${number}; a finite number or null is needed`);
      }
    }
    if (value === null) {
      if (!reason) throw new RangeError("an Estimate without a value needs the reason why");
      if (low !== null || high !== null) {
        throw new RangeError("an Estimate without a value cannot have an interval");
      }
    } else {
      if ((low === null) !== (high === null)) {
        throw new RangeError("an Estimate has both ends of its interval or neither");
      }
      if (low !== null && high !== null && !(low <= value && value <= high)) {
        throw new RangeError(`the interval [${low}, ${high}] does not hold the value ${value}`);
      }
    }
    this.value = value;
    this.low = low;
    this.high = high;
    this.unit = unit;
    this.reason = reason;
    this.sources = sources;
  }

  /** Read the JSON form. */
  static of({ value, low, high, unit, reason, sources }: EstimateData): Estimate {
    return new Estimate(value, low, high, unit, reason, sources);
  }

  /** An estimate that says why there is no value. */
  static unknown(unit: string, reason: string): Estimate {
    return new Estimate(null, null, null, unit, reason);
  }

  get known(): boolean {
    return this.value !== null;
  }

  /** Value and interval times a positive constant, in another unit. */
  scaled(factor: number, unit: string): Estimate {
    if (!(factor > 0)) throw new RangeError("factor must be positive");
    const times = (number: number | null): number | null =>
      number === null ? null : number * factor;
    const [value, low, high] = [times(this.value), times(this.low), times(this.high)];
    return new Estimate(value, low, high, unit, this.reason, this.sources);
  }

  toJSON(): EstimateData {
    const { value, low, high, unit, reason, sources } = this;
    return { value, low, high, unit, reason, sources: [...sources] };
  }
}
