import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { plain } from "../../src/results/pseudonyms.js";
import type { Results } from "../../src/results/schema/results.js";
import { runBenchmark } from "../../src/run/runBenchmark.js";
import { validate } from "../../src/run/validate.js";
import { temporaryFolder } from "../temporaryFolder.js";

const strata = (name: string) => join(import.meta.dirname, "../../strata", `${name}.yaml`);
const golden = (name: string) => join(import.meta.dirname, "golden", name);

interface Figures {
  cases: number;
  positives: number;
  auroc: number;
  aupr: number;
  sensitivity: number;
}
interface Golden {
  cases: number;
  patients: number;
  differing: number;
  excluded: number;
  hands: number;
  wristRows: number;
  rows: number;
  sex: Record<string, number>;
  strata: Record<string, Figures>;
}
const expected: Record<string, Golden> = JSON.parse(readFileSync(golden("golden.json"), "utf8"));

const run = (name: string, cohort: string, scores: string) =>
  runBenchmark({
    strata: strata(name),
    source: { predictions: golden(scores) },
    cohort,
    iterations: 200,
    threads: 1,
    pseudonymise: async () => plain,
  });

function expectFigures(results: Results, figures: Golden["strata"]): void {
  const found = results.strata.map(({ name, cases, positives, metrics }) => [
    name,
    {
      cases,
      positives,
      auroc: metrics.auroc.value,
      aupr: metrics.aupr.value,
      sensitivity: metrics.sensitivity.value,
    },
  ]);
  const close = (value: number) => expect.closeTo(value, 12);
  expect(found).toEqual(
    Object.entries(figures).map(([name, { cases, positives, auroc, aupr, sensitivity }]) => [
      name,
      { cases, positives, auroc: close(auroc), aupr: close(aupr), sensitivity: close(sensitivity) },
    ]),
  );
}

function touch(root: string, paths: readonly string[]): void {
  for (const path of paths) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), "");
  }
}

/** The first column of a CSV without its header. */
const firstColumn = (file: string) =>
  readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(",")[0]);

describe("strata/grazpedwri-dx.yaml, on invented rows of the data set's form", () => {
  const table = golden("grazpedwri-dx.csv");
  const figures = expected["grazpedwri-dx"];

  it("has rows with a byte-order mark, blank flags, sex O and cases whose images differ", () => {
    expect(readFileSync(table).subarray(0, 3).toString("hex")).toBe("efbbbf");
    expect(figures.differing).toBeGreaterThan(5);
    expect(figures.sex["O"]).toBeGreaterThan(1);
  });

  it("gives pandas' cases and scikit-learn's figures, stratum by stratum", async () => {
    const { results } = (await run("grazpedwri-dx", table, "grazpedwri-dx.scores.csv")).file;
    expectFigures(results, figures.strata);
    expect([results.cohort.cases, results.cohort.patients, results.cohort.images]).toEqual([
      figures.cases,
      figures.patients,
      figures.rows,
    ]);
    expect(results.cohort.sex).toEqual(figures.sex);
    expect(Object.keys(results.strata[0].views)).toEqual(["LAT", "PA"]);
  });

  it("a case is general only where none of its images has a flag", async () => {
    const { casesTable } = await run("grazpedwri-dx", table, "grazpedwri-dx.scores.csv");
    const [header, ...rows] = casesTable
      .trim()
      .split("\n")
      .map((line) => line.split(","));
    const flags = ["cast", "metal", "osteopenia", "diagnosis-uncertain"].map((name) => header.indexOf(name));
    const general = header.indexOf("general");
    for (const row of rows) expect(row[general] === "1").toBe(flags.every((flag) => row[flag] === "0"));
  });

  it("validates with the images beside it, also where flags read 1.0, and names an image that is missing", async () => {
    const root = temporaryFolder();
    const resaved = join(root, "dataset.csv");
    const text = readFileSync(table, "utf8");
    const [header, ...rows] = text.split("\n");
    const decimals = rows.map((row) => {
      const cells = row.split(",");
      return cells.map((cell, c) => (c >= 10 && c <= 14 && cell === "1" ? "1.0" : cell)).join(",");
    });
    writeFileSync(resaved, [header, ...decimals].join("\n"));
    const stems = firstColumn(table);
    touch(
      root,
      stems.map((stem) => `images/${stem}.png`),
    );
    const settings = {
      strata: strata("grazpedwri-dx"),
      cohort: resaved,
      images: root,
      provider: "cpu" as const,
    };
    const lines = await validate({ ...settings, threads: 1 });
    for (const [name, { cases, positives }] of Object.entries(figures.strata).slice(0, -1))
      expect(lines).toContain(
        `stratum ${name}: ${cases} cases, ${positives} positive, ${cases - positives} negative`,
      );
    writeFileSync(resaved, text.replace(stems[0], "9999_0000000000_01_WRI-L1_M004"));
    await expect(validate({ ...settings, threads: 1 })).rejects.toThrow(
      /9999_0000000000_01_WRI-L1_M004\.png/,
    );
  });
});

