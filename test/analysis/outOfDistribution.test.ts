import { describe, expect, it } from "vitest";
import { oodWarnings, outOfDistribution } from "../../src/analysis/outOfDistribution.js";
import { oodSchema } from "../../src/results/schema/uncertainty.js";
import { type MadeEnsemble, madeEnsemble } from "./ensembleCohort.js";

const paper: MadeEnsemble = {
  general: [129, 78],
  hard: [20, 85],
  members: 9,
  spread: { general: 0.5, hard: 0.5 },
  seed: 1,
};
const analysed = (change: Partial<MadeEnsemble> = {}) =>
  oodSchema.parse(outOfDistribution(madeEnsemble({ ...paper, ...change }), 0.5));

describe("members that disagree on the hard cases", () => {
  const found = analysed({ spread: { general: 0.2, hard: 1.5 } });
  it("are found, by every score of disagreement", () => {
    expect(found.verdict).toEqual({ score: "variance", outcome: "yes", because: "better" });
    for (const name of ["variance", "mutualInformation"]) {
      const { auroc, withinPositives, withinNegatives, fprAt95Tpr } = found.scores[name];
      for (const one of [auroc, withinPositives!, withinNegatives!]) {
        expect(one.value).toBeGreaterThan(0.9);
        expect(one.exactCi!.lower).toBeGreaterThan(0.5);
        expect(one.ci!.iterations).toBe(500);
      }
      expect(fprAt95Tpr.value).toBeLessThan(0.5);
    }
  });
  it("more surely the more members there are", () => {
    const means = found.byMembers.map(({ auroc }) => auroc.mean);
    expect(means).toEqual([...means].sort((a, b) => a - b));
    expect(found.byMembers.map(({ subsets }) => subsets)).toEqual([36, 84, 126, 126, 84, 36, 9, 1]);
    expect(found.byMembers.at(-1)!.auroc.mean).toBe(found.scores.variance.auroc.value);
    for (const { auroc } of found.byMembers) {
      expect(auroc.min).toBeLessThanOrEqual(auroc.mean);
      expect(auroc.max).toBeGreaterThanOrEqual(auroc.mean);
    }
  });
  it("each stratum's histogram holds its cases", () => {
    for (const { edges, strata } of found.histograms!) {
      expect(edges).toHaveLength(21);
      const sums = strata.map(({ counts }) => counts.reduce((sum, count) => sum + count, 0));
      expect(sums).toEqual([207, 105]);
    }
  });
  it("turned round, it is no: they agree more on the hard ones", () => {
    const turned = analysed({ spread: { general: 1.5, hard: 0.2 } });
    expect(turned.verdict).toMatchObject({ outcome: "no", because: "lower" });
    expect(turned.scores.variance.auroc.value).toBeLessThan(0.5);
  });
});

describe("members that are identical", () => {
  const found = analysed({ spread: { general: 0, hard: 0 } });
  it("have variance 0 throughout: AUROC one half, and no", () => {
    expect(found.scores.variance.auroc.value).toBe(0.5);
    expect(found.scores.mutualInformation.auroc.value).toBe(0.5);
    expect(found.byMembers.every(({ auroc }) => auroc.mean === 0.5)).toBe(true);
    expect(found.verdict).toEqual({ score: "variance", outcome: "no", because: "no-variation" });
    const { counts } = found.histograms!.find(({ score }) => score === "variance")!.strata[0];
    expect(counts[0]).toBe(207);
  });
});

it("a model less sure of one class is not taken for one that knows hard cases", () => {
  // Fractures are uncertain, other cases are not, in both strata alike; the strata differ in prevalence.
  const input = madeEnsemble({ ...paper, general: [20, 187], hard: [85, 20], seed: 4 });
  const members = input.scores.members.map((member) =>
    member.map((p, i) => (input.cohort.cases[i].label === 1 ? p : 0.02 + (p - 0.02) * 0.01)),
  );
  const found = outOfDistribution({ ...input, scores: { ...input.scores, members } }, 0.5)!;
  expect(found.scores.variance.auroc.exactCi!.lower).toBeGreaterThan(0.5);
  expect(found.verdict).toMatchObject({ outcome: "not-shown", because: "class-mix" });
});

