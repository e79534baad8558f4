import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  auroc,
  aurocByMembers,
  averagePrecision,
  binaryEntropy,
  bootstrapAurc,
  bootstrapDetection,
  bootstrapMetrics,
  distanceFromCertainty,
  fprAt95Tpr,
  meanEntropy,
  meanProbability,
  mostSubsets,
  mutualInformation,
  predictiveVariance,
  riskCoverage,
  withoutRoundingNoise,
} from "../../src/statistics/index.js";

type Name = "variance" | "predictiveEntropy" | "meanEntropy" | "mutualInformation" | "maximumProbability";
interface Golden {
  name: string;
  members: number[][];
  out: number[];
  fracture: number[];
  wrong: number[];
  scores: Record<Name, number[]>;
  detection: Record<Name, { auroc: number; auprOut: number; auprIn: number; fprAt95Tpr: number }>;
  byMembers: { members: number; subsets: number; mean: number; min: number; max: number }[];
  risk: Record<Name, number[]>;
  aurc: Record<Name, number>;
  oracle: number;
}
const sets = JSON.parse(
  readFileSync(join(import.meta.dirname, "golden/uncertainty/uncertainty.json"), "utf8"),
) as Golden[];

const membersOf = ({ members }: Golden) => members.map((one) => Float64Array.from(one));
function scoresOf(set: Golden): Record<Name, Float64Array> {
  const members = membersOf(set);
  const mean = meanProbability(members);
  return {
    variance: predictiveVariance(members),
    predictiveEntropy: binaryEntropy(mean),
    meanEntropy: meanEntropy(members),
    mutualInformation: mutualInformation(members),
    maximumProbability: distanceFromCertainty(mean),
  };
}
const negated = (values: Float64Array) => values.map((value) => -value);
const turned = (labels: Uint8Array) => labels.map((label) => 1 - label);
/** Where rounding alone decides ties, the programs may differ in them. */
const untied = (set: Golden, name: Name) =>
  set.name !== "ties" || !["meanEntropy", "mutualInformation"].includes(name);

describe.each(sets)("$name, as numpy, mpmath and scikit-learn have it", (set) => {
  const out = Uint8Array.from(set.out);
  const wrong = Uint8Array.from(set.wrong);
  const scores = scoresOf(set);
  const names = Object.keys(scores) as Name[];

  it.each(names)("%s", (name) => {
    set.scores[name].forEach((value, i) => {
      expect(Math.abs(scores[name][i] - value)).toBeLessThan(1e-15);
    });
    if (!untied(set, name)) return;
    const expected = set.detection[name];
    expect(auroc(scores[name], out).value).toBeCloseTo(expected.auroc, 12);
    expect(averagePrecision(scores[name], out).value).toBeCloseTo(expected.auprOut, 12);
    expect(averagePrecision(negated(scores[name]), turned(out)).value).toBeCloseTo(expected.auprIn, 12);
    expect(fprAt95Tpr(scores[name], out).value).toBeCloseTo(expected.fprAt95Tpr, 12);
  });

  it("the AUROC over every subset of members", () => {
    const found = aurocByMembers(membersOf(set), out, 1);
    expect(found.length).toBe(set.byMembers.length);
    found.forEach(({ possible, ...own }, i) => {
      const { mean, min, max, ...counts } = set.byMembers[i];
      expect(own).toMatchObject(counts);
      expect(possible).toBe(counts.subsets);
      expect(own.mean).toBeCloseTo(mean, 12);
      expect(own.min).toBeCloseTo(min, 12);
      expect(own.max).toBeCloseTo(max, 12);
    });
  });

  it("risk and coverage", () => {
    for (const name of names.filter((one) => untied(set, one))) {
      const found = riskCoverage(scores[name], wrong)!;
      set.risk[name].forEach((value, k) => {
        expect(found.risk[k]).toBeCloseTo(value, 12);
      });
      expect(found.area).toBeCloseTo(set.aurc[name], 12);
      expect(found.oracle).toBeCloseTo(set.oracle, 12);
    }
  });
});

const nine = sets[0];
const out = Uint8Array.from(nine.out);
const { variance } = scoresOf(nine);

it("nine members have 502 subsets of two or more, and take less than a second", () => {
  const started = performance.now();
  const found = aurocByMembers(membersOf(nine), out, 1);
  expect(found.reduce((sum, { subsets }) => sum + subsets, 0)).toBe(502);
  expect(found.at(-1)!.mean).toBe(auroc(variance, out).value);
  expect(performance.now() - started).toBeLessThan(1000);
});

