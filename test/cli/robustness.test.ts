import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { RandomStream } from "../../src/statistics/random.js";
import { wristBench } from "./commandLine.js";
import { smallCases } from "./smallCohort.js";
import { smallRuns } from "./smallRuns.js";

const { folder, run, scored, read, strata } = smallRuns();
const results = (out: string) => JSON.stringify(read(out).results);
const two = "quantum-noise,rotation";
/** Two corruptions at three severities, two views a case. */
const scores = 2 * 3 * 2 * smallCases;

describe("run --robustness", () => {
  it("scores the cohort under corruptions; the same bytes with 1 thread and with 2", async () => {
    const first = await scored(
      "--no-html",
      "--no-cache",
      "--robustness",
      two,
      "--threads",
      "1",
      "--out",
      "one",
    );
    expect(first.stderr).not.toMatch(/error:/);
    await scored("--no-html", "--no-cache", "--robustness", two, "--threads", "2", "--out", "two");
    expect(results("two")).toBe(results("one"));
    const { robustness, strata: plain } = read("one").results;
    expect(robustness!.corruptions.map(({ name }) => name)).toEqual(["quantum-noise", "rotation"]);
    expect(robustness!.strata.map(({ stratum }) => stratum)).toEqual(["easy", "difficult", "merged"]);
    for (const [s, { clean, corruptions, threshold }] of robustness!.strata.entries()) {
      const own = plain.find(({ name }) => name === robustness!.strata[s].stratum)!;
      expect(threshold).toBe(own.threshold);
      expect(clean.auroc.value).toBe(own.metrics.auroc.value);
      expect(clean.auroc.exactCi).toEqual(own.metrics.auroc.exactCi);
      for (const { levels } of corruptions) expect(levels.map(({ severity }) => severity)).toEqual([1, 3, 5]);
    }
    // Scores as the robust part has them come from pixels that are really worse.
    expect(robustness!.strata[2].corruptions[0].levels[2].metrics.auroc.value).not.toBe(
      robustness!.strata[2].clean.auroc.value,
    );
    expect(robustness!.pictures!.images.map(({ corruption }) => corruption)).toEqual([
      null,
      "quantum-noise",
      "rotation",
    ]);
  });

  it("gives the same results after kills at random moments, and scores nothing again", async () => {
    const random = new RandomStream(8, "moments");
    rmSync(join(folder, "cache"), { recursive: true, force: true });
    const args = ["run", "--model", "brightness.onnx", "--strata", "strata.yaml", "--no-html"];
    for (let kill = 0; kill < 4; kill++)
      await wristBench([...args, "--robustness", two, "--out", "killed"], {
        cwd: folder,
        killAfterMs: 700 + Math.floor(random.uniform() * 1500),
      });
    expect((await scored("--no-html", "--robustness", two, "--out", "killed")).code).toBe(0);
    expect(results("killed")).toBe(results("one"));
    const again = await scored("--no-html", "--robustness", two, "--out", "killed");
    expect(again.stderr).toContain(`${scores} scores of corrupted images from an earlier run`);
    expect(results("killed")).toBe(results("one"));
  });

  it("keeps scores and never pixels", () => {
    const kept = readdirSync(join(folder, "cache"), { recursive: true, encoding: "utf8" });
    expect(kept.filter((file) => /\.[a-z]+$/.test(file) && !file.endsWith(".jsonl"))).toEqual([]);
    expect(readdirSync(join(folder, "killed"))).not.toContain("pictures");
  });

  it("other severities are scored beside the kept ones", async () => {
    const file = strata(
      "severities.yaml",
      (text) => `${text}robustness: {corruptions: [rotation], severities: [1, 2]}\n`,
    );
    const found = await run("--model", "brightness.onnx", "--strata", file, "--no-html", "--out", "more");
    expect(found.stderr).toContain(`${2 * smallCases} scores of corrupted images from an earlier run`);
    const { robustness } = read("more").results;
    expect(robustness!.suite).toBe("chosen");
    expect(robustness!.strata[0].corruptions[0].levels[0]).toEqual(
      read("one").results.robustness!.strata[0].corruptions[1].levels[0],
    );
    const none = await run(
      ...["--model", "brightness.onnx", "--strata", file, "--no-html", "--out", "more"],
      ...["--robustness", "none"],
    );
    expect(none.code).toBe(0);
    expect(read("more").results.robustness).toBeUndefined();
  });

  it.each([
    [
      "a name nearly right",
      "quantum-nois",
      /--robustness is "quantum-nois" \(did you mean "quantum-noise"\?\)/,
    ],
    [
      "one of several",
      "rotation,snow",
      /--robustness names the corruption "snow"; it can name quantum-noise,/,
    ],
    [
      "a corruption without a safe severity",
      "hardware-overlay",
      /--robustness asks for nothing that can be scored: the label may be wrong under hardware-overlay 1, hardware-overlay 3, hardware-overlay 5;/,
    ],
  ])("refuses %s", async (_, value, message) => {
    const found = await scored("--no-html", "--out", "bad", "--robustness", value);
    expect(found.code).toBe(2);
    expect(found.stderr).toMatch(message);
    expect(found.stderr.trim().split("\n")).toHaveLength(1);
  });

  it.each([
    [
      "robustness: {corruptions: [quantum-nois]}",
      /bad\.yaml:\d+:\d+: robustness names .* \(did you mean "quantum-noise"\?\)/,
    ],
    ["robustness: {severities: [6]}", /bad\.yaml:\d+:\d+: robustness\.severities\.0: .*5/],
    ["robustness: {severities: [3, 3]}", /names a severity twice/],
    ["robustness: {severity: 3}", /unknown key "severity".*\(did you mean "severities"\?\)/],
    ["robustness: fast", /bad\.yaml:\d+:\d+: robustness/],
    [
      "accept: [{stratum: easy, metric: auroc, corruption: rotatio, severity: 3, atLeast: 0.5}]",
      /accept names .* \(did you mean "rotation"\?\)/,
    ],
    [
      "accept: [{stratum: easy, metric: auroc, corruption: rotation, atLeast: 0.5}]",
      /both `corruption` and `severity`/,
    ],
    [
      "accept: [{stratum: easy, metric: auroc, corruption: rotation, severity: 6, atLeast: 0.5}]",
      /accept\.0\.severity/,
    ],
    [
      "accept: [{stratum: easy, metric: auroc, corruption: hardware-overlay, severity: 1, atLeast: 0.5}]",
      /accept names hardware-overlay at severity 1, under which the label may be wrong, .*; it has no safe severity/,
    ],
    [
      "robustness: {corruptions: [hardware-overlay, translation], severities: [4]}",
      /bad\.yaml:\d+:\d+: robustness asks for nothing that can be scored: the label may be wrong under translation 4, hardware-overlay 4;/,
    ],
    [
      "regression: [{stratum: easy, metric: auroc, margin: 0.1, corruption: rotatio, severity: 3}]",
      /bad\.yaml:\d+:\d+: regression names .* \(did you mean "rotation"\?\)/,
    ],
    [
      "regression: [{stratum: easy, metric: auroc, margin: 0.1, corruption: hardware-overlay, severity: 1}]",
      /regression names hardware-overlay at severity 1, under which the label may be wrong/,
    ],
    [
      "regression: [{stratum: easy, metric: auroc, margin: 0.1, severity: 3}]",
      /regression\.0: .*both `corruption` and `severity`/,
    ],
    [
      "regression: [{stratum: easy, metric: auroc, margin: 0.1, of: drop}]",
      /regression\.0: `of` needs a `corruption` and a `severity`/,
    ],
    [
      "regression: [{stratum: easy, metric: brier, margin: 0.1, corruption: rotation, severity: 3}]",
      /regression\.0: .*must be one of auroc, aupr, sensitivity, specificity/,
    ],
    [
      "regression: [{stratum: easy, metric: auroc, margin: 0.1, corruption: rotation, severity: 3, of: drops}]",
      /regression\.0\.of/,
    ],
    [
      "accept: [{stratum: easy, metric: f1, corruption: rotation, severity: 3, atLeast: 0.5}]",
      /must be one of auroc, aupr, sensitivity, specificity/,
    ],
  ])("refuses %s, also when only validating", async (line, message) => {
    const file = strata("bad.yaml", (text) => `${text}${line}\n`);
    const found = await wristBench(["validate", "--strata", file], { cwd: folder });
    expect(found.code).toBe(2);
    expect(found.stderr).toMatch(message);
    expect(found.stderr.trim().split("\n")).toHaveLength(1);
  });

  it("with a table of scores is an error as an option, and a note as a key", async () => {
    const rows = readFileSync(join(folder, "plain/cases.csv"), "utf8").trim().split("\n");
    const header = rows[0].split(",");
    const column = (name: string) => header.indexOf(name);
    const table = rows
      .slice(1)
      .map((row) => row.split(","))
      .map((cells) => `${cells[column("case")]},${cells[column("probability")]}`);
    writeFileSync(join(folder, "scores.csv"), `case_id,probability\n${table.join("\n")}\n`);
    const from = (file: string, ...args: string[]) =>
      run("--predictions", "scores.csv", "--strata", file, "--no-html", "--out", "table", ...args);
    const refused = await from("strata.yaml", "--robustness");
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(
      /^error: --robustness needs --model: a table of scores has no radiographs/,
    );
    const file = strata(
      "declared.yaml",
      (text) =>
        `${text}robustness: quick\naccept: [{stratum: easy, metric: auroc, corruption: rotation, severity: 3, atLeast: 0.5}]\n`,
    );
    const noted = await from(file);
    expect(noted.code).toBe(3);
    expect(read("table").results.warnings.join()).toMatch(/declares robustness, which was not measured/);
    expect(read("table").results.acceptance[0]).toMatchObject({
      ...{ corruption: "rotation", severity: 3, outcome: "inconclusive", value: null },
      reason: "Nothing was scored under rotation at severity 3.",
    });
  });
});

