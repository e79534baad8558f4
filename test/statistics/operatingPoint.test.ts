import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  auroc,
  f1MaxThresholds,
  fitTemperature,
  tempered,
  thresholdAtSensitivity,
  youdenThresholds,
} from "../../src/statistics/index.js";
import { expectRelative, T } from "./agreement.js";

const sets = JSON.parse(readFileSync(new URL("golden/operatingPoint.json", import.meta.url), "utf8"));

describe.each(sets.map((set: object, i: number) => [i, set]))("set %i", (_, set) => {
  const scores = Float64Array.from(set.scores);
  const labels = Uint8Array.from(set.labels);

  it("thresholds equal a brute force over scikit-learn's metrics", () => {
    const f1 = f1MaxThresholds(scores, labels);
    expectRelative(f1.value.value, set.f1.value, T);
    expect(f1.thresholds.at(-1)).toBe(set.f1.threshold);
    const youden = youdenThresholds(scores, labels);
    expectRelative(youden.value.value, set.youden.value, T);
    expect(youden.thresholds.at(-1)).toBe(set.youden.threshold);
    for (const { target, threshold } of set.sensitivity)
      expect(thresholdAtSensitivity(scores, labels, target).value).toBe(threshold);
  });

  it("the temperature is SciPy's, and leaves the AUROC alone", () => {
    const fit = fitTemperature(scores, labels);
    expectRelative(fit.temperature.value, set.temperature, T, "temperature");
    expectRelative(fit.logLossBefore, set.before, T, "before");
    expectRelative(fit.logLossAfter, set.after, T, "after");
    const after = tempered(scores, fit.temperature.value!);
    for (const [i, p] of set.first.entries()) expectRelative(after[i], p, T);
    expect(auroc(after, labels).value).toBe(auroc(scores, labels).value);
  });
});

describe("a temperature that can't be had", () => {
  it("is missing where one half separates the classes", () => {
    const fit = fitTemperature(Float64Array.of(0.6, 0.9, 0.5, 0.1), Uint8Array.of(1, 1, 0, 0));
    expect(fit).toMatchObject({ temperature: { value: null, reason: "one half separates the classes" } });
  });

  it("is missing where the probabilities do no better than a coin", () => {
    const fit = fitTemperature(Float64Array.of(0.2, 0.3, 0.8, 0.6), Uint8Array.of(1, 1, 0, 0));
    expect(fit).toMatchObject({
      temperature: { value: null, reason: expect.stringMatching(/coin/) },
      logLossAfter: null,
    });
  });

  it("is missing without cases; probabilities of exactly 0 and 1 are no obstacle", () => {
    expect(fitTemperature(new Float64Array(0), new Uint8Array(0)).temperature.status).toBe("too-few");
    const fit = fitTemperature(Float64Array.of(1, 1, 0, 0, 1), Uint8Array.of(1, 1, 0, 0, 0));
    expect(fit.temperature.value).toBeGreaterThan(1);
    expect(fit.logLossAfter!).toBeLessThan(fit.logLossBefore!);
    expect(() => tempered(Float64Array.of(0.5), 0)).toThrow(RangeError);
  });
});

it("the sensitivity wanted is missing without positives", () => {
  expect(thresholdAtSensitivity(Float64Array.of(0.1, 0.2), Uint8Array.of(0, 0), 0.9)).toMatchObject({
    value: null,
    status: "one-class",
  });
});