it("more members are sampled, distinct subsets, the same for the same seed", () => {
  const members = Array.from({ length: 12 }, (_, m) =>
    Float64Array.from(nine.members[m % 9], (p, i) => (m < 9 ? p : (p + nine.members[0][i]) / 2)),
  );
  const found = aurocByMembers(members, out, 7);
  expect(found.map(({ possible }) => possible)).toEqual([66, 220, 495, 792, 924, 792, 495, 220, 66, 12, 1]);
  expect(found.map(({ subsets }) => subsets)).toEqual(
    found.map(({ possible }) => Math.min(possible, mostSubsets)),
  );
  expect(aurocByMembers(members, out, 7)).toEqual(found);
  expect(aurocByMembers(members, out, 8)).not.toEqual(found);
});

describe("members that agree", () => {
  const agreeing = Array.from({ length: 9 }, () => Float64Array.from(nine.members[0]));
  it("leave variance and mutual information at exactly 0, and AUROC at ½", () => {
    expect([...predictiveVariance(agreeing)].every((value) => value === 0)).toBe(true);
    expect([...mutualInformation(agreeing)].every((value) => value === 0)).toBe(true);
    expect(meanProbability(agreeing)).toEqual(agreeing[0]);
    expect(aurocByMembers(agreeing, out, 1).every(({ min, max }) => min === 0.5 && max === 0.5)).toBe(true);
  });
  it("and those that nearly do keep their digits", () => {
    const close = [0.3, 0.3 + 1e-9].map((p) => Float64Array.of(p));
    const [own] = mutualInformation(close);
    // Second order: variance / (2 p (1 − p)).
    expect(own / (predictiveVariance(close)[0] / (2 * 0.3 * 0.7))).toBeCloseTo(1, 6);
  });
  it("0 and 1 have no entropy", () => {
    expect([...binaryEntropy(Float64Array.of(0, 1, 0.5))]).toEqual([0, 0, Math.LN2]);
    expect(mutualInformation([Float64Array.of(0), Float64Array.of(1)])[0]).toBeCloseTo(Math.LN2, 15);
  });
});

describe("intervals", () => {
  const how = { iterations: 2000, seed: 5, level: 0.95 };
  const labels = out;

  it("of AUROC and AUPR are bootstrapMetrics' own, draw by draw", () => {
    const usual = bootstrapMetrics({ scores: variance, labels, threshold: 0, ...how, stream: "a" }).intervals;
    const [found] = bootstrapDetection({ scores: [variance], labels, ...how, stream: "a" });
    for (const bound of ["lower", "upper"] as const) {
      expect(found.auroc.interval![bound]).toBeCloseTo(usual.auroc.interval![bound], 12);
      expect(found.auprOut.interval![bound]).toBeCloseTo(usual.aupr.interval![bound], 12);
    }
  });

  it("with patients likewise", () => {
    const clusters = Int32Array.from(labels, (_, i) => i >> 1);
    const request = { labels, ...how, stream: "b", clusters };
    const usual = bootstrapMetrics({ scores: variance, threshold: 0, ...request }).intervals;
    const [found] = bootstrapDetection({ scores: [variance], ...request });
    expect(found.auroc.interval!.lower).toBeCloseTo(usual.auroc.interval!.lower, 12);
    expect(found.auprOut.interval!.upper).toBeCloseTo(usual.aupr.interval!.upper, 12);
    expect(found.auroc.interval!.method).toMatch(/patient/);
  });

  it("hold their estimates; the negatives' AUPR is the positives' of the scores turned round", () => {
    const [found] = bootstrapDetection({ scores: [variance], labels, ...how });
    const estimates = nine.detection.variance;
    for (const name of ["auroc", "auprOut", "auprIn", "fprAt95Tpr"] as const) {
      expect(found[name].interval!.lower).toBeLessThan(estimates[name]);
      expect(found[name].interval!.upper).toBeGreaterThan(estimates[name]);
    }
    const [back] = bootstrapDetection({ scores: [negated(variance)], labels: turned(labels), ...how });
    // Other draws: the classes change places.
    expect(Math.abs(back.auprOut.interval!.lower - found.auprIn.interval!.lower)).toBeLessThan(0.02);
    expect(Math.abs(back.auprOut.interval!.upper - found.auprIn.interval!.upper)).toBeLessThan(0.02);
  });

  it("of the area under the risk–coverage curve", () => {
    const wrong = Uint8Array.from(nine.wrong);
    const fracture = Uint8Array.from(nine.fracture);
    const { interval } = bootstrapAurc({ uncertainty: variance, wrong, labels: fracture, ...how });
    expect(interval!.lower).toBeLessThan(nine.aurc.variance);
    expect(interval!.upper).toBeGreaterThan(nine.aurc.variance);
    // A score that says nothing has the error rate itself, in every resample.
    const none = new Float64Array(wrong.length);
    const flat = bootstrapAurc({ uncertainty: none, wrong, labels: fracture, ...how, stream: "c" }).interval!;
    const rate = bootstrapMetrics({
      scores: Float64Array.from(fracture, (label, i) => ((label === 1) === (wrong[i] === 0) ? 1 : 0)),
      labels: fracture,
      threshold: 0.5,
      ...how,
      stream: "c",
    }).intervals.accuracy.interval!;
    expect(Math.abs(1 - flat.upper - rate.lower)).toBeLessThan(0.01);
    expect(Math.abs(1 - flat.lower - rate.upper)).toBeLessThan(0.01);
  });
});

