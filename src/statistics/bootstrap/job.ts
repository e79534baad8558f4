import { RandomStream } from "../random.js";
import { type CurveReplicates, sampleCurves } from "./curveSampler.js";
import { Evaluator, type Replicates } from "./evaluator.js";
import type { BootstrapPlan } from "./plan.js";
import { precisionAt } from "./precisionAt.js";
import { Resampler } from "./resampler.js";

/**
 * Resamples that share one random stream. A block is the unit of work for threads: its numbers
 * depend on seed, stream name and block index alone, so that any number of threads, taking blocks in
 * any order, gives the same result.
 */
const BLOCK = 64;

/** What one evaluation of a plan leaves behind. */
export interface EvaluationOutput {
  metrics: Replicates;
  /** Absent when no bands are asked for. */
  curves?: CurveReplicates;
  /** Average precision at the job's prevalence; absent when none is asked for. */
  precisionAt?: Float64Array;
}

/** A plan with what to run of it; typed arrays and plain values, so that it travels to a worker. */
export interface BootstrapJob {
  plan: BootstrapPlan;
  iterations: number;
  seed: number;
  stream: string;
  /** Where average precision is wanted at a prevalence, too. */
  atPrevalence?: number;
  /** One an evaluation. */
  outputs: EvaluationOutput[];
  /** One number: the next block to run. Threads share it. */
  nextBlock: Int32Array;
}

/** Runs blocks of a job until none is left. */
export function runJob({
  plan,
  iterations,
  seed,
  stream,
  atPrevalence,
  outputs,
  nextBlock,
}: BootstrapJob): void {
  const resampler = new Resampler(plan.groupSizes, plan.groupOffsets);
  const evaluators = plan.evaluations.map((evaluation) => new Evaluator(evaluation, resampler.counts));
  for (;;) {
    const from = Atomics.add(nextBlock, 0, 1) * BLOCK;
    if (from >= iterations) return;
    resampler.use(new RandomStream(seed, "bootstrap", stream, from / BLOCK));
    const to = Math.min(iterations, from + BLOCK);
    for (let iteration = from; iteration < to; iteration++) {
      resampler.draw();
      for (let e = 0; e < evaluators.length; e++) {
        const { metrics, curves, precisionAt: at } = outputs[e];
        evaluators[e].evaluate(metrics, iteration);
        if (curves) sampleCurves(evaluators[e], curves, iteration);
        if (at) at[iteration] = precisionAt(evaluators[e], atPrevalence!);
      }
    }
  }
}
