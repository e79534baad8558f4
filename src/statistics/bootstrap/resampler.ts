import type { RandomStream } from "../random.js";
import { ESCAPE, type PoissonTable, poissonTable, remainder } from "./poissonTable.js";

let sharedTable: PoissonTable | undefined;

/**
 * Draws how often each unit (a case or a patient) occurs in a resample: within each group, n units
 * with replacement, that is multinomial counts with n trials and equal chances.
 *
 * Each unit first gets an independent Poisson(1) count. Given their sum s, such counts are
 * multinomial with s trials; then units chosen uniformly are added, or drawn ones removed, until the
 * sum is n, which leaves them exactly multinomial. The corrections number about √n, so that nearly
 * all of the work is one pass in memory order.
 */
export class Resampler {
  /** Times each unit was drawn; groups one after the other, each starting at its offset. */
  readonly counts: Uint8Array;
  private readonly quads: Int32Array;
  private readonly table: PoissonTable;
  private readonly tableWords: Uint32Array;
  private readonly spare = new Uint32Array(256);
  private spareAt = this.spare.length;
  private stream!: RandomStream;

  /**
   * @param groupSizes units in each group
   * @param offsets see groupOffsets
   */
  constructor(
    private readonly groupSizes: Int32Array,
    private readonly offsets: Int32Array,
  ) {
    sharedTable ??= poissonTable();
    this.table = sharedTable;
    const total = offsets[groupSizes.length];
    this.quads = new Int32Array(total / 4);
    this.counts = new Uint8Array(this.quads.buffer);
    this.tableWords = new Uint32Array(Math.ceil(Math.max(0, ...groupSizes) / 8));
  }

  /** Starts a stretch of resamples whose numbers all come from one stream. */
  use(stream: RandomStream): void {
    this.stream = stream;
    this.spareAt = this.spare.length;
  }

  /** Writes the next resample to `counts`. */
  draw(): void {
    for (let group = 0; group < this.groupSizes.length; group++) {
      const size = this.groupSizes[group];
      if (size === 0) continue;
      const offset = this.offsets[group];
      this.correct(offset, size, size - this.drawPoisson(offset, size));
    }
  }

  /** Independent Poisson(1) counts for a group; returns their sum. */
  private drawPoisson(offset: number, size: number): number {
    const source = this.tableWords.subarray(0, Math.ceil(size / 8));
    this.stream.fill(source);
    const first = offset >> 2;
    const quads = this.quads.subarray(first, first + Math.ceil(size / 4));
    const sum = this.lookUp(source, quads);
    return sum - this.clearPadding(offset + size, offset + quads.length * 4);
  }

  /** Turns each word into two quadruples of counts; returns the sum of all counts. */
  private lookUp(source: Uint32Array, quads: Int32Array): number {
    const table = this.table.quads;
    const pairs = quads.length >> 1;
    let sum = 0;
    for (let word = 0; word < source.length; ) {
      // Sums of bytes are kept in two 16-bit lanes: 2 · 18 · 1024 < 2^16. Here and below, `| 0` keeps
      // V8 in integer registers; without it this loop runs ten times slower.
      const stop = Math.min(source.length, word + 512);
      let lanes = 0;
      for (; word < stop; word = (word + 1) | 0) {
        const bits = source[word];
        let quad = table[bits >>> 16];
        if (quad === ESCAPE) quad = remainder(this.table, this.uniform());
        quads[word << 1] = quad;
        lanes = (lanes + (quad & 0x00ff00ff) + ((quad >>> 8) & 0x00ff00ff)) | 0;
        if (word >= pairs) continue;
        quad = table[bits & 0xffff];
        if (quad === ESCAPE) quad = remainder(this.table, this.uniform());
        quads[(word << 1) | 1] = quad;
        lanes = (lanes + (quad & 0x00ff00ff) + ((quad >>> 8) & 0x00ff00ff)) | 0;
      }
      sum += (lanes & 0xffff) + (lanes >>> 16);
    }
    return sum;
  }

  /** Empties the counts between a group's end and the next multiple of 4; returns what they summed to. */
  private clearPadding(from: number, to: number): number {
    let sum = 0;
    for (let i = from; i < to; i++) {
      sum += this.counts[i];
      this.counts[i] = 0;
    }
    return sum;
  }

  /** Adds `lack` uniformly chosen units, or removes −lack uniformly chosen drawn ones. */
  private correct(offset: number, size: number, lack: number): void {
    const counts = this.counts;
    for (let k = lack; k > 0; k--) counts[offset + this.below(size)]++;
    for (let k = lack; k < 0; ) {
      // A unit is found in proportion to its count: uniformly chosen, kept with chance count / 16.
      // (A count above 16 has probability 1e-14 and only loses its excess weight.)
      const i = offset + this.below(size);
      if (counts[i] > 0 && (this.word() & 15) < counts[i]) {
        counts[i]--;
        k++;
      }
    }
  }

  /** Uniform on 0 … n − 1 without bias: Lemire, ACM Transactions on Modeling and Computer Simulation 29, 2019. */
  private below(n: number): number {
    for (;;) {
      const product = this.word() * n;
      const high = Math.floor(product / 4294967296);
      const low = product - high * 4294967296;
      if (low >= n || low >= 4294967296 % n) return high;
    }
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

/** Where each group's counts start (multiples of 4, so that four are written at once), and the total. */
export function groupOffsets(groupSizes: ArrayLike<number>): Int32Array {
  const offsets = new Int32Array(groupSizes.length + 1);
  for (let g = 0; g < groupSizes.length; g++) offsets[g + 1] = offsets[g] + Math.ceil(groupSizes[g] / 4) * 4;
  return offsets;
}
