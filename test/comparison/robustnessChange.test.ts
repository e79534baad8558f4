import { expect, it } from "vitest";
import { robustnessChange as change } from "../../src/analysis/comparison/robustnessChange.js";
import { sharedLevels } from "../../src/analysis/comparison/sharedLevels.js";
import type { Robustness } from "../../src/results/schema/robustness.js";

const all = (value: number | null) => {
  const one = { value, status: value === null ? "one-class" : "ok", ci: null };
  return { auroc: one, aupr: one, sensitivity: one, specificity: one };
};

/** Uncorrupted 0.9; what noise takes at each severity. */
function made(drops: Record<number, number | null>, change: { version?: string; value?: number } = {}) {
  const severities = Object.keys(drops).map(Number);
  return {
    version: change.version ?? "1",
    corruptions: [
      {
        ...{ name: "noise", parameter: "dose", unit: "" },
        levels: severities.map((severity) => ({
          severity,
          value: change.value ?? severity,
          labelSafe: true,
        })),
      },
    ],
    strata: [
      {
        ...{ stratum: "merged", clean: all(0.9) },
        corruptions: [
          {
            corruption: "noise",
            levels: severities.map((severity) => {
              const drop = drops[severity];
              return { severity, metrics: all(drop === null ? null : 0.9 - drop), drops: all(drop) };
            }),
          },
        ],
      },
    ],
  } as unknown as Robustness;
}

/** Of the estimates alone: neither run has its scores by case. */
const robustnessChange = (
  baseline: Robustness | undefined,
  candidate: Robustness | undefined,
  sameCases: boolean,
) => {
  const shared = sharedLevels(baseline, candidate);
  return change({ baseline, candidate, shared, sameCases, levels: null, tableless: "both" });
};

it("the difference of drops, and mean corruption error relative to the baseline run, on what both scored", () => {
  const found = robustnessChange(made({ 1: 0.1, 3: 0.2, 5: 0.3 }), made({ 1: 0.15, 3: 0.4 }), true)!;
  expect(found.drops.map(({ severity }) => severity)).toEqual([1, 1, 1, 1, 3, 3, 3, 3]);
  expect(found.drops[4].baseline.value).toBeCloseTo(0.7, 12);
  expect(found.drops[4].candidate).toEqual({ value: 0.5, drop: 0.4 });
  expect(found.drops[4].difference).toBeCloseTo(0.2, 12);
  // Errors 0.25 and 0.5 against 0.2 and 0.3; added to the 0.1 without corruption 0.15, 0.4 against 0.1, 0.2.
  expect(found.errors[0].errors[0].relative.value).toBeCloseTo(0.75 / 0.5, 12);
  expect(found.errors[0].errors[0].relativeIncrease.value).toBeCloseTo(0.55 / 0.3, 12);
  expect(found.leftOut).toEqual([
    "noise at severity 5 was scored in one of the runs only.",
    expect.stringMatching(/^Both runs lack their table .* without intervals\.$/),
  ]);
  expect(found.drops[0].ci).toBeUndefined();
});

it("refuses other versions, other cases and one side alone, and leaves out other parameters, with reasons", () => {
  const base = made({ 1: 0.1 });
  expect(robustnessChange(undefined, undefined, true)).toBeUndefined();
  expect(robustnessChange(base, made({ 1: 0.1 }, { version: "2" }), true)!.refused).toMatch(
    /version 2, .*version 1/,
  );
  expect(robustnessChange(base, base, false)!.refused).toMatch(/don't have the same cases/);
  expect(robustnessChange(undefined, base, true)!.refused).toMatch(/^Only the candidate/);
  expect(robustnessChange(base, undefined, true)!.refused).toMatch(/^Only the baseline/);
  const other = robustnessChange(base, made({ 1: 0.1 }, { value: 9 }), true)!;
  expect(other.drops).toEqual([]);
  expect(other.leftOut[0]).toBe("noise at severity 1 was done with another parameter in the baseline.");
});

it("an undefined figure leaves the difference undefined", () => {
  const found = robustnessChange(made({ 1: null }), made({ 1: 0.1 }), true)!;
  expect(found.drops[0]).toMatchObject({ baseline: { value: null, drop: null }, difference: null });
});
