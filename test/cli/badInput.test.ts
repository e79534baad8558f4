import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { smallDicom } from "../imaging/smallDicom.js";
import { smallCases } from "./smallCohort.js";
import { smallRuns } from "./smallRuns.js";

const { folder, run, scored, read, strata } = smallRuns();

describe("bad input ends with one line, exit code 2, and leaves what was there alone", () => {
  const refused = async (args: string[], message: RegExp) => {
    mkdirSync(join(folder, "kept"), { recursive: true });
    writeFileSync(join(folder, "kept/results.json"), "from before");
    const { code, stderr } = await run(...args, "--out", "kept", "--quiet");
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^error: /);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(code).toBe(2);
    expect(readdirSync(join(folder, "kept"))).toEqual(["results.json"]);
    expect(readFileSync(join(folder, "kept/results.json"), "utf8")).toBe("from before");
  };
  const withManifest = (name: string, change: (text: string) => string) => {
    writeFileSync(join(folder, name), change(readFileSync(join(folder, "cohort.csv"), "utf8")));
    return ["--model", "brightness.onnx", "--strata", "strata.yaml", "--cohort", name];
  };

  it("an image that is missing", () =>
    refused(
      withManifest("absent.csv", (s) => s.replace("7-PA.png", "7-XX.png")),
      /7-XX\.png/,
    ));
  it("an image that is none", async () => {
    writeFileSync(join(folder, "images/text.png"), "hello");
    await refused(
      withManifest("text.csv", (s) => s.replace("7-PA.png", "text.png")),
      /text\.png/,
    );
  });
  it("an image that is cut short", async () => {
    const whole = readFileSync(join(folder, "images/7-PA.png"));
    writeFileSync(join(folder, "images/cut.png"), whole.subarray(0, whole.length / 2));
    await refused(
      withManifest("cut.csv", (s) => s.replace("7-PA.png", "cut.png")),
      /cut\.png/,
    );
  });
  it.each<[string, Buffer, RegExp]>([
    ["DICOM cut short", smallDicom().subarray(0, -10), /bad\.dcm/],
    [
      "DICOM of an unknown transfer syntax",
      smallDicom({ transferSyntax: "1.2.3.4" }),
      /bad\.dcm.*1\.2\.3\.4/,
    ],
    [
      "DICOM without pixel data",
      smallDicom({ attributes: { "7fe00010": undefined } }),
      /bad\.dcm.*pixel data/,
    ],
    ["colour DICOM", smallDicom({ attributes: { "00280002": ["US", 3] } }), /bad\.dcm.*colour/],
    ["multi-frame DICOM", smallDicom({ attributes: { "00280008": ["IS", "2 "] } }), /bad\.dcm.*frames/],
  ])("%s", async (_, bytes, message) => {
    writeFileSync(join(folder, "images/bad.dcm"), bytes);
    await refused(
      withManifest("dicom.csv", (s) => s.replace("7-PA.png", "bad.dcm")),
      message,
    );
  });
  it("the same image twice", () =>
    refused(
      withManifest("twice.csv", (s) => s.replace("7-PA.png", "7-LAT.png")),
      /name the same image/,
    ));
  it("a label that is neither 0 nor 1", () =>
    refused(
      withManifest("label.csv", (s) => s.replace("7-PA.png,1", "7-PA.png,2")),
      /row 15: the label .* is 2/,
    ));
  it("a strata file that isn't there", () =>
    refused(
      ["--model", "brightness.onnx", "--strata", "nowhere.yaml"],
      /strata file nowhere\.yaml does not exist \(nor in the package\)/,
    ));
  it("a model that isn't there", () =>
    refused(["--model", "nothing.onnx", "--strata", "strata.yaml"], /model nothing\.onnx does not exist/));
  it("a model that isn't one", async () => {
    writeFileSync(join(folder, "fake.onnx"), "not a network");
    await refused(["--model", "fake.onnx", "--strata", "strata.yaml"], /not an ONNX model/);
  });
  it("a model of the wrong rank", async () => {
    cpSync(join(import.meta.dirname, "../runners/golden/rank-3.onnx"), join(folder, "rank-3.onnx"));
    await refused(["--model", "rank-3.onnx", "--strata", "strata.yaml"], /rank 3/);
  });
  it("a model that gives NaN", async () => {
    cpSync(join(import.meta.dirname, "../runners/golden/log-of-negative.onnx"), join(folder, "log.onnx"));
    writeFileSync(
      join(folder, "log.model.yaml"),
      "version: 1\nmodel: log.onnx\ninput: {scaling: {mean: [1], std: [0.1]}}\noutput: {activation: none}\n",
    );
    await refused(["--model", "log.onnx", "--strata", "strata.yaml"], /gives NaN for .*\.png/);
  });
  it("a logit declared a probability", async () => {
    cpSync(join(import.meta.dirname, "../runners/golden/logit.onnx"), join(folder, "logit.onnx"));
    writeFileSync(
      join(folder, "logit.model.yaml"),
      "version: 1\nmodel: logit.onnx\ninput: {scaling: 0-255}\noutput: {activation: none}\n",
    );
    await refused(
      ["--model", "logit.onnx", "--strata", "strata.yaml"],
      /is no probability.*output\.activation/,
    );
  });
  it("a strata file with a misspelt key", () =>
    refused(
      ["--model", "brightness.onnx", "--strata", strata("typo.yaml", (s) => `${s}acept: []\n`)],
      /typo\.yaml:\d+:\d+: unknown key "acept" \(did you mean "accept"\?\)/,
    ));
  it("a strata file that is empty", () =>
    refused(
      ["--model", "brightness.onnx", "--strata", strata("blank.yaml", () => "# nothing yet\n")],
      /blank\.yaml: is empty/,
    ));
  it("an absolute path that isn't there, though the package has it as a relative one", () =>
    refused(
      ["--model", "brightness.onnx", "--strata", "/strata/ct-confirmed.yaml"],
      /strata file \/strata\/ct-confirmed\.yaml does not exist;/,
    ));
  it("a criterion that no model can meet", () =>
    refused(
      [
        ...["--model", "brightness.onnx", "--strata"],
        strata("percent.yaml", (s) => `${s}accept:\n  - {stratum: easy, metric: sensitivity, atLeast: 85}\n`),
      ],
      /percent\.yaml:\d+:\d+: accept\.0: the limit is outside/,
    ));
  it("a threshold for a view that isn't there", () =>
    refused(
      [
        ...["--model", "brightness.onnx", "--strata"],
        strata("view.yaml", (s) => `${s}threshold: {PAA: 0.4, LAT: 0.6}\n`),
      ],
      /view\.yaml:\d+:\d+: threshold names "PAA" \(did you mean "PA"\?\); it can name LAT, PA, case/,
    ));
  it("an option with a typo, a value out of range, neither model nor predictions", async () => {
    await refused(
      ["--modle", "brightness.onnx", "--strata", "strata.yaml"],
      /unknown argument: modle \(did you mean "model"\?\)/,
    );
    await refused(
      ["--model", "brightness.onnx", "--strata", "strata.yaml", "--bootstrap", "1.5"],
      /--bootstrap is 1\.5/,
    );
    await refused(["--strata", "strata.yaml"], /either --model or --predictions/);
  });
});

