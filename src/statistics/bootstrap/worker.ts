import { parentPort } from "node:worker_threads";
import { type BootstrapJob, runJob } from "./job.js";

/** What a worker says when it has run a job's last block, or can't go on. */
export interface JobAnswer {
  readonly error?: unknown;
}

parentPort?.on("message", (job: BootstrapJob) => {
  let answer: JobAnswer = {};
  try {
    runJob(job);
  } catch (error) {
    answer = { error };
  }
  parentPort?.postMessage(answer);
});
