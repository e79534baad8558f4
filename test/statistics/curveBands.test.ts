import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type BandPoint, bootstrapMetrics } from "../../src/statistics/index.js";

interface Accepted {
  least: number[];
  most: number[];
}

const sets = JSON.parse(readFileSync(new URL("golden/curveBands.json", import.meta.url), "utf8"));

describe.each(sets.map((set: object, i: number) => [["untied", "tied"][i], set]))("%s scores", (_, set) => {
  const { bands } = bootstrapMetrics({
    ...{ scores: Float64Array.from(set.scores), labels: Uint8Array.from(set.labels), threshold: 0.5 },
    ...{ iterations: 5000, seed: 12345, bandPoints: 21 },
  });

  function expectWithin(points: readonly BandPoint[], lower: Accepted, upper: Accepted) {
    for (const [k, { x, lower: low, upper: high }] of points.entries()) {
      expect(low, `lower at ${x}`).toBeGreaterThanOrEqual(lower.least[k] - 1e-12);
      expect(low, `lower at ${x}`).toBeLessThanOrEqual(lower.most[k] + 1e-12);
      expect(high, `upper at ${x}`).toBeGreaterThanOrEqual(upper.least[k] - 1e-12);
      expect(high, `upper at ${x}`).toBeLessThanOrEqual(upper.most[k] + 1e-12);
    }
  }

  it("sensitivity at fixed specificities is pROC's ci.se within Monte-Carlo error", () => {
    expect(bands!.roc.map(({ x }) => x)).toEqual(set.fpr.map((x: number) => expect.closeTo(x, 12)));
    expectWithin(bands!.roc, set.lower, set.upper);
  });

  it("precision at fixed recalls is NumPy's within Monte-Carlo error", () => {
    expectWithin(bands!.precisionRecall.slice(1), set.precision.lower, set.precision.upper);
  });
});