describe("a place that can't be written to", () => {
  it("is refused before anything is scored", async () => {
    writeFileSync(join(folder, "in-the-way"), "a file");
    for (const out of ["in-the-way", "in-the-way/below", ""]) {
      const { code, stderr } = await scored("--out", out);
      expect(code).toBe(2);
      expect(stderr).toMatch(/^error: .*--out/);
      expect(stderr).not.toMatch(/Scoring|defect/);
    }
  });

  it("an earlier report goes where none is asked for", async () => {
    await scored("--out", "twice");
    await scored("--out", "twice", "--no-html");
    expect(readdirSync(join(folder, "twice"))).not.toContain("report.html");
  });
});

describe("unreadable images", () => {
  it("that are all of a stratum end the run", async () => {
    const file = strata("exclude.yaml", (s) =>
      s.replace("  images: images", "  onUnreadable: exclude\n  images: nowhere"),
    );
    const { code, stderr } = await run(
      "--model",
      "brightness.onnx",
      "--strata",
      file,
      "--out",
      "none",
      "--quiet",
    );
    expect(code).toBe(2);
    expect(stderr).toMatch(/stratum "easy" has no case left/);
  });

  it("take their case out where declared so, counted in the case flow", async () => {
    writeFileSync(join(folder, "images/bad.png"), "hello");
    writeFileSync(
      join(folder, "unreadable.csv"),
      readFileSync(join(folder, "cohort.csv"), "utf8").replace("7-PA.png", "bad.png"),
    );
    const file = strata("exclude.yaml", (s) => s.replace("  images:", "  onUnreadable: exclude\n  images:"));
    const { code, stderr } = await run(
      "--model",
      "brightness.onnx",
      "--strata",
      file,
      "--cohort",
      "unreadable.csv",
      "--out",
      "unreadable",
      "--no-html",
    );
    expect(code).toBe(0);
    expect(stderr).toMatch(/unreadable, excluded: .*bad\.png/);
    const { cohort, warnings } = read("unreadable").results;
    expect(cohort.flow).toContainEqual({
      step: "unreadable",
      cases: 1,
      images: 2,
      reason: "An image can't be read",
    });
    expect(cohort.cases).toBe(smallCases - 1);
    expect(warnings.join(" ")).toMatch(/1 image could not be read/);
  });
});
