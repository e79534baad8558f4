import { parentPort } from "node:worker_threads";
import { type BootstrapJob, runJob } from "./job.js";

parentPort?.on("message", (job: BootstrapJob) => {
  runJob(job);
  parentPort?.postMessage("done");
});
