import { describe, expect, it } from "vitest";
import { analyse } from "../../src/analysis/analyse.js";
import { cohortOf } from "./cohortOf.js";

describe("a stratum without an AUROC", () => {
  it("is named where it is said what the merged figure hides", async () => {
    const one = (stratum: string, label: 0 | 1, probability: number) => ({ stratum, label, probability });
    const both = [0.1, 0.3, 0.6, 0.8].flatMap((p) => [one("a", 0, p), one("a", 1, p + 0.1)]);
    const lone = [0.2, 0.4].map((p) => one("only-negatives", 0, p));
    const { masking: found } = await analyse(cohortOf(["a", "only-negatives"], [...both, ...lone]));
    expect(found!.statement).toMatch(
      / only-negatives has no AUROC, so what the merged figure says of it is not known\.$/,
    );
    const { masking: whole } = await analyse(cohortOf(["a"], both));
    expect(whole!.statement).not.toMatch(/no AUROC/);
  });
});
