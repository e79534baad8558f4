import { expect, it } from "vitest";
import { calibration } from "../../src/analysis/calibration.js";
import { RandomStream } from "../../src/statistics/index.js";

const dataSets = 500;
const mostAlarms = 35;

/** Labels drawn from the probabilities themselves. */
function calibrated(random: RandomStream, cases: number, shift: number) {
  const scores = Float64Array.from(
    { length: cases },
    () => 1 / (1 + Math.exp(-(5 * (random.uniform() - 0.5) + shift))),
  );
  return {
    scores,
    labels: Uint8Array.from(scores, (score) => (random.uniform() < score ? 1 : 0)),
    clusters: undefined,
  };
}

for (const [name, cases, shift] of [
  ["300 cases, half fractured", 300, 0],
  ["105 cases, about 20 fractured", 105, -2],
] as const)
  it(`right probabilities are rarely called wrong: ${name}`, () => {
    const alarms = { slope: 0, intercept: 0, ece: 0 };
    for (let s = 0; s < dataSets; s++) {
      const units = calibrated(new RandomStream(2025, name, s), cases, shift);
      const found = calibration(units, { iterations: 300, seed: s, level: 0.95 }, "x");
      const outside = (key: "slope" | "intercept", truth: number) => {
        const { ci } = found.figures![key];
        return ci !== null && (ci.lower > truth || ci.upper < truth);
      };
      if (outside("slope", 1)) alarms.slope++;
      if (outside("intercept", 0)) alarms.intercept++;
      if (found.eceIfCalibrated!.p < 0.05) alarms.ece++;
    }
    console.log(`${name}: false alarms in ${dataSets} data sets: ${JSON.stringify(alarms)}`);
    for (const [key, count] of Object.entries(alarms)) expect(count, key).toBeLessThanOrEqual(mostAlarms);
  });
