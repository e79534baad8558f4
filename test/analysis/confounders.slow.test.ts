import { describe, expect, it } from "vitest";
import { confounders } from "../../src/analysis/confounders/confounders.js";
import { RandomStream } from "../../src/statistics/index.js";
import { inputOf, type TestCase } from "./confoundersInput.js";

/** Data sets a setting; at 5 % about 25 false alarms are due, and 35 are the 97.5 % point. */
const dataSets = 500;
const mostAlarms = 35;

function normal(random: RandomStream): number {
  return Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
}
const logistic = (x: number) => 1 / (1 + Math.exp(-x));

interface Setting {
  readonly cases: number;
  /** At age 55. */
  readonly prevalence: number;
  /** Cases a patient, all of one label and nearly one score. */
  readonly perPatient: number;
}

/** Age drives both fracture and score; given age, the score knows nothing of the label. */
function nothingAdded(random: RandomStream, { cases, prevalence, perPatient }: Setting): TestCase[] {
  const list: TestCase[] = [];
  for (let patient = 0; list.length < cases; patient++) {
    const age = 20 + 70 * random.uniform();
    const sex = random.uniform() < 0.5 ? "F" : "M";
    const label =
      random.uniform() < logistic(Math.log(prevalence / (1 - prevalence)) + (age - 55) / 20) ? 1 : 0;
    const own = normal(random);
    for (let k = 0; k < perPatient && list.length < cases; k++) {
      const score = logistic((age - 55) / 20 + own + 0.3 * normal(random));
      list.push({ label, score, age, sex, patient: `p${patient}` });
    }
  }
  return list;
}

describe("a score that knows nothing beyond age raises no more alarms than its level allows", () => {
  const settings: Record<string, Setting & { unit: "case" | "patient" }> = {
    "300 cases, half fractured": { cases: 300, prevalence: 0.5, perPatient: 1, unit: "case" },
    "105 cases, about 20 fractured": { cases: 105, prevalence: 0.17, perPatient: 1, unit: "case" },
    "300 cases of 150 patients": { cases: 300, prevalence: 0.5, perPatient: 2, unit: "patient" },
    "200 cases of 100 patients, about 20 fractured": {
      cases: 200,
      prevalence: 0.17,
      perPatient: 2,
      unit: "patient",
    },
  };
  for (const [name, setting] of Object.entries(settings))
    it(name, () => {
      let alarms = 0;
      let tested = 0;
      for (let s = 0; s < dataSets; s++) {
        const cases = nothingAdded(new RandomStream(2024, name, s), setting);
        const input = inputOf(cases, {
          confounders: ["age", "sex"],
          unit: setting.unit,
          iterations: 0,
        });
        const { addedValue } = confounders(input)[0];
        if (addedValue === null) continue;
        tested++;
        if (addedValue.p < 0.05) alarms++;
      }
      console.log(`${name}: ${alarms} false alarms in ${tested} data sets`);
      expect(tested).toBeGreaterThan(0.98 * dataSets);
      expect(alarms).toBeLessThanOrEqual(mostAlarms);
    });
});
