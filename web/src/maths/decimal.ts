/** Numbers in decimals, exactly as Python writes and rounds them: of two as near the even one. */

// digits after which two expansions of the same double cannot differ any more
const EXACT = 70;

/** As Python's `format(value, ".2f")` with this many decimals. */
export function fixed(value: number, decimals: number): string {
  const exact = Math.abs(value).toFixed(Math.min(decimals + EXACT, 100));
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  const end = exact.indexOf(".") + 1 + decimals;
  const tie = /^50*$/.test(exact.slice(end));
  if (!tie) return sign + Math.abs(value).toFixed(decimals);
  const kept = exact.slice(0, end).replace(/\.$/, "");
  const odd = Number(kept[kept.length - 1]) % 2 === 1;
  // toFixed goes away from zero where it is a tie: right for an odd digit
  return sign + (odd ? Math.abs(value).toFixed(decimals) : kept);
}

/** As Python's `round(value, decimals)`. */
export function roundedTo(value: number, decimals: number): number {
  return Number(fixed(value, decimals));
}

/** As Python's `format(value, "g")`: six digits that count, no zeros at the end. */
export function general(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "nan" : value < 0 ? "-inf" : "inf";
  if (value === 0) return Object.is(value, -0) ? "-0" : "0";
  const [digits = "", power = "0"] = value.toExponential(5).split("e");
  const exponent = Number(power);
  if (exponent < -4 || exponent >= 6) {
    const sign = exponent < 0 ? "-" : "+";
    return `${trimmed(digits)}e${sign}${String(Math.abs(exponent)).padStart(2, "0")}`;
  }
  return trimmed(fixed(value, 5 - exponent));
}

/** As Python's `format(value, spec)` with `g` or `.1f`. */
export function formatted(value: number, spec = "g"): string {
  if (spec === "g") return general(value);
  const decimals = /^\.(\d+)f$/.exec(spec)?.[1];
  if (decimals === undefined) throw new RangeError(`no format '${spec}'`);
  return fixed(value, Number(decimals));
}

function trimmed(digits: string): string {
  return digits.includes(".") ? digits.replace(/\.?0+$/, "") : digits;
}
