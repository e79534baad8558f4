import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cropProbabilities, meanOverCrops } from "../../runners/deepwrist/classifier.js";
import { localize } from "../../runners/deepwrist/localizer.js";
import { type OpenedView, openView, regionOf, regionSquare } from "../../runners/deepwrist/view.js";
import type { ImageModel, ScoreRequest } from "../../runners/imageModel.js";
import { pipelineFileSchema } from "../../runners/modelFile/pipelineSchema.js";
import { openModel } from "../../runners/openModel.js";
import { preparedImage } from "../../runners/prepareWorker.js";
import type { GreyImage } from "../../src/imaging/image.js";
import type { Landmark, Region } from "../../src/imaging/region.js";
import { UserError } from "../../src/messages/userError.js";
import { readYaml } from "../../src/yaml/readYaml.js";
import { temporaryFolder } from "../temporaryFolder.js";

interface Expected {
  case: string;
  view: string;
  width: number;
  height: number;
  spacing: [number, number];
  blob: [number, number];
  inverted: boolean;
  foldLandmarks: Landmark[][];
  landmarks: Landmark[];
  region: Region;
  crops: number[][];
  folds: number[];
  probability: number;
  members: number[];
}
const golden = join(import.meta.dirname, "golden/deepwrist");
const description = join(golden, "deepwrist.model.yaml");
const { images } = JSON.parse(readFileSync(join(golden, "expected.json"), "utf8")) as { images: Expected[] };
const options = { provider: "cpu", threads: 1 } as const;
const folder = temporaryFolder();

/** The radiographs of makePipeline.py. */
function radiograph({ width, height, spacing, blob, inverted }: Expected): GreyImage {
  const pixels = Float32Array.from({ length: width * height }, (_, i) => {
    const x = i % width;
    const y = Math.floor(i / width);
    const texture = (x * 37 + y * 91 + ((x * y) % 257) * 13) % 4096;
    const bright = Math.max(0, 40000 - 5 * ((x - blob[0]) ** 2 + 2 * (y - blob[1]) ** 2));
    const value = 6000 + texture + bright;
    return inverted ? 65535 - value : value;
  });
  return { width, height, pixels, spacing: { row: spacing[0], column: spacing[1] } };
}

function request(image: Expected, model: ImageModel): ScoreRequest {
  const prepared = preparedImage(radiograph(image), model.preparation);
  return { name: `${image.case} ${image.view}`, image: prepared, view: image.view, spacing: null };
}

const apart = (a: readonly number[], b: readonly number[]): number => {
  expect(a.length).toBe(b.length);
  return Math.max(...a.map((value, i) => Math.abs(value - b[i])));
};

describe("stage by stage, 256 and 224 pixels, as NumPy, OpenCV and PyTorch have it", () => {
  const views = new Map<string, OpenedView>();
  let model: ImageModel;
  beforeAll(async () => {
    model = await openModel(description, options);
    const yaml = await readYaml(description, pipelineFileSchema, "model description");
    for (const name of ["PA", "LAT"])
      views.set(name, await openView(yaml, name, { classifier: true, ensemble: true }, options));
  });
  afterAll(async () => {
    await model.close();
    for (const view of views.values()) await view.close();
  });

  it.each(
    images.map((image) => [`case ${image.case} ${image.view}`, image] as const),
  )("%s", async (_, image) => {
    const view = views.get(image.view)!;
    const { image: prepared } = request(image, model);
    const [found] = await localize(view.localizer, [prepared.whole[0] as Float32Array], ["image"]);
    expect(apart(found.flat(), image.landmarks.flat())).toBeLessThan(1e-5);
    const normalised = prepared.normalised!;
    const region = regionOf(view, found, normalised, normalised.spacing!);
    expect(region).toEqual(image.region);
    const square = regionSquare(normalised, region, view.region.pixels);
    const folds = await cropProbabilities(view.classifier!, [square], view.region.pixels);
    image.crops.forEach((crops, fold) => {
      expect(apart([...folds[fold][0]], crops)).toBeLessThan(1e-5);
    });
    expect(
      apart(
        folds.map((crops) => meanOverCrops(crops[0])),
        image.folds,
      ),
    ).toBeLessThan(1e-5);
    const [score] = await model.score([request(image, model)]);
    expect(Math.abs(score.probability - image.probability)).toBeLessThan(1e-5);
    expect(apart(score.members!, image.members)).toBeLessThan(1e-5);
    expect(apart(score.landmarks!.points.flat(), image.landmarks.flat())).toBeLessThan(1e-5);
  });

  it("a figure is the same bits whoever shares the batch, in whatever order", async () => {
    const requests = images.map((image) => request(image, model));
    const alone = [];
    for (const one of requests) alone.push((await model.score([one]))[0]);
    expect(model.batchSize).toBe(8);
    expect(await model.score([...requests, ...requests])).toEqual([...alone, ...alone]);
    expect(await model.score([...requests].reverse())).toEqual([...alone].reverse());
  });
});