describe("accept with a corruption", () => {
  it("is scored without being asked for, judged by the same rules, and named in junit.xml", async () => {
    const file = strata(
      "judged.yaml",
      (text) =>
        `${text}accept:
  - {stratum: "*", metric: auroc, corruption: rotation, severity: 2, atLeast: 0.2}
  - {stratum: easy, metric: sensitivity, corruption: rotation, severity: 2, atLeast: 0.999}
  - {stratum: easy, metric: auroc, atLeast: 0.5}
`,
    );
    await run("--model", "brightness.onnx", "--strata", file, "--out", "judged");
    const { acceptance, robustness } = read("judged").results;
    expect(robustness!.corruptions).toHaveLength(1);
    expect(acceptance).toHaveLength(4);
    const level = robustness!.strata[0].corruptions[0].levels[0];
    expect(acceptance[0]).toMatchObject({
      ...{ stratum: "easy", corruption: "rotation", severity: 2, value: level.metrics.auroc.value },
      ci: level.metrics.auroc.exactCi,
    });
    expect(acceptance[3].corruption).toBeUndefined();
    const junit = readFileSync(join(folder, "judged/junit.xml"), "utf8");
    expect(junit).toMatch(/name="AUROC under rotation at severity 2 at least 0.200 \(easy\)"/);
    expect(junit).toMatch(/name="AUROC at least 0.500 \(easy\)"/);
  });
});
