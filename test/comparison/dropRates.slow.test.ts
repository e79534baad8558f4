import { describe, expect, it } from "vitest";
import { comparedLevels } from "../../src/analysis/comparison/comparedLevels.js";
import { BootstrapThreads, RandomStream } from "../../src/statistics/index.js";
import { levelsToCompare } from "./corruptedRuns.js";
import { calls, lost, type Pair, shifted } from "./errorRates.js";

/** Three standard errors above 2.5 % in so many repetitions. */
const above = (repetitions: number) => 0.025 + 3 * Math.sqrt((0.025 * 0.975) / repetitions);

const repetitions = 1200;
const margin = 0.1;

/**
 * Both models do alike on clean images; under the corruption the candidate loses the margin more.
 * @returns how often the rule passes, and how often it fails by itself
 */
async function outcomes(
  metric: "auroc" | "sensitivity",
  corrupted: Pair,
  positives: number,
  negatives: number,
): Promise<{ readonly passed: number; readonly failed: number }> {
  const threads = new BootstrapThreads(1);
  const labels = Array.from({ length: positives + negatives }, (_, i) => (i < positives ? 1 : 0));
  let [passed, failed] = [0, 0];
  for (let i = 0; i < repetitions; i++) {
    const random = new RandomStream(20261124, `drop ${metric} ${positives}`, i);
    // Other models never give the very same probabilities.
    const probability = (score: number) => 1 / (1 + Math.exp(-score)) + 1e-6 * random.uniform();
    const sides = (pair: Pair) => {
      const pairs = labels.map((label) => pair(label as 0 | 1, random).map(probability));
      return {
        baseline: pairs.map(([baseline]) => baseline),
        candidate: pairs.map(([, candidate]) => candidate),
      };
    };
    const clean = sides(metric === "auroc" ? shifted(0.97, 0, 0.8) : calls(0.95, 0, 0.01));
    const scores = {
      labels,
      clean,
      corrupted: sides(corrupted),
      thresholds: { baseline: 0.5, candidate: 0.5 },
    };
    const [{ drops }] = await comparedLevels(
      levelsToCompare(scores, { iterations: 200, seed: i, level: 0.95 }, threads),
    );
    const { gain, worseThan } = drops[metric];
    if (gain !== null && gain.lower > -margin) passed++;
    if (worseThan(margin) < 0.025) failed++;
  }
  await threads.close();
  return { passed: passed / repetitions, failed: failed / repetitions };
}

describe("a drop larger than the baseline's by just the margin passes and fails in at most 2.5 % of draws each", () => {
  const corrupted: [string, "auroc" | "sensitivity", Pair][] = [
    ["AUROC, all fractures ranked a little lower", "auroc", shifted(0.9, margin, 0.8)],
    ["AUROC, some fractures ranked at random", "auroc", lost(0.9, margin)],
    ["sensitivity", "sensitivity", calls(0.85, margin, 0.02)],
  ];
  for (const [name, metric, pair] of corrupted)
    for (const [positives, negatives] of [
      [20, 80],
      [50, 150],
    ] as const)
      it(`${name}, n ${positives}/${negatives}`, async () => {
        const { passed, failed } = await outcomes(metric, pair, positives, negatives);
        const percent = (share: number) => `${(100 * share).toFixed(2)} %`;
        console.log(
          `${name}, ${positives}/${negatives}: passed ${percent(passed)}, failed ${percent(failed)}`,
        );
        expect(passed).toBeLessThanOrEqual(above(repetitions));
        expect(failed).toBeLessThanOrEqual(above(repetitions));
      });
});
