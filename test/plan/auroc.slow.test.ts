import { expect, it } from "vitest";
import { documented } from "./documented.js";
import {
  aurocNeededCases,
  aurocPlanned,
  aurocSimulated,
  exponentialScores,
  normalScores,
  type ScoreShape,
} from "./simulated.js";

const repetitions = 2000;
const three = (value: number) => value.toFixed(3);

/** Of a share of so many draws. */
const error = (share: number) => Math.sqrt((share * (1 - share)) / repetitions);

const cohorts = [
  [0.85, 0.8, 200, 400],
  [0.9, 0.8, 30, 60],
  [0.9, 0.85, 100, 100],
  [0.95, 0.85, 20, 40],
  [0.95, 0.9, 100, 80],
  [0.97, 0.8, 19, 80],
  [0.97, 0.9, 50, 100],
  [0.99, 0.95, 100, 100],
] as const;

it("given cohorts have the power and the half-width that the simulation gives", () => {
  const lines = cohorts.map(([auroc, limit, positives, negatives]) => {
    const sizes = { positives, negatives };
    const cells = [normalScores, exponentialScores].map((shape) => {
      const planned = aurocPlanned(shape, auroc, limit, sizes);
      const simulated = aurocSimulated(shape, auroc, limit, sizes, repetitions);
      // Near 1 and with few cases both formulas are too wide, and Hanley and McNeil's power a little high.
      expect.soft(planned.power, `${shape.name} ${auroc} ${limit}`).toBeLessThan(simulated.power + 0.05);
      expect.soft(planned.power, `${shape.name} ${auroc} ${limit}`).toBeGreaterThan(simulated.power - 0.1);
      const ratio = planned.halfWidth / simulated.halfWidth;
      expect.soft(ratio, `half-width ${shape.name} ${auroc}`).toBeGreaterThan(0.97);
      expect
        .soft(ratio, `half-width ${shape.name} ${auroc}`)
        .toBeLessThan(shape === normalScores ? 1.15 : 1.3);
      return [planned.power, simulated.power, planned.halfWidth, simulated.halfWidth].map(three).join(" | ");
    });
    return `| ${auroc} | ${limit} | ${positives} / ${negatives} | ${cells.join(" | ")} |`;
  });
  documented("auroc", [
    "| AUROC | limit | n⁺ / n⁻ | power, binormal | normal scores | half-width | normal scores | power, Hanley–McNeil | exponential scores | half-width | exponential scores |",
    `|---:|---:|---:|${"---:|".repeat(8)}`,
    ...lines,
  ]);
});

it("the cases needed for a power of 0.8 give it, and little more", () => {
  const rows: readonly (readonly [ScoreShape, number, number, number])[] = [
    [normalScores, 0.85, 0.8, 1],
    [normalScores, 0.9, 0.85, 1],
    [normalScores, 0.9, 0.8, 4],
    [normalScores, 0.95, 0.9, 1],
    [normalScores, 0.97, 0.9, 2],
    [normalScores, 0.99, 0.95, 1],
    [exponentialScores, 0.9, 0.85, 1],
    [exponentialScores, 0.95, 0.9, 1],
  ];
  const lines = rows.map(([shape, auroc, limit, ratio]) => {
    const sizes = aurocNeededCases(shape, auroc, limit, ratio);
    const { power } = aurocSimulated(shape, auroc, limit, sizes, repetitions);
    expect.soft(power, `${shape.name} ${auroc} ${limit}`).toBeGreaterThan(0.8 - 2.6 * error(0.8));
    expect.soft(power, `${shape.name} ${auroc} ${limit}`).toBeLessThan(0.88);
    return `| ${shape.name} | ${shape.source} | ${auroc} | ${limit} | ${sizes.positives} / ${sizes.negatives} | ${three(power)} |`;
  });
  documented("auroc-needed", [
    "| scores | `--variance` | AUROC | limit | n⁺ / n⁻ needed for 0.8 | simulated power |",
    "|---|---|---:|---:|---:|---:|",
    ...lines,
  ]);
});
