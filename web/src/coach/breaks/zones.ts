/** The wearer's clock: from instants to local times and back, right across a change of clocks. */

const DAY_MS = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** A local time. */
export interface Local {
  /** Such as "2026-11-25". */
  readonly day: string;
  /** Since midnight by the clock, seconds. */
  readonly clockS: number;
}

/** The local time of an instant, milliseconds since 1970. */
export function localOf(ms: number, zone: string): Local {
  const shown = new Date(ms + offsetMs(ms, zone)).toISOString();
  const [hours = 0, minutes = 0, seconds = 0] = shown.slice(11, 19).split(":").map(Number);
  return { day: shown.slice(0, 10), clockS: 3600 * hours + 60 * minutes + seconds };
}

/**
 * The instant of a local time.
 *
 * Of two, the earlier; one that the clocks leave out counts on from before the change.
 */
export function instantOf(day: string, clockS: number, zone: string): number {
  const asUtc = Date.parse(`${day}T00:00:00Z`) + 1000 * clockS;
  const before = asUtc - offsetMs(asUtc - DAY_MS, zone);
  const after = asUtc - offsetMs(asUtc + DAY_MS, zone);
  const fits = (ms: number): boolean => ms + offsetMs(ms, zone) === asUtc;
  return fits(before) || !fits(after) ? before : after;
}

/** What the zone's clocks are ahead of UTC at an instant. */
function offsetMs(ms: number, zone: string): number {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    formats.set(zone, format);
  }
  const parts = new Map(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
  const at = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
  const local = Date.UTC(
    at("year"),
    at("month") - 1,
    at("day"),
    at("hour"),
    at("minute"),
    at("second"),
  );
  return local - Math.floor(ms / 1000) * 1000;
}
