import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { wristBench } from "./commandLine.js";
import { smallCases } from "./smallCohort.js";
import { smallRuns } from "./smallRuns.js";

const { folder, run, scored, read, sha256, strata } = smallRuns();

describe("run writes everything, whole", () => {
  it("its files, and nothing beside them", () => {
    expect(readdirSync(join(folder, "out")).sort()).toEqual([
      "SHA256SUMS",
      "cases.csv",
      "figures",
      "junit.xml",
      "report.html",
      "results.json",
      "summary.md",
      "tables",
    ]);
  });

  it("results that name their inputs by hash", () => {
    const { results } = read("out");
    expect(results.model.sha256).toBe(sha256("brightness.onnx"));
    expect(results.model["descriptionSha256"]).toBe(sha256("brightness.model.yaml"));
    expect(results.cohort.sha256).toBe(sha256("cohort.csv"));
    expect(results.protocol.sha256).toBe(sha256("strata.yaml"));
    expect(results.cohort.casesTable.sha256).toBe(sha256("out/cases.csv"));
  });

  it("every stratum, the union, and their views", () => {
    const { strata, gaps } = read("out").results;
    expect(strata.map(({ name, kind, cases }) => [name, kind, cases])).toEqual([
      ["easy", "declared", 24],
      ["difficult", "declared", 24],
      ["merged", "merged", smallCases],
    ]);
    expect(Object.keys(strata[0].views)).toEqual(["LAT", "PA"]);
    expect(strata[0].metrics.auroc.value!).toBeGreaterThan(strata[1].metrics.auroc.value!);
    expect(gaps.filter((gap) => gap.family === "declared").map((gap) => gap.metric)).toEqual([
      "auroc",
      "sensitivity",
      "specificity",
    ]);
  });

  it("the same results, byte for byte, whatever the threads", async () => {
    const bytes = (out: string) => JSON.stringify(read(out).results);
    for (const threads of ["1", "3"]) {
      expect((await scored("--threads", threads, "--out", `threads${threads}`, "--no-html")).code).toBe(0);
      expect(bytes(`threads${threads}`)).toBe(bytes("out"));
    }
  });

  it("no report with --no-html, nothing on stdout and stderr with --quiet", async () => {
    const quiet = await scored("--out", "quiet", "--no-html", "--quiet");
    expect([quiet.stdout, quiet.stderr]).toEqual(["", ""]);
    expect(existsSync(join(folder, "quiet/report.html"))).toBe(false);
  });
});

describe("identifiers", () => {
  it("are pseudonyms, the same each time, with a key that the user keeps", async () => {
    const table = readFileSync(join(folder, "out/cases.csv"), "utf8");
    expect(table).toMatch(
      /^case,patient,label,easy,difficult,probability,probability_LAT,probability_PA,age,sex\n/,
    );
    expect(table).not.toMatch(/case\d|patient\d/);
    expect(table.trim().split("\n")).toHaveLength(smallCases + 1);
    expect(readFileSync(join(folder, "out/report.html"), "utf8")).not.toMatch(/case\d+\b|patient\d+\b/);
    expect(existsSync(join(folder, "config/wrist-bench/pseudonym.key"))).toBe(true);
    writeFileSync(join(folder, "other.key"), "another key, long enough\n");
    await scored("--out", "other-key", "--no-html", "--key", "other.key");
    expect(readFileSync(join(folder, "other-key/cases.csv"), "utf8")).not.toBe(table);
  });

  it("are plain on request", () => {
    expect(readFileSync(join(folder, "plain/cases.csv"), "utf8")).toMatch(/\ncase0,patient0,0,1,0,/);
  });
});

