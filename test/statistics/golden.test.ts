import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { referenceChecks } from "./reference/all.js";

/** Made by golden/make_sets.py with scikit-learn, statsmodels, SciPy, pROC and a Firth solver of its own. */
const FOLDER = new URL("golden/sets/", import.meta.url);
const files = readdirSync(FOLDER);

describe("golden sets", () => {
  it("are all there", () => expect(files.length).toBeGreaterThanOrEqual(12));

  for (const file of files) {
    const fixture = JSON.parse(readFileSync(new URL(file, FOLDER), "utf8"));
    describe(fixture.name, () => referenceChecks(fixture.name, fixture));
  }
});
