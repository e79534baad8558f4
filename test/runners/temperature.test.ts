import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { ImageScore } from "../../runners/imageModel.js";
import { imageKey, openKeptScores } from "../../runners/keptScores.js";
import { probabilities } from "../../runners/network/detectOutput.js";
import { openModel } from "../../runners/openModel.js";
import { preparedImage } from "../../runners/prepareWorker.js";
import { scoresFromImages } from "../../runners/scores.js";
import type { Cohort, CohortImage } from "../../src/cohort/cohort.js";
import { temporaryFolder } from "../temporaryFolder.js";

const golden = join(import.meta.dirname, "golden/deepwrist");
const folder = temporaryFolder();
const options = { provider: "cpu", threads: 1 } as const;

describe("logits divided by a temperature, as scipy.special has it", () => {
  const of = (
    activation: "softmax" | "sigmoid" | "none",
    raw: number[],
    index: number,
    temperature: number,
  ) => probabilities(raw, 1, { name: "out", values: raw.length, index, activation }, temperature)[0];
  it("softmax of two and of three values", () => {
    expect(of("softmax", [1.25, -0.75], 1, 2.5)).toBeCloseTo(0.31002551887238755, 14);
    expect(of("softmax", [1.25, -0.75, 0.5], 2, 2.5)).toBeCloseTo(0.33825042710530284, 14);
  });
  it("sigmoid", () => expect(of("sigmoid", [-0.75], 0, 2.5)).toBeCloseTo(0.425557483188341, 14));
  it("a probability", () => {
    expect(of("none", [0.125], 0, 2.5)).toBeCloseTo(0.31467257572341983, 14);
    for (const p of [0, 1]) expect(of("none", [p], 0, 2.5)).toBe(p);
  });
  it("what rounds to 1 before, is told apart after", () => {
    expect(of("softmax", [-40, 40], 1, 1)).toBe(1);
    expect(of("softmax", [-40, 40], 1, 20)).toBeCloseTo(0.9820137900379085, 14);
  });
  it("1 changes no bit", () => {
    for (const z of [-3.1, 0.2, 7])
      expect(of("softmax", [0, z], 1, 1)).toBe(
        probabilities([0, z], 1, { name: "o", values: 2, index: 1, activation: "softmax" })[0],
      );
  });
});

/** The pipeline's description with temperatures, in flow style after each list of members. */
function withTemperatures(name: string, pa: string, lat: string): string {
  const text = readFileSync(join(golden, "deepwrist.model.yaml"), "utf8")
    .replace("pa-member-2.onnx]", `pa-member-2.onnx]${pa}`)
    .replace("lat-member-2.onnx]", `lat-member-2.onnx]${lat}`);
  writeFileSync(join(folder, `${name}.model.yaml`), text);
  return join(folder, `${name}.model.yaml`);
}

const temperatures = [1, 2.5, 0.5];
const spacing = { row: 0.2, column: 0.2 };
const pixels = Float32Array.from({ length: 300 * 400 }, (_, i) => (i * 7919) % 4096);

describe("a pipeline's members", () => {
  beforeAll(() => cpSync(golden, folder, { recursive: true }));
  const scored = async (path: string) => {
    const model = await openModel(path, options);
    const image = preparedImage({ width: 300, height: 400, pixels, spacing }, model.preparation);
    const request = (view: string) => ({ name: view, image, view, spacing: null });
    const scores = await model.score([request("LAT"), request("PA")]);
    await model.close();
    return { scores, model };
  };
  const list = `, temperatures: [${temperatures.join(", ")}]`;

  it("are tempered beside the plain ones, which stay the same bits", async () => {
    const plain = await scored(join(golden, "deepwrist.model.yaml"));
    const both = await scored(withTemperatures("both", list, list));
    both.scores.forEach(({ temperedMembers, ...rest }, i) => {
      expect(rest).toEqual(plain.scores[i]);
      temperedMembers!.forEach((tempered, m) => {
        const p = rest.members![m];
        expect(tempered).toBeCloseTo(1 / (1 + ((1 - p) / p) ** (1 / temperatures[m])), 6);
      });
      expect(temperedMembers![0]).toBe(rest.members![0]);
      expect(temperedMembers![1]).not.toBe(rest.members![1]);
    });
    expect(both.model.scoreKey).not.toBe(plain.model.scoreKey);
    expect(plain.model.scoreKey).not.toMatch(/temperatures/);
    expect(both.model.identity.settings!["PA ensemble temperatures"]).toBe("1, 2.5, 0.5");
  });

  it("come back from kept scores, tempered too", async () => {
    const { scores, model } = await scored(withTemperatures("kept", list, list));
    const key = imageKey({ sha256: "0".repeat(64), view: "PA", spacing: null });
    const first = await openKeptScores(join(folder, "kept"), model);
    await first.add([{ key, score: scores[1] }]);
    await first.close();
    const again = await openKeptScores(join(folder, "kept"), model);
    expect(again.get(key)).toEqual(scores[1]);
    await again.close();
  });

  it("need a temperature each, in every view or in none", async () => {
    const two = withTemperatures("two", ", temperatures: [1, 2]", list);
    await expect(openModel(two, options)).rejects.toThrow(
      /two\.model\.yaml:\d+:\d+: views\.PA\.ensemble has 2 temperatures for 3 members; give one a member/,
    );
    const one = withTemperatures("one", list, "");
    await expect(openModel(one, options)).rejects.toThrow(
      /one\.model\.yaml:\d+:\d+: views\.LAT\.ensemble has no `temperatures`, but views\.PA has/,
    );
    const nought = withTemperatures("nought", ", temperatures: [1, 0, 1]", list);
    await expect(openModel(nought, options)).rejects.toThrow(/nought\.model\.yaml:\d+:\d+: .*temperatures/);
  });
});

it("a case's tempered members are the mean over its views", () => {
  const image = (view: string): CohortImage => ({ row: 1, path: null, view, spacing: null });
  const one = {
    id: "a",
    patient: null,
    label: 0 as const,
    member: [true],
    images: [image("LAT"), image("PA")],
    age: null,
    sex: null,
    variables: new Map(),
  };
  const cohort = { cases: [one], views: ["LAT", "PA"] } as unknown as Cohort;
  const score = (members: number[], temperedMembers?: number[]): ImageScore => ({
    probability: 0.5,
    members,
    ...(temperedMembers ? { temperedMembers } : {}),
  });
  const found = scoresFromImages(cohort, [score([0.25, 0.5], [0.375, 0.5]), score([0.75, 1], [0.625, 1])]);
  expect(found.members.map(([p]) => p)).toEqual([0.5, 0.75]);
  expect(found.temperedMembers!.map(([p]) => p)).toEqual([0.5, 0.75]);
  expect(scoresFromImages(cohort, [score([0.25]), score([0.75])])).not.toHaveProperty("temperedMembers");
});
