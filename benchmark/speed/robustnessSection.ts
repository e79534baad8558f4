import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { packageRoot } from "../../src/packageRoot.js";
import type { BenchmarkSection } from "./section.js";

/** A whole run of the baseline model on the reference test cohort under a suite, no score kept of earlier runs. */
function suiteSection(suite: "quick" | "full", minutes: number): BenchmarkSection {
  return {
    name: `robustness-${suite}`,
    title: `Run with --robustness ${suite}, reference test cohort, baseline model, no kept scores`,
    onRequest: suite === "full",
    async run() {
      const folder = await mkdtemp(join(tmpdir(), "wrist-bench-speed-"));
      try {
        const start = performance.now();
        const run = ["run", "--model", "benchmark/phantom/models/baseline.model.yaml"];
        const on = ["--strata", "strata/ct-confirmed.yaml", "--robustness", suite, "--no-cache"];
        await promisify(execFile)(
          process.execPath,
          ["bin/wrist-bench.js", ...run, ...on, "--out", join(folder, "out")],
          { cwd: packageRoot(), maxBuffer: 2 ** 28 },
        );
        const seconds = (performance.now() - start) / 1000;
        return [{ what: `run --robustness ${suite}`, seconds, target: 60 * minutes, note: "one run" }];
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}

/** Six corruptions at severity 3. */
export const quickSuiteSection = suiteSection("quick", 3);
/** All corruptions at severities 1, 3 and 5: minutes, so only when it is named. */
export const fullSuiteSection = suiteSection("full", 15);
