import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { sha256 } from "../../src/results/checksums.js";
import type { RuleResult } from "../../src/results/schema/comparison.js";
import { wristBench } from "./commandLine.js";
import { smallRuns } from "./smallRuns.js";

const { folder, run, read, strata } = smallRuns();
const at = (path: string) => join(folder, path);
const under = "corruption: rotation, severity: 2";
const compare = (baseline: string, out: string) =>
  wristBench(["compare", baseline, "latter", "--out", out], { cwd: folder });
const ruleOf = (out: string, has: Partial<RuleResult>) =>
  read(out).results.comparison!.rules.find((one) =>
    Object.entries(has).every(([key, value]) => one[key as keyof RuleResult] === value),
  )!;

beforeAll(async () => {
  const file = strata(
    "second.yaml",
    (text) => `${text}regression:
  - {stratum: merged, metric: auroc, margin: 1}
  - {stratum: "*", metric: auroc, margin: 1, minimum: 5, ${under}}
  - {stratum: merged, metric: sensitivity, margin: 1, minimum: 5, of: drop, ${under}}
`,
  );
  writeFileSync(
    at("second.model.yaml"),
    "version: 1\nname: Second\nmodel: brightness.onnx\ninput: {contrast: none, scaling: {mean: [0.55], std: [0.3]}}\n",
  );
  const more = ["--strata", file, "--robustness", "quick"];
  await run("--model", "brightness.onnx", ...more, "--no-html", "--out", "former");
  await run("--model", "second.model.yaml", ...more, "--baseline", "former", "--out", "latter");
});

it("how much more the second model loses, in the results and in the report", () => {
  const { comparison, robustness } = read("latter").results;
  const found = comparison!.robustness!;
  expect(found.refused).toBeUndefined();
  const then = read("former").results.robustness!;
  // What a rule is on is scored beside what was asked for.
  expect(robustness!.corruptions.flatMap(({ levels }) => levels)).toHaveLength(7);
  expect(found.drops).toHaveLength(3 * 7 * 4);
  for (const {
    stratum,
    corruption,
    severity,
    metric,
    baseline,
    candidate,
    difference,
    ci,
    ciReason,
    judgedCi,
  } of found.drops) {
    const of = (side: typeof then) =>
      side.strata
        .find((one) => one.stratum === stratum)!
        .corruptions.find((one) => one.corruption === corruption)!
        .levels.find((one) => one.severity === severity)!;
    for (const [side, run] of [
      [baseline, of(then)],
      [candidate, of(robustness!)],
    ] as const)
      expect(side).toEqual({ value: run.metrics[metric].value, drop: run.drops[metric].value });
    expect(difference).toBe(candidate.drop! - baseline.drop!);
    expect(judgedCi!.lower).toBeLessThanOrEqual(difference!);
    expect(judgedCi!.upper).toBeGreaterThanOrEqual(difference!);
    // Rules are judged on no less than the bootstrap shows.
    if (ci === null) expect(ciReason).toMatch(/resamples are alike/);
    else expect(judgedCi!.upper - judgedCi!.lower).toBeGreaterThanOrEqual(ci!.upper - ci!.lower);
  }
  const report = readFileSync(at("latter/report.html"), "utf8");
  expect(report).toMatch(/id="robustness"/);
  expect(report).toMatch(/Drop in the baseline[\s\S]*Difference of drops/);
});

it("rules on corrupted images are judged by stratum, on the figure or on the drop", () => {
  const { rules, verdict } = read("latter").results.comparison!;
  expect(rules.map(({ stratum, metric, corruption, of }) => [stratum, metric, corruption, of])).toEqual([
    ["merged", "auroc", undefined, undefined],
    ["easy", "auroc", "rotation", undefined],
    ["difficult", "auroc", "rotation", undefined],
    ["merged", "sensitivity", "rotation", "drop"],
  ]);
  expect(verdict).toBe("pass");
  const { drops } = read("latter").results.comparison!.robustness!;
  const [sensitivity] = drops.filter(
    (one) => one.stratum === "merged" && one.metric === "sensitivity" && one.severity === 2,
  );
  expect(rules[3]).toMatchObject({ difference: sensitivity.difference, ci: sensitivity.judgedCi });
  const [auroc] = drops.filter(
    (one) => one.stratum === "easy" && one.metric === "auroc" && one.severity === 2,
  );
  expect(rules[1].difference).toBe(auroc.candidate.value! - auroc.baseline.value!);
  // All tests, those without a corruption too, are one family.
  expect(rules.every(({ p, pAdjusted }) => pAdjusted! >= p!)).toBe(true);
});

