import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { compiledModule, packageRoot } from "../../src/packageRoot.js";
import type { BenchmarkRow, BenchmarkSection } from "./section.js";

const MODEL = "benchmark/phantom/models/baseline.model.yaml";
const CASES = 40;
const TIMES = [1, 4, 16];

/** Peak memory of a process that scores a cohort, the same cohort four times over and sixteen times. */
export const memorySection: BenchmarkSection = {
  name: "memory",
  title: `Peak memory by size of the cohort, baseline model, ${CASES} cases and their multiples`,
  async run() {
    const rows: BenchmarkRow[] = [];
    for (const times of TIMES) {
      const argumentsOf = [join(packageRoot(), MODEL), String(CASES), String(times)];
      const child = await promisify(execFile)(process.execPath, [
        compiledModule("benchmark/speed/memoryRun"),
        ...argumentsOf,
      ]);
      const { megabytes, seconds } = JSON.parse(child.stdout) as { megabytes: number; seconds: number };
      rows.push({ what: `${times} ×`, seconds, note: `peak ${Math.round(megabytes)} MB` });
    }
    return rows;
  },
};
