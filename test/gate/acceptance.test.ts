import { describe, expect, it } from "vitest";
import { type DeclaredCriterion, judge, judgeAll, overall } from "../../src/gate/acceptance.js";
import { exitCode } from "../../src/gate/exitCode.js";
import type { Metric } from "../../src/results/schema/metric.js";
import type { StratumResult } from "../../src/results/schema/stratum.js";

const interval = (lower: number, upper: number) => ({ lower, upper, level: 0.95, method: "test" });

function stratum(auroc: Partial<Metric>, change: Partial<StratumResult> = {}): StratumResult {
  return {
    name: "hard",
    kind: "declared",
    cases: 105,
    positives: 20,
    negatives: 85,
    metrics: { auroc: { value: 0.9, status: "ok", ci: interval(0.84, 0.95), ...auroc } },
    ...change,
  } as unknown as StratumResult;
}

const criterion = (change: Partial<DeclaredCriterion> = {}): DeclaredCriterion => ({
  stratum: "hard",
  metric: "auroc",
  atLeast: 0.8,
  judge: "ci",
  minimum: 10,
  ...change,
});

describe("a criterion is judged on its whole interval", () => {
  it.each([
    [0.8, "pass"],
    [0.84, "pass"],
    [0.85, "inconclusive"],
    [0.95, "inconclusive"],
    [0.96, "fail"],
  ])("0.90 (0.84-0.95), at least %d: %s", (atLeast, outcome) => {
    expect(judge(criterion({ atLeast }), stratum({})).outcome).toBe(outcome);
  });

  it.each([
    [0.96, "pass"],
    [0.9, "inconclusive"],
    [0.83, "fail"],
  ])("at most %d: %s", (atMost, outcome) => {
    expect(judge(criterion({ atLeast: undefined, atMost }), stratum({})).outcome).toBe(outcome);
  });

  it("on the exact interval where there is one", () => {
    const judged = judge(criterion({ atLeast: 0.83 }), stratum({ exactCi: interval(0.79, 0.96) }));
    expect(judged).toMatchObject({ outcome: "inconclusive", ci: { lower: 0.79 } });
  });

  it("on the estimate where declared so", () => {
    expect(judge(criterion({ atLeast: 0.89, judge: "estimate" }), stratum({}))).toMatchObject({
      outcome: "pass",
      ci: null,
    });
    expect(judge(criterion({ atLeast: 0.91, judge: "estimate" }), stratum({})).outcome).toBe("fail");
  });
});

describe("what is too small or undefined is never a pass", () => {
  it.each(["ci", "estimate"] as const)("9 positives, judged on the %s", (by) => {
    const judged = judge(criterion({ judge: by }), stratum({}, { positives: 9 }));
    expect(judged.outcome).toBe("inconclusive");
    expect(judged.reason).toMatch(/9 positives/);
  });

  it("ten positives of two patients", () => {
    const judged = judge(
      criterion(),
      stratum({}, { positives: 10, positivePatients: 2, negativePatients: 80 }),
    );
    expect(judged.outcome).toBe("inconclusive");
    expect(judged.reason).toMatch(/2 patients with positives/);
  });

  it("an exact interval that can't be had, whatever the bootstrap's says", () => {
    const judged = judge(
      criterion({ atLeast: 0.3 }),
      stratum({ exactCi: null, exactCiReason: "one patient" }),
    );
    expect(judged.outcome).toBe("inconclusive");
    expect(judged.reason).toMatch(/one patient/);
  });

  it("an interval without width", () => {
    const judged = judge(criterion({ atLeast: 0.8 }), stratum({ value: 1, ci: interval(1, 1) }));
    expect(judged.outcome).toBe("inconclusive");
    expect(judged.reason).toMatch(/no width/);
  });

  it("but it can fail", () => {
    expect(judge(criterion({ atLeast: 0.99 }), stratum({}, { positives: 9 })).outcome).toBe("fail");
  });

  it("an undefined figure, or one without an interval, is inconclusive with the reason", () => {
    const undefinedFigure = stratum({
      value: null,
      status: "one-class",
      reason: "no positive cases",
      ci: null,
    });
    expect(judge(criterion(), undefinedFigure)).toMatchObject({ outcome: "inconclusive", value: null });
    expect(judge(criterion(), undefinedFigure).reason).toMatch(/no positive cases/);
    expect(judge(criterion(), stratum({ ci: null })).outcome).toBe("inconclusive");
  });
});

it('"*" is every declared stratum, never merged', () => {
  const strata = [
    stratum({}, { name: "a" }),
    stratum({}, { name: "b" }),
    stratum({}, { name: "merged", kind: "merged" }),
  ];
  expect(judgeAll([criterion({ stratum: "*" })], strata).map((one) => one.stratum)).toEqual(["a", "b"]);
  expect(judgeAll([criterion({ stratum: "merged" })], strata).map((one) => one.stratum)).toEqual(["merged"]);
});

it("fail outranks inconclusive outranks pass", () => {
  expect(overall([])).toBe("none");
  expect(overall(["pass", "pass"])).toBe("pass");
  expect(overall(["pass", "inconclusive"])).toBe("inconclusive");
  expect(overall(["inconclusive", "fail", "pass"])).toBe("fail");
});

it("exit codes are CONTRACT's", () => {
  expect((["none", "pass", "fail", "inconclusive"] as const).map((verdict) => exitCode(verdict))).toEqual([
    0, 0, 1, 3,
  ]);
  expect(exitCode("inconclusive", "warn")).toBe(0);
  expect(exitCode("inconclusive", "fail")).toBe(1);
  expect(exitCode("fail", "warn")).toBe(1);
});
