import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { changesOf } from "../../src/analysis/comparison/changes.js";
import type { ComparedStratum } from "../../src/analysis/comparison/comparedStrata.js";
import type { Change } from "../../src/results/schema/comparison.js";
import { BootstrapThreads } from "../../src/statistics/index.js";
import { expectClose, expectRelative, T } from "../statistics/agreement.js";

const golden = JSON.parse(readFileSync(new URL("golden/changes.json", import.meta.url), "utf8"));
const iterations = 4000;
const changes = new Map<string, Change>();

beforeAll(async () => {
  const labels = Uint8Array.from(golden.labels as number[]);
  const positives = labels.reduce((sum, label) => sum + label, 0);
  const stratum: ComparedStratum = {
    result: {
      ...{ name: "golden", kind: "merged", cases: labels.length, positives },
      ...{ negatives: labels.length - positives, identical: false, newlyWrong: 0, newlyRight: 0 },
    },
    labels,
    baseline: Float64Array.from(golden.baseline as number[]),
    candidate: Float64Array.from(golden.candidate as number[]),
    clusters: undefined,
  };
  const resampling = { iterations, seed: 5, level: 0.95 };
  const threads = new BootstrapThreads(1);
  for (const { change } of await changesOf(stratum, golden.thresholds, resampling, threads))
    changes.set(change.metric, change);
  await threads.close();
});

it("AUROC: difference, p and DeLong's interval as pROC's paired roc.test; what is judged reaches further down", () => {
  const { difference, p, interval } = golden.auroc;
  const found = changes.get("auroc")!;
  expectRelative(found.difference, difference, T);
  expectRelative(found.p, p, T);
  expectRelative(found.delongCi!.lower, interval[0], 1e-8);
  expectRelative(found.delongCi!.upper, interval[1], 1e-8);
  expect(found.judgedCi!.lower).toBeLessThan(interval[0]);
});

it.each(
  golden.calls as { metric: string; difference: number; p: number; interval: number[] }[],
)("$metric: McNemar's exact p as statsmodels, Tango's interval as its score equation solved numerically", ({
  metric,
  difference,
  p,
  interval,
}) => {
  const found = changes.get(metric)!;
  expectRelative(found.difference, difference, T);
  expectRelative(found.p, p, T);
  // The reference maximises the likelihood numerically, which is what limits the agreement.
  expectClose(found.judgedCi!.lower, interval[0], 1e-7, 1e-8, "lower");
  expectClose(found.judgedCi!.upper, interval[1], 1e-7, 1e-8, "upper");
});

describe("the paired bootstrap, as numpy resamples both models", () => {
  it.each(
    golden.resampled as { metric: string; difference: number; standardError: number; interval: number[] }[],
  )("$metric", ({ metric, difference, standardError, interval }) => {
    const found = changes.get(metric)!;
    expectRelative(found.difference, difference, T);
    // A 2.5 % quantile of 4000 normal replicates has a standard error of 0.042 SE on either side: four of both.
    const slack = 4 * Math.SQRT2 * 0.042 * standardError;
    expect(Math.abs(found.ci!.lower - interval[0])).toBeLessThan(slack);
    expect(Math.abs(found.ci!.upper - interval[1])).toBeLessThan(slack);
  });
});
