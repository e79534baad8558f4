import { describe, expect, it } from "vitest";
import { chiSquaredQuantile, firthRegression, RandomStream } from "../../src/statistics/index.js";
import { designOf } from "../../src/statistics/regression/design.js";
import { maximisePenalised } from "../../src/statistics/regression/penalisedLikelihood.js";
import { draw, populationOf } from "./coverage/population.js";

describe("Firth's profile interval", () => {
  it("is found for nearly and wholly separated data, where the profile is wide", () => {
    const population = populationOf(0.97, 10);
    const random = new RandomStream(3, "x");
    for (let k = 0; k < 320; k++) {
      const { scores, labels } = draw(population, random);
      const request = { terms: [{ name: "score", values: scores }], labels };
      const { status, terms, logLikelihood } = firthRegression(request);
      expect(status).toBe("ok");
      const { ci, coefficient } = terms[1];
      expect(ci!.lower).toBeLessThan(coefficient);
      expect(ci!.upper).toBeGreaterThan(coefficient);
      // Sets 139, 295 and 311 have the widest profiles of these: their bounds lie where they should.
      if (![139, 295, 311].includes(k)) continue;
      const target = logLikelihood! - chiSquaredQuantile(0.95, 1) / 2;
      for (const bound of [ci!.lower, ci!.upper]) {
        const held = maximisePenalised(designOf(request), Float64Array.of(-2, bound), [0])!;
        expect(held.converged).toBe(true);
        expect(held.logLikelihood).toBeCloseTo(target, 8);
      }
    }
  });
});
