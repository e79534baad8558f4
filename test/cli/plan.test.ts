import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../temporaryFolder.js";
import { wristBench } from "./commandLine.js";
import { smallRuns } from "./smallRuns.js";

const cwd = temporaryFolder();
const plan = (...args: string[]) => wristBench(["plan", ...args], { cwd });

describe("wrist-bench plan", () => {
  it("says how many cases it takes", async () => {
    const { code, stdout } = await plan(
      "--sensitivity",
      "0.92",
      "--at-least",
      "0.85",
      "--half-width",
      "0.05",
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/sensitivity +0\.92 +interval of \+-0\.05 +133 +-/);
    expect(stdout).toMatch(/sensitivity +0\.92 +shown to be at least 0\.85 +185 +-/);
  });

  it.each([
    [["--sensitivty", "0.9"], /unknown argument: sensitivty \(did you mean "sensitivity"\?\)/],
    [[], /nothing to plan with: give an assumed value/],
    [["--auroc", "0.9"], /nothing to plan for: give --half-width/],
    [["--auroc", "1.2", "--margin", "0.1"], /--auroc is 1\.2; it must be above 0\.5 and below 1/],
    [["--auroc", "0.9", "--margin", "0"], /--margin is 0; it must be from 0\.001/],
    [["--auroc", "0.9", "--margin", "0.1", "--correlation", "1"], /--correlation is 1; it must be above -1/],
    [
      ["--sensitivity", "0.9", "--positives", "-3"],
      /--positives is -3; it must be a whole number, 1 or more/,
    ],
    [["--auroc", "0.9", "--positives", "20"], /--negatives is missing: AUROC depends on it/],
    [["--sensitivity", "0.8", "--at-least", "0.9"], /can't be shown where sensitivity is assumed to be 0\.8/],
    [["--results", "nowhere"], /results file nowhere does not exist/],
    [["--strata", "nowhere.yaml"], /strata file nowhere\.yaml does not exist/],
    [["--metric", "aurc"], /--metric aurc: can't be planned \(did you mean "auroc"\?\)/],
    [
      ["--auroc", "0.9", "--margin", "0.1", "--variance", "observed"],
      /--variance observed takes the run's own/,
    ],
    [["--auroc", "0.9", "--half-width", "0.1", "--stratum", "x"], /--stratum needs --strata or --results/],
  ])("refuses %j in one line", async (args, text) => {
    const { code, stderr, stdout } = await plan(...args);
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toMatch(text);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });
});

describe("of a run and a strata file", () => {
  const runs = smallRuns();

  it("takes the same cases from either, and the declared criteria and margins", async () => {
    const name = runs.strata(
      "planned.yaml",
      (text) =>
        `${text}accept:\n  - {stratum: "*", metric: sensitivity, atLeast: 0.6}\n  - {stratum: easy, metric: f1, atLeast: 0.6}\nregression:\n  - {stratum: easy, metric: auroc, margin: 0.05}\n`,
    );
    const json = async (...args: string[]) => {
      const { code, stdout, stderr } = await wristBench(["plan", "--json", ...args], { cwd: runs.folder });
      expect(stderr).not.toMatch(/error/);
      expect(code).toBe(0);
      return JSON.parse(stdout);
    };
    const declared = await json("--strata", name, "--sensitivity", "0.9", "--auroc", "0.9");
    const observed = await json("--results", "out");
    const sizes = (plan: { shown: { stratum: string; positives: number; negatives: number }[] }) =>
      Object.fromEntries(
        plan.shown.map(({ stratum, positives, negatives }) => [stratum, [positives, negatives]]),
      );
    expect(sizes(declared)).toEqual(sizes(observed));
    const { strata } = runs.read("out").results;
    expect(sizes(observed)).toEqual(
      Object.fromEntries(strata.map((one) => [one.name, [one.positivePatients, one.negativePatients]])),
    );
    for (const { stratum, metric, assumed } of observed.shown) {
      const { metrics } = strata.find(({ name }) => name === stratum)!;
      expect(assumed).toBe(metrics[metric as "auroc"].value);
    }
    expect(declared.criteria.map(({ stratum }: { stratum: string }) => stratum)).toEqual([
      "easy",
      "difficult",
    ]);
    expect(declared.margins).toMatchObject([{ stratum: "easy", metric: "auroc", margin: 0.05 }]);
    await runs.run(
      "--model",
      "brightness.onnx",
      "--strata",
      name,
      "--out",
      "planned",
      "--no-html",
      "--quiet",
    );
    const ruled = await json("--results", "planned");
    const rules = ({ margins }: { margins: Record<string, unknown>[] }) =>
      margins.map(({ stratum, metric, margin, minimum }) => ({ stratum, metric, margin, minimum }));
    expect(rules(ruled)).toEqual(rules(declared));
    expect(rules(ruled)).toHaveLength(1);
    expect(ruled.assumptions.variance).toBe("observed");
    let compared = 0;
    for (const one of observed.shown.filter(({ metric }: { metric: string }) => metric === "auroc")) {
      const { lower, upper, method } = strata.find(({ name }) => name === one.stratum)!.metrics.auroc
        .exactCi!;
      if (!method.startsWith("logit")) continue;
      expect(one.halfWidth).toBeCloseTo((upper - lower) / 2, 9);
      compared++;
    }
    expect(compared).toBeGreaterThan(0);
    expect(declared.notes.join("\n")).toMatch(/A criterion on f1 in easy is left out/);
  });
});
