import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { printedFigures } from "../../reports/html/printedFigures.js";
import { silent } from "../../src/run/progress.js";
import type { Verification } from "../../src/run/verify/findings.js";
import { commandOptions } from "../../src/run/verify/inputs.js";
import { jsonDifferences, leaves } from "../../src/run/verify/jsonDifferences.js";
import { figureDifferences, verify } from "../../src/run/verify/verify.js";
import { RandomStream } from "../../src/statistics/random.js";
import { wristBench } from "./commandLine.js";
import { smallRuns } from "./smallRuns.js";

const { folder, run, read, strata } = smallRuns();
const at = (...parts: string[]) => join(folder, ...parts);
const random = new RandomStream(20, "which digit is changed");
const keyFile = at("config/wrist-bench/pseudonym.key");

/** Verifies a folder as the command does, in this process. */
const verified = (out: string, more: object = {}): Promise<Verification> =>
  verify({
    ...{ out: at(out), strata: at("strata.yaml"), model: at("brightness.onnx"), key: keyFile },
    ...{ threads: 1, progress: silent, ...more },
  });

/** A copy of the run's folder in which one thing is changed. */
function changed(file: string, change: (text: string) => string, ...without: string[]): string {
  rmSync(at("changed"), { recursive: true, force: true });
  cpSync(at("out"), at("changed"), { recursive: true });
  const before = readFileSync(at("changed", file), "utf8");
  const after = change(before);
  expect(after).not.toBe(before);
  writeFileSync(at("changed", file), after);
  for (const other of without) rmSync(at("changed", other), { recursive: true });
  return "changed";
}

/** Another digit in place of the one at a position. */
const otherDigit = (text: string, position: number): string =>
  text.slice(0, position) +
  String((Number(text[position]) + 1 + random.integer(9)) % 10) +
  text.slice(position + 1);

/** Positions of digits, some of them drawn. */
function someDigits(text: string, pattern: RegExp, count: number): number[] {
  const all = [...text.matchAll(pattern)].map(({ index, 0: match }) => index + match.length - 1);
  expect(all.length).toBeGreaterThan(count);
  return Array.from({ length: count }, () => all[random.integer(all.length)]);
}

const usual = process.env["WRIST_BENCH_CACHE"];
beforeAll(() => {
  process.env["WRIST_BENCH_CACHE"] = at("cache");
});
afterAll(() => {
  if (usual === undefined) delete process.env["WRIST_BENCH_CACHE"];
  else process.env["WRIST_BENCH_CACHE"] = usual;
});

