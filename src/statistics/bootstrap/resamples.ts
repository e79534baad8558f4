import { RandomStream } from "../random.js";
import type { BootstrapPlan } from "./plan.js";
import { Resampler } from "./resampler.js";

/** As in job.ts: resamples that share one random stream. */
const BLOCK = 64;

/** Draws the resamples of a plan one after the other, for statistics beside the usual ones. */
export function eachResample(
  plan: BootstrapPlan,
  { iterations, seed, stream = "" }: { iterations: number; seed: number; stream?: string },
  use: (counts: Uint8Array, iteration: number) => void,
): void {
  const resampler = new Resampler(plan.groupSizes, plan.groupOffsets);
  for (let iteration = 0; iteration < iterations; iteration++) {
    if (iteration % BLOCK === 0)
      resampler.use(new RandomStream(seed, "bootstrap", stream, iteration / BLOCK));
    resampler.draw();
    use(resampler.counts, iteration);
  }
}
