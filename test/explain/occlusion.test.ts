import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { occlusionExplainer } from "../../runners/explain/occlusion.js";
import type { ImageModel, PreparedImage } from "../../runners/imageModel.js";
import type { InputSpec } from "../../runners/prepareImage.js";
import { apartRelative } from "./apart.js";

const golden = JSON.parse(readFileSync(join(import.meta.dirname, "golden/occlusion.json"), "utf8")) as {
  probability: number;
  heat: number[][];
};

const texture = (length: number, step: number, modulus: number) =>
  Array.from({ length }, (_, i) => (i * step + Math.floor(i / 7) * 5) % modulus);

function probability({ whole: [whole, square], normalised }: PreparedImage): number {
  let total = 0;
  for (const [values, step, unit] of [
    [whole, 29, 1],
    [square, 31, 1],
    [normalised!.pixels, 37, 255],
  ] as const) {
    const weights = texture(values.length, step, 41).map((value) => value / 20 - 1);
    total += weights.reduce((sum, weight, i) => sum + (weight * values[i]) / unit, 0) / values.length;
  }
  return 1 / (1 + Math.exp(-8 * total));
}

const spec = { type: "float32", contrast: "percentile", resize: "bilinear", mean: [0], std: [1] } as const;
const specs: InputSpec[] = [
  { ...spec, width: 20, height: 24, channels: 1, layout: "NCHW", crop: "none" },
  { ...spec, width: 12, height: 12, channels: 3, layout: "NHWC", crop: "centre" },
];

it("occlusion sensitivity is NumPy's, whatever the model is fed", async () => {
  const image: PreparedImage = {
    whole: [
      Float32Array.from(texture(24 * 20, 17, 97), (value) => value / 48 - 1),
      Float32Array.from(texture(12 * 12 * 3, 13, 89), (value) => value / 44 - 1),
    ],
    normalised: { width: 70, height: 90, pixels: Uint8Array.from(texture(90 * 70, 23, 251)), spacing: null },
  };
  expect(probability(image)).toBeCloseTo(golden.probability, 7);
  const batches: number[] = [];
  const model = {
    preparation: { whole: specs, normalised: true },
    batchSize: 32,
    async score(requests) {
      batches.push(requests.length);
      return requests.map((request) => ({ probability: probability(request.image) }));
    },
  } as Pick<ImageModel, "preparation" | "batchSize" | "score"> as ImageModel;
  const before = image.whole[0].slice();
  const heat = await occlusionExplainer(model).explain({ name: "a", image, view: null, spacing: null });
  expect(heat.frame).toEqual({ x: 0, y: 0, width: 70, height: 90 });
  expect(apartRelative(heat.values, golden.heat.flat())).toBeLessThan(1e-5);
  expect(image.whole[0]).toEqual(before);
  expect(Math.max(...batches)).toBeLessThanOrEqual(32);
  expect(batches.reduce((sum, count) => sum + count, 0)).toBe(1 + 15 * 15);
});