describe("a run as it was written", () => {
  it("verifies, every value of its results recomputed, with the command's own options alone", async () => {
    const { code, stdout, stderr } = await wristBench(["verify", "out"], { cwd: folder });
    expect(stderr).toBe("");
    const { results } = read("out");
    // All but `comparison`, which is null.
    expect(stdout).toContain(
      `results.json: ${leaves(JSON.parse(JSON.stringify(results)))} values recomputed from strata file, manifest and cases.csv`,
    );
    for (const line of [
      "SHA256SUMS",
      "report.html",
      "strata file",
      "manifest",
      "model",
      "images: the digest over 96 files",
      "cases.csv: 48 cases",
    ])
      expect(stdout).toContain(`checked: ${line}`);
    expect(stdout).not.toContain("not checked");
    expect(stdout).toMatch(/verified: nothing differs\n$/);
    expect(code).toBe(0);
  });

  it.each([
    ["plain identifiers", ["--identifiers", "plain"], {}],
    ["another key", ["--key", "second.key"], { key: "second.key" }],
    ["junit.xml for a lenient server", ["--inconclusive", "warn"], {}],
    ["without HTML", ["--no-html"], {}],
  ] as [string, string[], Record<string, string>][])("verifies with %s", async (_, options, inputs) => {
    writeFileSync(at("second.key"), "a second key, long enough\n");
    strata(
      "lenient.yaml",
      (text) => `${text}accept:\n  - {stratum: difficult, metric: auroc, atLeast: 0.6}\n`,
    );
    await run("--model", "brightness.onnx", "--strata", "lenient.yaml", "--out", "other", ...options);
    const own = Object.fromEntries(Object.entries(inputs).map(([name, path]) => [name, at(path)]));
    const found = await verified("other", { strata: at("lenient.yaml"), ...own });
    expect(found.differences).toEqual([]);
    expect(found.checked.join()).toContain("values recomputed");
  });

  it("verifies from the table of predictions, confounders, readers and bands too", async () => {
    const cases = readFileSync(at("plain/cases.csv"), "utf8").trim().split("\n").slice(1);
    const scores = cases.map((line) => line.split(",")).map((cells) => `${cells[0]},${cells[5]}`);
    writeFileSync(at("scores.csv"), `${["case_id,probability", ...scores].join("\n")}\n`);
    strata(
      "full.yaml",
      (text) =>
        `${text}confounders: [age, sex]\nbands: {age: [0, 40, 120]}\nreaders: {r1: {column: fracture}}\nood: {in: easy, out: [difficult]}\n`,
    );
    const outcome = await run("--predictions", "scores.csv", "--strata", "full.yaml", "--out", "full");
    expect(outcome.stderr).not.toMatch(/error:/);
    const from = { strata: at("full.yaml"), model: undefined, predictions: at("scores.csv") };
    const found = await verified("full", from);
    expect(found.differences).toEqual([]);
    expect(found.notChecked).toEqual([]);
    // The table of scores, a digit changed.
    writeFileSync(
      at("scores.csv"),
      readFileSync(at("scores.csv"), "utf8").replace(/0\.(\d)/, (_, d) => `0.${(Number(d) + 1) % 10}`),
    );
    const where = (await verified("full", from)).differences.map((one) => one.where);
    expect(where).toContain("results.json /results/model/sha256");
    expect(where.join()).toContain("cases.csv line");
  });
});

