import { expect, it } from "vitest";
import { diagnosticValue, prevalences } from "../../src/analysis/diagnosticValue.js";
import { effectiveSize } from "../../src/statistics/index.js";

// Twelve patients with two cases each, whose calls mostly agree.
const labels = Uint8Array.from({ length: 24 }, (_, i) => (i < 12 ? 1 : 0));
const calls = [1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 1];
const scores = Float64Array.from(calls, (called) => (called ? 0.8 : 0.2));
const clusters = Int32Array.from({ length: 24 }, (_, i) => i >> 1);

it("the log interval counts clustered cases as many as they are worth", () => {
  const size = (from: number, right: (call: number) => boolean) =>
    effectiveSize(
      Uint8Array.from(calls.slice(from, from + 12), (call) => Number(right(call))),
      clusters.slice(from, from + 12),
    );
  const [n, m] = [size(0, (call) => call === 1), size(12, (call) => call === 0)];
  expect([n < 12, m < 12]).toEqual([true, true]);
  const [sensitivity, specificity] = [9 / 12, 9 / 12];
  const se = Math.sqrt((1 - sensitivity) / (sensitivity * n) + specificity / ((1 - specificity) * m));
  const { likelihoodRatios } = diagnosticValue({ scores, labels, clusters }, 0.5, 0.95);
  expect(likelihoodRatios.positive.value).toBeCloseTo(3, 12);
  expect(likelihoodRatios.positive.ci!.upper).toBeCloseTo(3 * Math.exp(1.959963984540054 * se), 9);
  const alone = diagnosticValue({ scores, labels, clusters: undefined }, 0.5, 0.95);
  expect(alone.likelihoodRatios.positive.ci!.upper).toBeLessThan(likelihoodRatios.positive.ci!.upper);
});

it("at the cases' own prevalence PPV and NPV are the observed ones", () => {
  const { predictiveValues } = diagnosticValue({ scores, labels, clusters }, 0.5, 0.95);
  expect(predictiveValues.map(({ prevalence }) => prevalence)).toEqual([...prevalences]);
  expect(predictiveValues.at(-1)!.ppv.value).toBeCloseTo(9 / 12, 12);
  expect(predictiveValues.at(-1)!.npv.value).toBeCloseTo(9 / 12, 12);
});

it("one class alone has neither, and says why", () => {
  const only = { scores: scores.slice(0, 12), labels: labels.slice(0, 12), clusters: undefined };
  const { likelihoodRatios, predictiveValues } = diagnosticValue(only, 0.5, 0.95);
  expect(likelihoodRatios.negative).toEqual({
    ...{ value: null, status: "one-class", reason: "no negative cases", ci: null },
  });
  expect(predictiveValues[0].ppv).toMatchObject({ value: null, status: "one-class", ci: null });
});
