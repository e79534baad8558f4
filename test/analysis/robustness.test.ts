import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Scores } from "../../runners/scores.js";
import type { Reached } from "../../src/analysis/robustness/meanErrors.js";
import { reachedBy } from "../../src/analysis/robustness/meanErrors.js";
import { type RobustnessInput, robustness } from "../../src/analysis/robustness/robustness.js";
import { robustnessMetrics, stratumRobustnessSchema } from "../../src/results/schema/robustness.js";
import { cohortOf } from "./cohortOf.js";

interface Golden {
  labels: (0 | 1)[];
  patients: number[];
  threshold: number;
  severities: number[];
  clean: number[][];
  corruptions: Record<string, number[][][]>;
  before: Record<string, number>;
  expected: Record<
    string,
    {
      metrics: Record<string, number>[];
      drops: Record<string, number>[];
      area: Record<string, number>;
      monotone: Record<string, boolean>;
      flips: { toPositive: number; toNegative: number }[];
      uncertainty: number[];
    }
  >;
  intervals: { dropAt3: [number, number]; area: [number, number] };
}

const golden: Golden = JSON.parse(readFileSync(join(import.meta.dirname, "golden/robustness.json"), "utf8"));

const scoresOf = (members: readonly number[][]): Scores => ({
  cases: Float64Array.from(members[0], (_, i) => (members[0][i] + members[1][i] + members[2][i]) / 3),
  views: new Map(),
  members: members.map((own) => Float64Array.from(own)),
});

function inputOf(changes: Partial<RobustnessInput> = {}): RobustnessInput {
  const made = cohortOf(
    ["all"],
    golden.labels.map((label, i) => ({
      ...{ stratum: "all", label, probability: 0.5, patient: String(golden.patients[i]) },
    })),
  );
  const names = Object.keys(golden.corruptions);
  return {
    cohort: made.cohort,
    clean: scoresOf(golden.clean),
    corrupted: names.flatMap((corruption) =>
      golden.severities.map((severity, k) => ({
        ...{ corruption, severity, scores: scoresOf(golden.corruptions[corruption][k]) },
      })),
    ),
    corruptions: names.map((name) => ({
      ...{ name, family: "noise", process: "Made up", parameter: "strength", unit: "" },
      levels: golden.severities.map((severity) => ({ severity, value: severity, labelSafe: true })),
    })),
    strata: [
      { name: "all", threshold: golden.threshold },
      { name: "merged", threshold: golden.threshold },
    ],
    resampling: { iterations: 5000, seed: 12345, level: 0.95 },
    unit: "patient",
    threads: 1,
    baseline: null,
    noBaseline: "none here",
    ...changes,
  };
}

