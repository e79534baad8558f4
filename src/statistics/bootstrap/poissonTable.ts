/**
 * A table that turns 16 random bits into four independent Poisson counts at once.
 *
 * Of 2^16 slots, each combination of four counts owns ⌊2^16 · its probability⌋; the slots left over
 * lead to `remainder`, which draws from what the rounding left, so that the four counts are Poisson
 * exactly (to the rounding of doubles). This is Marsaglia's compressed table (Journal of Statistical
 * Software 11(3), 2004) for quadruples: one word of the generator makes eight counts.
 */
export interface PoissonTable {
  /** Four counts packed as bytes, or ESCAPE. Length 2^16. */
  quads: Int32Array;
  /** Cumulative probabilities of the remainder, scaled to end at 1. */
  remainderCumulative: Float64Array;
  remainderQuads: Int32Array;
}

export const ESCAPE = -1;

/** A Poisson(1) count above 18 has probability 3e-18, less than the last digit of a double. */
const LARGEST = 18;

const tables = new Map<number, PoissonTable>();

/** The table for a mean of at most 1; made once (256 kB, some milliseconds). */
export function poissonTable(mean: number): PoissonTable {
  const table = tables.get(mean) ?? makeTable(mean);
  tables.set(mean, table);
  return table;
}

function makeTable(mean: number): PoissonTable {
  const slots = 2 ** 16;
  const quads = new Int32Array(slots).fill(ESCAPE);
  const probability: number[] = [Math.exp(-mean)];
  for (let k = 1; k <= LARGEST; k++) probability.push((probability[k - 1] * mean) / k);
  const left: number[] = [];
  const leftQuads: number[] = [];
  let filled = 0;
  for (let a = 0; a <= LARGEST; a++)
    for (let b = 0; b <= LARGEST; b++)
      for (let c = 0; c <= LARGEST; c++)
        for (let d = 0; d <= LARGEST; d++) {
          const p = probability[a] * probability[b] * probability[c] * probability[d];
          if (p < 1e-18) break;
          const quad = a | (b << 8) | (c << 16) | (d << 24);
          const owned = Math.floor(p * slots);
          quads.fill(quad, filled, filled + owned);
          filled += owned;
          left.push(p - owned / slots);
          leftQuads.push(quad);
        }
  const remainderCumulative = new Float64Array(left.length);
  let sum = 0;
  left.forEach((p, i) => {
    sum += p;
    remainderCumulative[i] = sum;
  });
  for (let i = 0; i < left.length; i++) remainderCumulative[i] /= sum;
  return { quads, remainderCumulative, remainderQuads: Int32Array.from(leftQuads) };
}

/** The quadruple of the remainder at a uniform number in [0, 1). */
export function remainder({ remainderCumulative, remainderQuads }: PoissonTable, uniform: number): number {
  let low = 0;
  let high = remainderCumulative.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (remainderCumulative[middle] > uniform) high = middle;
    else low = middle + 1;
  }
  return remainderQuads[low];
}
