import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { beforeAll, describe, expect, it } from "vitest";
import { openModel } from "../../runners/openModel.js";
import { preparedImage } from "../../runners/prepareWorker.js";
import { readImage } from "../../src/imaging/readImage.js";
import { UserError } from "../../src/messages/userError.js";
import { temporaryFolder } from "../temporaryFolder.js";

const golden = join(import.meta.dirname, "golden");
const expected = JSON.parse(readFileSync(join(golden, "expected.json"), "utf8"));
const folder = temporaryFolder();
const image = join(folder, "ramp.png");
const options = { provider: "cpu", threads: 1 } as const;

beforeAll(async () => {
  const { width, height, pixels } = expected.image;
  await sharp(Uint8Array.from(pixels), { raw: { width, height, channels: 1 } })
    .png()
    .toFile(image);
});

/** The network alone, or with a description of the given settings. */
function model(name: string, description?: string): string {
  const path = join(golden, `${name}.onnx`);
  if (description === undefined) return path;
  const file = join(folder, `${name}-${Math.abs(hash(description))}.model.yaml`);
  writeFileSync(file, `version: 1\nmodel: ${path}\n${description}`);
  return file;
}

const hash = (text: string) => [...text].reduce((h, c) => (Math.imul(h, 31) + c.charCodeAt(0)) | 0, 7);

async function scoreOf(path: string): Promise<number> {
  const opened = await openModel(path, options);
  try {
    const prepared = preparedImage(await readImage(image), opened.preparation);
    const request = { name: image, image: prepared, view: null, spacing: null };
    const scores = await opened.score(new Array(opened.batchSize).fill(request));
    const [alone] = await opened.score([request]);
    expect(scores.every((score) => score.probability === alone.probability)).toBe(true);
    return alone.probability;
  } finally {
    await opened.close();
  }
}

describe("an ordinary ONNX classifier is read off its file and gives NumPy's probability", () => {
  it.each(["probability", "logit", "two-logits-nhwc", "two-probabilities", "uint8"])("%s", async (name) => {
    expect(await scoreOf(model(name))).toBeCloseTo(expected[name], 6);
  });

  it("free-size takes 224 × 224 and says that it was assumed", async () => {
    const opened = await openModel(model("free-size"), options);
    expect([opened.preparation.whole[0].width, opened.preparation.whole[0].height]).toEqual([224, 224]);
    expect(opened.warnings.join(" ")).toMatch(/224 × 224 was assumed/);
    await opened.close();
  });

  it("a fixed batch size is kept, a free one padded", async () => {
    const fixed = await openModel(model("two-probabilities"), options);
    expect(fixed.batchSize).toBe(4);
    await fixed.close();
  });
});

describe("a description's settings change what the network sees, as NumPy has it", () => {
  it.each([
    ["probability", "input: {contrast: none, scaling: 0-1}", "probability contrast none"],
    [
      "probability",
      "input: {contrast: none, scaling: 0-1, crop: centre, resize: antialiased}",
      "probability cropped",
    ],
    ["probability", 'input: {scaling: "-1-1"}', "probability -1-1"],
    ["probability", "input: {scaling: {mean: [0.4], std: [0.2]}}", "probability mean std"],
    ["two-logits-nhwc", "output: {index: 0}", "two-logits-nhwc index 0"],
  ])("%s with %s", async (name, description, key) => {
    expect(await scoreOf(model(name, description))).toBeCloseTo(expected[key], 6);
  });

  it("NAME.model.yaml beside NAME.onnx is used without being named", async () => {
    copyFileSync(join(golden, "probability.onnx"), join(folder, "beside.onnx"));
    writeFileSync(
      join(folder, "beside.model.yaml"),
      'version: 1\nmodel: beside.onnx\ninput: {scaling: "-1-1"}\nthreshold: 0.3\n',
    );
    expect(await scoreOf(join(folder, "beside.onnx"))).toBeCloseTo(expected["probability -1-1"], 6);
    const opened = await openModel(join(folder, "beside.onnx"), options);
    expect(opened.threshold).toBe(0.3);
    expect(opened.identity.descriptionSha256).toMatch(/^[0-9a-f]{64}$/);
    await opened.close();
  });
});

describe("what can't be told is refused with the setting that would tell it", () => {
  it.each([
    ["rank-3", undefined, /rank 3.*rank 4/],
    ["free-channels", undefined, /input\.layout.*input\.channels/],
    ["clipped", undefined, /comes from Clip.*output\.activation/],
    ["smoothed", undefined, /comes from Add of Sigmoid.*output\.activation/],
    ["two-outputs", undefined, /several outputs \(score, features\).*output\.name/],
    ["probability", "output: {index: 3}", /output\.index is 3.*0 to 0/],
    ["probability", "output: {name: scroe}", /no output "scroe" \(did you mean "score"\?\)/],
    ["probability", "input: {name: imgae}", /no input "imgae" \(did you mean "image"\?\)/],
    ["probability", "input: {width: 20}", /input\.width is declared 20, but the network has 16/],
    ["probability", "input: {layout: NHWC}", /input\.layout is declared NHWC/],
    ["probability", "input: {colour: red}", /unknown key "colour" in input/],
    ["two-probabilities", "batchSize: 8", /batchSize is declared 8, but the network has 4/],
  ])("%s %s", async (name, description, message) => {
    const fault = await openModel(model(name, description), options).catch((error) => error);
    expect(fault).toBeInstanceOf(UserError);
    expect(fault.message).toMatch(message);
    expect(fault.message).not.toMatch(/\n/);
  });

  it("free-channels works once described", async () => {
    const path = model("free-channels", "input: {layout: NCHW, channels: 1, width: 16, height: 16}");
    expect(await scoreOf(path)).toBeCloseTo(expected["probability"], 6);
  });

  it("a text file, a missing file and an unknown ending", async () => {
    writeFileSync(join(folder, "text.onnx"), "this is no network");
    const fault = (path: string) => openModel(path, options).catch((error) => error.message as string);
    expect(await fault(join(folder, "text.onnx"))).toMatch(/not an ONNX model/);
    expect(await fault(join(folder, "absent.onnx"))).toMatch(/does not exist/);
    expect(await fault("model.h5")).toMatch(/runs ONNX/);
  });
});
