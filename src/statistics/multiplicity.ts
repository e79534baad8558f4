/**
 * Adjusted p-values of a family of tests, in the order given. Each is 1 at most and keeps the order
 * of the raw p-values. Values equal R's p.adjust.
 */

/** Holm's step-down (Scandinavian Journal of Statistics 6, 1979): family-wise error, any dependence. */
export function holm(p: readonly number[]): number[] {
  const m = p.length;
  return stepDown(p, (rank) => m - rank + 1);
}

/** Hochberg's step-up (Biometrika 75, 1988): family-wise error, independent or positively dependent tests. */
export function hochberg(p: readonly number[]): number[] {
  const m = p.length;
  return stepUp(p, (rank) => m - rank + 1);
}

/** Benjamini & Hochberg (JRSS B 57, 1995): false discovery rate, independent or positively dependent tests. */
export function benjaminiHochberg(p: readonly number[]): number[] {
  const m = p.length;
  return stepUp(p, (rank) => m / rank);
}

/** Benjamini & Yekutieli (Annals of Statistics 29, 2001): false discovery rate, any dependence. */
export function benjaminiYekutieli(p: readonly number[]): number[] {
  const m = p.length;
  let harmonic = 0;
  for (let k = 1; k <= m; k++) harmonic += 1 / k;
  return stepUp(p, (rank) => (harmonic * m) / rank);
}

function stepDown(p: readonly number[], factor: (rank: number) => number): number[] {
  const adjusted = new Array<number>(p.length);
  let running = 0;
  ascending(p).forEach((index, position) => {
    running = Math.max(running, Math.min(1, p[index] * factor(position + 1)));
    adjusted[index] = running;
  });
  return adjusted;
}

function stepUp(p: readonly number[], factor: (rank: number) => number): number[] {
  const adjusted = new Array<number>(p.length);
  let running = 1;
  const order = ascending(p);
  for (let position = p.length - 1; position >= 0; position--) {
    running = Math.min(running, p[order[position]] * factor(position + 1));
    adjusted[order[position]] = running;
  }
  return adjusted;
}

function ascending(p: readonly number[]): number[] {
  p.forEach((value, i) => {
    if (!(value >= 0 && value <= 1)) throw new RangeError(`p-value ${i} is ${value}, not between 0 and 1`);
  });
  return p.map((_, i) => i).sort((a, b) => p[a] - p[b]);
}
