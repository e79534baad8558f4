import { readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as core from "@tensorflow/tfjs-core";
import sharp from "sharp";
import { beforeAll, describe, expect, it } from "vitest";
import { openModel } from "../../runners/openModel.js";
import { UserError } from "../../src/messages/userError.js";
import { temporaryFolder } from "../temporaryFolder.js";
import { scoresOf } from "./scoresOf.js";
import { tinyGraph, tinyLayers } from "./tinyTfjs.js";
import { attribute } from "./writeTfjs.js";

const expected = JSON.parse(readFileSync(join(import.meta.dirname, "golden/expected.json"), "utf8"));
const folder = temporaryFolder();
const image = join(folder, "ramp.png");
const options = { provider: "cpu", threads: 1 } as const;

beforeAll(async () => {
  const { width, height, pixels } = expected.image;
  await sharp(Uint8Array.from(pixels), { raw: { width, height, channels: 1 } })
    .png()
    .toFile(image);
});

const softmax = [{ name: "score", op: "Softmax", input: ["logits"] }];
const reshape = { class_name: "Reshape", config: { name: "last", target_shape: [2, 1] } };

function described(model: string, settings: string): string {
  writeFileSync(`${model}.model.yaml`, `version: 1\nmodel: ${model}\n${settings}`);
  return model;
}

async function fault(path: string, provider: "cpu" | "cuda" | "webgpu" = "cpu"): Promise<string> {
  const error = await openModel(path, { provider, threads: 1 }).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(UserError);
  expect(error.message).not.toMatch(/\n/);
  return error.message;
}

describe("an ordinary TF.js classifier is read off its files and gives NumPy's probability", () => {
  const models: [string, () => string, string][] = [
    ["layers, sigmoid", () => tinyLayers(folder, "a", {}), "probability"],
    ["layers, its model.json", () => join(tinyLayers(folder, "b", {}), "model.json"), "probability"],
    ["layers, linear", () => tinyLayers(folder, "c", { activation: "linear" }), "logit"],
    [
      "layers, two logits of three channels",
      () => tinyLayers(folder, "d", { channels: 3, outputs: 2, activation: "linear" }),
      "two-logits-nhwc",
    ],
    [
      "layers, softmax before a reshape",
      () => tinyLayers(folder, "e", { outputs: 2, activation: "softmax", after: [reshape] }),
      "two-probabilities",
    ],
    ["graph, sigmoid", () => tinyGraph(folder, "f"), "probability"],
    ["graph, logit", () => tinyGraph(folder, "g", []), "logit"],
    [
      "graph, softmax of three channels",
      () => tinyGraph(folder, "h", softmax, { outputs: 2, channels: 3 }),
      "two-probabilities",
    ],
    ["graph, 8-bit input", () => tinyGraph(folder, "i", undefined, { dtype: "DT_UINT8" }), "uint8"],
    [
      "graph, a fixed batch",
      () => tinyGraph(folder, "j", undefined, { shape: [4, 16, 16, 1] }),
      "probability",
    ],
    [
      "described",
      () => described(tinyLayers(folder, "k", {}), 'input: {scaling: "-1-1"}'),
      "probability -1-1",
    ],
    [
      "free size, described",
      () =>
        described(
          tinyGraph(folder, "l", undefined, { shape: [-1, -1, -1, 1] }),
          "input: {width: 16, height: 16, contrast: none, crop: centre, resize: antialiased}",
        ),
      "probability cropped",
    ],
  ];
  it.each(models)("%s", async (_, make, key) => {
    const [alone, ...more] = await scoresOf(make(), [image, image, image]);
    expect(alone).toBeCloseTo(expected[key], 6);
    expect(more).toEqual([alone, alone]);
  });

  it("says what ran, and hashes every file", async () => {
    const path = tinyLayers(folder, "facts", {});
    const before = await openModel(path, options);
    expect(before.environment).toEqual({
      provider: "cpu",
      tfjs: core.version_core,
      tfjsBackend: expect.stringMatching(/^WASM/),
    });
    expect(before.identity).toMatchObject({ name: "facts", format: "tfjs", file: "facts/model.json" });
    const weights = readFileSync(join(path, "weights.bin"));
    weights[0]! ^= 1;
    writeFileSync(join(path, "weights.bin"), weights);
    const after = await openModel(path, options);
    expect(after.identity.sha256).not.toBe(before.identity.sha256);
    expect(after.scoreKey).not.toBe(before.scoreKey);
    await Promise.all([before.close(), after.close()]);
  });

  it("a Teachable Machine export is fed as there, and the results say so", async () => {
    const path = tinyLayers(folder, "teachable", { channels: 3 });
    writeFileSync(join(path, "metadata.json"), '{"packageName": "@teachablemachine/image"}');
    const model = await openModel(path, options);
    const known = { contrast: "none", crop: "centre", resize: "antialiased", mean: [0.5, 0.5, 0.5] };
    expect(model.preparation.whole[0]).toMatchObject(known);
    expect(model.warnings.join()).toMatch(/Teachable Machine.*−1…1/);
    await model.close();
  });

  it("keeps no tensors from one batch to the next, and none when closed", async () => {
    for (const path of [tinyLayers(folder, "leak", {}), tinyGraph(folder, "leak-graph")]) {
      const before = core.memory().numTensors;
      const model = await openModel(path, options);
      const pixels = { whole: [new Float32Array(256).fill(0.5)], normalised: null };
      const request = { name: "", image: pixels, view: null, spacing: null };
      const held: number[] = [];
      for (let batch = 0; batch < 5; batch++) {
        await model.score([request, request]);
        held.push(core.memory().numTensors);
      }
      expect(new Set(held).size).toBe(1);
      expect(held[0]).toBeGreaterThan(before);
      await model.close();
      expect(core.memory().numTensors).toBe(before);
    }
  });
});

describe("what can't be loaded or told is refused in a line", () => {
  const layers = (name: string) => tinyLayers(folder, name, {});

  it("weights missing, cut, or elsewhere", async () => {
    const missing = layers("missing");
    rmSync(join(missing, "weights.bin"));
    expect(await fault(missing)).toMatch(/weights weights\.bin are not there; copy all/);
    const cut = layers("cut");
    truncateSync(join(cut, "weights.bin"), 5);
    expect(await fault(cut)).toMatch(/weights\.bin have 5 bytes in all where it needs 8;/);
    const outside = layers("outside");
    const file = join(outside, "model.json");
    writeFileSync(file, readFileSync(file, "utf8").replace('"weights.bin"', '"../a/weights.bin"'));
    expect(await fault(outside)).toMatch(/"\.\.\/a\/weights\.bin", which is not in its folder/);
  });

  it("files that are no TF.js model", async () => {
    const path = layers("not");
    const file = join(path, "model.json");
    const cases: [string, RegExp][] = [
      ["{", /not a TF\.js model.*not JSON/],
      ['{"a": 1}', /not a TF\.js model.*modelTopology/],
      ['{"modelTopology": {}, "weightsManifest": []}', /neither a layers model nor a graph/],
      [readFileSync(file, "utf8").replace("score/bias", "score/bais"), /not a TF\.js model.*score\/bais/],
    ];
    for (const [text, message] of cases) {
      writeFileSync(file, text);
      expect(await fault(path)).toMatch(message);
    }
    rmSync(file);
    expect(await fault(path)).toMatch(/a folder without a model\.json/);
    expect(await fault(file)).toMatch(/does not exist/);
  });

  it("operations and layers that TF.js doesn't have", async () => {
    const unknown = tinyGraph(folder, "unknown", [{ name: "score", op: "Frobnicate", input: ["logits"] }]);
    expect(await fault(unknown)).toMatch(/uses Frobnicate, which TF\.js cannot run here/);
    const einsum = { equation: attribute.text("ij,jk->ik"), N: { i: "2" } };
    const absent = tinyGraph(folder, "absent", [
      { name: "score", op: "Einsum", input: ["logits", "weight"], attr: einsum },
    ]);
    expect(await fault(absent)).toMatch(/uses Einsum, .*WASM.*tfjs-node/);
    const layer = tinyLayers(folder, "layer", { after: [{ class_name: "Lambda", config: { name: "l" } }] });
    expect(await fault(layer)).toMatch(/the layer Lambda, which TF\.js doesn't have/);
  });

  it("an output that may be either, an index, a contradiction", async () => {
    const relu = tinyLayers(folder, "relu", { activation: "relu" });
    expect(await fault(relu)).toMatch(/comes from relu.*output\.activation.*relu\.model\.yaml beside it/);
    const clipped = tinyGraph(folder, "clipped", [{ name: "score", op: "Relu6", input: ["logits"] }]);
    expect(await fault(clipped)).toMatch(/comes from Relu6.*output\.activation/);
    expect(await fault(described(layers("wide"), "input: {width: 20}"))).toMatch(/declared 20.*has 16/);
    expect(await fault(described(layers("other"), "output: {name: scroe}"))).toMatch(/did you mean "score"/);
  });

  it("a provider that isn't here", async () => {
    expect(await fault(layers("cuda"), "cuda")).toMatch(/tfjs-node-gpu.*not installed.*--provider cpu/);
    expect(await fault(layers("webgpu"), "webgpu")).toMatch(/cpu or cuda, not on webgpu/);
  });
});
