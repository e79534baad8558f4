import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import type { ImageModel, ScoreRequest } from "../../runners/imageModel.js";
import { openModel } from "../../runners/openModel.js";
import { inputLength } from "../../runners/prepareImage.js";
import { withReplicas } from "../../runners/replicas.js";
import { RandomStream } from "../../src/statistics/random.js";

const models = resolve(import.meta.dirname, "../../benchmark/phantom/models");

/** Noise, as a model wants it prepared. */
function requests(model: ImageModel, count: number): ScoreRequest[] {
  const random = new RandomStream(7, "noise");
  const noise = (length: number, greatest: number) =>
    Float32Array.from({ length }, () => greatest * random.uniform());
  return Array.from({ length: count }, (_, i) => ({
    name: `image ${i}`,
    view: ["LAT", "PA"][i % 2],
    spacing: null,
    image: {
      whole: model.preparation.whole.map((spec) => noise(inputLength(spec), 1)),
      normalised: {
        width: 420,
        height: 560,
        pixels: Uint8Array.from(noise(420 * 560, 256)),
        spacing: { row: 0.3, column: 0.3 },
      },
    },
  }));
}

it.each([
  "deepwrist.model.yaml",
  "baseline.model.yaml",
])("%s scores the same bits in threads", async (file) => {
  const path = join(models, file);
  const options = { provider: "cpu", threads: 2 } as const;
  const model = await openModel(path, options);
  const all = requests(model, 2 * model.batchSize + 3);
  const alone = [];
  for (let from = 0; from < all.length; from += model.batchSize)
    alone.push(...(await model.score(all.slice(from, from + model.batchSize))));
  const several = withReplicas(model, path, options);
  const parts = [];
  for (let from = 0; from < all.length; from += model.batchSize)
    parts.push(several.score(structuredClone(all.slice(from, from + model.batchSize))));
  expect(parts.length).toBeLessThanOrEqual(several.atOnce!);
  expect((await Promise.all(parts)).flat()).toEqual(alone);
  await several.close();
}, 60_000);

it("a fault in a thread comes back as it is; one thread or another processor needs no copies", async () => {
  const path = join(models, "deepwrist.model.yaml");
  const model = await openModel(path, { provider: "cpu", threads: 1 });
  const several = withReplicas(model, path, { provider: "cpu", threads: 2 });
  const oblique = requests(model, 2).map((one) => ({ ...one, view: "oblique" }));
  await several.score(requests(model, 2));
  await expect(several.score(oblique)).rejects.toThrow(/deepwrist\.model\.yaml.*oblique/);
  expect(withReplicas(model, path, { provider: "cpu", threads: 1 })).toBe(model);
  expect(withReplicas(model, path, { provider: "cuda", threads: 2 })).toBe(model);
  await several.close();
}, 60_000);