describe("strata/mura-wrist.yaml, on invented paths of the data set's form", () => {
  const figures = expected["mura-wrist"];

  /** The line of docs/mura.md, run in a shell. */
  function manifest(): { root: string; table: string } {
    const root = temporaryFolder();
    mkdirSync(join(root, "MURA-v1.1"));
    copyFileSync(golden("mura-paths.csv"), join(root, "MURA-v1.1/valid_image_paths.csv"));
    const guide = readFileSync(join(import.meta.dirname, "../../docs/mura.md"), "utf8");
    const line = /^\(echo path; .*$/m.exec(guide)![0];
    execFileSync("sh", ["-c", line], { cwd: root });
    return { root, table: join(root, "mura-valid.csv") };
  }

  it("takes wrists alone, a study as a case, the label from the folder", async () => {
    const { root, table } = manifest();
    touch(root, firstColumn(table));
    const { results } = (await run("mura-wrist", table, "mura.scores.csv")).file;
    expectFigures(results, figures.strata);
    expect([results.cohort.patients, results.cohort.images]).toEqual([figures.patients, figures.wristRows]);
    expect(results.cohort.flow[0]).toMatchObject({ step: "manifest", images: figures.rows });
    const lines = await validate({
      strata: strata("mura-wrist"),
      cohort: table,
      provider: "cpu",
      threads: 1,
    });
    expect(lines[0]).toMatch(/valid$/);
  });

  it("says that the list of paths has no header where it was left out", async () => {
    await expect(
      validate({
        strata: strata("mura-wrist"),
        cohort: golden("mura-paths.csv"),
        provider: "cpu",
        threads: 1,
      }),
    ).rejects.toThrow(/mura-wrist\.yaml:\d+:\d+: .*column "path".*MURA-v1\.1/);
  });

  it("doesn't tell the label in the case's name", async () => {
    const { table } = manifest();
    const { casesTable } = await run("mura-wrist", table, "mura.scores.csv");
    expect(casesTable).toContain("XR_WRIST/patient11185/study1");
    expect(casesTable).not.toMatch(/positive|negative/);
  });
});

describe("strata/fracatlas.yaml, on invented rows of the data set's form", () => {
  const table = golden("fracatlas.csv");
  const figures = expected["fracatlas"];

  it("takes hands of one region alone, an image as a case", async () => {
    const { results } = (await run("fracatlas", table, "fracatlas.scores.csv")).file;
    expectFigures(results, figures.strata);
    expect(results.cohort.flow).toEqual([
      expect.objectContaining({ step: "manifest", cases: figures.rows }),
      expect.objectContaining({ step: "not-selected", cases: figures.rows - figures.hands }),
      expect.objectContaining({ step: "excluded", cases: figures.excluded }),
      expect.objectContaining({ step: "analysed", cases: figures.cases }),
    ]);
    expect(results.cohort.patients).toBeNull();
  });

  it("finds the images in the folder of their label", async () => {
    const root = temporaryFolder();
    copyFileSync(table, join(root, "dataset.csv"));
    const rows = readFileSync(table, "utf8").trim().split("\n").slice(1);
    touch(
      root,
      rows.map((row) => {
        const cells = row.split(",");
        return `images/${cells[8] === "1" ? "Fractured" : "Non_fractured"}/${cells[0]}`;
      }),
    );
    const settings = { strata: strata("fracatlas"), cohort: join(root, "dataset.csv"), images: root };
    expect((await validate({ ...settings, provider: "cpu", threads: 1 }))[0]).toMatch(/valid$/);
  });
});
