import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { wristBench } from "./commandLine.js";
import { smallCases } from "./smallCohort.js";
import { smallRuns } from "./smallRuns.js";

const { folder, scored, read } = smallRuns();

const rows = (path: string) =>
  readFileSync(join(folder, path), "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(","));

/** Share of pairs of a fracture and none in which the fracture has the higher score; ties count half. */
function pairsRight(scores: readonly { score: number; label: string }[]): number {
  const of = (label: string) => scores.filter((one) => one.label === label);
  let sum = 0;
  for (const { score: a } of of("1"))
    for (const { score: b } of of("0")) sum += a > b ? 1 : a === b ? 0.5 : 0;
  return sum / of("1").length / of("0").length;
}

it("corrupted-cases.csv has every case's probability under every corruption: the figures follow from it", async () => {
  await scored("--no-html", "--robustness", "quantum-noise,rotation", "--out", "out");
  const { robustness, cohort } = read("out").results;
  const bytes = readFileSync(join(folder, "out/corrupted-cases.csv"));
  expect(robustness!.casesTable).toEqual({
    file: "corrupted-cases.csv",
    sha256: createHash("sha256").update(bytes).digest("hex"),
  });
  expect(readFileSync(join(folder, "out/SHA256SUMS"), "utf8")).toContain(
    `${robustness!.casesTable!.sha256}  corrupted-cases.csv`,
  );
  const corrupted = rows("out/corrupted-cases.csv");
  expect(corrupted).toHaveLength(2 * 3 * smallCases);
  // case, patient, label, easy, difficult, probability…
  const cases = new Map(rows("out/cases.csv").map((cells) => [cells[0], cells]));
  expect([...cases.keys()]).toEqual(corrupted.slice(0, smallCases).map(([name]) => name));
  expect(cohort.casesTable.file).toBe("cases.csv");
  for (const [s, selected] of [3, 4, null].entries())
    for (const { corruption, levels } of robustness!.strata[s].corruptions)
      for (const { severity, metrics } of levels) {
        const own = corrupted.filter(
          ([name, of, at]) =>
            of === corruption &&
            Number(at) === severity &&
            (selected === null || cases.get(name)![selected] === "1"),
        );
        const scores = own.map(([name, , , score]) => ({ score: Number(score), label: cases.get(name)![2] }));
        expect(metrics.auroc.value).toBeCloseTo(pairsRight(scores), 12);
      }
});

it("compare carries it over, and a run without corruptions takes an earlier one away", async () => {
  await scored("--no-html", "--robustness", "rotation", "--out", "first");
  const { code } = await wristBench(["compare", "first", "first", "--no-html", "--out", "compared"], {
    cwd: folder,
  });
  expect([0, 3]).toContain(code);
  const text = (out: string) => readFileSync(join(folder, out, "corrupted-cases.csv"), "utf8");
  expect(text("compared")).toBe(text("first"));
  await scored("--no-html", "--out", "first");
  expect(existsSync(join(folder, "first/corrupted-cases.csv"))).toBe(false);
});
