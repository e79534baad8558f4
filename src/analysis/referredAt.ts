import { descendingOrder } from "../statistics/descendingOrder.js";

/**
 * Who is referred when at most so many per cent of the cases may be: the most uncertain. Cases of equal
 * uncertainty are referred together or not at all, so that no rate is exceeded and the order of rows doesn't
 * matter; where they don't fit, fewer are referred than the rate allows.
 * @param percents whole numbers
 * @returns rate by rate, 1 for each case that is referred
 */
export function referredAt(uncertainty: Float64Array, percents: readonly number[]): Uint8Array[] {
  const n = uncertainty.length;
  const order = descendingOrder(uncertainty);
  return percents.map((percent) => {
    let count = Math.floor((percent * n) / 100);
    // Back to where a group of equal cases begins.
    while (count > 0 && count < n && uncertainty[order[count]] === uncertainty[order[count - 1]]) count--;
    const referred = new Uint8Array(n);
    for (let k = 0; k < count; k++) referred[order[k]] = 1;
    return referred;
  });
}
