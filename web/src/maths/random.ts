/**
 * The random numbers of numpy: `default_rng([seed, stream]).standard_normal(n)`, number by number.
 *
 *     seed, stream ── SeedSequence ──> PCG64 (128 bits) ── ziggurat, 256 layers ──> normal numbers
 *
 * The layers of the ziggurat are computed; they may differ from numpy's printed ones in the last
 * bit, which no answer shows.
 */

const LAYERS = 256;
const LIMBS = 8;
// 0x2360ED051FC65DA44385DF649FCCF645 in 16 bits each, lowest first
const MULTIPLIER = [0xf645, 0x9fcc, 0xdf64, 0x4385, 0x5da4, 0x1fc6, 0xed05, 0x2360];
/** Where the tail begins, and the area of one layer. */
const TAIL = 3.6541528853610088;
const AREA = 0.004928673233974652;
const WHOLE = 2 ** 52;

/** The checksum CRC-32 of a text in ASCII, as zlib has it. */
export function crc32(text: string): number {
  let crc = ~0;
  for (let i = 0; i < text.length; i++) {
    crc ^= text.charCodeAt(i);
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

/** numpy's SeedSequence: `count` words of 32 bits from two or more of them. */
export function seedWords(entropy: readonly number[], count: number): Uint32Array {
  let constant = 0x43b0d7e5;
  const hashed = (value: number): number => {
    let mixed = value ^ constant;
    constant = Math.imul(constant, 0x931e8875);
    mixed = Math.imul(mixed, constant);
    return (mixed ^ (mixed >>> 16)) >>> 0;
  };
  const both = (x: number, y: number): number => {
    const mixed = (Math.imul(x, 0xca01f9dd) - Math.imul(y, 0x4973f715)) | 0;
    return (mixed ^ (mixed >>> 16)) >>> 0;
  };
  const pool = [0, 1, 2, 3].map((i) => hashed(entropy[i] ?? 0));
  for (let from = 0; from < 4; from++) {
    for (let to = 0; to < 4; to++) if (from !== to) pool[to] = both(pool[to], hashed(pool[from]));
  }
  constant = 0x8b51f9dd;
  return Uint32Array.from({ length: count }, (_, i) => {
    let word = pool[i % 4] ^ constant;
    constant = Math.imul(constant, 0x58f38ded);
    word = Math.imul(word, constant);
    return word ^ (word >>> 16);
  });
}

/** PCG64: 64 bits at a time, as two words of 32. */
class Pcg64 {
  readonly #state = new Uint16Array(LIMBS);
  readonly #increment = new Uint16Array(LIMBS);
  /** The upper and the lower word of the last number. */
  high = 0;
  low = 0;

  constructor(entropy: readonly number[]) {
    // four numbers of 64 bits, the lower word first: the upper and lower half of each of two
    const words = seedWords(entropy, 8);
    const limbs = (place: number): number[] =>
      [place + 2, place + 3, place, place + 1].flatMap((k) => [words[k] & 0xffff, words[k] >>> 16]);
    let carry = 1;
    limbs(4).forEach((limb, k) => {
      this.#increment[k] = (limb << 1) | carry;
      carry = limb >>> 15;
    });
    this.#step();
    this.#plus(limbs(0));
    this.#step();
  }

  next(): void {
    this.#step();
    const s = this.#state;
    const [a, b] = [(s[7] << 16) | s[6], (s[5] << 16) | s[4]];
    const [c, d] = [(s[3] << 16) | s[2], (s[1] << 16) | s[0]];
    let [high, low] = [a ^ c, b ^ d];
    const turn = s[7] >>> 10;
    if (turn >= 32) [high, low] = [low, high];
    const by = turn & 31;
    this.high = (by ? (high >>> by) | (low << (32 - by)) : high) >>> 0;
    this.low = (by ? (low >>> by) | (high << (32 - by)) : low) >>> 0;
  }

  /** Uniform on [0, 1). */
  uniform(): number {
    this.next();
    return (this.high * 2 ** 21 + (this.low >>> 11)) / 2 ** 53;
  }

  #plus(other: ArrayLike<number>): void {
    let carry = 0;
    for (let k = 0; k < LIMBS; k++) {
      const total = this.#state[k] + other[k] + carry;
      this.#state[k] = total;
      carry = total > 0xffff ? 1 : 0;
    }
  }

  #step(): void {
    const s = this.#state;
    const product = new Float64Array(LIMBS);
    let carry = 0;
    for (let k = 0; k < LIMBS; k++) {
      let total = carry + this.#increment[k];
      for (let i = 0; i <= k; i++) total += s[i] * MULTIPLIER[k - i];
      carry = Math.floor(total / 0x10000);
      product[k] = total - carry * 0x10000;
    }
    s.set(product);
  }
}

interface Ziggurat {
  /** Below it, a number of 52 bits lies in the layer. */
  readonly inside: Float64Array;
  readonly width: Float64Array;
  readonly height: Float64Array;
}

function ziggurat(): Ziggurat {
  const inside = new Float64Array(LAYERS);
  const width = new Float64Array(LAYERS);
  const height = new Float64Array(LAYERS);
  const density = (x: number): number => Math.exp(-0.5 * x * x);
  const base = AREA / density(TAIL);
  let [x, outer] = [TAIL, TAIL];
  inside[0] = Math.floor((TAIL / base) * WHOLE);
  width[0] = base / WHOLE;
  height[0] = 1;
  width[LAYERS - 1] = TAIL / WHOLE;
  height[LAYERS - 1] = density(TAIL);
  for (let k = LAYERS - 2; k >= 1; k--) {
    x = Math.sqrt(-2 * Math.log(AREA / x + density(x)));
    inside[k + 1] = Math.floor((x / outer) * WHOLE);
    outer = x;
    width[k] = x / WHOLE;
    height[k] = density(x);
  }
  return { inside, width, height };
}

let layers: Ziggurat | null = null;

/** `count` standard normal numbers. */
export function standardNormal(entropy: readonly number[], count: number): Float64Array {
  layers ??= ziggurat();
  const { inside, width, height } = layers;
  const source = new Pcg64(entropy);
  const found = new Float64Array(count);
  for (let n = 0; n < count; ) {
    source.next();
    const { high, low } = source;
    const layer = low & 0xff;
    const size = (high & 0x1fffffff) * 2 ** 23 + (low >>> 9);
    const x = size * width[layer] * (low & 0x100 ? -1 : 1);
    if (size < inside[layer]) {
      found[n++] = x;
    } else if (layer === 0) {
      for (;;) {
        const beyond = -Math.log1p(-source.uniform()) / TAIL;
        const y = -Math.log1p(-source.uniform());
        if (y + y > beyond * beyond) {
          found[n++] = low & 0x20000 ? -(TAIL + beyond) : TAIL + beyond;
          break;
        }
      }
    } else {
      const share = source.uniform();
      const edge = (height[layer - 1] - height[layer]) * share + height[layer];
      if (edge < Math.exp(-0.5 * x * x)) found[n++] = x;
    }
  }
  return found;
}
