import { parentPort, workerData } from "node:worker_threads";
import { confounderParts } from "./confounderParts.js";

parentPort!.postMessage(confounderParts(workerData));
