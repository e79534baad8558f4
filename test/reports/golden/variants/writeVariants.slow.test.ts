// Writes the golden results of the variants anew: UPDATE_VARIANTS=1 npx vitest run --config vitest.slow.config.ts
// test/reports/golden/variants. Without it, checks that they are what the tool makes of the tables.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { wristBench } from "../../../cli/commandLine.js";
import { temporaryFolder } from "../../../temporaryFolder.js";
import { variants } from "./tables.js";

test.each(Object.keys(variants))("%s.json is what a run makes of its tables", async (name) => {
  const folder = temporaryFolder();
  const { manifest, predictions, strata, before } = variants[name];
  for (const [file, text] of Object.entries({ "manifest.csv": manifest, "predictions.csv": predictions, "strata.yaml": strata }))
    writeFileSync(join(folder, file), text);
  const run = (table: string, more: string) =>
    wristBench(`run --predictions ${table} --strata strata.yaml --identifiers plain --no-html ${more}`.split(" "), { cwd: folder });
  if (before !== undefined) {
    writeFileSync(join(folder, "before.csv"), before);
    expect([0, 1, 3]).toContain((await run("before.csv", "--out before")).code);
  }
  const { code, stderr } = await run("predictions.csv", before === undefined ? "--out out" : "--out out --baseline before");
  expect([0, 1, 3], stderr).toContain(code);
  const made = JSON.parse(readFileSync(join(folder, "out/results.json"), "utf8"));
  // What no two runs share.
  made.execution = { ...made.execution, startedAt: "2026-03-02T09:30:00Z", durationMs: 1200, environment: {} };
  const golden = join(import.meta.dirname, `${name}.json`);
  if (process.env["UPDATE_VARIANTS"] !== undefined) writeFileSync(golden, `${JSON.stringify(made)}\n`);
  expect(JSON.parse(readFileSync(golden, "utf8")).results).toEqual(made.results);
});
