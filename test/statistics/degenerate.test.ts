import { describe, expect, it } from "vitest";
import {
  agreementTable,
  aurocInterval,
  bootstrapMetrics,
  clopperPearson,
  cohenKappa,
  decisionCurve,
  delong,
  delongInterval,
  effectiveSize,
  firthRegression,
  logisticOrFirth,
  logisticRegression,
  mcnemarExact,
  obuchowski,
  pairedAurocDifference,
  predictiveValuesAt,
  unpairedAurocDifference,
  wilson,
} from "../../src/statistics/index.js";
import { EVERY_METRIC } from "./everyMetric.js";

const DATA = {
  none: { scores: new Float64Array(0), labels: new Uint8Array(0) },
  onlyPositives: { scores: Float64Array.of(0.2, 0.7, 0.9), labels: Uint8Array.of(1, 1, 1) },
  onlyNegatives: { scores: Float64Array.of(0.2, 0.7, 0.9), labels: Uint8Array.of(0, 0, 0) },
  onePositive: { scores: Float64Array.of(0.2, 0.7, 0.6, 0.1), labels: Uint8Array.of(0, 0, 1, 0) },
  constant: { scores: new Float64Array(6).fill(0.4), labels: Uint8Array.of(0, 1, 0, 1, 0, 1) },
  separated: { scores: Float64Array.of(0.1, 0.2, 0.3, 0.8, 0.9), labels: Uint8Array.of(0, 0, 0, 1, 1) },
  calledNegative: { scores: Float64Array.of(0.1, 0.2, 0.3, 0.4), labels: Uint8Array.of(0, 1, 0, 1) },
};
const ALWAYS_MISSING_IN_ONE_CLASS = [
  "auroc",
  "youden",
  "balancedAccuracy",
  "mcc",
  "fprAt95Tpr",
  "calibrationSlope",
];

