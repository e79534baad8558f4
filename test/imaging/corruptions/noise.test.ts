import { describe, expect, it } from "vitest";
import { corrupt } from "../../../src/imaging/corruptions/index.js";
import { poisson } from "../../../src/imaging/corruptions/poisson.js";
import { thin } from "../../../src/imaging/corruptions/quantumNoise.js";
import { chiSquaredCdf } from "../../../src/statistics/distributions/chiSquared.js";
import { RandomStream } from "../../../src/statistics/random.js";
import { otherKey, someKey } from "./smallRadiograph.js";

const moments = (values: ArrayLike<number>) => {
  let [sum, squares] = [0, 0];
  for (let i = 0; i < values.length; i++) sum += values[i];
  const mean = sum / values.length;
  for (let i = 0; i < values.length; i++) squares += (values[i] - mean) ** 2;
  return { mean, variance: squares / (values.length - 1) };
};

describe("Poisson draws", () => {
  it.each([0.05, 0.7, 3, 11.9, 12, 40, 2000])("of mean %d have that mean and variance", (mean) => {
    const stream = new RandomStream(11, "poisson", String(mean));
    const n = 200_000;
    const own = moments(Float64Array.from({ length: n }, () => poisson(mean, stream.uint32())));
    // Four standard errors of the mean and of the variance: of a Poisson, (m + 2m²)/n.
    expect(Math.abs(own.mean - mean)).toBeLessThan(4 * Math.sqrt(mean / n));
    expect(Math.abs(own.variance - mean)).toBeLessThan(4 * Math.sqrt((mean + 2 * mean * mean) / n));
  });

  it("of a small mean have a Poisson's probabilities (chi-squared)", () => {
    const stream = new RandomStream(11, "probabilities");
    const [mean, n, most] = [2.5, 100_000, 9];
    const counts = new Float64Array(most + 1);
    for (let i = 0; i < n; i++) counts[Math.min(most, poisson(mean, stream.uint32()))]++;
    let [statistic, probability, rest] = [0, Math.exp(-mean), 1];
    for (let k = 0; k <= most; k++) {
      const expected = n * (k === most ? rest : probability);
      statistic += (counts[k] - expected) ** 2 / expected;
      rest -= probability;
      probability *= mean / (k + 1);
    }
    expect(1 - chiSquaredCdf(statistic, most)).toBeGreaterThan(0.001);
  });
});

describe("quantum noise", () => {
  it.each([
    1 / 2,
    1 / 8,
    1 / 32,
  ])("at dose %d of Poisson counts leaves mean = variance = dose × counts", (dose) => {
    const [quanta, n] = [800, 200_000];
    const before = new RandomStream(5, "exposure");
    const exposure = Float32Array.from({ length: n }, () => poisson(quanta, before.uint32()) / quanta);
    thin(exposure, quanta, dose, new RandomStream(5, "thinned", String(dose)));
    const { mean, variance } = moments(exposure.map((share) => share * dose * quanta));
    const expected = dose * quanta;
    expect(Math.abs(mean - expected)).toBeLessThan(4 * Math.sqrt(expected / n));
    expect(Math.abs(variance / expected - 1)).toBeLessThan(4 * Math.sqrt(2 / n) + 1 / (n * expected));
  });
});

describe("electronic noise", () => {
  it.each([
    1, 2, 3,
  ] as const)("at severity %d has the declared variance (chi-squared test)", async (severity) => {
    // Flat middle grey; the two pixels in a hundred at either end set the scale, and nothing is clipped.
    const n = 400 * 300;
    const pixels = Float32Array.from({ length: n }, (_, i) =>
      i % 50 === 0 ? 20_000 : i % 50 === 1 ? 40_000 : 30_000,
    );
    const image = {
      width: 400,
      height: 300,
      pixels,
      spacing: null,
      source: { format: "png", bitsStored: 16 },
    } as const;
    const noisy = await corrupt(image, "electronic-noise", severity, someKey);
    const deviation = [0.04, 0.08, 0.12][severity - 1] * 20_000;
    const added = Float64Array.from(noisy.pixels, (value, i) => value - pixels[i]);
    const { mean, variance } = moments(added);
    expect(Math.abs(mean)).toBeLessThan((4 * deviation) / Math.sqrt(n));
    const p = chiSquaredCdf(((n - 1) * variance) / deviation ** 2, n - 1);
    expect(Math.min(p, 1 - p)).toBeGreaterThan(0.001);
    const other = await corrupt(image, "electronic-noise", severity, otherKey);
    const product = added.reduce((sum, value, i) => sum + value * (other.pixels[i] - pixels[i]), 0);
    expect(Math.abs(product) / (n * deviation ** 2)).toBeLessThan(4 / Math.sqrt(n));
  });
});