describe("a changed digit", () => {
  it("anywhere in results.json is caught by its hash", async () => {
    const text = readFileSync(at("out/results.json"), "utf8");
    for (const position of someDigits(text, /\d/g, 12)) {
      const out = changed("results.json", (before) => otherDigit(before, position));
      const code = await verified(out).then(
        ({ differences }) => differences.length,
        (error: Error) => error.message,
      );
      expect(code, text.slice(position - 40, position + 20)).not.toBe(0);
    }
  }, 120_000);

  it("in any value of the results is named, without any hash to go by", async () => {
    const text = readFileSync(at("out/results.json"), "utf8");
    const end = text.indexOf('"execution"');
    for (const position of someDigits(text.slice(0, end), /": -?\d|\.\d+|e-\d/g, 12)) {
      const out = changed(
        "results.json",
        (before) => otherDigit(before, position),
        "SHA256SUMS",
        "report.html",
        "tables",
        "figures",
        "junit.xml",
        "summary.md",
      );
      const { differences } = await verified(out);
      expect(differences.length, text.slice(position - 40, position + 20)).toBeGreaterThan(0);
      expect(differences[0].where).toMatch(/^(results\.json( \/results\/| line )|cases\.csv )/);
    }
  }, 120_000);

  it("is found by its pointer in every number of the results", () => {
    const { results } = read("out");
    let tried = 0;
    const change = (holder: Record<string, unknown>, path: string): void => {
      for (const [key, value] of Object.entries(holder)) {
        if (typeof value === "object" && value !== null)
          change(value as Record<string, unknown>, `${path}/${key}`);
        if (typeof value !== "number") continue;
        tried++;
        if (tried % 10 > 0) continue;
        holder[key] = value === 0 ? 1 : Number(otherDigit(String(value), String(value).search(/[1-9]/)));
        expect(jsonDifferences(original, results, "").map((one) => one.where)).toEqual([`${path}/${key}`]);
        holder[key] = value;
      }
    };
    const original = structuredClone(results);
    change(results as unknown as Record<string, unknown>, "");
    expect(tried).toBeGreaterThan(1000);
  });

  it("in any figure of the report is named by its pointer", () => {
    const file = read("out");
    const html = readFileSync(at("out/report.html"), "utf8");
    const figures = printedFigures(html).length;
    expect(figureDifferences(file, html)).toEqual([]);
    const spans = [...html.matchAll(/data-pointer="([^"]*)" data-format="\w+">([^<]*\d[^<]*)</g)];
    expect(figures).toBeGreaterThan(spans.length * 0.9);
    for (let i = 0; i < 60; i++) {
      const span = spans[random.integer(spans.length)];
      const text = span.index + span[0].length - 1 - span[2].length;
      const digit = text + span[2].search(/\d/);
      const [first, ...more] = figureDifferences(file, otherDigit(html, digit));
      expect(more).toEqual([]);
      expect(first.where).toBe(`report.html, figure ${span[1].replaceAll("&#61;", "=")}`);
    }
  });

  it.each([
    "cases.csv",
    "report.html",
    "junit.xml",
    "summary.md",
    "tables/key-figures.csv",
    "figures/figure-roc-0.svg",
  ])("in %s is caught, with and without SHA256SUMS", async (file) => {
    const text = readFileSync(at("out", file), "utf8");
    const [position] = someDigits(text, /\d/g, 1);
    for (const without of [[], ["SHA256SUMS"]]) {
      const out = changed(file, (before) => otherDigit(before, position), ...without);
      const { differences } = await verified(out);
      expect(differences.map((one) => one.where).join(), text.slice(position - 40, position + 20)).toContain(
        file,
      );
    }
  }, 120_000);

  it("in strata file, manifest or an image is named", async () => {
    const moved = strata("moved.yaml", (text) => text.replace("hard = 1", "hard = 01"));
    expect((await verified("out", { strata: at(moved) })).differences[0].where).toBe(
      "results.json /results/protocol/sha256",
    );
    writeFileSync(
      at("moved.csv"),
      readFileSync(at("cohort.csv"), "utf8").replace(/^(case0,.*),20,/gm, "$1,21,"),
    );
    const where = (await verified("out", { cohort: at("moved.csv") })).differences.map((one) => one.where);
    expect(where).toContain("results.json /results/cohort/sha256");
    expect(where.join()).toContain("cases.csv line");
  });

  it("exits with 1 and says where, what was expected and what was found, at most twenty", async () => {
    const value = read("out").results.strata[0].metrics.auroc.value!;
    changed("results.json", (text) => text.replace(`"value": ${value}`, '"value": 0.123456'));
    const { code, stdout } = await wristBench(["verify", "changed"], { cwd: folder });
    expect(code).toBe(1);
    expect(stdout).toContain(
      `differs: results.json /results/strata/0/metrics/auroc/value: expected ${value}, found 0.123456`,
    );
    expect(stdout).toMatch(
      /differs: report\.html, figure \/results\/strata\/0\/metrics\/auroc\/value: expected 0\.123, found/,
    );
    expect(stdout.match(/^differs: /gm)!.length).toBeLessThanOrEqual(20);
    expect(stdout).toMatch(/not verified: \d+ differ\n$/);
  });
});

describe("what is not at hand", () => {
  it("the key: what needs the manifest's order is named, the rest recomputed", async () => {
    const found = await verified("out", { key: at("cohort.csv") });
    expect(found.differences).toEqual([]);
    expect(found.notChecked.join()).toMatch(/the key .* was not found; name it with --key/);
    expect(found.checked.join()).toMatch(/recomputed from cases\.csv alone/);
    const out = changed(
      "results.json",
      (text) => text.replace(/"tp": \d+/, '"tp": 99'),
      "SHA256SUMS",
      "report.html",
    );
    const wrong = await verified(out, { key: at("cohort.csv") });
    expect(wrong.differences.map((one) => one.where)).toContain(
      "results.json /results/strata/0/confusion/tp",
    );
  });

  it("the strata file, or anything at all but the folder", async () => {
    const elsewhere = at("elsewhere");
    cpSync(at("out"), join(elsewhere, "out"), { recursive: true });
    const { code, stdout } = await wristBench(["verify", "out"], { cwd: elsewhere });
    expect(code).toBe(0);
    expect(stdout).toContain(
      "not checked: figures with resamples, comparisons and criteria: the strata file was not found; name it with --strata",
    );
    expect(stdout).toMatch(/checked: results\.json: \d+ counts, figures, exact intervals/);
  });

  it("results, or an input that is named, is bad input", async () => {
    const fault = async (...args: string[]) => {
      const { code, stderr } = await wristBench(["verify", ...args], { cwd: folder });
      return `${code} ${stderr}`;
    };
    writeFileSync(at("a-file"), "");
    for (const [out, why] of [
      ["nowhere", /^2 error: nowhere does not exist; name the output folder of a run \(its --out\)\n$/],
      [
        "a-file",
        /^2 error: a-file is a file; name the folder that a run wrote, in which results\.json is\n$/,
      ],
      ["images", /^2 error: the folder images has no results\.json, .*; name the output folder of a run/],
    ] as const)
      expect(await fault(out)).toMatch(why);
    expect(await fault("out", "--strata", "nowhere.yaml")).toMatch(/^2 error: .*nowhere\.yaml/);
    writeFileSync(at("images/results.json"), "{}\n");
    expect(await fault("images")).toMatch(/^2 error: .*not a results file of .*; name the results\.json/);
    writeFileSync(at("images/results.json"), readFileSync(at("out/results.json"), "utf8").slice(0, 5000));
    expect(await fault("images")).toMatch(
      /^2 error: images\/results\.json: not a results file .*cut off or damaged \(.*\); take it from a copy, or run again\n$/,
    );
    writeFileSync(at("images/results.json"), '{"schemaVersion": 99}');
    expect(await fault("images")).toMatch(
      /^2 error: .*has schema version 99, .*use the version that wrote it/,
    );
    rmSync(at("images/results.json"));
    expect(readdirSync(at("images"))).not.toContain("results.json");
  });
});

describe("a folder that is not of one piece", () => {
  it("results.json cut off: its hash is named, and why nothing can be recomputed", async () => {
    const found = await verified(changed("results.json", (text) => text.slice(0, 5000)));
    expect(found.differences.map((one) => one.where)).toEqual(["results.json"]);
    expect(found.notChecked.join()).toMatch(/can't be recomputed: .*cut off or damaged/);
  });

  it("the report of another run is named as such, first", async () => {
    await run("--model", "brightness.onnx", "--strata", "strata.yaml", "--out", "later", "--seed", "9");
    const other = readFileSync(at("later/report.html"), "utf8");
    const out = changed("report.html", () => other, "SHA256SUMS");
    const { differences } = await verified(out);
    expect(differences[0]).toMatchObject({
      where: "report.html",
      expected: `the report of the run that began ${read("out").execution.startedAt}`,
      found: `the report of the run that began ${read("later").execution.startedAt}`,
    });
    expect(differences.length).toBeGreaterThan(1);
  });

  it("a run of another version: figures are compared, and what can't be is said", async () => {
    const own = read("out").results.tool.version;
    const earlier = (text: string) => text.replace('"atReferencePrevalence"', '"unknownThen"');
    const out = changed(
      "results.json",
      (text) => earlier(text).replace(`"version": "${own}"`, '"version": "0.0.1"'),
      "SHA256SUMS",
      "report.html",
    );
    const found = await verified(out);
    expect(found.differences).toEqual([]);
    expect(found.notChecked.join("\n")).toMatch(/were made by wrist-bench 0\.0\.1, this is/);
    expect(found.notChecked.join("\n")).toMatch(/this version of wrist-bench has in its results and 0\.0\.1/);
  });
});

it("reads options out of a recorded command, whatever is in them", () => {
  expect(
    commandOptions(
      "wrist-bench run --model 'my model.onnx' --strata=strata.yaml --cohort 'a'\\''b.csv' --quiet",
    ),
  ).toEqual({ model: "my model.onnx", strata: "strata.yaml", cohort: "a'b.csv" });
});
