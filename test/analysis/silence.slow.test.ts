import { expect, it } from "vitest";
import { analyse } from "../../src/analysis/analyse.js";
import { normalCdf, normalQuantile, RandomStream } from "../../src/statistics/index.js";
import { cohortOf, type MadeCase } from "./cohortOf.js";

const dataSets = 500;
/** 5 % of them, and 2 standard errors. */
const mostAlarms = 35;
const strata = ["a", "b", "c"];

interface Scenario {
  /** Cases of each stratum. */
  readonly positives: number;
  readonly negatives: number;
  readonly auroc: number;
  /** Share of patients with a case in each of two strata, alike by this correlation. */
  readonly shared?: number;
  readonly keys?: object;
  readonly iterations: number;
}

/** A cohort in which the strata differ by chance alone: binormal scores of one distribution. */
function alike(random: RandomStream, { positives, negatives, auroc, shared = 0 }: Scenario): MadeCase[] {
  const d = Math.SQRT2 * normalQuantile(auroc);
  const normal = () => normalQuantile(random.uniform() + 2 ** -54);
  // The k-th case of each stratum and label: some of one patient, who then looks alike in all strata.
  const patients = new Map<string, number>();
  return strata.flatMap((stratum) =>
    Array.from({ length: positives + negatives }, (_, k) => {
      const label = k < positives ? 1 : 0;
      const one = k % 100 < 100 * shared ? `shared ${k}` : undefined;
      const own = normal();
      let z = own;
      if (one !== undefined) {
        const known = patients.get(one) ?? normal();
        patients.set(one, known);
        z = Math.sqrt(0.5) * known + Math.sqrt(0.5) * own;
      }
      return {
        ...{ stratum, label, probability: normalCdf(z + (label - 0.5) * d) },
        ...(one === undefined ? {} : { patient: one }),
        sex: random.uniform() < 0.5 ? "F" : "M",
        age: 100 * random.uniform(),
      } as const;
    }),
  );
}

const scenarios: Record<string, Scenario> = {
  "60 cases a stratum": { positives: 25, negatives: 35, auroc: 0.9, iterations: 100 },
  "few fractures, near perfect": { positives: 12, negatives: 60, auroc: 0.98, iterations: 100 },
  "against the rest": {
    positives: 25,
    negatives: 35,
    auroc: 0.9,
    keys: { reference: "rest" },
    iterations: 100,
  },
  "patients in several strata": { positives: 25, negatives: 35, auroc: 0.9, shared: 0.4, iterations: 999 },
  "crossed and banded": {
    ...{ positives: 50, negatives: 70, auroc: 0.9, iterations: 999 },
    keys: { cross: ["a", "sex"], bands: { age: [0, 30, 60, 100] } },
  },
};

it.each(Object.keys(scenarios))(`${dataSets} data sets with nothing planted: %s`, async (name) => {
  const scenario = scenarios[name];
  const random = new RandomStream(20240612, name);
  const alarms = { declared: 0, exploratory: 0, masking: 0 };
  for (let k = 0; k < dataSets; k++) {
    const settings = { iterations: scenario.iterations, seed: k, unit: "patient" as const };
    const input = cohortOf(strata, alike(random, scenario), scenario.keys, settings);
    const { gaps, masking } = await analyse(input);
    for (const family of ["declared", "exploratory"] as const)
      if (gaps.some((gap) => gap.family === family && gap.pAdjusted !== null && gap.pAdjusted < 0.05))
        alarms[family]++;
    if (masking!.masks) alarms.masking++;
  }
  console.log(`${name}: false alarms in ${dataSets} data sets: ${JSON.stringify(alarms)}`);
  for (const count of Object.values(alarms)) expect(count).toBeLessThanOrEqual(mostAlarms);
}, 3_600_000);