describe("degenerate data", () => {
  it("without cases every metric is missing, `too-few`, with a reason", () => {
    for (const [name, { compute }] of Object.entries(EVERY_METRIC))
      expect(compute(DATA.none.scores, DATA.none.labels), name).toEqual({
        value: null,
        status: "too-few",
        reason: "no cases",
      });
  });

  it.each([
    "onlyPositives",
    "onlyNegatives",
  ] as const)("%s: metrics of two classes are `one-class`", (key) => {
    for (const name of ALWAYS_MISSING_IN_ONE_CLASS) {
      const { value, status, reason } = EVERY_METRIC[name].compute(DATA[key].scores, DATA[key].labels);
      expect([value, status], name).toEqual([null, "one-class"]);
      expect(reason).toBe(key === "onlyPositives" ? "no negative cases" : "no positive cases");
    }
  });

  it("all called negative: precision and MCC are undefined, F1 is 0", () => {
    const { scores, labels } = DATA.calledNegative;
    expect(EVERY_METRIC.precision.compute(scores, labels)).toEqual({
      value: null,
      status: "undefined",
      reason: "no case is called positive",
    });
    expect(EVERY_METRIC.mcc.compute(scores, labels)).toMatchObject({ value: null, status: "undefined" });
    expect(EVERY_METRIC.f1.compute(scores, labels).value).toBe(0);
  });

  it("constant scores: AUROC ½ with no spread; slope and Hosmer–Lemeshow undefined", () => {
    const { scores, labels } = DATA.constant;
    expect(EVERY_METRIC.auroc.compute(scores, labels)).toEqual({ value: 0.5, status: "ok" });
    expect(delong(scores, labels).variance).toBe(0);
    expect(EVERY_METRIC.calibrationSlope.compute(scores, labels)).toMatchObject({
      value: null,
      status: "undefined",
    });
    expect(EVERY_METRIC.hosmerLemeshow.compute(scores, labels)).toMatchObject({
      value: null,
      status: "undefined",
    });
    expect(pairedAurocDifference(scores, scores, labels)).toMatchObject({ p: null, ci: null });
  });

  it("AUROC 1 and 0: status `boundary`, and a bound that is not [1, 1]", () => {
    const { scores, labels } = DATA.separated;
    const flipped = scores.map((s) => -s);
    expect(EVERY_METRIC.auroc.compute(scores, labels)).toMatchObject({ value: 1, status: "boundary" });
    expect(EVERY_METRIC.auroc.compute(flipped, labels)).toMatchObject({ value: 0, status: "boundary" });
    // Two disjoint pairs: the lower bound of 2 out of 2.
    const { lower, upper } = clopperPearson(2, 2).interval!;
    expect(aurocInterval(scores, labels).interval).toMatchObject({ lower: expect.closeTo(lower, 14), upper });
    expect(aurocInterval(flipped, labels).interval).toMatchObject({
      lower: 0,
      upper: expect.closeTo(1 - lower, 14),
    });
    expect(delongInterval(scores, labels).interval).toBeNull();
    expect(
      bootstrapMetrics({ scores, labels, threshold: 0.5, iterations: 50, seed: 1 }).intervals.auroc.interval,
    ).toMatchObject({ lower: 1, upper: 1 });
  });

  it("with clusters the boundary counts independent patients, not images", () => {
    const { scores, labels } = DATA.separated;
    const clusters = Int32Array.of(0, 0, 0, 1, 1);
    const { lower, upper } = clopperPearson(1, 1).interval!;
    expect(aurocInterval(scores, labels, 0.95, clusters).interval).toMatchObject({
      lower: expect.closeTo(lower, 14),
      upper,
    });
  });

  it("a difference with an AUROC at the boundary has the width that the boundary's bound gives it", () => {
    const other = {
      scores: Float64Array.of(0.1, 0.5, 0.2, 0.4, 0.3, 0.7),
      labels: Uint8Array.of(0, 0, 0, 1, 1, 1),
    };
    const { difference, ci } = unpairedAurocDifference(DATA.separated, other);
    const [one, two] = [DATA.separated, other].map(
      ({ scores, labels }) => aurocInterval(scores, labels).interval!,
    );
    const second = 1 - difference.value!;
    expect(ci!.method).toContain("MOVER");
    expect(ci!.lower).toBeCloseTo(difference.value! - Math.hypot(1 - one.lower, two.upper - second), 14);
    expect(ci!.upper).toBeCloseTo(difference.value! + (second - two.lower), 14);
    // Both at the boundary: no test, but an interval.
    const both = unpairedAurocDifference(DATA.separated, DATA.separated);
    expect(both).toMatchObject({ difference: { value: 0 }, p: null });
    expect(both.ci!.upper - both.ci!.lower).toBeGreaterThan(1);
  });

  it("a single patient with perfectly ranked images gives no bound", () => {
    const { scores, labels } = DATA.separated;
    expect(aurocInterval(scores, labels, 0.95, new Int32Array(5))).toEqual({
      interval: null,
      reason: "only one patient",
    });
  });

  it("one positive: no DeLong variance, and the reason says so", () => {
    const { scores, labels } = DATA.onePositive;
    expect(delong(scores, labels)).toMatchObject({ variance: null, reason: "only one positive case" });
    expect(aurocInterval(scores, labels)).toEqual({ interval: null, reason: "only one positive case" });
    expect(pairedAurocDifference(scores, scores, labels)).toMatchObject({
      p: null,
      ci: null,
      statistic: null,
    });
    expect(unpairedAurocDifference(DATA.onePositive, DATA.constant).p).toBeNull();
    expect(obuchowski(scores, labels, Int32Array.of(1, 2, 3, 4)).variance).toBeNull();
  });

  it("the bootstrap of every degenerate set gives intervals or reasons, never NaN", () => {
    for (const data of Object.values(DATA))
      for (const interval of ["percentile", "bca"] as const) {
        const result = bootstrapMetrics({
          ...data,
          threshold: 0.5,
          iterations: 200,
          seed: 1,
          interval,
          bandPoints: 5,
        });
        for (const { interval: bounds, reason } of Object.values(result.intervals)) {
          if (bounds === null) expect(reason).toBeTruthy();
          else expect(bounds.lower).toBeLessThanOrEqual(bounds.upper);
        }
      }
  });

  it("proportions, kappa, McNemar, decision curve and predictive values", () => {
    expect(clopperPearson(0, 0)).toEqual({ interval: null, reason: "no cases" });
    expect(wilson(0, 0)).toEqual({ interval: null, reason: "no cases" });
    expect(wilson(0, 3).interval!.lower).toBe(0);
    expect(wilson(3, 3).interval!.upper).toBe(1);
    expect(
      cohenKappa([
        [0, 0],
        [0, 0],
      ]).kappa,
    ).toMatchObject({ value: null, status: "too-few" });
    expect(
      cohenKappa([
        [5, 0],
        [0, 0],
      ]).kappa,
    ).toMatchObject({ value: null, status: "undefined" });
    expect(
      cohenKappa([
        [5, 0],
        [0, 4],
      ]),
    ).toMatchObject({ kappa: { value: 1 }, ci: null });
    expect(mcnemarExact(0, 0).p).toBe(1);
    expect(decisionCurve(DATA.none.scores, DATA.none.labels, [0.5])[0].netBenefit).toBeNull();
    expect(predictiveValuesAt(null, 0.9, 0.1).ppv).toMatchObject({ value: null, status: "one-class" });
    expect(predictiveValuesAt(0, 1, 0.1).ppv).toMatchObject({ value: null, status: "undefined" });
    expect(predictiveValuesAt(0.9, 0.8, 0.1).ppv.value).toBeCloseTo(0.09 / (0.09 + 0.18), 14);
    expect(predictiveValuesAt(0.9, 0.8, 0.1).npv.value).toBeCloseTo(0.72 / (0.72 + 0.01), 14);
  });

  it("regressions say why there is no fit", () => {
    const x = Float64Array.of(1, 2, 3, 4, 5, 6);
    const labels = Uint8Array.of(0, 1, 0, 1, 0, 1);
    const regress = (terms: Record<string, ArrayLike<number>>, y = labels) =>
      logisticRegression({
        terms: Object.entries(terms).map(([name, values]) => ({ name, values: Float64Array.from(values) })),
        labels: y,
      });
    expect(regress({ x }, new Uint8Array(6))).toMatchObject({
      status: "one-class",
      reason: "no positive cases",
    });
    expect(regress({ x: new Float64Array(6) })).toMatchObject({
      status: "undefined",
      reason: "x does not vary",
    });
    expect(regress({ x, twice: x.map((v) => 2 * v + 1) })).toMatchObject({
      status: "undefined",
      reason: "linearly dependent terms: intercept, x, twice",
    });
    expect(regress({ x, near: x.map((v, i) => v + 0.001 * (i % 3)) }).warnings[0]).toContain(
      "condition number",
    );
    const empty = { terms: [{ name: "x", values: new Float64Array(0) }], labels: new Uint8Array(0) };
    expect(logisticRegression(empty)).toMatchObject({ status: "too-few", terms: [] });
    expect(firthRegression(empty)).toMatchObject({ status: "too-few", terms: [] });
    const apart = { terms: [{ name: "x", values: x }], labels: Uint8Array.of(0, 0, 0, 1, 1, 1) };
    expect(logisticRegression(apart)).toMatchObject({
      status: "undefined",
      separation: "complete",
      terms: [],
    });
    expect(logisticOrFirth(apart)).toMatchObject({ status: "ok", method: "firth", separation: "complete" });
    expect(logisticOrFirth({ ...apart, labels }).method).toBe("logit");
  });

  it("arrays that don't fit together are refused in one line", () => {
    const { compute } = EVERY_METRIC.auroc;
    expect(() => compute(Float64Array.of(1), new Uint8Array(2))).toThrow("labels has length 2, expected 1");
    expect(() => compute(Float64Array.of(Number.NaN), Uint8Array.of(1))).toThrow("score 0 is NaN");
    expect(() => compute(Float64Array.of(1), Uint8Array.of(2))).toThrow("label 0 is 2, not 0 or 1");
    expect(() => EVERY_METRIC.brier.compute(Float64Array.of(1.5), Uint8Array.of(1))).toThrow(
      "not a probability",
    );
    expect(() => agreementTable([0, 3], [0, 1], 3)).toThrow("case 1: categories 3 and 1 are not in 0 … 2");
    expect(() => clopperPearson(3, 2)).toThrow("3 of 2 is not a proportion");
    expect(effectiveSize(Uint8Array.of(1, 0, 1), Int32Array.of(1, 2, 3))).toBe(3);
  });
});
