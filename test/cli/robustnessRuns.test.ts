import { spawn } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { robustnessMetrics } from "../../src/results/schema/robustness.js";
import { type InferenceServer, inferenceServer } from "../runners/inferenceServer.js";
import { wristBench } from "./commandLine.js";
import { smallRuns } from "./smallRuns.js";

const { folder, run, scored, read, strata } = smallRuns();
const results = (out: string) => JSON.stringify(read(out).results);
const kept = () =>
  readdirSync(join(folder, "cache"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".jsonl"))
    .reduce((sum, file) => sum + readFileSync(join(folder, "cache", file), "utf8").split("\n").length, 0);

it("a corruption that the model never sees takes exactly nothing", async () => {
  await scored("--no-html", "--robustness", "wrong-spacing", "--out", "same");
  for (const { clean, corruptions, errors } of read("same").results.robustness!.strata) {
    const [{ levels, area, monotone }] = corruptions;
    expect(levels).toHaveLength(3);
    for (const { metrics, drops, flips } of levels) {
      expect(metrics).toEqual(clean);
      expect(robustnessMetrics.map((name) => drops[name].value)).toEqual([0, 0, 0, 0]);
      expect(drops.auroc).toMatchObject({ ci: null, ciReason: expect.stringMatching(/resamples are alike/) });
      expect(flips).toMatchObject({ toPositive: 0, toNegative: 0, rate: { value: 0 } });
    }
    for (const name of robustnessMetrics) expect(area[name].value).toBeCloseTo(clean[name].value!, 12);
    expect(Object.values(monotone)).toEqual([true, true, true, true]);
    expect(errors[0].absolute.value).toBeCloseTo(1 - clean.auroc.value!, 12);
  }
});

it("Ctrl-C among the corrupted images keeps their scores; the next run ends with the same bytes", async () => {
  const more = ["--no-html", "--robustness", "quantum-noise,scatter-veil,rotation,jpeg", "--threads", "1"];
  rmSync(join(folder, "cache"), { recursive: true, force: true });
  await scored("--no-html", "--out", "clean");
  const before = kept();
  const bin = join(import.meta.dirname, "../../bin/wrist-bench.js");
  const args = ["run", "--model", "brightness.onnx", "--strata", "strata.yaml", ...more, "--out", "stopped"];
  const child = spawn(process.execPath, [bin, ...args], {
    cwd: folder,
    env: {
      ...process.env,
      XDG_CONFIG_HOME: join(folder, "config"),
      WRIST_BENCH_CACHE: join(folder, "cache"),
    },
  });
  const watch = setInterval(() => {
    if (kept() < before + 50) return;
    clearInterval(watch);
    child.kill("SIGINT");
  }, 5);
  const code = await new Promise((resolve) => child.on("close", resolve));
  clearInterval(watch);
  expect(code).toBe(130);
  const { stderr } = await scored(...more, "--out", "stopped");
  expect(stderr).toMatch(/\d+ scores? of corrupted images from an earlier run/);
  await scored(...more, "--no-cache", "--out", "undisturbed");
  expect(results("stopped")).toBe(results("undisturbed"));
});

describe("accept with a corruption", () => {
  const judged = async (line: string) => {
    const file = strata("rule.yaml", (text) => `${text}accept: [{stratum: easy, ${line}}]\n`);
    const found = await run("--model", "brightness.onnx", "--strata", file, "--no-html", "--out", "rule");
    return { ...found, outcome: read("rule").results.acceptance[0]?.outcome };
  };
  const at = "corruption: rotation, severity: 1, metric: auroc";

  it("passes, fails and is inconclusive, with the exit code of each", async () => {
    expect(await judged(`${at}, atLeast: 0.5, minimum: 5`)).toMatchObject({ outcome: "pass", code: 0 });
    expect(await judged(`${at}, atMost: 0.3, minimum: 5`)).toMatchObject({ outcome: "fail", code: 1 });
    expect(await judged(`${at}, atLeast: 0.5, minimum: 100`)).toMatchObject({
      outcome: "inconclusive",
      code: 3,
    });
  });

  it("refuses a severity under which the label may be wrong, in one line with its place", async () => {
    const found = await wristBench(
      [
        "validate",
        "--strata",
        strata(
          "unsafe.yaml",
          (text) =>
            `${text}accept:\n  - {stratum: easy, metric: auroc, corruption: collimation-loss, severity: 5, atLeast: 0.5}\n`,
        ),
      ],
      { cwd: folder },
    );
    expect(found.code).toBe(2);
    expect(found.stderr).toMatch(
      /unsafe\.yaml:\d+:\d+: accept names collimation-loss at severity 5, under which the label may be wrong/,
    );
    expect(found.stderr.trim().split("\n")).toHaveLength(1);
  });
});