it("verify recomputes the comparison from both runs' scores under corruptions", async () => {
  const { code, stdout } = await wristBench(["verify", "latter", "--baseline", "former"], { cwd: folder });
  expect(stdout).not.toMatch(/^differs/m);
  expect(code).toBe(0);
  cpSync(at("latter"), at("changed"), { recursive: true });
  const text = readFileSync(at("latter/results.json"), "utf8");
  const found = /"ci":\s*\{\s*"lower":\s*(-?0\.\d+)/.exec(text.slice(text.lastIndexOf('"drops"')))!;
  const other = text.lastIndexOf(found[1]);
  writeFileSync(
    at("changed/results.json"),
    `${text.slice(0, other)}0.123${text.slice(other + found[1].length)}`,
  );
  const again = await wristBench(["verify", "changed", "--baseline", "former"], { cwd: folder });
  expect(again.code).toBe(1);
  expect(again.stdout).toMatch(
    /differs: .*results\.json \/results\/comparison\/robustness\/drops\/\d+\/ci\/lower/,
  );
});

it("compare gives what --baseline gave, and takes the table along", async () => {
  const { code } = await compare("former", "again");
  expect(code).toBe(0);
  expect(read("again").results).toEqual(read("latter").results);
  expect(readFileSync(at("again/corrupted-cases.csv"))).toEqual(
    readFileSync(at("latter/corrupted-cases.csv")),
  );
});

it("a table that is gone leaves estimates without intervals, and rules inconclusive with the reason", async () => {
  cpSync(at("former"), at("bare"), { recursive: true });
  rmSync(at("bare/corrupted-cases.csv"));
  const { code, stderr } = await compare("bare", "estimates");
  expect(stderr).toBe("");
  expect(code).toBe(3);
  const { robustness } = read("estimates").results.comparison!;
  expect(robustness!.drops).toHaveLength(3 * 7 * 4);
  expect(robustness!.drops[0]).not.toHaveProperty("ci");
  expect(robustness!.leftOut[0]).toMatch(/^The baseline lacks its table of scores by case/);
  expect(ruleOf("estimates", { of: "drop" })).toMatchObject({
    ...{ outcome: "inconclusive", difference: null, ci: null, p: null },
    reason: expect.stringMatching(/^The baseline lacks its table/),
  });
  expect(ruleOf("estimates", { corruption: undefined, stratum: "merged" }).outcome).toBe("pass");
});

it("a table that is not the one of the run is refused in one line", async () => {
  cpSync(at("former"), at("other"), { recursive: true });
  writeFileSync(
    at("other/corrupted-cases.csv"),
    `${readFileSync(at("other/corrupted-cases.csv"), "utf8")}\n`,
  );
  const { code, stderr } = await compare("other", "refused");
  expect(code).toBe(2);
  expect(stderr).toMatch(/^error: other\/corrupted-cases\.csv: is not the table that .* give the folder as/);
  expect(stderr.trim().split("\n")).toHaveLength(1);
});

it("a row that can't be read is refused with its place, also under the right hash", async () => {
  cpSync(at("former"), at("row"), { recursive: true });
  const table = readFileSync(at("row/corrupted-cases.csv"), "utf8").replace(/,0\.\d+/, ",1.5");
  writeFileSync(at("row/corrupted-cases.csv"), table);
  const results = readFileSync(at("row/results.json"), "utf8");
  const { sha256: before } = read("former").results.robustness!.casesTable!;
  writeFileSync(at("row/results.json"), results.replace(before, sha256(table)));
  const { code, stderr } = await compare("row", "refused");
  expect(code).toBe(2);
  expect(stderr).toMatch(/^error: row\/corrupted-cases\.csv.*row 1.*1\.5/);
});

it("a baseline without corruptions, or with others, leaves the rules inconclusive", async () => {
  await run("--model", "brightness.onnx", "--strata", "strata.yaml", "--no-html", "--out", "clean");
  await compare("clean", "one");
  expect(ruleOf("one", { of: "drop" }).reason).toMatch(/^Only the candidate was scored under corruptions/);
  const others = ["--strata", "strata.yaml", "--robustness", "gamma-up", "--no-html", "--out", "others"];
  await run("--model", "brightness.onnx", ...others);
  await compare("others", "two");
  expect(ruleOf("two", { of: "drop" }).reason).toBe(
    "rotation at severity 2 was scored in one of the runs only.",
  );
});

it("other cases: the common ones are compared, with their intervals", async () => {
  const [header, ...rows] = readFileSync(at("cohort.csv"), "utf8").trim().split("\n");
  const few = strata("few.yaml", (text) => text.replace("cohort.csv", "few.csv"));
  const dropped = rows[0].split(",")[0];
  writeFileSync(
    at("few.csv"),
    `${[header, ...rows.filter((row) => row.split(",")[0] !== dropped)].join("\n")}\n`,
  );
  const more = ["--strata", few, "--robustness", "rotation", "--no-html", "--out", "fewer"];
  await run("--model", "brightness.onnx", ...more);
  await compare("fewer", "common");
  const { robustness, cases } = read("common").results.comparison!;
  expect(cases).toMatchObject({ onlyBaseline: 0, onlyCandidate: 1 });
  expect(robustness!.drops.every(({ ci }) => ci !== undefined)).toBe(true);
  expect(robustness!.errors).toEqual([]);
  expect(robustness!.leftOut.join(" ")).toMatch(
    /don't have the same cases, so mean corruption errors are not/,
  );
});
