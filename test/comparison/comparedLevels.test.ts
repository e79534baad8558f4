import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { changesOf } from "../../src/analysis/comparison/changes.js";
import { type ComparedLevel, comparedLevels } from "../../src/analysis/comparison/comparedLevels.js";
import { comparedStrata } from "../../src/analysis/comparison/comparedStrata.js";
import { robustnessMetrics } from "../../src/results/schema/robustness.js";
import { BootstrapThreads } from "../../src/statistics/index.js";
import { expectClose, expectRelative, T } from "../statistics/agreement.js";
import { type LevelScores, levelsToCompare } from "./corruptedRuns.js";

interface Golden extends LevelScores {
  readonly iterations: number;
  readonly results: readonly {
    readonly metric: (typeof robustnessMetrics)[number];
    readonly value: { readonly baseline: number; readonly candidate: number };
    readonly drop: { readonly baseline: number; readonly candidate: number };
    readonly values: { readonly standardError: number; readonly interval: readonly [number, number] };
    readonly drops: { readonly standardError: number; readonly interval: readonly [number, number] };
  }[];
}

const golden: Golden = JSON.parse(readFileSync(new URL("golden/corrupted.json", import.meta.url), "utf8"));
const resampling = { iterations: golden.iterations, seed: 5, level: 0.95 };
const share = (metric: "sensitivity" | "specificity") =>
  golden.labels.filter((label) => label === (metric === "sensitivity" ? 1 : 0)).length;
let merged: ComparedLevel;

beforeAll(async () => {
  const threads = new BootstrapThreads(1);
  const levels = await comparedLevels(levelsToCompare(golden, resampling, threads));
  merged = levels.find(({ stratum }) => stratum.kind === "merged")!;
  await threads.close();
});

describe("figures under a corruption and what it takes, as scikit-learn and numpy's bootstrap of patients", () => {
  it.each(golden.results)("$metric", ({ metric, value, drop, ...spread }) => {
    const { change } = merged.values[metric];
    expectRelative(change.baseline, value.baseline, T);
    expectRelative(change.candidate, value.candidate, T);
    const { change: lost } = merged.drops[metric];
    expectClose(lost.baseline!, drop.baseline, 0, 1e-14, "drop of the baseline");
    expectClose(lost.candidate!, drop.candidate, 0, 1e-14, "drop of the candidate");
    expectClose(lost.difference!, drop.candidate - drop.baseline, 0, 1e-14, "difference");
    for (const [found, { standardError, interval }] of [
      [change.ci!, spread.values],
      [lost.ci!, spread.drops],
    ] as const) {
      // A 2.5 % quantile of 4000 normal replicates has a standard error of 0.042 SE on either side: four of both.
      // Shares of cases move in steps, and so do their quantiles: one more.
      const step = metric === "sensitivity" || metric === "specificity" ? 1 / share(metric) : 0;
      const slack = 4 * Math.SQRT2 * 0.042 * standardError + step;
      expect(Math.abs(found.lower - interval[0])).toBeLessThan(slack);
      expect(Math.abs(found.upper - interval[1])).toBeLessThan(slack);
    }
    // Of drops more is worse, and the judged interval also allows for losses not seen.
    const { standardError } = spread.drops;
    expect(lost.judgedCi!.upper).toBeGreaterThan(lost.difference! + 1.9 * standardError);
    expect(lost.judgedCi!.lower).toBeLessThan(lost.difference! - 1.8 * standardError);
    expect(merged.drops[metric].gain!.lower).toBe(-lost.judgedCi!.upper);
  });
});

it("figures under a corruption are compared as figures without one", async () => {
  const { aligned, clusters } = levelsToCompare(golden, resampling, new BootstrapThreads(1));
  const asScores = {
    ...aligned,
    baseline: Float64Array.from(golden.corrupted.baseline),
    candidate: Float64Array.from(golden.corrupted.candidate),
  };
  const stratum = comparedStrata(asScores, clusters).at(-1)!;
  const threads = new BootstrapThreads(1);
  const changes = await changesOf(stratum, aligned.thresholds, resampling, threads);
  await threads.close();
  for (const metric of ["auroc", "sensitivity", "specificity"] as const) {
    const plain = changes.find(({ change }) => change.metric === metric)!;
    const { change } = merged.values[metric];
    expect(change.judgedCi).toEqual(plain.change.judgedCi);
    expect(change.p).toBe(plain.change.p);
    expect(merged.values[metric].worseThan(0.05)).toBe(plain.worseThan(0.05));
  }
  expect(merged.stratum).toEqual(stratum.result);
});

it("the same scores with and without the corruption: no difference of drops, and nothing to estimate", async () => {
  const threads = new BootstrapThreads(1);
  const alike = (one: LevelScores["clean"]) => ({ baseline: one.baseline, candidate: one.baseline });
  const thresholds = { baseline: 0.5, candidate: 0.5 };
  const same = { ...golden, thresholds, clean: alike(golden.clean), corrupted: alike(golden.corrupted) };
  const [level] = await comparedLevels(levelsToCompare(same, resampling, threads));
  await threads.close();
  for (const metric of robustnessMetrics) {
    expect(level.drops[metric].change).toMatchObject({ difference: 0, judgedCi: { lower: 0, upper: 0 } });
    expect(level.values[metric].change).toMatchObject({ difference: 0, judgedCi: { lower: 0, upper: 0 } });
  }
});

it("a stratum of one class has null figures with the reason, and an empty one says so", async () => {
  const threads = new BootstrapThreads(1);
  const own = levelsToCompare(golden, resampling, threads);
  const cases = own.aligned.cases.map((one) => ({ ...one, member: [one.label === 1, false] }));
  const aligned = { ...own.aligned, strata: ["fractures", "none"], cases };
  const [fractures, none] = await comparedLevels({ ...own, aligned });
  await threads.close();
  expect(fractures.values.auroc.change).toMatchObject({ difference: null, status: "one-class" });
  expect(fractures.drops.auroc.change).toMatchObject({ difference: null, status: "one-class" });
  expect(fractures.drops.sensitivity.change.difference).not.toBeNull();
  expect(fractures.drops.sensitivity.change.judgedCiReason).toMatch(/0/);
  expect(none.drops.auroc.change).toMatchObject({
    difference: null,
    reason: expect.stringMatching(/no case/),
  });
});

it("a table without a common case is refused with its name", async () => {
  const threads = new BootstrapThreads(1);
  const own = levelsToCompare(golden, resampling, threads);
  const [{ rows, ...level }] = own.baseline.corrupted;
  const fewer = new Map([...rows].slice(1));
  const baseline = { path: "runs/last", corrupted: [{ ...level, rows: fewer }] };
  await expect(comparedLevels({ ...own, baseline })).rejects.toThrow(
    /^runs\/last: corrupted-cases.csv has no row of the case case 0 under noise at severity 3; give/,
  );
  await threads.close();
});
