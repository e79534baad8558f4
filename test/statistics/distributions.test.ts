import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  betaCdf,
  betaQuantile,
  betaUpperTail,
  binomialCdf,
  binomialMass,
  binomialQuantile,
  binomialUpperTail,
  chiSquaredCdf,
  chiSquaredQuantile,
  chiSquaredUpperTail,
  fCdf,
  fQuantile,
  fUpperTail,
  normalCdf,
  normalQuantile,
  normalUpperTail,
  studentTCdf,
  studentTQuantile,
  studentTTwoSided,
  studentTUpperTail,
} from "../../src/statistics/distributions/index.js";
import { expectRelative } from "./agreement.js";

type Tail = "lower" | "upper";
interface Golden {
  normal: [number, number, number][];
  normalQuantile: [number, number][];
  chiSquared: [number, number, number, number][];
  chiSquaredQuantile: [number, number, Tail, number][];
  t: [number, number, number][];
  tQuantile: [number, number, number][];
  F: [number, number, number, number, number][];
  FQuantile: [number, number, number, Tail, number][];
  beta: [number, number, number, number, number][];
  betaQuantile: [number, number, number, Tail, number][];
  binomial: [number, number, number, number, number, number][];
}
const golden: Golden = JSON.parse(
  readFileSync(new URL("golden/distributions.json", import.meta.url), "utf8"),
);
const T = 1e-12;

describe("distributions equal mpmath to 1e-12 relative, tails included", () => {
  it("normal", () => {
    for (const [z, lower, upper] of golden.normal) {
      expectRelative(normalCdf(z), lower, T, `cdf ${z}`);
      expectRelative(normalUpperTail(z), upper, T, `upper ${z}`);
    }
    for (const [p, z] of golden.normalQuantile) expectRelative(normalQuantile(p), z, T, `quantile ${p}`);
  });
  it("chi-squared", () => {
    for (const [x, df, lower, upper] of golden.chiSquared) {
      expectRelative(chiSquaredCdf(x, df), lower, T, `cdf ${x} df ${df}`);
      if (upper > 1e-290) expectRelative(chiSquaredUpperTail(x, df), upper, T, `upper ${x} df ${df}`);
    }
    for (const [p, df, tail, x] of golden.chiSquaredQuantile)
      expectRelative(chiSquaredQuantile(p, df, tail), x, T, `quantile ${p} df ${df} ${tail}`);
  });
  it("Student's t", () => {
    for (const [t, df, upper] of golden.t) {
      expectRelative(studentTUpperTail(t, df), upper, T, `upper ${t} df ${df}`);
      expectRelative(studentTCdf(-t, df), upper, T, `cdf ${-t} df ${df}`);
      expectRelative(studentTTwoSided(-t, df), 2 * upper, T, `two-sided ${t} df ${df}`);
    }
    for (const [p, df, t] of golden.tQuantile)
      expectRelative(studentTQuantile(p, df), t, T, `quantile ${p} df ${df}`);
  });
  it("F", () => {
    for (const [x, a, b, lower, upper] of golden.F) {
      expectRelative(fCdf(x, a, b), lower, T, `cdf ${x} ${a} ${b}`);
      expectRelative(fUpperTail(x, a, b), upper, T, `upper ${x} ${a} ${b}`);
    }
    for (const [p, a, b, tail, x] of golden.FQuantile)
      expectRelative(fQuantile(p, a, b, tail), x, T, `quantile ${p} ${a} ${b} ${tail}`);
  });
  it("beta", () => {
    for (const [x, a, b, lower, upper] of golden.beta) {
      expectRelative(betaCdf(x, a, b), lower, T, `cdf ${x} ${a} ${b}`);
      expectRelative(betaUpperTail(x, a, b), upper, T, `upper ${x} ${a} ${b}`);
    }
    for (const [p, a, b, tail, x] of golden.betaQuantile)
      expectRelative(betaQuantile(p, a, b, tail), x, T, `quantile ${p} ${a} ${b} ${tail}`);
  });
  it("binomial", () => {
    for (const [k, n, p, mass, lower, upper] of golden.binomial) {
      expectRelative(binomialMass(k, n, p), mass, T, `mass ${k} ${n} ${p}`);
      expectRelative(binomialCdf(k, n, p), lower, T, `cdf ${k} ${n} ${p}`);
      expectRelative(binomialUpperTail(k, n, p), upper, T, `upper ${k} ${n} ${p}`);
    }
  });
});

describe("ends and nonsense", () => {
  it("quantiles of 0 and 1 are the ends of the support", () => {
    expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(normalQuantile(1)).toBe(Number.POSITIVE_INFINITY);
    expect(betaQuantile(0, 2, 3)).toBe(0);
    expect(betaQuantile(1, 2, 3)).toBe(1);
    expect(chiSquaredQuantile(0, 3)).toBe(0);
    expect(chiSquaredQuantile(1, 3)).toBe(Number.POSITIVE_INFINITY);
    expect(studentTQuantile(0.5, 3)).toBe(0);
  });
  it("a probability outside [0, 1] has no quantile", () => {
    for (const p of [-0.1, 1.1, Number.NaN]) {
      expect(normalQuantile(p)).toBeNaN();
      expect(betaQuantile(p, 2, 3)).toBeNaN();
      expect(chiSquaredQuantile(p, 3)).toBeNaN();
      expect(studentTQuantile(p, 3)).toBeNaN();
      expect(binomialQuantile(p, 3, 0.5)).toBeNaN();
    }
  });
  it("the binomial quantile is the smallest k that reaches q", () => {
    for (const [n, p] of [
      [1, 0.5],
      [7, 0.2],
      [149, 0.75],
      [5000, 0.01],
    ])
      for (const q of [1e-12, 0.025, 0.5, 0.975, 1 - 1e-12]) {
        const k = binomialQuantile(q, n, p);
        expect(binomialCdf(k, n, p)).toBeGreaterThanOrEqual(q * (1 - 64 * Number.EPSILON));
        expect(binomialCdf(k - 1, n, p)).toBeLessThan(q);
      }
  });
});
