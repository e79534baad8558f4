import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { resultsFileSchema } from "../../src/results/schema/results.js";
import { temporaryFolder } from "../temporaryFolder.js";

const root = resolve(import.meta.dirname, "../..");
const folder = temporaryFolder();
const elsewhere = join(folder, "elsewhere");
// The runtime's install script fetches CUDA libraries; this project's own package.json denies it.
const env = { ...process.env, ONNXRUNTIME_NODE_INSTALL: "skip" };
const inside = (command: string, ...args: string[]) =>
  execFileSync(command, args, { cwd: elsewhere, env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

let packed: string[];

beforeAll(() => {
  mkdirSync(elsewhere);
  const report = execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], {
    cwd: root,
    env,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [{ filename, files }] = JSON.parse(report) as [{ filename: string; files: { path: string }[] }];
  packed = files.map((file) => file.path);
  writeFileSync(
    join(elsewhere, "package.json"),
    '{"name": "elsewhere", "private": true, "type": "module"}\n',
  );
  inside("npm", "install", "--no-audit", "--no-fund", join(folder, filename));
}, 600_000);

describe("the package, installed into an empty folder", () => {
  it("holds what it needs at run time, and no tests", () => {
    for (const path of [
      "bin/wrist-bench.js",
      "dist/src/cli/main.js",
      "strata/ct-confirmed.yaml",
      "strata/strata.schema.json",
      "reports/templates/page.hbs",
      "reports/styles/page.css",
      "benchmark/phantom/models/baseline.onnx",
      "benchmark/phantom/models/baseline.model.yaml",
      "benchmark/phantom/models/deepwrist.model.yaml",
      "benchmark/phantom/models/deepwrist/pa-member-9.onnx",
      "benchmark/deepwrist-2021/tables.json",
      "LICENSE",
      "README.md",
    ])
      expect(packed).toContain(path);
    expect(packed.filter((path) => /^test\/|\.test\./.test(path))).toEqual([]);
  });

  it("scores the shipped model on the embedded cohort and writes the report", () => {
    const stdout = inside(
      "npx",
      ...["wrist-bench", "run", "--model", "benchmark/phantom/models/baseline.onnx"],
      ...["--strata", "strata/ct-confirmed.yaml"],
    );
    expect(stdout).toMatch(/ct-confirmed +105 +20\/85/);
    const out = join(elsewhere, "wrist-bench-out");
    const { results } = resultsFileSchema.parse(JSON.parse(readFileSync(join(out, "results.json"), "utf8")));
    const main = results.strata.filter(({ kind }) => kind === "declared" || kind === "merged");
    expect(main.map((one) => [one.name, one.positives, one.negatives])).toEqual([
      ["general", 129, 78],
      ["ct-confirmed", 20, 85],
      ["merged", 149, 163],
    ]);
    expect(readFileSync(join(out, "report.html"), "utf8")).toMatch(/^<!doctype html>/i);
  }, 600_000);

  it("is a library with types", () => {
    writeFileSync(
      join(elsewhere, "library.mjs"),
      'import { judge, readStrataFile, renderHtml, runBenchmark } from "wrist-bench";\n' +
        "console.log([judge, readStrataFile, renderHtml, runBenchmark].every((f) => typeof f === 'function'));\n",
    );
    expect(inside("node", "library.mjs").trim()).toBe("true");
    const types = readFileSync(join(elsewhere, "node_modules/wrist-bench/dist/src/index.d.ts"), "utf8");
    expect(types).toMatch(/runBenchmark/);
  });
});
