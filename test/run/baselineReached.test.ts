import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { corruptions } from "../../src/imaging/corruptions/index.js";
import { corruptionsVersion } from "../../src/imaging/corruptionsVersion.js";
import { packageRoot } from "../../src/packageRoot.js";
import { baselineReached, type KeptBaseline } from "../../src/run/baselineReached.js";
import { readStrataFile } from "../../src/strata/readStrataFile.js";

const kept = JSON.parse(
  readFileSync(join(packageRoot(), "benchmark/robustness/baseline.json"), "utf8"),
) as KeptBaseline;

describe("the shipped baseline's figures", () => {
  it("are of the corruptions as they are now", () => {
    expect(kept.version).toBe(String(corruptionsVersion));
  });

  it("name every corruption with exactly the full suite's severities under which the label is safe", () => {
    const full = Object.fromEntries(
      corruptions.map(({ name, labelSafe }) => [
        name,
        [1, 3, 5].filter((severity) => labelSafe[severity - 1]).map(String),
      ]),
    );
    expect(kept.strata.map(({ stratum }) => stratum)).toEqual(["general", "ct-confirmed", "merged"]);
    for (const { corruptions: reached } of kept.strata)
      expect(
        Object.fromEntries(Object.entries(reached).map(([name, levels]) => [name, Object.keys(levels)])),
      ).toEqual(full);
  });

  it("are all numbers between 0 and 1", () => {
    for (const { clean, corruptions: reached } of kept.strata)
      for (const measures of [clean, ...Object.values(reached).flatMap((levels) => Object.values(levels))])
        for (const value of Object.values(measures)) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1);
        }
  });

  it("are used where cohort, images and strata are those, and not elsewhere", async () => {
    const { value } = await readStrataFile(join(packageRoot(), "strata/ct-confirmed.yaml"));
    const found = await baselineReached(kept.cohort, value.strata);
    expect(found.reached?.map(({ stratum }) => stratum)).toEqual(kept.strata.map(({ stratum }) => stratum));
    const other = await baselineReached({ ...kept.cohort, imagesSha256: null }, value.strata);
    expect(other).toMatchObject({ reached: null, whyNone: expect.stringContaining("another cohort") });
  });
});
