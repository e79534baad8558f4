import { describe, expect, it } from "vitest";
import { aurocChange } from "../../src/analysis/comparison/aurocChange.js";
import { callsChange } from "../../src/analysis/comparison/callsChange.js";
import { changesOf } from "../../src/analysis/comparison/changes.js";
import type { ComparedStratum } from "../../src/analysis/comparison/comparedStrata.js";
import { BootstrapThreads, RandomStream } from "../../src/statistics/index.js";
import { calls, drawn, gaussian, type Pair, share } from "./errorRates.js";

/** Three standard errors above 2.5 % in so many repetitions. */
const above = (repetitions: number) => 0.025 + 3 * Math.sqrt((0.025 * 0.975) / repetitions);

/** Both classes called rightly with these chances; the second model loses the same share of either. */
const bothClasses = (right: number, loss: number, gained: number): Pair => {
  const positive = calls(right, loss, gained);
  return (label, random) => {
    const [baseline, candidate] = positive(1, random);
    return label === 1 ? [baseline, candidate] : [-baseline, -candidate];
  };
};

/** As probabilities: right of 0.5 where the score is 1. */
const probabilities = (stratum: ComparedStratum): ComparedStratum => {
  const of = (scores: Float64Array) => scores.map((score) => (score > 0 ? 0.8 : 0.2));
  return { ...stratum, baseline: of(stratum.baseline), candidate: of(stratum.candidate) };
};

const repetitions = 1200;

describe("balanced accuracy, judged on the bootstrap: a loss at the margin passes in at most 2.5 % of draws", () => {
  for (const [positives, negatives] of [
    [20, 80],
    [50, 150],
  ] as const)
    it(`n ${positives}/${negatives}, margin 0.1`, async () => {
      const threads = new BootstrapThreads(1);
      const pair = bothClasses(0.9, 0.1, 0.03);
      let passed = 0;
      for (let i = 0; i < repetitions; i++) {
        const random = new RandomStream(20261123, `balanced${positives}`, i);
        const stratum = probabilities(drawn(pair, positives, negatives, random));
        const thresholds = { baseline: 0.5, candidate: 0.5 };
        const found = await changesOf(
          stratum,
          thresholds,
          { iterations: 200, seed: i, level: 0.95 },
          threads,
        );
        const { gain } = found.find(({ change }) => change.metric === "balancedAccuracy")!;
        if (gain !== null && gain.lower > -0.1) passed++;
      }
      await threads.close();
      expect(passed / repetitions).toBeLessThanOrEqual(above(repetitions));
    });
});

/** Patients of 2 or 3 cases of one label, whose cases lean alike. */
function byPatient(
  positives: number,
  negatives: number,
  loss: number,
  random: RandomStream,
): ComparedStratum {
  const rows: { label: 0 | 1; patient: number; baseline: number; candidate: number }[] = [];
  for (let patient = 0; patient < positives + negatives; patient++) {
    const label = patient < positives ? 1 : 0;
    const cases = random.uniform() < 0.5 ? 2 : 3;
    // What happens to a patient happens to most of the patient's cases.
    const own = random.uniform();
    const shared = gaussian(random);
    for (let k = 0; k < cases; k++) {
      const u = random.uniform() < 0.7 ? own : random.uniform();
      const lost = u < 0.03 + loss;
      const gained = u > 0.97;
      const score = 1.2 + 0.3 * Math.abs(shared) + 0.1 * Math.abs(gaussian(random));
      rows.push({
        ...{ label, patient },
        baseline: label === 0 ? -score : gained ? -score : score,
        candidate: label === 0 ? -score : lost ? -score : score,
      });
    }
  }
  const of = (want: 0 | 1) => rows.filter(({ label }) => label === want).length;
  return {
    result: {
      ...{ name: "s", kind: "declared", cases: rows.length, positives: of(1), negatives: of(0) },
      ...{ positivePatients: positives, negativePatients: negatives },
      ...{ identical: false, newlyWrong: 0, newlyRight: 0 },
    },
    labels: Uint8Array.from(rows, ({ label }) => label),
    baseline: Float64Array.from(rows, ({ baseline }) => baseline),
    candidate: Float64Array.from(rows, ({ candidate }) => candidate),
    clusters: Int32Array.from(rows, ({ patient }) => patient),
  };
}

describe("patients of two or three cases: a loss of sensitivity at the margin passes in at most 2.5 % of draws", () => {
  const many = 4000;
  for (const patients of [20, 50, 100])
    it(`${patients} patients with a fracture`, () => {
      const passed = share(many, `patients${patients}`, (random) => {
        const stratum = byPatient(patients, 20, 0.1, random);
        const { judged } = callsChange("sensitivity", stratum, { baseline: 0, candidate: 0 }, 0.95);
        return judged!.interval.lower > -0.1;
      });
      expect(passed).toBeLessThanOrEqual(above(many));
    });
});

describe("patients of two or three cases: a loss of AUROC at the margin passes in at most 2.5 % of draws", () => {
  const many = 2000;
  for (const patients of [20, 50])
    it(`${patients} patients with a fracture, ranked at random from then on`, () => {
      const loss = 0.1;
      const passed = share(many, `ranked${patients}`, (random) => {
        const stratum = rankedByPatient(patients, 2 * patients, loss, random);
        return aurocChange(stratum, 0.95).judged!.interval.lower > -loss;
      });
      expect(passed).toBeLessThanOrEqual(above(many));
    });
});

/** AUROC 0.95 in both; of the second, whole patients with a fracture are ranked at random. */
function rankedByPatient(positives: number, negatives: number, loss: number, random: RandomStream) {
  const stratum = byPatient(positives, negatives, 0, random);
  const apart = Math.SQRT2 * 1.6448536269514722;
  const gone = new Set<number>();
  for (let patient = 0; patient < positives; patient++) if (random.uniform() < loss / 0.45) gone.add(patient);
  const common = Array.from({ length: positives + negatives }, () => gaussian(random));
  const first = stratum.labels.map(() => 0);
  const baseline = Float64Array.from(first, (_, i) => {
    const shared = common[stratum.clusters![i]];
    return Math.SQRT1_2 * (shared + gaussian(random)) + stratum.labels[i] * apart;
  });
  const candidate = baseline.map((score, i) =>
    gone.has(stratum.clusters![i]) ? gaussian(random) : score + 0.05 * gaussian(random),
  );
  return { ...stratum, baseline, candidate };
}
