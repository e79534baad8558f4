import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { ImageModel } from "../../runners/imageModel.js";
import { openModel } from "../../runners/openModel.js";
import { preparedImage } from "../../runners/prepareWorker.js";
import { scoreImages } from "../../runners/scoreImages.js";
import type { Cohort } from "../../src/cohort/cohort.js";
import type { GreyImage } from "../../src/imaging/image.js";
import { locateBeside } from "../../src/run/locate.js";
import { readStrataFile } from "../../src/strata/readStrataFile.js";
import { writeSmallCohort } from "../cli/smallCohort.js";
import { temporaryFolder } from "../temporaryFolder.js";

const golden = join(import.meta.dirname, "golden");
const expected = JSON.parse(readFileSync(join(golden, "expected.json"), "utf8"));
const folder = temporaryFolder();
const at = (name: string) => join(folder, name);
const options = { provider: "cpu", threads: 1 } as const;
const { width, height, pixels } = expected.image;
const ramp: GreyImage = {
  width,
  height,
  pixels: Float32Array.from(pixels),
  spacing: { row: 4, column: 4 },
};

beforeAll(() => {
  cpSync(golden, folder, { recursive: true });
  writeFileSync(at("turned.model.yaml"), 'version: 1\nmodel: probability.onnx\ninput: {scaling: "-1-1"}\n');
  writeFileSync(
    at("list.model.yaml"),
    "version: 1\nname: Three\nensemble: {members: [logit.onnx, turned.model.yaml, two-logits-nhwc.onnx]}\nthreshold: 0.3\n",
  );
  writeFileSync(
    at("own.model.yaml"),
    "version: 1\nmodel: uint8.onnx\nensemble: {members: [logit.onnx, probability.onnx]}\n",
  );
});

async function opened<T>(model: Promise<ImageModel>, use: (model: ImageModel) => Promise<T>): Promise<T> {
  const one = await model;
  try {
    return await use(one);
  } finally {
    await one.close();
  }
}

const scoreOf = (model: ImageModel, view: string | null = null) => {
  const image = preparedImage(ramp, model.preparation);
  const request = { name: "ramp", image, view, spacing: null };
  const batch = new Array(model.batchSize).fill(request);
  return model.score(batch).then((scores) => {
    expect(scores.every((one) => one.probability === scores[0].probability)).toBe(true);
    return scores[0];
  });
};

const members = [expected["logit"], expected["probability -1-1"], expected["two-logits-nhwc"]];

describe("an ensemble of plain networks", () => {
  it("alone: NumPy's members, and their mean as the probability", () =>
    opened(openModel(at("list.model.yaml"), options), async (model) => {
      const score = await scoreOf(model);
      expect(score.members!.length).toBe(3);
      score.members!.forEach((value, m) => {
        expect(value).toBeCloseTo(members[m], 6);
      });
      expect(score.probability).toBeCloseTo((members[0] + members[1] + members[2]) / 3, 6);
      expect(model.threshold).toBe(0.3);
      expect(model.identity).toMatchObject({ name: "Three", format: "ensemble" });
      expect(model.identity.files!.map(({ file }) => file)).toEqual([
        "logit.onnx",
        "turned.model.yaml",
        "probability.onnx",
        "two-logits-nhwc.onnx",
      ]);
    }));

  it("beside any model: its probability stays, the members are kept", async () => {
    const alone = await opened(openModel(at("uint8.onnx"), options), async (model) => ({
      ...(await scoreOf(model)),
      identity: model.identity,
      scoreKey: model.scoreKey,
    }));
    const beside = openModel(at("uint8.onnx"), { ...options, ensemble: at("list.model.yaml") });
    await opened(beside, async (model) => {
      const score = await scoreOf(model);
      expect(score.probability).toBe(alone.probability);
      expect(score.members!.length).toBe(3);
      expect(model.threshold).toBeNull();
      expect(model.identity).toMatchObject({ ...alone.identity, ensemble: { name: "Three", members: 3 } });
      expect(model.scoreKey).not.toBe(alone.scoreKey);
    });
  });

  it("in the model's own description, unless the strata file names another", async () => {
    await opened(openModel(at("own.model.yaml"), options), async (model) => {
      expect((await scoreOf(model)).members!.map((v) => v.toFixed(5))).toEqual(
        [expected["logit"], expected["probability"]].map((v) => v.toFixed(5)),
      );
    });
    const other = openModel(at("own.model.yaml"), { ...options, ensemble: at("list.model.yaml") });
    await opened(other, async (model) => {
      expect((await scoreOf(model)).members!.length).toBe(3);
    });
  });

  it("inputs that are alike are made once", () =>
    opened(openModel(at("own.model.yaml"), options), async (model) => {
      // uint8 and two float32 networks of the same size and scaling.
      expect(model.preparation.whole.length).toBe(2);
    }));
});

