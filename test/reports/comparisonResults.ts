import type { Change, Comparison, RuleResult } from "../../src/results/schema/comparison.js";
import { type Interval, metricNames } from "../../src/results/schema/metric.js";
import { type ResultsFile, resultsFileSchema } from "../../src/results/schema/results.js";
import { goldenResults } from "./goldenResults.js";

export const interval = (lower: number, upper: number): Interval => ({
  ...{ lower, upper, level: 0.95, method: "made up" },
});

function changeOf(stratum: string, metric: string): Change {
  if (metric === "mcc")
    return {
      ...{ stratum, metric, baseline: null, candidate: 0.5, difference: null, status: "undefined" },
      ...{ reason: "the baseline calls nothing positive", ci: null, judgedCi: null, p: null, test: "none" },
    };
  return {
    ...{ stratum, metric, baseline: 0.9123, candidate: 0.8111, difference: -0.1012, status: "ok" },
    ...{ ci: interval(-0.2111, 0.0099), judgedCi: interval(-0.2345, 0.0222), p: 0.0456, test: "made <up>" },
  };
}

const couldSee = {
  ...{ passes: 0.2345, margin80: 0.1777, loss80: 0.2888, needed: { positives: 1234, negatives: 2345 } },
};

const rules: RuleResult[] = [
  {
    ...{ stratum: "general", metric: "auroc", rule: { margin: 0.0333, minimum: 10 }, difference: -0.1012 },
    ...{ ci: interval(-0.2345, 0.0222), p: 0.3, pAdjusted: 0.6, improved: false, couldSee },
    ...{ outcome: "inconclusive", reason: "These cases can't tell." },
  },
  {
    ...{ stratum: "merged", metric: "brier", rule: { margin: 0.02, minimum: 10 }, difference: -0.05 },
    ...{ ci: interval(-0.06, -0.04), p: 1, pAdjusted: 1, improved: true, outcome: "pass" },
    ...{ couldSee: { ...couldSee, needed: null }, reason: "Better than the baseline." },
  },
];

/** The reference run, compared with a baseline. */
export function withComparison(change: Partial<Comparison> = {}): ResultsFile {
  const file = goldenResults("reference");
  const names = file.results.strata.map(({ name }) => name);
  const flip = { label: 1 as const, strata: ["general"], baseline: 0.7321, candidate: 0.2468 };
  const comparison: Comparison = {
    baseline: {
      model: { name: "old <model>", format: "onnx", sha256: "0123456789abcdef" },
      ...{ tool: "wrist-bench 0.1.0", protocol: { name: "p", sha256: "b" }, startedAt: "2026-01-02" },
      ...{ cohort: { name: "c", sha256: "d", cases: 312 }, casesTableSha256: "e", threshold: 0.4567 },
    },
    threshold: 0.5432,
    cases: { common: 312, onlyBaseline: 0, onlyCandidate: 0 },
    strata: file.results.strata.map(({ name, kind, cases, positives, negatives }, s) => ({
      ...{ name, kind: kind === "merged" ? "merged" : "declared", cases, positives, negatives },
      ...{ identical: s === 1, newlyWrong: s === 1 ? 0 : 1, newlyRight: s === 1 ? 0 : 71 },
    })),
    changes: names.flatMap((stratum) => metricNames.map((metric) => changeOf(stratum, metric))),
    rules,
    flips: {
      newlyWrong: [{ ...flip, case: "case <1>" }],
      newlyRight: Array.from({ length: 71 }, (_, i) => ({
        ...{ ...flip, case: `right-${i}.`, label: 0 as const },
      })),
    },
    warnings: ["The manifests are <different> files."],
    verdict: "inconclusive",
    ...change,
  };
  return resultsFileSchema.parse({
    ...file,
    results: { ...file.results, comparison, verdict: "inconclusive" },
  });
}
