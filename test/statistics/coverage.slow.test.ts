import { describe, expect, it } from "vitest";
import { RandomStream } from "../../src/statistics/index.js";
import { populationOf, truth } from "./coverage/population.js";
import { repeat } from "./coverage/repetition.js";
import { Tally } from "./coverage/tally.js";

const REPETITIONS = Number(process.env.COVERAGE_REPETITIONS ?? 2000);
const POSITIVES = [10, 20, 100];
const RATES = [0.7, 0.9, 0.97];

describe("coverage of 95 % intervals, binormal scores, four negatives a positive", () => {
  it(`of every kind, ${REPETITIONS} repetitions`, () => {
    const cells = POSITIVES.flatMap((positives) =>
      RATES.map((rate) => ({ positives, rate, tally: new Tally() })),
    );
    for (const { positives, rate, tally } of cells) {
      const population = populationOf(rate, positives);
      const figures = truth(population);
      const random = new RandomStream(20240607, "coverage", positives, Math.round(1000 * rate));
      for (let k = 0; k < REPETITIONS; k++) repeat(population, rate, figures, random, k, tally);
    }
    const heading = cells.map(({ positives, rate }) => `${positives}, ${rate}`);
    const rows = cells[0].tally.names().map((name) => [name, ...cells.map(({ tally }) => tally.cell(name))]);
    const lines = [["interval", ...heading], ["---", ...heading.map(() => "---:")], ...rows];
    console.log(lines.map((line) => `| ${line.join(" | ")} |`).join("\n"));

    // Four standard errors of a simulated 95 %.
    const noise = 4 * Math.sqrt((0.95 * 0.05) / REPETITIONS);
    for (const { tally, positives } of cells) {
      expect(tally.coverage("sensitivity: Clopper–Pearson")).toBeGreaterThan(0.95 - noise);
      // The intervals that verdicts rest on: never far below their level, even with ten positives.
      expect(tally.coverage("AUROC: logit DeLong")).toBeGreaterThan((positives >= 20 ? 0.93 : 0.92) - noise);
    }
  }, 3_600_000);
});