/** The description, changed, with its networks beside it. */
function changed(name: string, change: (text: string) => string): string {
  const text = readFileSync(description, "utf8");
  const other = change(text);
  expect(other).not.toBe(text);
  writeFileSync(join(folder, `${name}.model.yaml`), other);
  return join(folder, `${name}.model.yaml`);
}

describe("settings", () => {
  beforeAll(() => cpSync(golden, folder, { recursive: true }));
  const scoreWith = async (path: string, image: Expected) => {
    const model = await openModel(path, options);
    try {
      return { score: (await model.score([request(image, model)]))[0], model };
    } finally {
      await model.close();
    }
  };

  it("testTimeAugmentation: false sees the centre crop alone", async () => {
    const path = changed("centre", (text) =>
      text.replaceAll("      output:", "      testTimeAugmentation: false\n      output:"),
    );
    const { score } = await scoreWith(path, images[0]);
    const centre = images[0].crops.reduce((sum, crops) => sum + crops[0], 0) / images[0].crops.length;
    expect(Math.abs(score.probability - centre)).toBeLessThan(1e-5);
  });

  it("spacing in place of pixels gives the same side", async () => {
    const path = changed("spacing", (text) =>
      text.replace("size: 70, padding: 15, pixels: 256", "size: 70, padding: 15, spacing: 0.2734375"),
    );
    const { score } = await scoreWith(path, images[0]);
    expect(Math.abs(score.probability - images[0].probability)).toBeLessThan(1e-5);
  });

  it("without a classifier the probability is the members' mean", async () => {
    const path = changed("members", (text) =>
      text
        .replace(/ {4}classifier:\n(?: {6}.*\n)+/g, "")
        .replace(/(pa-member-2.onnx\])/, "$1, mean: [0.48, 0.45, 0.4], std: [0.23, 0.22, 0.225]")
        .replace(/(lat-member-2.onnx\])/, "$1, mean: [0.39, 0.39, 0.39], std: [0.29, 0.28, 0.27]"),
    );
    const { score, model } = await scoreWith(path, images[1]);
    expect(apart(score.members!, images[1].members)).toBeLessThan(1e-5);
    expect(score.probability).toBeCloseTo(images[1].members.reduce((a, b) => a + b, 0) / 3, 5);
    // Which of two values is the fracture's was declared for the classifier only.
    expect(model.warnings.join(" ")).toMatch(/the second was assumed/);
  });

  it("the identity names every file; thresholds are the description's", async () => {
    const model = await openModel(description, options);
    await model.close();
    const { identity } = model;
    expect(identity).toMatchObject({ name: "Random weights", format: "deepwrist" });
    expect(identity.files!.map(({ file }) => file)).toEqual(
      ["lat", "pa"].flatMap((view) =>
        ["localizer-0", "localizer-1", "classifier-0", "classifier-1"].map(
          (stage) => `${view}-${stage}.onnx`,
        ),
      ),
    );
    expect(identity.ensemble).toMatchObject({ members: 3 });
    expect(identity.ensemble!.files).toHaveLength(10);
    expect(identity.ensemble!.sha256).not.toBe(identity.sha256);
    expect(model.threshold).toEqual({ PA: 0.41, LAT: 0.58, case: 0.5 });
    expect(identity.settings!["PA region"]).toMatch(/70 × 70 mm, 15 mm below .* 256 × 256/);
  });
});

