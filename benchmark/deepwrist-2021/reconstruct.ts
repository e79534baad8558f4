import { type Confusion, thresholdMetrics } from "../../src/statistics/index.js";
import { type TableMetric, tableMetrics } from "./study.js";

/** A share as the study prints it: two decimals, the rest cut off. (0.98 stands for 0.98 ≤ share < 0.99.) */
export function truncated(share: number): number {
  // 0.29 · 100 is 28.999…: what is a whole hundredth up to rounding of the last bits counts as one.
  return Math.floor(share * 100 + 1e-9) / 100;
}

/** A share to the nearest hundredth: the other reading of a printed figure. */
export function rounded(share: number): number {
  return Math.round(share * 100) / 100;
}

/**
 * Every confusion matrix of so many positives and negatives whose five figures print as published.
 * Cost O(positives · negatives).
 * @param printed estimates to two decimals
 * @param print how a share was turned into two decimals
 */
export function matricesPrintedAs(
  positives: number,
  negatives: number,
  printed: Record<TableMetric, { readonly value: number }>,
  print: (share: number) => number = truncated,
): Confusion[] {
  const found: Confusion[] = [];
  for (let tp = 0; tp <= positives; tp++)
    for (let tn = 0; tn <= negatives; tn++) {
      const confusion = { tp, fp: negatives - tn, fn: positives - tp, tn };
      const metrics = thresholdMetrics(confusion);
      const fits = tableMetrics.every((name) => {
        const { value } = metrics[name];
        return value !== null && print(value) === printed[name].value;
      });
      if (fits) found.push(confusion);
    }
  return found;
}