describe("robustness", () => {
  it("has the figures of scikit-learn under every corruption, and the area of NumPy's trapezoid rule", async () => {
    const [all, merged] = await robustness(inputOf());
    expect(() => stratumRobustnessSchema.parse(all)).not.toThrow();
    expect(merged.corruptions.map(({ area }) => area.auroc.value)).toEqual(
      all.corruptions.map(({ area }) => area.auroc.value),
    );
    for (const metric of robustnessMetrics)
      expect(all.clean[metric].value).toBeCloseTo(golden.before[metric], 12);
    for (const { corruption, levels, area, monotone } of all.corruptions) {
      const expected = golden.expected[corruption];
      expect(monotone).toEqual(expected.monotone);
      levels.forEach(({ severity, metrics, drops, flips, uncertainty }, k) => {
        expect(severity).toBe(golden.severities[k]);
        for (const metric of robustnessMetrics) {
          expect(metrics[metric].value).toBeCloseTo(expected.metrics[k][metric], 12);
          expect(drops[metric].value).toBeCloseTo(expected.drops[k][metric], 12);
        }
        expect(flips).toMatchObject(expected.flips[k]);
        expect(flips.rate.value).toBe(
          (expected.flips[k].toPositive + expected.flips[k].toNegative) / golden.labels.length,
        );
        expect(uncertainty!.variance.value).toBeCloseTo(expected.uncertainty[k], 12);
        expect(uncertainty!.variance.exactCi).not.toBeNull();
      });
      for (const metric of robustnessMetrics)
        expect(area[metric].value).toBeCloseTo(expected.area[metric], 12);
    }
  });

  it("has the intervals of NumPy's paired bootstrap of patients, but for the draws", async () => {
    const [all] = await robustness(inputOf({ resampling: { iterations: 20_000, seed: 1, level: 0.95 } }));
    const noise = all.corruptions.find(({ corruption }) => corruption === "noise")!;
    const drop = noise.levels[1].drops.auroc.ci!;
    const area = noise.area.auroc.ci!;
    // A bound of 20,000 resamples has a standard error of about 0.005 of a normal interval's width; here are two.
    for (const [found, [lower, upper]] of [
      [drop, golden.intervals.dropAt3],
      [area, golden.intervals.area],
    ] as const) {
      const tolerance = 0.03 * (upper - lower);
      expect(Math.abs(found.lower - lower)).toBeLessThan(tolerance);
      expect(Math.abs(found.upper - upper)).toBeLessThan(tolerance);
      expect(found.method).toContain("unit patient");
    }
  });

  it("an identity loses nothing, exactly, and says what its resamples can't", async () => {
    const clean = scoresOf(golden.clean);
    const [all] = await robustness(
      inputOf({
        corrupted: golden.severities.map((severity) => ({ corruption: "noise", severity, scores: clean })),
      }),
    );
    const [noise, exposure] = all.corruptions;
    for (const { drops, flips, uncertainty } of noise.levels) {
      for (const metric of robustnessMetrics) expect(drops[metric].value).toBe(0);
      expect(drops.auroc.ci).toBeNull();
      expect(drops.auroc.ciReason).toMatch(/alike/);
      // Not one decision turned in these cases; that doesn't make it certain.
      expect(drops.sensitivity.ci!.upper).toBeGreaterThan(0);
      expect(flips).toMatchObject({ toPositive: 0, toNegative: 0, rate: { value: 0 } });
      expect(uncertainty!.variance.value).toBe(0.5);
    }
    expect(noise.area.auroc.value).toBeCloseTo(all.clean.auroc.value!, 14);
    expect(noise.monotone.auroc).toBe(true);
    // Nothing was scored under the other: its label may be wrong at each severity.
    expect(exposure.levels).toEqual([]);
    expect(exposure.area.auroc).toMatchObject({ value: null, status: "too-few" });
    expect(exposure.monotone.auroc).toBeNull();
  });

  it("of corruptions that take as much the first is the worst, at the mildest severity, and the others are named", async () => {
    const worse = scoresOf(golden.corruptions["noise"][2]);
    const [all] = await robustness(
      inputOf({
        corrupted: Object.keys(golden.corruptions).flatMap((corruption) =>
          golden.severities.map((severity) => ({ corruption, severity, scores: worse })),
        ),
      }),
    );
    expect(all.worst).toMatchObject({ corruption: "noise", severity: 1, alike: ["exposure"] });
    expect(all.worst!.meanDrop).toBeCloseTo(golden.expected["noise"].drops[2].auroc, 12);
    // Staying as bad is no rise.
    expect(Object.values(all.corruptions[0].monotone)).toEqual([true, true, true, true]);
    const [single] = await robustness(inputOf());
    expect(single.worst).not.toHaveProperty("alike");
  });

  it("draws the same with one thread and with three", async () => {
    const many = { iterations: 128, seed: 3, level: 0.95 };
    const short = inputOf({ resampling: many });
    const large = inputOf({ resampling: many });
    const copies = 20;
    const repeated = (scores: Scores): Scores => ({
      ...scores,
      cases: Float64Array.from({ length: copies * 160 }, (_, i) => scores.cases[i % 160]),
      members: [],
    });
    const cohort = {
      ...large.cohort,
      cases: Array.from({ length: copies }, (_, c) =>
        large.cohort.cases.map((one) => ({ ...one, id: `${c} ${one.id}`, patient: `${c} ${one.patient}` })),
      ).flat(),
    };
    const grown = {
      ...short,
      cohort,
      clean: repeated(short.clean),
      corrupted: short.corrupted.map((one) => ({ ...one, scores: repeated(one.scores) })),
    };
    expect(await robustness({ ...grown, threads: 3 })).toEqual(await robustness({ ...grown, threads: 1 }));
  });

  it("names the corruption that takes the most AUROC on average", async () => {
    const [all] = await robustness(inputOf());
    const means = Object.entries(golden.expected).map(
      ([corruption, { drops }]) =>
        [corruption, drops.reduce((sum, { auroc }) => sum + auroc, 0) / drops.length] as const,
    );
    const [corruption, meanDrop] = means.reduce((most, one) => (one[1] > most[1] ? one : most));
    expect(all.worst).toMatchObject({ corruption });
    expect(all.worst!.meanDrop).toBeCloseTo(meanDrop, 12);
  });
});

describe("mean corruption error", () => {
  const errorsOf = async (baseline: Reached[] | null) => {
    const [all] = await robustness(inputOf({ baseline }));
    return all.errors;
  };
  const meanError = (corruption: string) => {
    const { metrics } = golden.expected[corruption];
    return metrics.reduce((sum, { auroc }) => sum + 1 - auroc, 0) / metrics.length;
  };

  it("is the mean over corruptions of the mean error over severities", async () => {
    const [auroc] = await errorsOf(null);
    expect(auroc.absolute.value).toBeCloseTo((meanError("noise") + meanError("exposure")) / 2, 12);
    expect(auroc.relative).toEqual({ value: null, reason: "none here", corruptions: 0, of: 2 });
  });

  it("is 1 relative to the model itself", async () => {
    const [all] = await robustness(inputOf());
    for (const { relative, relativeIncrease } of await errorsOf([reachedBy(all)])) {
      expect(relative).toEqual({ value: 1, corruptions: 2, of: 2 });
      expect(relativeIncrease).toMatchObject({ value: 1 });
    }
  });

  it("divides by no error near 0, and says so", async () => {
    const [all] = await robustness(inputOf());
    const own = reachedBy(all);
    const perfect = Object.fromEntries(
      golden.severities.map((severity) => [severity, { auroc: 0.999, balancedAccuracy: 1 }]),
    );
    const [auroc, accuracy] = await errorsOf([
      { ...own, corruptions: { ...own.corruptions, exposure: perfect } },
    ]);
    expect(auroc.relative).toEqual({ value: 1, corruptions: 1, of: 2 });
    expect(accuracy.relative).toEqual({ value: 1, corruptions: 1, of: 2 });
    const [none] = await errorsOf([{ ...own, corruptions: { noise: perfect, exposure: perfect } }]);
    expect(none.relative.value).toBeNull();
    expect(none.relative.reason).toMatch(/too near 0 to divide by/);
  });

  it("compares with no baseline that lacks a severity", async () => {
    const [all] = await robustness(inputOf());
    const own = reachedBy(all);
    const [auroc] = await errorsOf([{ ...own, corruptions: { noise: own.corruptions.noise } }]);
    expect(auroc.relative.value).toBeNull();
    expect(auroc.relative.reason).toMatch(/was not scored under all/);
  });
});
