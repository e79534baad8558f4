import { describe, expect, it } from "vitest";
import { addNoise, expectedQuanta, toGrey } from "../../benchmark/phantom/detector.js";
import { NORMAL_TABLE } from "../../benchmark/phantom/draw.js";
import { RandomStream } from "../../src/statistics/random.js";

const exposure = { quanta: 5000, scatter: 0, scatterSpread: 40, blur: 0.7, electronic: 0 };

describe("detector", () => {
  it("follows Beer–Lambert: attenuations add, quanta multiply", () => {
    const open = new Float32Array(64 * 64).fill(1);
    const at = (tau: number, scatter = 0) =>
      expectedQuanta(new Float32Array(64 * 64).fill(tau), open, 64, 64, { ...exposure, scatter })[2080];
    expect(at(0)).toBeCloseTo(5000, 1);
    for (const tau of [0.3, 1, 2.5]) expect(at(tau) / (5000 * Math.exp(-tau))).toBeCloseTo(1, 6);
    expect(at(1.1) * at(0.9)).toBeCloseTo(at(2) * at(0), -2);
    expect(at(1, 0.25) / at(1)).toBeCloseTo(1.25, 5);
  });

  it("blurs a point to the focal spot's width and keeps its sum", () => {
    const open = new Float32Array(64 * 64);
    open[32 * 64 + 32] = 1;
    const image = expectedQuanta(new Float32Array(64 * 64), open, 64, 64, { ...exposure, blur: 1.5 });
    let [sum, second] = [0, 0];
    image.forEach((value, i) => {
      sum += value;
      second += value * ((i % 64) - 32) ** 2;
    });
    expect(sum / 5000).toBeCloseTo(1, 6);
    expect(second / sum).toBeGreaterThan(1.5 ** 2 * 0.9);
    expect(second / sum).toBeLessThan(1.5 ** 2 * 1.02);
  });

  it("has noise whose variance is the mean plus the electronic part (χ² bounds)", () => {
    const n = 40_000;
    for (const [mean, electronic] of [
      [100, 0],
      [900, 0],
      [400, 15],
    ]) {
      const quanta = new Float32Array(n).fill(mean);
      addNoise(quanta, electronic, new RandomStream(5, "noise", mean));
      const average = quanta.reduce((sum, value) => sum + value, 0) / n;
      const variance = quanta.reduce((sum, value) => sum + (value - average) ** 2, 0) / (n - 1);
      const expected = mean + electronic ** 2;
      // χ² with n − 1 degrees: standard deviation √(2/n) of its mean; four of them.
      expect(Math.abs(variance / expected - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
      expect(Math.abs(average - mean)).toBeLessThan(4 * Math.sqrt(expected / n));
    }
  });

  it("draws from normal quantiles: unit variance, 68 and 95 per cent within 1 and 1.96", () => {
    const within = (z: number) =>
      NORMAL_TABLE.filter((value) => Math.abs(value) < z).length / NORMAL_TABLE.length;
    expect(NORMAL_TABLE.reduce((sum, z) => sum + z * z, 0) / NORMAL_TABLE.length).toBeCloseTo(1, 12);
    expect(within(1)).toBeCloseTo(0.6827, 3);
    expect(within(1.959964)).toBeCloseTo(0.95, 3);
  });

  it("turns quanta into 12-bit grey that rises with attenuation", () => {
    const tau = Float32Array.from({ length: 64 * 64 }, (_, i) => (i % 64) / 30);
    const open = new Float32Array(tau.length).fill(1);
    const quanta = expectedQuanta(tau, open, 64, 64, exposure);
    for (const response of ["log", "linear"] as const) {
      const grey = toGrey(quanta, open, 64, 64, {
        response,
        compression: 0,
        compressionSpread: 30,
        darkest: 200,
        brightest: 3800,
      });
      for (let i = 1; i < 64; i++) expect(grey[1280 + i]).toBeGreaterThanOrEqual(grey[1280 + i - 1]);
      expect(Math.max(...grey)).toBeLessThanOrEqual(4095);
      expect(grey[1280 + 32] - grey[1280 + 8]).toBeGreaterThan(500);
    }
  });
});
