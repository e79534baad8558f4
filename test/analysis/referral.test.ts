import { describe, expect, it } from "vitest";
import { referral } from "../../src/analysis/referral.js";
import { referredAt } from "../../src/analysis/referredAt.js";
import { referralSchema } from "../../src/results/schema/uncertainty.js";
import { clopperPearson } from "../../src/statistics/index.js";
import { madeEnsemble } from "./ensembleCohort.js";

const made = {
  general: [129, 78],
  hard: [20, 85],
  members: 9,
  spread: { general: 0.5, hard: 1 },
  skill: { general: 2.5, hard: 0.5 },
  seed: 11,
} as const;
const input = madeEnsemble(made);
const found = referralSchema.parse(referral(input, 0.5));
const { cases } = input.cohort;

/** The same by hand: everyone sorted, the first taken. */
function byHand(uncertainty: (i: number) => number, percent: number, stratum: number | null) {
  const order = cases.map((_, i) => i).sort((a, b) => uncertainty(b) - uncertainty(a));
  const taken = new Set(order.slice(0, Math.floor((percent * cases.length) / 100)));
  const own = order.filter((i) => stratum === null || cases[i].member[stratum]);
  const call = (i: number) => (input.scores.cases[i] >= 0.5 ? 1 : 0);
  const wrong = own.filter((i) => call(i) !== cases[i].label);
  const kept = own.filter((i) => !taken.has(i));
  const of = (label: number) => kept.filter((i) => cases[i].label === label);
  const right = (list: number[]) => list.filter((i) => call(i) === cases[i].label).length;
  return {
    referred: own.length - kept.length,
    errors: wrong.length,
    caught: [wrong.filter((i) => taken.has(i)).length, wrong.length] as const,
    sensitivity: [right(of(1)), of(1).length] as const,
    specificity: [right(of(0)), of(0).length] as const,
  };
}

describe("referral rates", () => {
  it("are 5 to 50 %, by variance, entropy and margin, for each stratum and all", () => {
    expect(found.rates).toHaveLength(30);
    expect([...new Set(found.rates.map(({ score }) => score))]).toEqual([
      "variance",
      "predictiveEntropy",
      "margin",
    ]);
    for (const { strata } of found.rates)
      expect(strata.map(({ stratum }) => stratum)).toEqual(["general", "hard", "merged"]);
  });

  it("equal what is counted by hand, with Clopper and Pearson's intervals", () => {
    for (const { rate, strata } of found.rates.filter(({ score }) => score === "margin"))
      strata.forEach((one, s) => {
        const expected = byHand(
          (i) => -Math.abs(input.scores.cases[i] - 0.5),
          Math.round(rate * 100),
          s === 2 ? null : s,
        );
        expect(one.referred).toBe(expected.referred);
        expect(one.errors).toBe(expected.errors);
        for (const name of ["caught", "sensitivity", "specificity"] as const) {
          const [successes, trials] = expected[name];
          expect(one[name].value).toBe(trials === 0 ? null : successes / trials);
          expect(one[name].exactCi).toEqual(clopperPearson(successes, trials, 0.95).interval);
        }
      });
  });

  it("more referral catches more errors", () => {
    for (const score of ["variance", "margin"]) {
      const caught = found.rates
        .filter((one) => one.score === score)
        .map(({ strata }) => strata[2].caught.value!);
      expect(caught).toEqual([...caught].sort((a, b) => a - b));
    }
  });
});

describe("curves", () => {
  it("end at the error rate, which is chance's area; the oracle's is below", () => {
    for (const { vertices, errors, cases: n, oracle, random, aurc } of found.curves) {
      expect(vertices.at(-1)).toEqual({ coverage: 1, risk: errors / n });
      expect(vertices.length).toBeLessThanOrEqual(200);
      expect(random).toBe(errors / n);
      expect(oracle!).toBeLessThanOrEqual(aurc.value!);
      expect(aurc.ci!.lower).toBeLessThanOrEqual(aurc.value!);
      expect(aurc.ci!.upper).toBeGreaterThanOrEqual(aurc.value!);
    }
  });
});

it("members that agree can't rank: nobody is referred, and the area is chance's", () => {
  const agreeing = referral(madeEnsemble({ ...made, spread: { general: 0, hard: 0 } }), 0.5);
  const [curve] = agreeing.curves.filter(
    ({ score, stratum }) => score === "variance" && stratum === "merged",
  );
  expect(curve.aurc.value).toBeCloseTo(curve.random!, 12);
  for (const { strata } of agreeing.rates.filter(({ score }) => score === "variance"))
    expect(strata.map(({ referred }) => referred)).toEqual([0, 0, 0]);
});

it("without members entropy and margin remain", () => {
  const { scores } = input;
  const alone = referral({ ...input, scores: { ...scores, members: [] } }, 0.5);
  expect(alone.members).toBe(0);
  expect([...new Set(alone.curves.map(({ score }) => score))]).toEqual(["predictiveEntropy", "margin"]);
});

it("undefined shares have a reason", () => {
  const right = referral(madeEnsemble({ ...made, skill: { general: 9, hard: 9 } }), 0.5);
  expect(right.rates[0].strata[0].caught).toMatchObject({
    value: null,
    reason: "no wrong decision to catch",
  });
});

it("cases that tie are referred together or not at all", () => {
  const uncertainty = Float64Array.of(3, 1, 2, 2, 2, 0, 0, 0, 0, 0);
  const counts = (percents: number[]) =>
    referredAt(uncertainty, percents).map((one) => one.reduce((sum, value) => sum + value, 0));
  expect(counts([5, 10, 20, 30, 40, 50, 60])).toEqual([0, 1, 1, 1, 4, 5, 5]);
  expect([...referredAt(uncertainty, [40])[0]]).toEqual([1, 0, 1, 1, 1, 0, 0, 0, 0, 0]);
});