describe("what is wrong is told with its place", () => {
  beforeAll(() => cpSync(golden, folder, { recursive: true }));
  it.each<[string, (text: string) => string, RegExp]>([
    [
      "key",
      (t) => t.replace("padding: 15", "pading: 15"),
      /:8:\d+: unknown key "pading" in views\.PA\.region \(did you mean "padding"\?\)/,
    ],
    [
      "pipeline",
      (t) => t.replace("pipeline: deepwrist", "pipline: deepwrist"),
      /unknown key "pipline" \(did you mean "pipeline"\?\)/,
    ],
    [
      "kind",
      (t) => t.replace("pipeline: deepwrist", "pipeline: deeprist"),
      /:4:\d+: pipeline: expected "deepwrist"/,
    ],
    [
      "both",
      (t) => t.replace("pixels: 256", "pixels: 256, spacing: 0.2"),
      /views\.PA\.region: needs `pixels` or `spacing`, not both/,
    ],
    ["std", (t) => t.replace("std: 0.27}", "std: 0}"), /views\.PA\.localizer\.std/],
    [
      "absent",
      (t) => t.replace("pa-localizer-1.onnx", "pa-localizer-7.onnx"),
      /pa-localizer-7\.onnx does not exist/,
    ],
    [
      "swapped",
      (t) => t.replace("pa-localizer-1.onnx", "pa-classifier-1.onnx"),
      /pa-classifier-1\.onnx: output "out" has shape \[batch, 2\]; a localizer gives three points/,
    ],
    [
      "fold",
      (t) => t.replace("pa-classifier-1.onnx", "pa-localizer-1.onnx"),
      /views\.PA\.classifier\.mean is declared 3 values, but the network has 1 channel/,
    ],
    [
      "crop",
      (t) => t.replace("      output:", "      crop: 200\n      output:"),
      /views\.PA\.classifier\.crop is declared 200, but the network has 224; correct it in .*crop\.model\.yaml:10:7/,
    ],
    [
      "small",
      (t) => t.replace("pixels: 256", "pixels: 100"),
      /crops of 224 pixels don't fit into a region of 100/,
    ],
    ["index", (t) => t.replace("index: 1, ", "index: 4, "), /views\.PA\.classifier\.output\.index is 4/],
    [
      "count",
      (t) => t.replace("lat-member-1.onnx, ", ""),
      /views\.LAT\.ensemble has 2 members, but views\.PA has 3/,
    ],
    [
      "threshold",
      (t) => t.replace("PA: 0.41", "AP: 0.41"),
      /threshold names "AP".*it can name PA, LAT, case/,
    ],
    [
      "landmarks",
      (t) => t.replace(/pa-localizer-0.onnx, pa-localizer-1.onnx/, "square.onnx"),
      /a localizer gives three points/,
    ],
    ["model", (t) => t.replace("version: 1", "version: 1\nmodel: a.onnx"), /unknown key "model"/],
  ])("%s", async (name, change, message) => {
    cpSync(join(golden, "../free-size.onnx"), join(folder, "square.onnx"));
    const fault = await openModel(changed(name, change), options).then(
      async (model) => {
        await model.close();
        return new Error("opened");
      },
      (error) => error,
    );
    expect(fault.message).toMatch(message);
    expect(fault).toBeInstanceOf(UserError);
    expect(fault.message).not.toMatch(/\n/);
  });

  it("an image without pixel spacing, an unknown view, points outside any image", async () => {
    const model = await openModel(description, options);
    const one = request(images[0], model);
    const bare = { ...one, image: { ...one.image, normalised: { ...one.image.normalised!, spacing: null } } };
    const fault = (given: ScoreRequest) => model.score([given]).catch((error) => error.message as string);
    expect(await fault(bare)).toMatch(/^a PA: the file says no pixel spacing.*`spacing` column/);
    const [score] = await model.score([{ ...bare, spacing: 0.2 }]);
    expect(Math.abs((score as { probability: number }).probability - images[0].probability)).toBeLessThan(
      1e-5,
    );
    expect(await fault({ ...one, view: "OBL" })).toMatch(/can't score the view "OBL".*it knows LAT, PA/);
    const blank = new Float32Array(256 * 256).fill(Number.NaN);
    expect(await fault({ ...one, image: { ...one.image, whole: [blank] } })).toMatch(
      /gives the point \(NaN, NaN\)/,
    );
    await model.close();
  });
});
