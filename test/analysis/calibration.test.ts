import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { calibration } from "../../src/analysis/calibration.js";
import { calibrationSchema } from "../../src/results/schema/calibration.js";
import { RandomStream } from "../../src/statistics/index.js";
import { expectRelative } from "../statistics/agreement.js";

const read = (name: string) =>
  JSON.parse(readFileSync(join(import.meta.dirname, `golden/${name}.json`), "utf8"));
const rows: { label: number; score: number; hard: boolean; patient: string }[] = read("confounders").rows;
// biome-ignore lint/suspicious/noExplicitAny: free-form figures, every one read is compared
const golden: any = read("calibration");

const resampling = { iterations: 1000, seed: 12345, level: 0.95 };
const unitsOf = (list: readonly { label: number; score: number; patient?: string }[]) => ({
  scores: Float64Array.from(list, ({ score }) => score),
  labels: Uint8Array.from(list, ({ label }) => label),
  clusters:
    list[0]?.patient === undefined
      ? undefined
      : Int32Array.from(list, ({ patient }) => Number(patient!.slice(1))),
});
const T = 1e-8;

describe("calibration equals statsmodels', SciPy's and NumPy's", () => {
  const sets = {
    easy: rows.filter(({ hard }) => !hard),
    hard: rows.filter(({ hard }) => hard),
    merged: rows,
  };
  for (const [name, list] of Object.entries(sets))
    for (const form of ["plain", "clustered"] as const)
      it(`${name}, ${form}`, () => {
        const units = { ...unitsOf(list), ...(form === "plain" ? { clusters: undefined } : {}) };
        const ours = calibration(units, resampling, name);
        const expected = golden[name][form];
        expect(calibrationSchema.parse(ours)).toEqual(ours);
        expect(ours.patientsRepeat).toBe(form === "clustered");
        expectRelative(ours.slope, expected.slope, T, "slope");
        expectRelative(ours.intercept, expected.intercept, T, "in the large");
        expectRelative(ours.ece, expected.ece, T, "ECE");
        const { slope, intercept, interceptWithSlope } = ours.figures!;
        expectRelative(interceptWithSlope.value, expected.interceptWithSlope, T, "intercept with slope");
        expectRelative(slope.ci!.lower, expected.slopeCi[0], T, "slope lower");
        expectRelative(slope.ci!.upper, expected.slopeCi[1], T, "slope upper");
        expectRelative(intercept.ci!.lower, expected.interceptCi[0], T, "in the large lower");
        expectRelative(intercept.ci!.upper, expected.interceptCi[1], T, "in the large upper");
        for (const [b, bin] of ours.bins!.entries()) {
          const theirs = expected.bins[b];
          expect([bin.cases, bin.positives]).toEqual([theirs.cases, theirs.positives]);
          if (bin.cases === 0) {
            expect([bin.observed, bin.ci]).toEqual([null, null]);
            continue;
          }
          expectRelative(bin.meanPredicted, theirs.meanPredicted, T, "predicted");
          expectRelative(bin.observed, theirs.observed, T, "observed");
          if (form === "clustered") {
            // At the effective size, never more than the cases: at least as wide.
            expect(bin.ci!.upper - bin.ci!.lower).toBeGreaterThan(theirs.upper - theirs.lower - 1e-12);
            continue;
          }
          expectRelative(bin.ci!.lower, theirs.lower, T, "bin lower");
          expectRelative(bin.ci!.upper, theirs.upper, T, "bin upper");
        }
        if (form === "clustered") return;
        const { mean, upper, p, draws } = ours.eceIfCalibrated!;
        // 4.5 standard errors of a mean, of a 95 % quantile (2.11 SD / √n) and of a share.
        expect(Math.abs(mean - expected.chance.mean)).toBeLessThan(
          (4.5 * expected.chance.sd) / Math.sqrt(draws),
        );
        expect(Math.abs(upper - expected.chance.upper)).toBeLessThan(
          (4.5 * 2.11 * expected.chance.sd) / Math.sqrt(draws),
        );
        const share = expected.chance.p;
        expect(Math.abs(p - share)).toBeLessThan(4.5 * Math.sqrt((share * (1 - share)) / draws) + 2 / draws);
      });
});

/** Cases whose true log odds are so many times what the score says. */
function cases(count: number, sharpness: number, seed: number) {
  const random = new RandomStream(seed, "calibration");
  return Array.from({ length: count }, () => {
    const logit = 6 * (random.uniform() - 0.5);
    const label = random.uniform() < 1 / (1 + Math.exp(-sharpness * logit)) ? 1 : 0;
    return { label, score: 1 / (1 + Math.exp(-logit)) };
  });
}

it("finds the stratum whose probabilities are too extreme, and not the one whose are right", () => {
  const right = calibration(unitsOf(cases(300, 1, 1)), resampling, "right");
  const extreme = calibration(unitsOf(cases(300, 0.3, 2)), resampling, "extreme");
  expect(right.figures!.slope.ci!.lower).toBeLessThan(1);
  expect(right.figures!.slope.ci!.upper).toBeGreaterThan(1);
  expect(right.eceIfCalibrated!.p).toBeGreaterThan(0.05);
  expect(extreme.figures!.slope.ci!.upper).toBeLessThan(0.6);
  expect(extreme.eceIfCalibrated!.p).toBeLessThan(0.005);
});

it("finds probabilities that are all too high", () => {
  const shifted = cases(300, 1, 3).map((one) => ({ ...one, score: one.score ** 0.3 }));
  const found = calibration(unitsOf(shifted), resampling, "shifted");
  expect(found.figures!.intercept.ci!.upper).toBeLessThan(0);
  expect(found.meanPredicted).toBeGreaterThan(found.observed!);
});

it("says why there is none: one class, separation, a constant", () => {
  const of = (list: { label: number; score: number }[]) => calibration(unitsOf(list), resampling, "x");
  const none = of(cases(40, 1, 4).map((one) => ({ ...one, label: 0 })));
  expect([none.slope, none.figures!.slope.status, none.intercept]).toEqual([null, "one-class", null]);
  expect(none.ece).toBeGreaterThan(0);
  const apart = of(cases(40, 1, 5).map(({ score }) => ({ score, label: score > 0.5 ? 1 : 0 })));
  expect([apart.slope, apart.figures!.slope.status]).toEqual([null, "undefined"]);
  expect(apart.figures!.slope.reason).toMatch(/separation/);
  expect(apart.intercept).not.toBeNull();
  const constant = of(cases(40, 1, 6).map(({ label }) => ({ label, score: 0.3 })));
  expect(constant.slope).toBeNull();
  expect(constant.intercept).not.toBeNull();
});
