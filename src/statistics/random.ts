/**
 * A seeded, splittable generator. A stream is named by a seed and any number of keys (an iteration,
 * a case, a purpose); streams with different names are independent, and the same name gives the
 * same numbers on every machine, whatever ran before or beside it.
 *
 * State: xoshiro128++ (Blackman & Vigna, "Scrambled linear pseudorandom number generators", 2021),
 * 128 bits, period 2^128 − 1. The name is hashed to the state with the 32-bit finaliser of
 * MurmurHash3 (Appleby), so that neighbouring seeds and keys give unrelated states.
 */
export class RandomStream {
  private a: number;
  private b: number;
  private c: number;
  private d: number;

  /**
   * @param seed any safe integer (both 32-bit halves are used)
   * @param keys integers or strings that name the stream within the seed
   */
  constructor(seed: number, ...keys: readonly (number | string)[]) {
    let h = absorbNumber(0x9e3779b9, seed);
    for (const key of keys) h = typeof key === "number" ? absorbNumber(h, key) : absorbString(h, key);
    let g = absorbNumber(0x7f4a7c15, seed);
    for (const key of [...keys].reverse())
      g = typeof key === "number" ? absorbNumber(g, key) : absorbString(g, key);
    this.a = finalise(h ^ 0x2545f491);
    this.b = finalise(g + 0x4f6cdd1d);
    this.c = finalise(Math.imul(h, 0x85ebca6b) ^ g);
    this.d = finalise(Math.imul(g, 0xc2b2ae35) ^ h);
    if ((this.a | this.b | this.c | this.d) === 0) this.a = 1;
  }

  /** The next 32 uniform bits, as an integer in [0, 2^32). */
  uint32(): number {
    const sum = (this.a + this.d) | 0;
    const result = (((sum << 7) | (sum >>> 25)) + this.a) >>> 0;
    const t = this.b << 9;
    this.c ^= this.a;
    this.d ^= this.b;
    this.b ^= this.c;
    this.a ^= this.d;
    this.c ^= t;
    this.d = (this.d << 11) | (this.d >>> 21);
    return result;
  }

  /** Writes the next words over the array: the same as that many calls of uint32, several times faster. */
  fill(words: Uint32Array): void {
    let { a, b, c, d } = this;
    for (let i = 0; i < words.length; i++) {
      const sum = (a + d) | 0;
      words[i] = ((sum << 7) | (sum >>> 25)) + a;
      const t = b << 9;
      c ^= a;
      d ^= b;
      b ^= c;
      a ^= d;
      c ^= t;
      d = (d << 11) | (d >>> 21);
    }
    this.a = a;
    this.b = b;
    this.c = c;
    this.d = d;
  }

  /** Uniform on [0, 1), a multiple of 2^-53. */
  uniform(): number {
    const high = this.uint32() >>> 5;
    const low = this.uint32() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }

  /**
   * Uniform on the integers 0 … n − 1, without bias (rejection of the incomplete last block).
   * @param n 1 … 2^32
   */
  integer(n: number): number {
    const limit = 4294967296 - (4294967296 % n);
    let draw = this.uint32();
    while (draw >= limit) draw = this.uint32();
    return draw % n;
  }
}

function finalise(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

function absorb(state: number, word: number): number {
  return finalise(Math.imul(state, 0x9e3779b1) + finalise(word ^ 0x165667b1));
}

function absorbNumber(state: number, value: number): number {
  if (!Number.isSafeInteger(value)) throw new RangeError(`seed or key ${value} is not a safe integer`);
  const low = (value % 4294967296) | 0;
  const high = Math.floor(value / 4294967296) | 0;
  return absorb(absorb(state, low), high ^ 0x5bd1e995);
}

function absorbString(state: number, text: string): number {
  let h = absorb(state, text.length ^ 0x1b873593);
  for (let i = 0; i < text.length; i++) h = absorb(h, text.charCodeAt(i));
  return h;
}
