import { describe, expect, it } from "vitest";
import { holm } from "../../src/statistics/index.js";
import { auroc, calls, drawn, lost, sensitivity, share, shifted } from "./errorRates.js";

const repetitions = 4000;
/** Three standard errors of a share of 2.5 %, of 5 %, in so many repetitions. */
const above = (nominal: number) => nominal + 3 * Math.sqrt((nominal * (1 - nominal)) / repetitions);

const sizes = [
  [20, 80],
  [50, 150],
  [150, 300],
] as const;

describe("a true loss exactly at the margin passes in at most 2.5 % of draws", () => {
  for (const [positives, negatives] of sizes)
    for (const margin of [0.02, 0.05, 0.1])
      for (const [name, pair] of [
        ["AUROC, shifted", shifted(0.95, margin, 0.8)],
        ["AUROC, positives lost", lost(0.95, margin)],
      ] as const)
        it(`${name}, n ${positives}/${negatives}, margin ${margin}`, () => {
          const passed = share(repetitions, `${name}${positives}${margin}`, (random) => {
            return auroc(drawn(pair, positives, negatives, random)).interval.lower > -margin;
          });
          expect(passed).toBeLessThanOrEqual(above(0.025));
        });
  for (const [positives, negatives] of sizes)
    it(`sensitivity, n ${positives}`, () => {
      const pair = calls(0.9, 0.1, 0.03);
      const passed = share(repetitions, `calls${positives}`, (random) => {
        return sensitivity(drawn(pair, positives, negatives, random)).interval.lower > -0.1;
      });
      expect(passed).toBeLessThanOrEqual(above(0.025));
    });
});

describe("no true change: false alarms of the family of tests in at most 5 % of draws, even at margin 0", () => {
  for (const [positives, negatives] of sizes)
    it(`three strata of ${positives}/${negatives}, AUROC and sensitivity`, () => {
      const alarms = share(repetitions, `family${positives}`, (random) => {
        const p = [0, 1, 2].flatMap(() => {
          const ranked = drawn(shifted(0.9, 0, 0.8), positives, negatives, random);
          const called = drawn(calls(0.85, 0, 0.05), positives, negatives, random);
          return [auroc(ranked).worseThan(0), sensitivity(called).worseThan(0)];
        });
        return Math.min(...holm(p)) < 0.025;
      });
      expect(alarms).toBeLessThanOrEqual(above(0.05));
    });
});
