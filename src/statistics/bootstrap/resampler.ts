import type { RandomStream } from "../random.js";
import { ESCAPE, type PoissonTable, poissonTable, remainder } from "./poissonTable.js";

/**
 * Draws how often each unit (a case or a patient) occurs in a resample: within each group, n units
 * with replacement, that is multinomial counts with n trials and equal chances.
 *
 * Each unit first gets an independent Poisson count. Given their sum s, such counts are multinomial
 * with s trials; then units chosen uniformly are added, or drawn ones removed, until the sum is n,
 * which leaves them exactly multinomial. The mean of the counts is a little below 1, because adding
 * is cheap and removing is not; a few √n are to be added, so that nearly all of the work is one pass
 * in memory order.
 */
export class Resampler {
  /** Times each unit was drawn; groups one after the other, each starting at its offset. */
  readonly counts: Uint8Array;
  private readonly groups: Group[];
  private readonly spare = new Uint32Array(256);
  private spareAt = this.spare.length;
  private stream!: RandomStream;
  /** Of the last group's Poisson counts: their sum, and the bits set in any quadruple. */
  private sum = 0;
  private union = 0;

  /**
   * @param groupSizes units in each group
   * @param offsets see groupOffsets
   */
  constructor(groupSizes: Int32Array, offsets: Int32Array) {
    this.counts = new Uint8Array(offsets[groupSizes.length]);
    const words = new Uint32Array(Math.ceil(Math.max(0, ...groupSizes) / 8));
    this.groups = Array.from(groupSizes, (size, g) => ({
      size,
      counts: this.counts.subarray(offsets[g], offsets[g] + size),
      padded: this.counts.subarray(offsets[g], offsets[g + 1]),
      quads: new Int32Array(this.counts.buffer, offsets[g], (offsets[g + 1] - offsets[g]) / 4),
      words: words.subarray(0, Math.ceil(size / 8)),
      table: poissonTable(poissonMean(size)),
    })).filter(({ size }) => size > 0);
  }

  /** Starts a stretch of resamples whose numbers all come from one stream. */
  use(stream: RandomStream): void {
    this.stream = stream;
    this.spareAt = this.spare.length;
  }

  /** Writes the next resample to `counts`. */
  draw(): void {
    for (const group of this.groups) {
      this.drawPoisson(group);
      this.correct(group, group.size - this.sum);
    }
  }

  /** Independent Poisson(1) counts for a group; sets `sum` and `union`. */
  private drawPoisson(group: Group): void {
    const { words, quads, size, padded, table } = group;
    this.stream.fill(words);
    this.lookUp(words, quads, table);
    for (let i = size; i < padded.length; i++) {
      this.sum -= padded[i];
      padded[i] = 0;
    }
  }

  /** Turns each word into two quadruples of counts. */
  private lookUp(words: Uint32Array, quads: Int32Array, poisson: PoissonTable): void {
    const table = poisson.quads;
    const pairs = quads.length >> 1;
    let sum = 0;
    let union = 0;
    for (let at = 0; at < words.length; ) {
      // Sums of bytes are kept in two 16-bit lanes: 2 · 18 · 1024 < 2^16. Here and below, `| 0` keeps
      // V8 in integer registers; without it this loop runs ten times slower.
      const stop = Math.min(words.length, at + 512);
      let lanes = 0;
      for (; at < stop; at = (at + 1) | 0) {
        const bits = words[at];
        let quad = table[bits >>> 16];
        if (quad === ESCAPE) quad = remainder(poisson, this.uniform());
        quads[at << 1] = quad;
        union |= quad;
        lanes = (lanes + (quad & 0x00ff00ff) + ((quad >>> 8) & 0x00ff00ff)) | 0;
        if (at >= pairs) continue;
        quad = table[bits & 0xffff];
        if (quad === ESCAPE) quad = remainder(poisson, this.uniform());
        quads[(at << 1) | 1] = quad;
        union |= quad;
        lanes = (lanes + (quad & 0x00ff00ff) + ((quad >>> 8) & 0x00ff00ff)) | 0;
      }
      sum += (lanes & 0xffff) + (lanes >>> 16);
    }
    this.sum = sum;
    this.union = union;
  }

  /** Adds `lack` uniformly chosen units, or removes −lack uniformly chosen drawn ones. */
  private correct({ counts, size }: Group, lack: number): void {
    // Unbiased choice among 0 … size − 1 from the upper 28 bits of a word (Lemire, ACM Transactions on
    // Modeling and Computer Simulation 29, 2019); the lower 4 are left for the second decision.
    const unfair = UNIT_RANGE % size;
    // Drawn units are found in proportion to their count: a unit chosen uniformly is kept with chance
    // count / (bound + 1), where bound is the smallest 2^k − 1 that no count exceeds.
    const bound = boundOfBytes(this.union);
    const removing = lack < 0;
    const change = removing ? -1 : 1;
    const spare = this.spare;
    let at = this.spareAt;
    for (let left = Math.abs(lack); left > 0; ) {
      // Two words for each trial: the second is needed only for a bound above 15, which is next to never.
      if (at >= spare.length - 1) {
        this.stream.fill(spare);
        at = 0;
      }
      const word = spare[at];
      at = (at + 1) | 0;
      const product = (word >>> 4) * size;
      const unit = Math.floor(product * (1 / UNIT_RANGE));
      if (product - unit * UNIT_RANGE < unfair) continue;
      const count = counts[unit];
      if (removing) {
        let second = word & bound;
        if (bound > 15) {
          second = spare[at] & bound;
          at = (at + 1) | 0;
        }
        if (second >= count) continue;
      }
      counts[unit] = count + change;
      left = (left - 1) | 0;
    }
    this.spareAt = at;
  }

  private uniform(): number {
    return ((this.word() >>> 5) * 67108864 + (this.word() >>> 6)) / 9007199254740992;
  }

  private word(): number {
    if (this.spareAt === this.spare.length) {
      this.stream.fill(this.spare);
      this.spareAt = 0;
    }
    return this.spare[this.spareAt++];
  }
}

/** Groups are smaller than this. */
const UNIT_RANGE = 2 ** 28;

interface Group {
  size: number;
  counts: Uint8Array;
  /** The counts up to the next multiple of 4; the same memory as quads. */
  padded: Uint8Array;
  quads: Int32Array;
  /** Room for the random words that make the quads. */
  words: Uint32Array;
  table: PoissonTable;
}

/**
 * 1 − 2^-k with the largest k that leaves the expected sum two standard deviations below the size:
 * then nearly always units are to be added. (Few values, so that tables are shared.)
 */
function poissonMean(size: number): number {
  let shortfall = 0.5;
  while ((shortfall / 2) * Math.sqrt(size) >= 2) shortfall /= 2;
  return 1 - shortfall;
}

/** 2^k − 1, at least every byte of the word. */
function boundOfBytes(word: number): number {
  const bytes = (word | (word >>> 8) | (word >>> 16) | (word >>> 24)) & 0xff;
  return 2 ** (32 - Math.clz32(bytes)) - 1;
}

/** Where each group's counts start (multiples of 4, so that four are written at once), and the total. */
export function groupOffsets(groupSizes: ArrayLike<number>): Int32Array {
  const offsets = new Int32Array(groupSizes.length + 1);
  for (let g = 0; g < groupSizes.length; g++) offsets[g + 1] = offsets[g] + Math.ceil(groupSizes[g] / 4) * 4;
  return offsets;
}