describe("a pipeline's ensemble", () => {
  it("stands beside a plain network, without the pipeline's classifier", async () => {
    const pipeline = join(golden, "deepwrist/deepwrist.model.yaml");
    const whole = await opened(openModel(pipeline, options), (model) => scoreOf(model, "PA"));
    const plain = await opened(openModel(at("uint8.onnx"), options), (model) => scoreOf(model));
    await opened(openModel(at("uint8.onnx"), { ...options, ensemble: pipeline }), async (model) => {
      expect(model.views).toEqual(["LAT", "PA"]);
      const score = await scoreOf(model, "PA");
      expect(score.probability).toBe(plain.probability);
      expect(score.members).toEqual(whole.members);
      expect(model.identity.files).toBeUndefined();
      expect(model.identity.ensemble!.files).toHaveLength(10);
      expect(model.identity.ensemble!.descriptionSha256).toMatch(/^[0-9a-f]{64}$/);
      expect(model.identity.ensemble!.settings!["PA ensemble"]).toMatch(/^3 members, centre crop 224/);
    });
  });
});

describe("what is no ensemble, or a member that can't be one", () => {
  it.each([
    ["uint8.onnx", /uint8\.onnx: has no `ensemble`/],
    ["turned.model.yaml", /turned\.model\.yaml: has no `ensemble`/],
    ["nested.model.yaml", /list\.model\.yaml: is an ensemble itself/],
    ["itself.model.yaml", /itself\.model\.yaml: is an ensemble itself/],
    ["absent.model.yaml", /nowhere\.onnx does not exist/],
    ["typo.model.yaml", /:2:\d+: unknown key "member" in ensemble \(did you mean "members"\?\)/],
  ])("%s", async (file, message) => {
    writeFileSync(at("nested.model.yaml"), "version: 1\nensemble: {members: [list.model.yaml]}\n");
    writeFileSync(at("itself.model.yaml"), "version: 1\nensemble: {members: [itself.model.yaml]}\n");
    writeFileSync(at("absent.model.yaml"), "version: 1\nensemble: {members: [nowhere.onnx]}\n");
    writeFileSync(at("typo.model.yaml"), "version: 1\nensemble: {member: [logit.onnx]}\n");
    const fault = await openModel(at("uint8.onnx"), { ...options, ensemble: at(file) }).catch((e) => e);
    expect(fault.message).toMatch(message);
  });
});

describe("over a cohort", () => {
  const cohort = (views: readonly string[]): Cohort => ({
    name: "two",
    file: "two.csv",
    sha256: "0".repeat(64),
    strata: ["all"],
    views,
    flow: [{ step: "analysed", cases: 2, images: 5 }],
    manifestCases: new Map(),
    hasPatients: false,
    hasImages: true,
    // Two PA images in the first case, so that a case isn't the mean of its images.
    cases: [
      ["a", ["LAT", "PA", "PA"]],
      ["b", ["LAT", "PA"]],
    ].map(([id, own], c) => ({
      id: id as string,
      patient: null,
      label: 0 as const,
      member: [true],
      images: (own as string[]).map((view, i) => ({
        row: 3 * c + i + 1,
        path: at(`images/${3 * c + i}-PA.png`),
        view,
        spacing: 4,
      })),
      age: null,
      sex: null,
      variables: new Map(),
    })),
  });

  it("a member's case probability is the mean over its views, of which each is the mean over its images", async () => {
    await writeSmallCohort(folder);
    const scored = await opened(openModel(at("own.model.yaml"), options), (model) =>
      scoreImages(cohort(["LAT", "PA"]), model, { threads: 1, onUnreadable: "error" }),
    );
    const single = async (file: string) =>
      opened(openModel(at(file), options), (model) =>
        scoreImages(cohort(["LAT", "PA"]), model, { threads: 1, onUnreadable: "error" }),
      );
    expect(scored.scores.members).toEqual([
      (await single("logit.onnx")).scores.cases,
      (await single("probability.onnx")).scores.cases,
    ]);
    expect(scored.scores.cases).toEqual((await single("uint8.onnx")).scores.cases);
    expect(scored.scores.members[0]).not.toEqual(scored.scores.cases);
  });

  it("a view that a pipeline doesn't describe is refused before anything is scored", async () => {
    const pipeline = join(golden, "deepwrist/deepwrist.model.yaml");
    const score = (views: readonly string[]) =>
      opened(openModel(pipeline, options), (model) =>
        scoreImages(cohort(views), model, { threads: 1, onUnreadable: "error" }),
      ).catch((error) => error.message);
    expect(await score(["LAT", "OBL", "PA"])).toMatch(/can't score the view "OBL".*it knows LAT, PA/);
    expect(await score([])).toMatch(/declare its `view` column/);
  });

  it("a strata file's ensemble is found beside it, or in the package; else its place is told", async () => {
    const text = readFileSync(at("strata.yaml"), "utf8");
    const file = async (name: string) => {
      writeFileSync(at("ood.yaml"), `${text}ood: {in: easy, out: [difficult], ensemble: ${name}}\n`);
      return locateBeside(await readStrataFile(at("ood.yaml")), ["ood", "ensemble"], name);
    };
    expect(await file("list.model.yaml")).toBe(at("list.model.yaml"));
    expect(await file("benchmark/phantom/models/baseline.model.yaml")).toMatch(/baseline\.model\.yaml$/);
    await expect(file("lsit.model.yaml")).rejects.toThrow(
      /ood\.yaml:\d+:\d+: ood\.ensemble: lsit\.model\.yaml exists neither beside this file nor in the package/,
    );
  });
});
