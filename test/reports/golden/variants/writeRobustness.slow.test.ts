// Writes robustness.json anew, a run of the shipped baseline on corrupted radiographs (a minute or two):
// UPDATE_VARIANTS=1 npx vitest run --config vitest.slow.config.ts test/reports/golden/variants/writeRobustness
// Without it, checks that a run still gives as much. A network's last digits differ between processors, so that
// figures are compared to three decimals.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { ResultsFile } from "../../../../src/results/schema/results.js";
import { wristBench } from "../../../cli/commandLine.js";
import { temporaryFolder } from "../../../temporaryFolder.js";

const given =
  "run --model benchmark/phantom/models/baseline.model.yaml --strata strata/ct-confirmed.yaml --robustness quick --bootstrap 200 --no-html";

test("robustness.json is what a run under the quick suite gives", async () => {
  const cwd = temporaryFolder();
  const out = join(cwd, "out");
  const inProject = (word: string) => (word.includes("/") ? join(import.meta.dirname, "../../../..", word) : word);
  const { code, stderr } = await wristBench([...given.split(" ").map(inProject), "--out", out], { cwd });
  expect(code, stderr).toBe(0);
  const made: ResultsFile = JSON.parse(readFileSync(join(out, "results.json"), "utf8"));
  // What no two runs share.
  const same = { startedAt: "2026-03-02T09:30:00Z", durationMs: 1200, environment: {} };
  made.execution = { ...made.execution, ...same, command: `wrist-bench ${given}` } as ResultsFile["execution"];
  const golden = join(import.meta.dirname, "robustness.json");
  if (process.env["UPDATE_VARIANTS"] !== undefined) writeFileSync(golden, `${JSON.stringify(made)}\n`);
  const kept: ResultsFile = JSON.parse(readFileSync(golden, "utf8"));
  expect(outline(made)).toEqual(outline(kept));
});

/** Which figures there are, and the AUROC at every severity. */
function outline({ results }: ResultsFile) {
  return {
    parts: Object.keys(results),
    strata: results.strata.map(({ name, cases, positives, metrics }) => [name, cases, positives, metrics.auroc.value!.toFixed(3)]),
    robustness: results.robustness!.strata.map(({ stratum, corruptions }) => [
      stratum,
      corruptions.map(({ corruption, levels }) => [
        corruption,
        levels.map(({ severity, metrics }) => [severity, metrics.auroc.value?.toFixed(3)]),
      ]),
    ]),
  };
}
