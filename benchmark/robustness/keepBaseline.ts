import { readFileSync, writeFileSync } from "node:fs";
import { reachedBy } from "../../src/analysis/robustness/meanErrors.js";
import { resultsFileSchema } from "../../src/results/schema/results.js";

/**
 * Keeps what the shipped baseline model reached under corruptions, which other models' mean corruption errors
 * are divided by. See docs/robustness.md for the two commands.
 *
 * node dist/benchmark/robustness/keepBaseline.js OUT/results.json
 */
const { results } = resultsFileSchema.parse(JSON.parse(readFileSync(process.argv[2], "utf8")));
if (!results.robustness) throw new Error(`${process.argv[2]} holds nothing about robustness`);
const rounded = (_: string, value: unknown) => (typeof value === "number" ? Number(value.toFixed(6)) : value);
const kept = {
  name: results.model.name,
  version: results.robustness.version,
  cohort: { sha256: results.cohort.sha256, imagesSha256: results.cohort.imagesSha256 },
  strata: results.robustness.strata.map((one) => ({
    where: results.strata.find(({ name }) => name === one.stratum)?.where,
    ...reachedBy(one),
  })),
};
writeFileSync("benchmark/robustness/baseline.json", `${JSON.stringify(kept, rounded, 1)}\n`);
