import { expect, it } from "vitest";
import { bootstrapMetrics, bootstrapPaired } from "../../../src/statistics/index.js";
import { type Fixture, labelsOf, scoresOf } from "../oracle.js";

/** Checks of bootstrap endpoints against a fixture. */
export function bootstrapChecks(name: string, fixture: Fixture): void {
  const labels = fixture ? labelsOf(fixture) : new Uint8Array(0);

  it("bootstrap endpoints lie in the accepted bands, for five seeds", () => {
    const theirs = fixture.python.bootstrap?.metrics;
    if (!theirs) return;
    const names = [
      ["roc_auc", "auroc"],
      ["average_precision", "aupr"],
      ["sensitivity", "sensitivity"],
      ["specificity", "specificity"],
      ["precision", "precision"],
      ["f1", "f1"],
      ["balanced_accuracy", "balancedAccuracy"],
    ] as const;
    for (const seed of [1, 2, 3, 4, 5]) {
      const first = { scores: scoresOf(fixture), threshold: 0.5 };
      const second = { scores: scoresOf(fixture, "score2"), threshold: 0.5 };
      const paired = bootstrapPaired({ labels, first, second, iterations: 5000, seed, stream: name });
      const alone = bootstrapMetrics({ labels, ...first, iterations: 5000, seed, stream: name });
      expect(paired.first.replicates.auroc).toEqual(alone.replicates.auroc);
      const check = (interval: Fixture, expected: Fixture, what: string) => {
        if (!expected) return;
        if (expected.ci95 === null) return expect(interval, what).toBeNull();
        const [low, high] = expected.accept_band_for_B5000;
        const slack = 1e-12;
        expect(interval.lower, what).toBeGreaterThanOrEqual(low[0] - slack);
        expect(interval.lower, what).toBeLessThanOrEqual(low[1] + slack);
        expect(interval.upper, what).toBeGreaterThanOrEqual(high[0] - slack);
        expect(interval.upper, what).toBeLessThanOrEqual(high[1] + slack);
      };
      for (const [key, metric] of names)
        check(alone.intervals[metric].interval, theirs[key], `${metric} seed ${seed}`);
      check(
        paired.difference.intervals.auroc.interval,
        theirs.roc_auc_diff_score_minus_score2,
        `difference ${seed}`,
      );
    }
  });
}