describe("verdict and exit code", () => {
  const gate = (name: string, criteria: string) => strata(name, (text) => `${text}accept:\n${criteria}`);

  it.each([
    ["pass", "  - {stratum: easy, metric: auroc, atLeast: 0.5}\n", [], 0],
    ["fail", "  - {stratum: difficult, metric: auroc, atLeast: 0.99}\n", [], 1],
    ["inconclusive", "  - {stratum: difficult, metric: auroc, atLeast: 0.6}\n", [], 3],
    [
      "inconclusive",
      "  - {stratum: difficult, metric: auroc, atLeast: 0.6}\n",
      ["--inconclusive", "warn"],
      0,
    ],
    [
      "inconclusive",
      "  - {stratum: difficult, metric: auroc, atLeast: 0.6}\n",
      ["--inconclusive", "fail"],
      1,
    ],
    ["fail", '  - {stratum: "*", metric: auroc, atLeast: 0.99}\n', ["--inconclusive", "warn"], 1],
  ] as [string, string, string[], number][])("%s: %s %s", async (verdict, criteria, options, code) => {
    const file = gate("gate.yaml", criteria);
    const outcome = await run(
      "--model",
      "brightness.onnx",
      "--strata",
      file,
      "--out",
      "gate",
      "--no-html",
      ...options,
    );
    expect(read("gate").results.verdict).toBe(verdict);
    expect(outcome.code).toBe(code);
    expect(outcome.stdout).toMatch(`verdict: ${verdict}`);
  });
});

describe("three cases only", () => {
  it("give results whose undefined figures say why", async () => {
    const lines = readFileSync(join(folder, "cohort.csv"), "utf8").split("\n");
    const few = [lines[0], ...lines.filter((line) => /^case(0|1|24),/.test(line))].join("\n");
    writeFileSync(join(folder, "few.csv"), few);
    const { code } = await scored("--cohort", "few.csv", "--out", "few");
    expect(code).toBe(0);
    const [easy, difficult] = read("few").results.strata;
    expect(easy.cases).toBe(2);
    expect(difficult.metrics.auroc).toMatchObject({ value: null, status: "one-class" });
    expect(existsSync(join(folder, "few/report.html"))).toBe(true);
  });
});

describe("the other commands", () => {
  it("report renders the same bytes again, from results.json alone", async () => {
    mkdirSync(join(folder, "elsewhere"), { recursive: true });
    cpSync(join(folder, "out/results.json"), join(folder, "elsewhere/results.json"));
    const { code } = await wristBench(["report", "results.json"], { cwd: join(folder, "elsewhere") });
    expect(code).toBe(0);
    expect(sha256("elsewhere/report.html")).toBe(sha256("out/report.html"));
    mkdirSync(join(folder, "pages"));
    const into = await wristBench(["report", "elsewhere", "--out", "pages"], { cwd: folder });
    expect(into.stdout).toContain("pages/report.html");
    expect(sha256("pages/report.html")).toBe(sha256("out/report.html"));
  });

  it("report refuses what is no results file", async () => {
    writeFileSync(join(folder, "not.json"), '{"schemaVersion": 1}');
    writeFileSync(join(folder, "newer.json"), '{"schemaVersion": 99}');
    const fault = async (path: string) => (await wristBench(["report", path], { cwd: folder })).stderr;
    expect(await fault("not.json")).toMatch(/^error: not\.json: not a results file/);
    expect(await fault("newer.json")).toMatch(/schema version 99/);
    expect(await fault("cohort.csv")).toMatch(/not a results file/);
    expect(await fault("absent.json")).toMatch(/does not exist/);
  });

  it("validate tells what it found, and what is wrong", async () => {
    const fine = await wristBench(["validate", "--strata", "strata.yaml", "--model", "brightness.onnx"], {
      cwd: folder,
    });
    expect(fine.code).toBe(0);
    expect(fine.stdout).toMatch(/stratum difficult: 24 cases, 12 positive, 12 negative/);
    expect(fine.stdout).toMatch(/scaling: \(grey \/ 255 − 0\.4\) \/ 0\.1/);
    writeFileSync(
      join(folder, "gone.csv"),
      readFileSync(join(folder, "cohort.csv"), "utf8").replace("9-PA.png", "9-YY.png"),
    );
    const wrong = await wristBench(["validate", "--strata", "strata.yaml", "--cohort", "gone.csv"], {
      cwd: folder,
    });
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toMatch(/1 image \(.*9-YY\.png\) can't be read/);
  });

  it("help and version answer", async () => {
    expect((await wristBench(["--help"], { cwd: folder })).stdout).toMatch(/run .*\n.*report/s);
    expect((await wristBench(["--version"], { cwd: folder })).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect((await wristBench([], { cwd: folder })).code).toBe(2);
  });
});
