import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { type ResultsFile, resultsFileSchema } from "../../src/results/schema/results.js";
import { temporaryFolder } from "../temporaryFolder.js";

const root = resolve(import.meta.dirname, "../..");
const checkout = join(temporaryFolder(), "checkout");
const summary = `${checkout}.summary.md`;
const output = `${checkout}.output`;

interface Step {
  readonly name?: string;
  readonly run?: string;
  readonly env?: Record<string, string>;
}

const results = (path: string): ResultsFile["results"] =>
  resultsFileSchema.parse(JSON.parse(readFileSync(path, "utf8"))).results;

/** A step as the runner runs it: bash that stops at the first fault. */
function step(script: string, env: Record<string, string> = {}) {
  // node_modules is a link here, which `npm ci` would replace; that it installs, .ci/run shows.
  const text = script.replace(/\bnpm ci\b/, "npm run build");
  const { status, stdout, stderr } = spawnSync(
    "bash",
    ["--noprofile", "--norc", "-eo", "pipefail", "-c", text],
    {
      ...{ cwd: checkout, encoding: "utf8", timeout: 600_000 },
      env: {
        ...process.env,
        ...{ CI: "true", GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: summary, GITHUB_OUTPUT: output },
        ...{ GITHUB_ACTION_PATH: checkout, ...env },
      },
    },
  );
  return { status, stdout, stderr };
}

beforeAll(() => {
  execFileSync("git", ["clone", "-q", "--depth", "1", `file://${root}`, checkout], { stdio: "pipe" });
  symlinkSync(join(root, "node_modules"), join(checkout, "node_modules"));
  for (const file of [summary, output]) writeFileSync(file, "");
});

describe("the nightly workflow, step by step on a clean checkout", () => {
  it("every run step passes; the gate finds the model as it was", { timeout: 900_000 }, () => {
    const workflow = parse(readFileSync(join(checkout, ".github/workflows/nightly.yml"), "utf8"));
    const steps = (workflow.jobs.benchmark.steps as Step[]).filter(({ run }) => run !== undefined);
    expect(steps.map(({ run }) => run!.split(" ").slice(0, 3).join(" ").trim())).toEqual([
      "npm ci",
      "npx wrist-bench validate",
      "npx wrist-bench run",
    ]);
    const ran = steps.map(({ run }) => step(run!));
    expect(ran.map(({ status, stderr }) => (status === 0 ? 0 : stderr))).toEqual([0, 0, 0]);
    expect(ran[2].stdout).toMatch(/::notice title=wrist-bench::Pass/);
    expect(readFileSync(summary, "utf8")).toMatch(/\*\*Pass\.\*\*/);
    const { comparison, verdict } = results(join(checkout, "nightly-out/results.json"));
    expect(verdict).toBe("pass");
    expect(comparison!.rules.map(({ outcome }) => outcome)).toEqual(["pass", "pass", "pass"]);
  });

  it("the kept baseline is what the tool measures now: npm run baseline updates it", () => {
    const kept = results(join(root, "benchmark/baselines/nightly/results.json"));
    const now = results(join(checkout, "nightly-out/results.json"));
    expect(now.model.sha256).toBe(kept.model.sha256);
    expect(now.protocol.sha256).toBe(kept.protocol.sha256);
    expect(now.cohort.sha256).toBe(kept.cohort.sha256);
    expect(now.strata.map(({ name, confusion }) => [name, confusion])).toEqual(
      kept.strata.map(({ name, confusion }) => [name, confusion]),
    );
    for (const [s, { name, metrics }] of kept.strata.entries())
      for (const [metric, { value, ci }] of Object.entries(metrics)) {
        const found = now.strata[s].metrics[metric as keyof typeof metrics];
        expect([name, metric, rounded(found.value)]).toEqual([name, metric, rounded(value)]);
        expect([name, metric, rounded(found.ci?.lower)]).toEqual([name, metric, rounded(ci?.lower)]);
        expect([name, metric, rounded(found.ci?.upper)]).toEqual([name, metric, rounded(ci?.upper)]);
      }
  });
});

describe("the composite action", () => {
  const action = () => parse(readFileSync(join(checkout, "action.yml"), "utf8"));
  const inputs = (given: Record<string, string>) => {
    const { inputs: declared, runs } = action();
    const { run, env } = (runs.steps as Step[])[1];
    expect(run).not.toContain("${{");
    const values = Object.fromEntries(
      Object.entries(env!).map(([variable, text]) => {
        const [, name] = /^\$\{\{ inputs\.(\w+) \}\}$/.exec(text)!;
        return [variable, given[name] ?? declared[name].default ?? ""];
      }),
    );
    return step(run!, values);
  };

  it("fails where an update got worse, and hands on the verdict", () => {
    const { status, stdout } = inputs({
      model: "test/update-drill/golden/without-intra-articular.model.yaml",
      ...{
        strata: "strata/nightly.yaml",
        baseline: "benchmark/baselines/nightly",
        out: "an update's $(out)",
      },
    });
    expect(status).toBe(1);
    expect(stdout).toMatch(/^::error title=Fail%3A Sensitivity in merged::/m);
    expect(readFileSync(output, "utf8")).toBe("verdict=fail\n");
    expect(results(join(checkout, "an update's $(out)/results.json")).verdict).toBe("fail");
  });

  it("says what is wrong with its inputs", () => {
    const { status, stderr } = inputs({ strata: "strata/nightly.yaml" });
    expect([status, stderr]).toEqual([
      2,
      expect.stringMatching(/^error: give either --model or --predictions/m),
    ]);
  });
});

const rounded = (value: number | null | undefined) => (value == null ? null : Number(value.toFixed(6)));
