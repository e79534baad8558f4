import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { RandomStream } from "../../src/statistics/random.js";
import { temporaryFolder } from "../temporaryFolder.js";
import { wristBench } from "./commandLine.js";
import { smallCases, writeSmallCohort } from "./smallCohort.js";

const folder = temporaryFolder();
const run = (out: string, options: { killAfterMs?: number; args?: string[] } = {}) =>
  wristBench(
    [
      ...["run", "--model", "brightness.onnx", "--strata", "strata.yaml", "--no-html", "--out", out],
      ...(options.args ?? []),
    ],
    { cwd: folder, killAfterMs: options.killAfterMs },
  );
const results = (out: string) =>
  JSON.stringify(JSON.parse(readFileSync(join(folder, out, "results.json"), "utf8")).results);
const allKept = `${2 * smallCases} images scored by an earlier run`;

beforeAll(async () => {
  await writeSmallCohort(folder);
  expect((await run("undisturbed", { args: ["--no-cache"] })).code).toBe(0);
});

describe("kept scores", () => {
  it("give the same results, byte for byte, after kills at random moments", async () => {
    const random = new RandomStream(7, "moments");
    for (let round = 0; round < 2; round++) {
      rmSync(join(folder, "cache"), { recursive: true, force: true });
      for (let kill = 0; kill < 4; kill++)
        await run("killed", { killAfterMs: 150 + Math.floor(random.uniform() * 900) });
      expect((await run("killed")).code).toBe(0);
      expect(results("killed")).toBe(results("undisturbed"));
    }
  });

  it("serve a change of strata and threshold: nothing is scored again", async () => {
    const text = readFileSync(join(folder, "strata.yaml"), "utf8");
    writeFileSync(join(folder, "other.yaml"), `${text.replace("hard = 1", "hard > 0")}threshold: 0.3\n`);
    const again = await run("other", { args: ["--strata", "other.yaml"] });
    expect(again.code).toBe(0);
    expect(again.stderr).toContain(allKept);
  });

  it("that can't be kept are one clear line, and --no-cache does without", async () => {
    writeFileSync(join(folder, "no-folder"), "a file");
    const at = (...args: string[]) =>
      wristBench(
        ["run", "--model", "brightness.onnx", "--strata", "strata.yaml", "--no-html", "--quiet", ...args],
        { cwd: folder, env: { WRIST_BENCH_CACHE: join(folder, "no-folder") } },
      );
    const refused = await at("--out", "unkept");
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/^error: .*scores can't be kept there.*--no-cache\n$/);
    expect((await at("--out", "unkept", "--no-cache")).code).toBe(0);
  });

  it("are left alone with --no-cache", async () => {
    const again = await run("again", { args: ["--no-cache"] });
    expect(again.stderr).not.toContain("earlier run");
    expect(results("again")).toBe(results("undisturbed"));
  });

  it("are not used for a model that is fed otherwise", async () => {
    const path = join(folder, "brightness.model.yaml");
    const text = readFileSync(path, "utf8");
    writeFileSync(path, text.replace("std: [0.1]", "std: [0.2]"));
    const fed = await run("fed");
    writeFileSync(path, text);
    expect(fed.stderr).not.toContain("earlier run");
    expect(results("fed")).not.toBe(results("undisturbed"));
  });
});
