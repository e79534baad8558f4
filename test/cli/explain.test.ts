import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { smallRuns } from "./smallRuns.js";

const { folder, run, scored, read, strata } = smallRuns();
const options = ["--bootstrap", "100"];
/** Of images with 0.5 mm pixels. */
const marked = () =>
  strata("marked.yaml", (text) =>
    text.replace("label: fracture,", 'label: fracture, spacing: "0.5", fracture: ["9", "7"],'),
  );
const files = (out: string) => readdirSync(join(folder, out, "pictures")).sort();

it("shows the most wrong and most right cases by their pseudonyms, and names how it was done", async () => {
  const result = await run(
    ...["--model", "brightness.onnx", "--strata", marked(), "--explain", "2", "--out", "explained"],
    ...options,
  );
  expect(result.stderr).not.toMatch(/error:/);
  const { explanations, strata: scores } = read("explained").results;
  expect(explanations).toMatchObject({ requested: 2, method: "occlusion", nodes: [], notEmbedded: 0 });
  expect(explanations!.reason).toMatch(
    /its ReduceMean goes over the axes 1, 2, 3, not over height and width/,
  );
  expect(explanations!.strata.map(({ stratum }) => stratum)).toEqual(["easy", "difficult"]);
  const known = readFileSync(join(folder, "explained/cases.csv"), "utf8");
  for (const { cases, stratum, wrong, threshold } of explanations!.strata) {
    const { fp, fn } = scores.find(({ name }) => name === stratum)!.confusion;
    expect(wrong).toBe(fp + fn);
    for (const { kind, label, probability, images, case: id } of cases) {
      expect(id).toMatch(/^c-[0-9a-f]{16}$/);
      expect(known).toContain(id);
      expect(probability >= threshold === (label === 1)).toBe(kind === "most-right");
      expect(images.map(({ view }) => view)).toEqual(["LAT", "PA"]);
      for (const { picture, embedded } of images) {
        const bytes = readFileSync(join(folder, "explained", picture.file));
        expect(createHash("sha256").update(bytes).digest("hex")).toBe(picture.sha256);
        expect(picture.file).toContain(id);
        expect(embedded).toMatch(/^data:image\/webp;base64,/);
      }
    }
  }
  const [easy] = explanations!.localisation;
  const { tp } = scores[0].confusion;
  expect(easy).toMatchObject({ stratum: "easy", view: null, truePositives: tp, images: 2 * easy.cases });
  const report = readFileSync(join(folder, "explained/report.html"), "utf8");
  expect(report.match(/<img src="data:image\/webp/g)).toHaveLength(files("explained").length);
  expect(report.replace(/base64,[^"]*/g, "")).not.toMatch(/case\d|\d-(PA|LAT)\.png/);
});

it("gives the same results with kept scores, and takes the pictures of an earlier run away", async () => {
  const args = ["--model", "brightness.onnx", "--strata", marked(), "--bootstrap", "100", "--out", "again"];
  const kept = await run(...args, "--explain", "2");
  const two = files("again");
  expect(kept.stderr).toMatch(/scored by an earlier run/);
  expect(read("again").results).toEqual(read("explained").results);
  expect(files("again")).toEqual(two);
  await run(...args, "--explain", "1");
  expect(files("again").length).toBeLessThan(two.length);
  await run(...args);
  expect(files("again")).toEqual([]);
  expect(read("again").results).not.toHaveProperty("explanations");
});

it("a strata file that doesn't say where fractures lie: pictures, but nothing measured", async () => {
  await scored("--explain", "1", "--out", "unmarked", ...options);
  const { explanations } = read("unmarked").results;
  expect(explanations!.localisation).toEqual([]);
  expect(explanations!.strata[0].cases[0].images[0]).toMatchObject({ fracture: null, distance: null });
  expect(readFileSync(join(folder, "unmarked/report.html"), "utf8")).toMatch(
    /does not say where fractures lie/,
  );
});

it("needs a model, and a whole number", async () => {
  const table = await run("--predictions", "p.csv", "--strata", "strata.yaml", "--explain", "2");
  expect(table).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/^error: --explain needs --model: .*\n$/),
  });
  const cuda = await run("--predictions", "p.csv", "--strata", "strata.yaml", "--provider", "cuda");
  expect(cuda).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/^error: --provider cuda needs --model: .*\n$/),
  });
  expect((await scored("--explain", "some")).stderr).toMatch(
    /--explain is some; it must be a whole number, 0 or/,
  );
  expect(existsSync(join(folder, "wrist-bench-out"))).toBe(false);
});
