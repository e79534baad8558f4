import { Worker } from "node:worker_threads";
import { compiledModule } from "../../packageRoot.js";
import type { Results } from "../../results/schema/results.js";
import type { AnalysisInput } from "../analyse.js";
import { confounders } from "./confounders.js";
import { strataInteraction } from "./strataInteraction.js";

export interface ConfounderParts {
  readonly confounders: Results["confounders"];
  /** Absent where no confounders are declared. */
  readonly strataInteraction?: Results["strataInteraction"];
}

type Input = Omit<AnalysisInput, "signal">;

export function confounderParts(input: Input): ConfounderParts {
  if (input.strata.confounders.length === 0) return { confounders: [] };
  return { confounders: confounders(input), strataInteraction: strataInteraction(input) };
}

/** Fewer cases, and starting a thread takes longer than the models. */
const threadPays = 200;

/**
 * The same in a thread of its own, which goes on while the caller computes something else.
 * @returns what waits for its answer, and what ends it
 */
export function confounderPartsBeside(all: AnalysisInput): {
  answer(): Promise<ConfounderParts>;
  stop(): Promise<unknown>;
} {
  const { signal: _, ...input } = all;
  const { strata, cohort, threads = 1 } = input;
  if (threads === 1 || strata.confounders.length === 0 || cohort.cases.length < threadPays)
    return { answer: async () => confounderParts(input), stop: async () => {} };
  const worker = new Worker(compiledModule("src/analysis/confounders/confoundersWorker"), {
    workerData: input,
  });
  const answer = new Promise<ConfounderParts>((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", () => reject(new Error("the thread of the confounder models has ended")));
  });
  // Met when it is awaited; an error elsewhere may come before.
  answer.catch(() => {});
  return { answer: () => answer, stop: () => worker.terminate() };
}
