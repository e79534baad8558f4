import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  type BootstrapMetric,
  bootstrapMetrics,
  type Confusion,
  cohenKappa,
  thresholdMetrics,
} from "../../src/statistics/index.js";

const FILE = new URL("../../../shared/paper/deepwrist-2021.json", import.meta.url);
const METRICS = ["sensitivity", "specificity", "precision", "f1", "balancedAccuracy"] as const;

interface Rater {
  confusion: Confusion;
  estimate: number[];
  ci: [number, number][];
  kappa_vs_truth?: number;
}

/** Published point estimates are truncated: 0.98 printed is 0.98 ≤ value < 0.99. */
function truncated(value: number): number {
  return Math.floor(value * 100 + 1e-9) / 100;
}

/** Scores that give these counts at threshold 0.5. */
function casesOf({ tp, fp, fn, tn }: Confusion) {
  const scores = [tp, fn, fp, tn].flatMap((count, k) => new Array<number>(count).fill(k % 2 === 0 ? 1 : 0));
  const labels = [tp, fn, fp, tn].flatMap((count, k) => new Array<number>(count).fill(k < 2 ? 1 : 0));
  return { scores: Float64Array.from(scores), labels: Uint8Array.from(labels), threshold: 0.5 };
}

describe.skipIf(!existsSync(FILE))("published tables (skipped where ../shared/paper is absent)", () => {
  const paper = existsSync(FILE) ? JSON.parse(readFileSync(FILE, "utf8")) : { raters: {} };
  const raters = Object.entries<Record<string, Rater>>(paper.raters).flatMap(([set, group]) =>
    Object.entries(group).map(([name, rater]) => ({ set, name, ...rater })),
  );

  it("all 75 point estimates equal the printed ones, truncated to two decimals", () => {
    let compared = 0;
    for (const { set, name, confusion, estimate } of raters) {
      const metrics = thresholdMetrics(confusion);
      for (const [k, metric] of METRICS.entries()) {
        expect(truncated(metrics[metric].value!), `${set}, ${name}, ${metric}`).toBe(estimate[k]);
        compared++;
      }
    }
    expect(compared).toBe(75);
  });

  it("kappas against the truth equal the printed ones, rounded", () => {
    const rated = raters.filter(({ kappa_vs_truth }) => kappa_vs_truth !== undefined);
    expect(rated.length).toBe(5);
    for (const { name, confusion, kappa_vs_truth } of rated) {
      const table = [
        [confusion.tn, confusion.fn],
        [confusion.fp, confusion.tp],
      ];
      const { kappa } = cohenKappa(table, "quadratic");
      expect(Math.round(kappa.value! * 100) / 100, name).toBe(kappa_vs_truth);
    }
  });

  it("bootstrap intervals lie within 0.03 of the printed bounds", () => {
    const rows: string[] = [];
    let largest = 0;
    for (const { set, name, confusion, ci } of raters) {
      // Many resamples, so that the difference is the authors' Monte-Carlo error and not ours: with 20
      // fractures a bound jumps between fractions as far as 0.04 apart (8 of 17, 6 of 13) at 5000.
      const { intervals } = bootstrapMetrics({ ...casesOf(confusion), iterations: 100_000, seed: 12345 });
      for (const [k, metric] of METRICS.entries()) {
        const { interval } = intervals[metric as BootstrapMetric];
        const difference = [interval!.lower - ci[k][0], interval!.upper - ci[k][1]];
        // Printed bounds are truncated as well: ours may exceed them by just under 0.01 on that account.
        largest = Math.max(largest, ...difference.map(Math.abs));
        rows.push(
          `${set.padEnd(13)}${name.padEnd(26)}${metric.padEnd(17)}${ci[k].map((b) => b.toFixed(2)).join("–")}  ` +
            `${interval!.lower.toFixed(4)}–${interval!.upper.toFixed(4)}  ${difference.map((d) => d.toFixed(3)).join(" ")}`,
        );
      }
    }
    console.log(
      `printed and ours, differences of the bounds:\n${rows.join("\n")}\nlargest ${largest.toFixed(4)}`,
    );
    expect(largest).toBeLessThanOrEqual(0.03);
  });
});
