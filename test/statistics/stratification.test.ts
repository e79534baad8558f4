import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  aurocSampleSize,
  averagePrecision,
  averagePrecisionAt,
  bootstrapMetrics,
  clopperPearson,
  confusionCounts,
  proportionSampleSize,
  RandomStream,
  thresholdMetrics,
  thresholdMetricsAt,
} from "../../src/statistics/index.js";

const golden = JSON.parse(readFileSync(join(import.meta.dirname, "golden/stratification.json"), "utf8"));

const close = (found: number | null, expected: number | null, what: string) => {
  if (expected === null) expect(found, what).toBeNull();
  else expect(Math.abs(found! - expected), what).toBeLessThan(1e-12);
};

describe("metrics at another prevalence", () => {
  it("equal scikit-learn's with weights", () => {
    expect(golden.weighted).toHaveLength(20);
    for (const { labels, scores, prevalence, ...expected } of golden.weighted) {
      const s = Float64Array.from(scores);
      const l = Uint8Array.from(labels);
      const { sensitivity, specificity } = thresholdMetrics(confusionCounts(s, l, 0.5));
      const found = {
        ...thresholdMetricsAt(sensitivity.value, specificity.value, prevalence),
        aupr: averagePrecisionAt(s, l, prevalence),
      };
      for (const metric of ["aupr", "precision", "npv", "f1", "accuracy"] as const)
        close(found[metric].value, expected[metric], `${metric} at ${prevalence}`);
    }
  });

  it("are the ordinary ones at the cases' own prevalence", () => {
    for (const { labels, scores } of golden.weighted) {
      const s = Float64Array.from(scores);
      const l = Uint8Array.from(labels);
      const own = labels.reduce((sum: number, label: number) => sum + label, 0) / labels.length;
      const plain = thresholdMetrics(confusionCounts(s, l, 0.5));
      const at = thresholdMetricsAt(plain.sensitivity.value, plain.specificity.value, own);
      for (const metric of ["precision", "npv", "f1", "accuracy"] as const)
        close(at[metric].value, plain[metric].value, metric);
      close(averagePrecisionAt(s, l, own).value, averagePrecision(s, l).value, "aupr");
    }
  });

  it("resample with the same draws: at the own prevalence the replicates are the ordinary ones", () => {
    const random = new RandomStream(3, "prevalence");
    for (const digits of [1, 9]) {
      const labels = Uint8Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? 1 : 0));
      const scores = Float64Array.from(labels, (label) =>
        Number((0.6 * random.uniform() + 0.3 * label).toFixed(digits)),
      );
      const settings = { scores, labels, threshold: 0.5, iterations: 300, seed: 5 };
      const { replicates, averagePrecisionAt: at } = bootstrapMetrics({ ...settings, atPrevalence: 1 / 3 });
      for (const [i, value] of at!.entries()) expect(value).toBeCloseTo(replicates.aupr[i], 12);
      expect(bootstrapMetrics(settings).averagePrecisionAt).toBeUndefined();
      expect(bootstrapMetrics(settings).replicates).toEqual(replicates);
    }
  });
});

describe("sample sizes", () => {
  it("of a proportion equal those of statsmodels' Clopper–Pearson interval", () => {
    expect(golden.proportions).toHaveLength(28);
    for (const { proportion, halfWidth, level, n } of golden.proportions)
      expect(proportionSampleSize(proportion, halfWidth, level), `${proportion} ± ${halfWidth}`).toBe(n);
  });

  it("of a proportion suffice, and one case fewer does not", () => {
    const half = (n: number) => {
      const { lower, upper } = clopperPearson(0.85 * n, n).interval!;
      return (upper - lower) / 2;
    };
    const n = proportionSampleSize(0.85, 0.05);
    expect(half(n)).toBeLessThanOrEqual(0.05);
    expect(half(n - 1)).toBeGreaterThan(0.05);
  });

  it("of an AUROC equal those by Hanley and McNeil's variance on the logit scale in SciPy", () => {
    expect(golden.aurocs).toHaveLength(42);
    for (const { auroc, ratio, halfWidth, level, n } of golden.aurocs) {
      const { positives, negatives } = aurocSampleSize(auroc, ratio, halfWidth, level);
      expect([positives, negatives], `${auroc}, ratio ${ratio}`).toEqual(n);
    }
  });

  it("refuse what is no proportion, no AUROC, no half-width", () => {
    expect(() => proportionSampleSize(1.1, 0.05)).toThrow(RangeError);
    expect(() => proportionSampleSize(0.5, 0)).toThrow(RangeError);
    expect(() => aurocSampleSize(1.1, 1, 0.05)).toThrow(RangeError);
    expect(() => aurocSampleSize(0.9, 0, 0.05)).toThrow(/ratio/);
  });
});