it("few cases show nothing", () => {
  const found = analysed({ general: [12, 12], hard: [4, 4], spread: { general: 0.2, hard: 1.5 } });
  expect(found.verdict).toMatchObject({ outcome: "not-shown", because: "too-few" });
});

describe("error detection", () => {
  it("is by stratum, positive where the decision is wrong", () => {
    const found = analysed({ skill: { general: 2, hard: 0.3 } });
    expect(found.errorDetection!.map(({ stratum }) => stratum)).toEqual(["general", "hard", "merged"]);
    for (const { scores, errors, cases } of found.errorDetection!) {
      expect(errors).toBeGreaterThan(0);
      expect(errors).toBeLessThan(cases);
      // Errors lie near the threshold.
      expect(scores.maximumProbability.value).toBeGreaterThan(0.5);
    }
    const [general, hard, merged] = found.errorDetection!;
    expect(general.errors + hard.errors).toBe(merged.errors);
  });
  it("has a reason where every decision is right", () => {
    const found = analysed({ skill: { general: 9, hard: 9 } });
    expect(found.errorDetection![0].scores.variance).toMatchObject({
      value: null,
      status: "one-class",
      reason: "no wrong decision",
    });
  });
});

describe("temperatures", () => {
  it("are said to be missing", () => {
    const found = analysed();
    expect(found.temperature).toBe("not declared");
    expect(found.tempered).toBeUndefined();
  });
  it("give the same figures once more; temperature 1 the very same", () => {
    const same = analysed({ tempered: 1 });
    expect(same.temperature).toBe("declared");
    expect(same.tempered!.scores.variance.auroc.value).toBeCloseTo(same.scores.variance.auroc.value!, 12);
    expect(same.tempered!.byMembers).toHaveLength(8);
    const other = analysed({ tempered: 4 });
    expect(other.tempered!.scores.variance.auroc.value).not.toBe(other.scores.variance.auroc.value);
    expect(other.scores).toEqual(same.scores);
  });
});

describe("without members", () => {
  const whole = madeEnsemble(paper);
  const input = { ...whole, scores: { ...whole.scores, members: [] } };
  it("the probability alone is measured, and it is said what is missing", () => {
    const found = oodSchema.parse(outOfDistribution(input, 0.5));
    expect(found.members).toBe(0);
    expect(Object.keys(found.scores)).toEqual(["predictiveEntropy", "maximumProbability"]);
    expect(found.scores.predictiveEntropy.auroc).toEqual(found.scores.maximumProbability.auroc);
    expect(found.byMembers).toEqual([]);
    expect(oodWarnings(input)[0]).toMatch(/no ensemble of two members or more.*ood\.ensemble/);
    expect(oodWarnings(whole)).toEqual([]);
  });
  it("without `ood` there is nothing", () => {
    const strata = { ...input.strata, ood: undefined };
    expect(outOfDistribution({ ...whole, strata }, 0.5)).toBeNull();
    expect(oodWarnings({ ...input, strata })).toEqual([]);
  });
});

it("a case in both counts for neither, and is counted", () => {
  const input = madeEnsemble(paper);
  const cases = input.cohort.cases.map((one, i) => (i < 3 ? { ...one, member: [true, true] } : one));
  const overlapping = { ...input, cohort: { ...input.cohort, cases } };
  expect(outOfDistribution(overlapping, 0.5)!.cases).toEqual({ in: 204, out: 105, both: 3 });
  expect(oodWarnings(overlapping)).toEqual([
    "3 cases are both in `ood.in` and in `ood.out` and count for neither there.",
  ]);
});

describe("a single member", () => {
  const input = madeEnsemble({ ...paper, members: 1 });
  it("is no ensemble: the probability alone is asked, and a warning says so", () => {
    const found = oodSchema.parse(outOfDistribution(input, 0.5));
    expect(found.members).toBe(0);
    expect(Object.keys(found.scores)).toEqual(["predictiveEntropy", "maximumProbability"]);
    expect(found.verdict.because).not.toBe("no-variation");
    expect(oodWarnings(input)).toEqual([expect.stringMatching(/no ensemble of two members or more/)]);
  });
});
