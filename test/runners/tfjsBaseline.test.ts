import { readFileSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import makeCase from "../../benchmark/phantom/caseWorker.js";
import { PHANTOM_SEED } from "../../benchmark/phantom/cohort.js";
import { imagePath } from "../../benchmark/phantom/manifest.js";
import { planTest } from "../../benchmark/phantom/plan.js";
import { temporaryFolder } from "../temporaryFolder.js";
import { onnxToTfjs } from "./onnxToTfjs.js";
import { scoresOf } from "./scoresOf.js";

const onnx = "benchmark/phantom/models/baseline.onnx";
const folder = temporaryFolder();
const description = join(folder, "baseline.model.yaml");
const plans = planTest(PHANTOM_SEED).slice(0, 25);
const images = plans.flatMap((plan) =>
  (["PA", "LAT"] as const).map((view) => join(folder, imagePath(plan, view))),
);

describe("the phantom's baseline network, exported to TF.js", () => {
  beforeAll(async () => {
    onnxToTfjs(readFileSync(onnx), join(folder, "baseline"));
    writeFileSync(
      description,
      readFileSync(onnx.replace(".onnx", ".model.yaml"), "utf8")
        .replace("model: baseline.onnx", "model: baseline")
        .replace("layout: NCHW", "layout: NHWC"),
    );
    await mkdir(join(folder, "test"), { recursive: true });
    for (const plan of plans) await makeCase({ out: folder, plan });
  });

  it("gives 50 radiographs the probabilities of its ONNX twin to 1e-5", async () => {
    const twin = await scoresOf(onnx, images);
    const own = await scoresOf(description, images);
    expect(own).toHaveLength(50);
    // Not all the same: a network that ignores its input would agree too.
    expect(Math.max(...twin) - Math.min(...twin)).toBeGreaterThan(0.3);
    const greatest = Math.max(...own.map((probability, i) => Math.abs(probability - twin[i]!)));
    expect(greatest).toBeLessThanOrEqual(1e-5);
  });
});
