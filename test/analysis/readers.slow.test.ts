import { expect, it } from "vitest";
import { adjusted, comparisonOf } from "../../src/analysis/readers/comparison.js";
import { RandomStream } from "../../src/statistics/index.js";

const sets = 500;

/** A model and a reader who are exchangeable: same skill, errors of their own, half of them shared by patient. */
function alike(seed: number, casesPerPatient: number) {
  const random = new RandomStream(seed, "alike", casesPerPatient);
  const noise = () =>
    Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
  const labels: number[] = [];
  const model: number[] = [];
  const calls: (0 | 1)[] = [];
  const clusters: number[] = [];
  for (let patient = 0; labels.length < 240; patient++) {
    const own = [noise(), noise()];
    const count = 1 + random.integer(2 * casesPerPatient - 1);
    for (let k = 0; k < count; k++) {
      const label = random.uniform() < 0.4 ? 1 : 0;
      const call = (shared: number) => (label - 0.5 + 0.35 * shared + 0.35 * noise() >= 0 ? 1 : 0);
      labels.push(label);
      model.push(call(own[0]));
      calls.push(call(own[1]));
      clusters.push(patient);
    }
  }
  return {
    name: "merged",
    labels: Uint8Array.from(labels),
    probabilities: Float64Array.from(model),
    model: Uint8Array.from(model),
    clusters: Int32Array.from(clusters),
    readers: [{ name: "r", inReferenceStandard: false, calls }],
  };
}

it.each([1, 3])("a reader exchangeable with the model raises few alarms, about %d cases a patient", (per) => {
  let alarms = 0;
  let tests = 0;
  let missed = 0;
  for (let seed = 0; seed < sets; seed++) {
    const stratum = alike(seed, per);
    const found = adjusted(comparisonOf(stratum, stratum.readers[0], 0.95));
    if (found.some((one) => one.pAdjusted! < 0.05)) alarms++;
    tests += found.filter((one) => one.p! < 0.05).length;
    missed += found.filter((one) => one.ci!.lower > 0 || one.ci!.upper < 0).length;
  }
  console.log(
    `${per} cases a patient: ${alarms} of ${sets} data sets alarmed; ${tests} of ${2 * sets} tests below 0.05; ${missed} of ${2 * sets} intervals without 0`,
  );
  expect(alarms).toBeLessThanOrEqual(35);
  // 5 % of 1000 and three standard errors.
  expect(missed).toBeLessThanOrEqual(71);
});
