import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { descendingOrder } from "../../src/statistics/descendingOrder.js";
import {
  effectiveSize,
  quantileInPlace,
  quantilesInPlace,
  RandomStream,
} from "../../src/statistics/index.js";

const values = fc.array(
  fc.integer({ min: -20, max: 20 }).map((k) => k / 4),
  { minLength: 1, maxLength: 60 },
);

describe("quantiles use the R-7 method", () => {
  it("equal interpolation in the sorted values", () => {
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (list, probability) => {
        const sorted = [...list].sort((a, b) => a - b);
        const position = (sorted.length - 1) * probability;
        const below = sorted[Math.floor(position)];
        const above = sorted[Math.ceil(position)];
        const expected = below + (position - Math.floor(position)) * (above - below);
        expect(quantileInPlace(Float64Array.from(list), probability)).toBeCloseTo(expected, 12);
        const [low, same] = quantilesInPlace(Float64Array.from(list), [probability / 2, probability]);
        expect(same).toBeCloseTo(expected, 12);
        expect(low).toBeLessThanOrEqual(same);
      }),
    );
  });

  it("equal R: quantile(c(1, 4, 9, 16, 25), c(.025, .1, .5, .9, .975), type = 7)", () => {
    const squares = Float64Array.of(25, 1, 16, 4, 9);
    const expected = [1.3, 2.2, 9, 21.4, 24.1];
    for (const [k, value] of quantilesInPlace(squares, [0.025, 0.1, 0.5, 0.9, 0.975]).entries())
      expect(value).toBeCloseTo(expected[k], 12);
  });

  it("refuse an empty array, and probabilities that fall", () => {
    expect(() => quantileInPlace(new Float64Array(0), 0.5)).toThrow("at least one value");
    expect(() => quantilesInPlace(Float64Array.of(1, 2), [0.5, 0.2])).toThrow("must rise");
  });
});

describe("descending order", () => {
  it("sorts by score, equal scores in input order", () => {
    fc.assert(
      fc.property(values, (list) => {
        const expected = [...list.keys()].sort((a, b) => list[b] - list[a] || a - b);
        expect([...descendingOrder(Float64Array.from(list))]).toEqual(expected);
      }),
    );
  });
});

describe("the random stream", () => {
  it("fills arrays with the words that single calls give", () => {
    const [one, many] = [new RandomStream(5, "a"), new RandomStream(5, "a")];
    const words = new Uint32Array(1000);
    many.fill(words);
    expect([...words]).toEqual(Array.from(words, () => one.uint32()));
    expect(many.uint32()).toBe(one.uint32());
  });
});

describe("the effective size of clustered trials", () => {
  // Ten patients with two images each, always judged alike: ten independent trials' worth, less what
  // t with 9 instead of 19 degrees of freedom costs.
  it("is near the number of patients when their images agree", () => {
    const successes = Uint8Array.from({ length: 20 }, (_, i) => (i < 12 ? 1 : 0));
    const clusters = Int32Array.from(successes, (_, i) => i >> 1);
    const size = effectiveSize(successes, clusters);
    expect(size).toBeGreaterThan(7);
    expect(size).toBeLessThan(10);
  });
});
