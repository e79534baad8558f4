import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  type IntervalOrReason,
  likelihoodRatios,
  predictiveIntervals,
  predictiveValuesAt,
} from "../../src/statistics/index.js";
import { expectClose, expectRelative, T } from "./agreement.js";

interface Expected {
  value: number | null;
  lower: number;
  upper: number;
}

const tables = JSON.parse(readFileSync(new URL("golden/diagnosticValue.json", import.meta.url), "utf8"));

function expectInterval({ interval }: IntervalOrReason, { lower, upper }: Expected, what: string) {
  expectClose(interval!.lower, lower, T, 1e-12, `${what} lower`);
  expectClose(interval!.upper, upper, T, 1e-12, `${what} upper`);
}

describe.each(
  tables.map((one: Record<string, number>) => [`${one.tp}/${one.fn}/${one.fp}/${one.tn}`, one]),
)("TP/FN/FP/TN %s", (_, { tp, fn, fp, tn, level, positive, negative, at }) => {
  const sensitivity = { value: tp / (tp + fn), trials: tp + fn };
  const specificity = { value: tn / (tn + fp), trials: tn + fp };
  const ratios = likelihoodRatios(sensitivity, specificity, level);

  it("likelihood ratios are statsmodels' log risk ratios, or SciPy's Clopper–Pearson bounds", () => {
    for (const [name, found, expected] of [
      ["LR+", ratios.positive, positive],
      ["LR−", ratios.negative, negative],
    ] as const) {
      if (expected.value === null) {
        expect(found.estimate).toMatchObject({ value: null, status: "undefined" });
        expect(found.interval.interval).toBeNull();
        expect(found.interval.reason).toMatch(/^no /);
      } else {
        expectClose(found.estimate.value, expected.value, T, 1e-15, name);
        expectInterval(found.interval, expected, name);
      }
    }
  });

  it("predictive values' intervals are the delta method's on the logit", () => {
    for (const { prevalence, ppv, npv } of at) {
      const values = predictiveValuesAt(sensitivity.value, specificity.value, prevalence);
      const intervals = predictiveIntervals(ratios, prevalence, level);
      for (const [name, expected] of [
        ["ppv", ppv],
        ["npv", npv],
      ] as const) {
        if (expected.value === null) {
          expect(values[name].value).toBeNull();
          expect(intervals[name].interval).toBeNull();
        } else {
          expectClose(values[name].value, expected.value, T, 1e-15, name);
          expectInterval(intervals[name], expected, `${name} at ${prevalence}`);
        }
      }
    }
  });
});

it("a missing class leaves nothing, with the reason", () => {
  const { positive, negative } = likelihoodRatios(null, { value: 0.9, trials: 10 });
  for (const ratio of [positive, negative])
    expect(ratio).toMatchObject({
      estimate: { value: null, status: "one-class", reason: "no positive cases" },
      interval: { interval: null, reason: "no positive cases" },
    });
  expect(predictiveIntervals({ positive, negative }, 0.1).ppv.interval).toBeNull();
});

it("half the trials widen the log interval by √2", () => {
  const width = (trials: number) => {
    const { positive } = likelihoodRatios({ value: 0.8, trials }, { value: 0.9, trials });
    return Math.log(positive.interval.interval!.upper / positive.interval.interval!.lower);
  };
  expectRelative(width(20.5) / width(41), Math.SQRT2, T);
});

it("refuses prevalences and levels that are none", () => {
  const ratios = likelihoodRatios({ value: 0.8, trials: 10 }, { value: 0.9, trials: 10 });
  expect(() => predictiveIntervals(ratios, 1)).toThrow(RangeError);
  expect(() => predictiveIntervals(ratios, 0)).toThrow(RangeError);
  expect(() => likelihoodRatios(null, null, 1)).toThrow(RangeError);
});
