import { RandomStream } from "../../src/statistics/random.js";
import { portableLog } from "./portableMath.js";

const LEVELS = 8192;

/**
 * Standard normal quantiles at (i + ½) / 8192, scaled to unit variance exactly: a normal draw is one
 * table entry, the same on every machine. Acklam's rational approximation of the probit (relative
 * error 1.2e-9) is ample here, where only mean, variance and shape matter.
 */
export const NORMAL_TABLE: Float64Array = makeNormalTable();

/** The draws the anatomy needs, from one named random stream. */
export class Draw {
  private readonly stream: RandomStream;

  constructor(seed: number, ...keys: (number | string)[]) {
    this.stream = new RandomStream(seed, ...keys);
  }

  /** Uniform on [low, high). */
  between(low: number, high: number): number {
    return low + (high - low) * this.stream.uniform();
  }

  /** Normal, cut off at ±2.5 standard deviations (anatomy has no far tails). */
  normal(mean: number, deviation: number): number {
    const z = NORMAL_TABLE[this.stream.integer(LEVELS)];
    return mean + deviation * (z > 2.5 ? 2.5 : z < -2.5 ? -2.5 : z);
  }

  /** True with the given probability. */
  chance(probability: number): boolean {
    return this.stream.uniform() < probability;
  }

  integer(n: number): number {
    return this.stream.integer(n);
  }

  /** One of the items, with probability in proportion to its weight. */
  weighted<T>(items: readonly (readonly [T, number])[]): T {
    let rest = this.stream.uniform() * items.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [item, weight] of items) {
      rest -= weight;
      if (rest < 0) return item;
    }
    return items[items.length - 1][0];
  }

  /** A random order (Fisher–Yates), in place. */
  shuffle<T>(items: T[]): T[] {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.stream.integer(i + 1);
      [items[i], items[j]] = [items[j], items[i]];
    }
    return items;
  }
}

function makeNormalTable(): Float64Array {
  const table = new Float64Array(LEVELS);
  let sumOfSquares = 0;
  for (let i = 0; i < LEVELS; i++) {
    table[i] = probit((i + 0.5) / LEVELS);
    sumOfSquares += table[i] * table[i];
  }
  const factor = Math.sqrt(LEVELS / sumOfSquares);
  for (let i = 0; i < LEVELS; i++) table[i] *= factor;
  return table;
}

function probit(p: number): number {
  if (p > 0.5) return -probit(1 - p);
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * portableLog(p));
    return (
      (((((-7.784894002430293e-3 * q - 0.3223964580411365) * q - 2.400758277161838) * q - 2.549732539343734) *
        q +
        4.374664141464968) *
        q +
        2.938163982698783) /
      ((((7.784695709041462e-3 * q + 0.3224671290700398) * q + 2.445134137142996) * q + 3.754408661907416) *
        q +
        1)
    );
  }
  const q = p - 0.5;
  const r = q * q;
  return (
    ((((((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r + 138.357751867269) * r -
      30.66479806614716) *
      r +
      2.506628277459239) *
      q) /
    (((((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r + 66.80131188771972) * r -
      13.28068155288572) *
      r +
      1)
  );
}
