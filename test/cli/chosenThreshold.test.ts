import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { smallRuns } from "./smallRuns.js";

const { folder, run, read, strata } = smallRuns();

/** Patients have cases 4 and 5, or 10 and 11, of a dozen: halves of dozens share none. */
const dozen = "CAST(substr(case_id, 5) AS INTEGER) % 12";
const halves = (name: string, evaluated: string, chosen: string, more = "") =>
  strata(name, (text) =>
    text
      .replace("\nstrata:", `\n  where: "${dozen} ${evaluated}"\n${more}strata:`)
      .concat(`threshold: {maximise: f1, on: "${dozen} ${chosen}"}\n`),
  );
const scored = (file: string, out: string) =>
  run("--model", "brightness.onnx", "--strata", file, "--out", out, "--no-html", "--identifiers", "plain");

it("a model scores the cases that choose, and they alone choose", async () => {
  const lower = await scored(halves("lower.yaml", "< 6", ">= 6"), "lower");
  expect(lower.stderr).not.toMatch(/error:/);
  expect((await scored(halves("upper.yaml", ">= 6", "< 6"), "upper")).code).toBe(0);
  const { operatingPoint, cohort, strata: results } = read("lower").results;
  // Those that choose here are evaluated there.
  const [header, ...rows] = readFileSync(join(folder, "upper/cases.csv"), "utf8").trim().split("\n");
  for (const [unit, column] of [
    ["case", "probability"],
    ["PA", "probability_PA"],
    ["LAT", "probability_LAT"],
  ]) {
    const at = (name: string) => header.split(",").indexOf(name);
    const cases = rows
      .map((row) => row.split(","))
      .map((cells) => ({
        p: Number(cells[at(column)]),
        label: Number(cells[at("label")]),
      }));
    const positives = cases.filter(({ label }) => label === 1).length;
    const f1 = (threshold: number) => {
      const called = cases.filter(({ p }) => p >= threshold);
      return (2 * called.filter(({ label }) => label === 1).length) / (positives + called.length);
    };
    const best = Math.max(...cases.map(({ p }) => f1(p)));
    const lowest = Math.min(...cases.map(({ p }) => p).filter((p) => f1(p) === best));
    expect(operatingPoint!.thresholds[unit], unit).toBeCloseTo(lowest, 12);
  }
  expect(operatingPoint).toMatchObject({ cases: 24, unreadable: 0 });
  expect(cohort).toMatchObject({ cases: 24, images: 48 });
  expect(results.map((one) => one.threshold)).toEqual(results.map(() => operatingPoint!.thresholds["case"]));
});

it("a fitted temperature also softens the scores under corruptions", async () => {
  const file = strata("tempered.yaml", (text) =>
    text
      .replace("\nstrata:", `\n  where: "${dozen} < 6"\nstrata:`)
      .concat(`threshold: {maximise: f1, on: "${dozen} >= 6", temperature: true}\n`),
  );
  const options = ["--no-html", "--identifiers", "plain", "--robustness", "wrong-spacing,rotation"];
  await run("--model", "brightness.onnx", "--strata", file, "--out", "tempered", ...options);
  expect(read("tempered").results.operatingPoint!.temperature!.value).not.toBe(1);
  const rowsOf = (table: string) => {
    const [header, ...rows] = readFileSync(join(folder, "tempered", table), "utf8")
      .trim()
      .split("\n");
    const at = (name: string) => header.split(",").indexOf(name);
    return rows
      .map((row) => row.split(","))
      .map((cells) => ({
        ...{
          name: cells[at("case")],
          corruption: cells[at("corruption")],
          probability: cells[at("probability")],
        },
      }));
  };
  // The model never sees the spacing, so under a wrong one it gives what it gave, to the last digit.
  const clean = new Map(rowsOf("cases.csv").map(({ name, probability }) => [name, probability]));
  const corrupted = rowsOf("corrupted-cases.csv");
  const unseen = corrupted.filter(({ corruption }) => corruption === "wrong-spacing");
  expect(unseen).toHaveLength(3 * 24);
  for (const { name, probability } of unseen) expect(probability).toBe(clean.get(name));
  const turned = corrupted.filter(({ corruption }) => corruption === "rotation");
  expect(turned.some(({ name, probability }) => probability !== clean.get(name))).toBe(true);
});

it("an unreadable image of a case that chooses is no matter of the case flow, and is warned of", async () => {
  writeFileSync(join(folder, "images/7-PA.png"), "no image");
  const file = halves("unreadable.yaml", "< 6", ">= 6", "  onUnreadable: exclude\n");
  expect((await scored(file, "unreadable")).stderr).not.toMatch(/error:/);
  const { operatingPoint, cohort, warnings, strata: results } = read("unreadable").results;
  expect(operatingPoint).toMatchObject({ cases: 23, unreadable: 1 });
  expect(cohort.flow.map(({ step }) => step)).toEqual(["manifest", "not-selected", "analysed"]);
  const [manifest, ...rest] = cohort.flow;
  expect(rest.reduce((sum, { cases }) => sum + cases, 0)).toBe(manifest.cases);
  expect(warnings).toContainEqual(
    expect.stringMatching(/1 of the cases that were to choose the threshold has an/),
  );
  expect(results.map(({ metrics }) => metrics.auroc)).toEqual(
    read("lower").results.strata.map(({ metrics }) => metrics.auroc),
  );
});