it("a resample's area is that of the cases drawn, ties too", () => {
  // Every replicate of a bootstrap of one case of each kind is the same resample: the data themselves.
  for (const [uncertainty, wrong] of [
    [
      [0.1, 0.7],
      [1, 0],
    ],
    [
      [0.7, 0.1],
      [1, 0],
    ],
    [
      [0.4, 0.4],
      [1, 0],
    ],
    [
      [0.4, 0.4],
      [1, 1],
    ],
  ]) {
    const values = Float64Array.from(uncertainty);
    const errors = Uint8Array.from(wrong);
    const labels = Uint8Array.of(0, 1);
    const { interval } = bootstrapAurc({
      uncertainty: values,
      wrong: errors,
      labels,
      iterations: 100,
      seed: 1,
    });
    const { area } = riskCoverage(values, errors)!;
    expect(interval!.lower).toBeCloseTo(area, 14);
    expect(interval!.upper).toBeCloseTo(area, 14);
  }
});

it("whole patients drawn twice count twice", () => {
  // One patient of each kind with several cases: again every resample is the data themselves.
  const uncertainty = Float64Array.of(0.1, 0.2, 0.2, 0.3, 0.5, 0.5, 0.5, 0.9);
  const wrong = Uint8Array.of(0, 1, 0, 0, 1, 0, 1, 1);
  const labels = Uint8Array.of(0, 0, 1, 1, 0, 1, 0, 1);
  const clusters = Int32Array.from(labels);
  const request = { uncertainty, wrong, labels, clusters, iterations: 50, seed: 1 };
  const { area } = riskCoverage(uncertainty, wrong)!;
  expect(bootstrapAurc(request).interval!.lower).toBeCloseTo(area, 14);
  expect(bootstrapAurc(request).interval!.upper).toBeCloseTo(area, 14);
});

it("no cases, no curve", () => {
  expect(riskCoverage(new Float64Array(0), new Uint8Array(0))).toBeNull();
});

describe("rounding noise", () => {
  const tied = Float64Array.of(0.7 - 0.5, 0.5 - 0.3, 1 - 0.8, 0.2);
  it("makes doubles of what ties on paper, which are the same without it", () => {
    expect(new Set(tied).size).toBeGreaterThan(1);
    expect(new Set(withoutRoundingNoise(tied)).size).toBe(1);
  });
  it("is far below anything else: values move by less than 4e-12 of themselves, and 0 not at all", () => {
    for (const value of [1e-300, 3e-17, 0.1, 0.25, Math.LN2, -0.3])
      expect(Math.abs(withoutRoundingNoise(Float64Array.of(value))[0] / value - 1)).toBeLessThan(4e-12);
    expect(withoutRoundingNoise(Float64Array.of(0))[0]).toBe(0);
    const [a, b] = withoutRoundingNoise(Float64Array.of(0.3, 0.3 * (1 + 1e-11)));
    expect(b).toBeGreaterThan(a);
  });
  it("does not part members that differ by the same amount", () => {
    const members = [Float64Array.of(0.7, 0.5, 0.9, 0.6), Float64Array.of(0.5, 0.3, 0.4, 0.1)];
    // Two pairs 0.2 apart, two 0.5 apart; positives and negatives have one of each: nothing to tell them by.
    expect(aurocByMembers(members, Uint8Array.of(1, 0, 1, 0), 1)[0].mean).toBe(0.5);
    expect(aurocByMembers(members, Uint8Array.of(0, 1, 0, 1), 1)[0].mean).toBe(0.5);
  });
});