it("an ensemble's uncertainty is of the corrupted images, too", async () => {
  writeFileSync(
    join(folder, "three.model.yaml"),
    `version: 1
name: Three
ensemble: {members: [brightness.model.yaml, second.model.yaml, third.model.yaml]}
`,
  );
  for (const [name, mean] of [
    ["second", 0.55],
    ["third", 0.7],
  ] as const)
    writeFileSync(
      join(folder, `${name}.model.yaml`),
      `version: 1\nname: ${name}\nmodel: brightness.onnx\ninput: {contrast: none, scaling: {mean: [${mean}], std: [0.2]}}\n`,
    );
  const file = strata(
    "ood.yaml",
    (text) => `${text}ood: {in: easy, out: [difficult], ensemble: three.model.yaml}\n`,
  );
  const { code, stderr } = await run(
    ...["--model", "brightness.onnx", "--strata", file, "--no-html"],
    ...["--robustness", "gamma-up", "--out", "ood"],
  );
  expect([code, stderr.match(/error:.*/)]).toEqual([0, null]);
  const table = (name: string) => {
    const [header, ...lines] = readFileSync(join(folder, `ood/${name}`), "utf8")
      .trim()
      .split("\n");
    return lines.map((line) => {
      const cells = line.split(",");
      return Object.fromEntries(header.split(",").map((key, i) => [key, cells[i]]));
    });
  };
  const spread = (row: Record<string, string>) => {
    const of = [1, 2, 3].map((m) => Number(row[`member_${m}`]));
    const mean = (of[0] + of[1] + of[2]) / 3;
    return of.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 3;
  };
  const clean = table("cases.csv").map(spread);
  const { levels } = read("ood").results.robustness!.strata[2].corruptions[0];
  for (const { severity, uncertainty } of levels) {
    const worse = table("corrupted-cases.csv").filter((row) => Number(row["severity"]) === severity);
    let right = 0;
    for (const a of worse.map(spread))
      for (const b of clean) right += Math.abs(a - b) < 1e-12 ? 0.5 : a > b ? 1 : 0;
    expect(uncertainty!["variance"].value).toBeCloseTo(right / clean.length ** 2, 3);
    expect(uncertainty!["variance"].exactCi).not.toBeNull();
  }
});

it("three cases, and strata of one class: nulls with reasons, never NaN", async () => {
  const [header, ...lines] = readFileSync(join(folder, "cohort.csv"), "utf8").trim().split("\n");
  const some = lines.filter((line) => /^case(0|1|24),/.test(line));
  writeFileSync(join(folder, "few.csv"), `${[header, ...some].join("\n")}\n`);
  const file = strata("few.yaml", (text) => text.replace("cohort.csv", "few.csv"));
  const found = await run(
    ...["--model", "brightness.onnx", "--strata", file, "--robustness", "rotation", "--out", "few"],
  );
  expect(found.stderr).not.toMatch(/error:/);
  const [easy, difficult] = read("few").results.robustness!.strata;
  expect(easy.corruptions[0].levels[0].drops.auroc).toMatchObject({
    ci: null,
    ciReason: "the smaller class has 1; resampling needs 10 of each",
  });
  const [{ levels, area, monotone }] = difficult.corruptions;
  for (const one of [levels[0].metrics.auroc, levels[0].drops.auroc, area.auroc])
    expect(one).toMatchObject({ value: null, status: "one-class", reason: expect.stringMatching(/./) });
  expect(monotone.auroc).toBeNull();
  expect(difficult.worst).toBeNull();
  expect(difficult.errors[0].absolute).toEqual({ value: null, reason: expect.stringMatching(/undefined/) });
});

describe("a model behind an address", () => {
  let server: InferenceServer;
  beforeAll(async () => {
    server = await inferenceServer(folder);
  });
  afterAll(() => server.close());

  it("is sent the corrupted images, and gives what the file gives", async () => {
    writeFileSync(
      join(folder, "remote.model.yaml"),
      `version: 1\nname: Brightness\nmodel: ${server.address}/v2/models/brightness\ninput: {contrast: none, scaling: {mean: [0.4], std: [0.1]}}\n`,
    );
    const more = ["--strata", "strata.yaml", "--no-html", "--robustness", "rotation"];
    const found = await run("--model", "remote.model.yaml", ...more, "--out", "remote");
    expect([found.code, found.stderr.match(/error:.*/)]).toEqual([0, null]);
    await run("--model", "brightness.onnx", ...more, "--out", "local");
    const of = (out: string) =>
      read(out).results.robustness!.strata.map(({ corruptions }) =>
        corruptions[0].levels.map(({ metrics }) => metrics.auroc.value),
      );
    expect(of("remote")).toEqual(of("local"));
  });
});
