import { createHash } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import makeCase from "../../benchmark/phantom/caseWorker.js";
import { PHANTOM_SEED } from "../../benchmark/phantom/cohort.js";
import { imagePath } from "../../benchmark/phantom/manifest.js";
import { planTest } from "../../benchmark/phantom/plan.js";
import type { ViewName } from "../../benchmark/phantom/radiograph.js";
import type { ImageModel } from "../../runners/imageModel.js";
import { openModel } from "../../runners/openModel.js";
import { preparedImage } from "../../runners/prepareWorker.js";
import { readImage } from "../../src/imaging/readImage.js";
import { temporaryFolder } from "../temporaryFolder.js";

interface Golden {
  readonly model: string;
  readonly images: readonly { case: string; view: ViewName; sha256: string; probability: number }[];
}

interface TrainingRecord {
  readonly opset: number;
  readonly bytes: number;
  readonly validation: Record<"PA" | "LAT" | "case", { threshold: number; auroc: number }>;
}

const path = "benchmark/phantom/models/baseline.onnx";
const network = readFileSync(path);
const golden: Golden = JSON.parse(
  readFileSync(new URL("golden/probabilities.json", import.meta.url), "utf8"),
);
const record: TrainingRecord = JSON.parse(
  readFileSync("benchmark/phantom/models/baseline.training.json", "utf8"),
);
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

let model: ImageModel;
beforeAll(async () => {
  model = await openModel(path, { provider: "cpu", threads: 1 });
});
afterAll(() => model.close());

describe("the shipped baseline model", () => {
  it("is at most 2 MB, of opset 13 or later, and the file its training record describes", () => {
    expect(network.length).toBeLessThanOrEqual(2_000_000);
    expect(record.bytes).toBe(network.length);
    expect(record.opset).toBeGreaterThanOrEqual(13);
  });

  it("is described completely: nothing is assumed, thresholds are those chosen on validation cases", () => {
    expect(model.warnings).toEqual([]);
    expect(model.preparation.whole[0]).toMatchObject({
      channels: 1,
      layout: "NCHW",
      type: "float32",
      contrast: "percentile",
    });
    const { PA, LAT, case: ofCase } = record.validation;
    expect(model.threshold).toEqual({ PA: PA.threshold, LAT: LAT.threshold, case: ofCase.threshold });
  });

  it("takes any batch and gives one probability an image, whoever shares its batch", async () => {
    const session = await InferenceSession.create(path);
    const { width, height } = model.preparation.whole[0];
    const images = Float32Array.from({ length: 3 * width * height }, (_, i) => Math.sin(i * 0.7) * 1.5);
    const run = async (from: number, count: number) => {
      const part = images.subarray(from * width * height, (from + count) * width * height);
      const { probability } = await session.run({
        image: new Tensor("float32", part, [count, 1, height, width]),
      });
      expect(probability!.dims).toEqual([count, 1]);
      return [...(probability!.data as Float32Array)];
    };
    const together = await run(0, 3);
    for (const i of [0, 1, 2]) expect((await run(i, 1))[0]).toBeCloseTo(together[i]!, 5);
    await session.release();
  });
});

describe("the baseline on 50 images, against PyTorch and pydicom (golden/make_golden.py)", () => {
  const folder = temporaryFolder();
  const plans = new Map(planTest(PHANTOM_SEED).map((plan) => [plan.caseId, plan]));
  const file = (image: Golden["images"][number]) =>
    join(folder, imagePath(plans.get(image.case)!, image.view));

  beforeAll(async () => {
    mkdirSync(join(folder, "test"));
    for (const id of new Set(golden.images.map((image) => image.case)))
      await makeCase({ out: folder, plan: plans.get(id)! });
  });

  it("has the images and the network that PyTorch had", () => {
    expect(golden.images).toHaveLength(50);
    expect(golden.model).toBe(sha256(network));
    for (const image of golden.images) expect(sha256(readFileSync(file(image)))).toBe(image.sha256);
  });

  it("gives the same probabilities to 1e-5", async () => {
    let greatest = 0;
    for (let at = 0; at < golden.images.length; at += model.batchSize) {
      const part = golden.images.slice(at, at + model.batchSize);
      const requests = await Promise.all(
        part.map(async (image) => ({
          name: file(image),
          image: preparedImage(await readImage(file(image)), model.preparation),
          view: image.view,
          spacing: null,
        })),
      );
      const scores = await model.score(requests);
      for (const [i, image] of part.entries())
        greatest = Math.max(greatest, Math.abs(scores[i].probability - image.probability));
    }
    expect(greatest).toBeLessThanOrEqual(1e-5);
  });
});
