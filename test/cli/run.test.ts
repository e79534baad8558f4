import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { type ResultsFile, resultsFileSchema } from "../../src/results/schema/results.js";
import { smallDicom } from "../imaging/smallDicom.js";
import { temporaryFolder } from "../temporaryFolder.js";
import { wristBench } from "./commandLine.js";
import { smallCases, writeSmallCohort } from "./smallCohort.js";

const folder = temporaryFolder();
const run = (...args: string[]) => wristBench(["run", ...args], { cwd: folder });
const scored = (...args: string[]) => run("--model", "brightness.onnx", "--strata", "strata.yaml", ...args);
const read = (out: string): ResultsFile =>
  resultsFileSchema.parse(JSON.parse(readFileSync(join(folder, out, "results.json"), "utf8")));
const sha256 = (path: string) =>
  createHash("sha256")
    .update(readFileSync(join(folder, path)))
    .digest("hex");

/** strata.yaml with something added or changed. */
function strata(name: string, change: (text: string) => string): string {
  writeFileSync(join(folder, name), change(readFileSync(join(folder, "strata.yaml"), "utf8")));
  return name;
}

beforeAll(async () => {
  await writeSmallCohort(folder);
  const first = await scored("--out", "out");
  expect(first.stderr).not.toMatch(/error:/);
  expect(first.code).toBe(0);
  await scored("--out", "plain", "--no-html", "--identifiers", "plain");
});

describe("run writes everything, whole", () => {
  it("the five files, and nothing beside them", () => {
    expect(readdirSync(join(folder, "out")).sort()).toEqual([
      "cases.csv",
      "junit.xml",
      "report.html",
      "results.json",
      "summary.md",
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
    expect(gaps.map((gap) => gap.metric)).toEqual(["auroc", "sensitivity", "specificity"]);
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

describe("scores from elsewhere give the figures that the model gave", () => {
  const figures = (out: string) => read(out).results.strata.map(({ metrics, views }) => ({ metrics, views }));
  const predictions = (name: string, change: (lines: string[]) => string[] = (lines) => lines) => {
    const [header, ...rows] = readFileSync(join(folder, "plain/cases.csv"), "utf8").trim().split("\n");
    const at = (column: string) => header.split(",").indexOf(column);
    const lines = rows.flatMap((row) => {
      const cells = row.split(",");
      return ["LAT", "PA"].map((view) => `${cells[0]},${view},${cells[at(`probability_${view}`)]}`);
    });
    writeFileSync(join(folder, name), `${["case_id,view,probability", ...change(lines)].join("\n")}\n`);
    return run("--predictions", name, "--strata", "strata.yaml", "--out", "predicted", "--no-html");
  };

  it("by view", async () => {
    expect((await predictions("p.csv")).code).toBe(0);
    expect(figures("predicted")).toEqual(figures("out"));
    expect(read("predicted").results.model).toMatchObject({ format: "predictions", sha256: sha256("p.csv") });
  });

  it("one a case, without views; members without a probability are averaged", async () => {
    const [, ...rows] = readFileSync(join(folder, "plain/cases.csv"), "utf8").trim().split("\n");
    const lines = rows.map((row) => {
      const [id, , , , , p] = row.split(",");
      return `${id},${0.2 * Number(p)},${0.4 * Number(p)}`;
    });
    writeFileSync(join(folder, "m.csv"), `case_id,member_1,member_2\n${lines.join("\n")}\n`);
    expect(
      (await run("--predictions", "m.csv", "--strata", "strata.yaml", "--out", "members", "--no-html")).code,
    ).toBe(0);
    const [member] = read("members").results.strata;
    expect(member.views).toEqual({});
    expect(member.metrics.auroc).toEqual(read("out").results.strata[0].metrics.auroc);
    expect(readFileSync(join(folder, "members/cases.csv"), "utf8")).toMatch(/probability,member_1,member_2,/);
  });

  it("from Parquet, the manifest too", async () => {
    expect((await predictions("p.csv")).code).toBe(0);
    const { DuckDBInstance } = await import("@duckdb/node-api");
    const connection = await (await DuckDBInstance.create(":memory:")).connect();
    for (const name of ["p", "cohort"])
      await connection.run(
        `COPY (FROM read_csv('${join(folder, name)}.csv')) TO '${join(folder, name)}.parquet' (FORMAT parquet)`,
      );
    connection.closeSync();
    const parquet = ["--predictions", "p.parquet", "--cohort", "cohort.parquet"];
    expect((await run(...parquet, "--strata", "strata.yaml", "--out", "parquet", "--no-html")).code).toBe(0);
    expect(figures("parquet")).toEqual(figures("out"));
  });

  it.each<[string, (lines: string[]) => string[], RegExp]>([
    ["a case missing", (l) => l.slice(2), /no prediction for 1 case \(case0\)/],
    ["a view missing", (l) => l.slice(1), /no prediction for 1 case \(case0\)/],
    ["a case twice", (l) => [...l, l[0]], /more than one prediction for 1 case \(case0\)/],
    ["an unknown case", (l) => [...l, "nobody,PA,0.5"], /1 case \(nobody\) not in .*cohort\.csv/],
    [
      "an unknown view",
      (l) => ["case0,AP,0.5", ...l],
      /view "AP".* is none of case case0's in the manifest: PA, LAT/,
    ],
    [
      "not a number",
      (l) => ["case0,LAT,high", ...l.slice(1)],
      /no probability in 1 row, the first row 1 \(high\)/,
    ],
    ["above 1", (l) => ["case0,LAT,1.5", ...l.slice(1)], /no probability in 1 row, the first row 1 \(1\.5\)/],
    ["below 0", (l) => ["case0,LAT,-0.1", ...l.slice(1)], /no probability in 1 row/],
    ["NaN", (l) => ["case0,LAT,nan", ...l.slice(1)], /no probability in 1 row/],
    ["blank", (l) => ["case0,LAT,", ...l.slice(1)], /no probability in 1 row, the first row 1 \(blank\)/],
  ])("%s is refused", async (_, change, message) => {
    const refused = await predictions("bad.csv", change);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(message);
    expect(refused.stderr.trim().split("\n")).toHaveLength(1);
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
