import { RandomStream } from "../random.js";
import { Evaluator, type Replicates } from "./evaluator.js";
import type { BootstrapPlan } from "./plan.js";
import { Resampler } from "./resampler.js";

/**
 * Resamples that share one random stream. A block is the unit of work for threads: its numbers
 * depend on seed, stream name and block index alone.
 */
export const BLOCK = 64;

export function blockCount(iterations: number): number {
  return Math.ceil(iterations / BLOCK);
}

/**
 * Runs blocks first, first + step, first + 2 · step … of a plan.
 * @param out one set of replicates an evaluation, filled at the iterations of those blocks
 */
export function runPlan(
  plan: BootstrapPlan,
  iterations: number,
  seed: number,
  stream: string,
  out: readonly Replicates[],
  first = 0,
  step = 1,
): void {
  const resampler = new Resampler(plan.groupSizes, plan.groupOffsets);
  const evaluators = plan.evaluations.map((evaluation) => new Evaluator(evaluation, resampler.counts));
  for (let block = first; block < blockCount(iterations); block += step) {
    resampler.use(new RandomStream(seed, "bootstrap", stream, block));
    const end = Math.min(iterations, (block + 1) * BLOCK);
    for (let iteration = block * BLOCK; iteration < end; iteration++) {
      resampler.draw();
      for (let e = 0; e < evaluators.length; e++) evaluators[e].evaluate(out[e], iteration);
    }
  }
}
