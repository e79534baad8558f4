import { Worker } from "node:worker_threads";
import { compiledModule } from "../../packageRoot.js";
import {
  type BootstrapRequest,
  type BootstrapResult,
  bootstrapResultOf,
  jobOf,
  planOf,
} from "./bootstrapMetrics.js";
import {
  type ConditionReplicates,
  type ConditionsRequest,
  conditionReplicates,
  conditionsPlan,
} from "./conditions.js";
import { type JointStrataRequest, jointPlan, jointResults } from "./differences.js";
import { type BootstrapJob, runJob } from "./job.js";
import type { JobAnswer } from "./worker.js";

/**
 * Threads that share the resamples of a bootstrap. The calling thread works too, so that two threads
 * need one worker. Workers stay warm between calls: close when done.
 * Calls made at once are run one after the other.
 */
export class BootstrapThreads {
  private readonly workers: Worker[];
  /** Rejects when a worker dies or is stopped: it will give no answer any more. */
  private readonly ended: Promise<never>;
  private lastJob: Promise<unknown> = Promise.resolve();

  /** @param threads 1 or more; 1 starts no worker */
  constructor(threads: number) {
    if (!Number.isSafeInteger(threads) || threads < 1)
      throw new RangeError(`${threads} is not a number of threads`);
    this.workers = Array.from(
      { length: threads - 1 },
      () => new Worker(compiledModule("src/statistics/bootstrap/worker")),
    );
    this.ended = new Promise((_, reject) => {
      for (const worker of this.workers) {
        worker.on("error", reject);
        worker.on("exit", () => reject(new Error("a thread of the bootstrap has ended")));
      }
    });
    this.ended.catch(() => {});
  }

  /** As bootstrapMetrics, with the same result to the last bit. */
  async metrics(request: BootstrapRequest): Promise<BootstrapResult> {
    const plan = planOf(request);
    const [output] = await this.run(jobOf(plan, request, SharedArrayBuffer));
    return bootstrapResultOf(output, plan, request);
  }

  /**
   * Strata that share patients (or cases: give each its own id): patients are drawn from all of them,
   * whole, and each stratum is evaluated on what it holds of them, so that differences of any two are
   * matched.
   */
  async jointly(request: JointStrataRequest): Promise<BootstrapResult[]> {
    const outputs = await this.run(jobOf(jointPlan(request.strata), request, SharedArrayBuffer));
    return jointResults(outputs, request.level);
  }

  /** The same cases under several conditions: replicates of each, on the same resamples. */
  async conditions(request: ConditionsRequest): Promise<ConditionReplicates[]> {
    return conditionReplicates(await this.run(jobOf(conditionsPlan(request), request, SharedArrayBuffer)));
  }

  private run(job: BootstrapJob): Promise<BootstrapJob["outputs"]> {
    // One job after the other: a worker's answer doesn't say which job it has finished.
    const outputs = this.lastJob.then(() => this.share(job));
    this.lastJob = outputs.catch(() => {});
    return outputs;
  }

  private async share(job: BootstrapJob): Promise<BootstrapJob["outputs"]> {
    const parts = [...this.workers.map((worker) => runIn(worker, job)), runHere(job)];
    // Also after an error: the next job must not meet a worker that still answers this one.
    await Promise.race([this.ended, Promise.allSettled(parts)]);
    await Promise.all(parts);
    return job.outputs;
  }

  async close(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.terminate()));
  }
}

async function runHere(job: BootstrapJob): Promise<void> {
  runJob(job);
}

function runIn(worker: Worker, job: BootstrapJob): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.once("message", ({ error }: JobAnswer) => (error === undefined ? resolve() : reject(error)));
    worker.postMessage(job);
  });
}
