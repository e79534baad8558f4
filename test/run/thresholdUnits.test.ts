import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { runBenchmark } from "../../src/run/runBenchmark.js";
import { temporaryFolder } from "../temporaryFolder.js";

const folder = temporaryFolder();
writeFileSync(join(folder, "cohort.csv"), "case_id,fracture\na,1\nb,0\nc,1\nd,0\n");
writeFileSync(join(folder, "scores.csv"), "case_id,probability\na,0.9\nb,0.45\nc,0.6\nd,0.1\n");

async function run(threshold: string) {
  const path = join(folder, "strata.yaml");
  writeFileSync(
    path,
    `version: 1
name: small
cohort: {manifest: cohort.csv, columns: {case: case_id, label: fracture}}
strata: [{name: all, where: "true"}]
threshold: ${threshold}
bootstrap: {iterations: 100}
`,
  );
  const { file } = await runBenchmark({
    strata: path,
    source: { predictions: join(folder, "scores.csv") },
    threads: 1,
    pseudonymise: async () => (_, id) => id,
  });
  return file.results.strata[0];
}

it("a threshold for a view is refused where neither cohort nor scores have views", async () => {
  await expect(run("{PA: 0.4}")).rejects.toThrow(/strata\.yaml:5:17: threshold names "PA"; it can name case/);
});

it("one for the case is used", async () => {
  expect((await run("{case: 0.4}")).confusion).toEqual({ tp: 2, fp: 1, fn: 0, tn: 1 });
});
