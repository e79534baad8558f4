import { Worker } from "node:worker_threads";
import { compiledModule } from "../../packageRoot.js";
import {
  type BootstrapRequest,
  type BootstrapResult,
  bootstrapResultOf,
  jobOf,
  planOf,
} from "./bootstrapMetrics.js";
import { type JointStrataRequest, jointPlan, jointResults } from "./differences.js";
import { type BootstrapJob, runJob } from "./job.js";

/**
 * Threads that share the resamples of a bootstrap. The calling thread works too, so that two threads
 * need one worker. Workers stay warm between calls: close when done.
 */
export class BootstrapThreads {
  private readonly workers: Worker[];

  /** @param threads 1 or more; 1 starts no worker */
  constructor(threads: number) {
    if (!Number.isSafeInteger(threads) || threads < 1)
      throw new RangeError(`${threads} is not a number of threads`);
    this.workers = Array.from(
      { length: threads - 1 },
      () => new Worker(compiledModule("src/statistics/bootstrap/worker")),
    );
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

  private async run(job: BootstrapJob): Promise<BootstrapJob["outputs"]> {
    const done = this.workers.map((worker) => finished(worker, job));
    runJob(job);
    await Promise.all(done);
    return job.outputs;
  }

  async close(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.terminate()));
  }
}

function finished(worker: Worker, job: BootstrapJob): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (end: () => void) => {
      worker.off("message", onMessage);
      worker.off("error", onError);
      end();
    };
    const onMessage = () => settle(resolve);
    const onError = (error: Error) => settle(() => reject(error));
    worker.on("message", onMessage);
    worker.on("error", onError);
    worker.postMessage(job);
  });
}
