import type { RandomStream } from "../random.js";

/**
 * Prepares drawing cases for statistics that must be computed anew on each resample (refitted models).
 * Cases are drawn with replacement within each class; with clusters, whole clusters within those all
 * negative, all positive and mixed, as in bootstrapMetrics.
 * @param labels 0 or 1
 * @param clusters one id a case
 * @returns draws one resample: indices of cases, in the order drawn
 */
export function caseDrawer(labels: Uint8Array, clusters?: Int32Array): (random: RandomStream) => Int32Array {
  const units = new Map<number, { held: number; cases: number[] }>();
  labels.forEach((label, i) => {
    const key = clusters ? clusters[i] : i;
    const unit = units.get(key) ?? { held: 0, cases: [] };
    unit.held |= 1 << label;
    unit.cases.push(i);
    units.set(key, unit);
  });
  const groups = [1, 2, 3].map((held) => [...units.values()].filter((unit) => unit.held === held));
  return (random) => {
    const drawn: number[] = [];
    for (const group of groups)
      for (let n = 0; n < group.length; n++) drawn.push(...group[random.integer(group.length)].cases);
    return Int32Array.from(drawn);
  };
}
