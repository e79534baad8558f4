// Writes the golden results files anew: npx vitest run --config vitest.slow.config.ts test/reports/golden -u
// Without -u it checks that they are what this script makes.
import { expect, test } from "vitest";
import { resultsFileSchema } from "../../../src/results/schema/results.js";
import { degenerateResults } from "./degenerateResults.js";
import { referenceResults } from "./referenceResults.js";

const text = (file: unknown) => `${JSON.stringify(file, null, 1)}\n`;

test("reference.json is what its script makes", async () => {
  const file = referenceResults();
  resultsFileSchema.parse(file);
  await expect(text(file)).toMatchFileSnapshot("reference.json");
});

test("degenerate.json is what its script makes", async () => {
  const file = degenerateResults();
  resultsFileSchema.parse(file);
  await expect(text(file)).toMatchFileSnapshot("degenerate.json");
});
