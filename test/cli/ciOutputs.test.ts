import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { jsonVerdictSchema } from "../../src/results/schema/verdict.js";
import { wristBench } from "./commandLine.js";
import { smallRuns } from "./smallRuns.js";

const { folder, read, strata } = smallRuns();
const gate = () =>
  strata(
    "ci.yaml",
    (text) =>
      `${text}accept:\n  - {stratum: easy, metric: auroc, atLeast: 0.5}\n  - {stratum: difficult, metric: auroc, atLeast: 0.6}\n`,
  );
const run = (env: Record<string, string>, ...more: string[]) =>
  wristBench(["run", "--model", "brightness.onnx", "--strata", gate(), "--out", "ci", "--no-html", ...more], {
    cwd: folder,
    env,
  });
const quality = join(folder, "ci/gl-code-quality-report.json");

describe("under GitHub Actions", () => {
  it("the summary is appended, and annotations come last on stdout", async () => {
    const summary = join(folder, "step.md");
    writeFileSync(summary, "# An earlier step\n");
    const { stdout, code } = await run({ GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: summary });
    expect(code).toBe(3);
    const text = readFileSync(summary, "utf8");
    expect(text).toMatch(/^# An earlier step\n/);
    expect(text).toContain(readFileSync(join(folder, "ci/summary.md"), "utf8"));
    expect(text).toMatch(/it would take about \d+ cases with and \d+ without a fracture to pass/);
    const [error, notice] = stdout.trimEnd().split("\n").slice(-2);
    expect(error).toMatch(/^::error title=Inconclusive%3A AUROC in difficult::AUROC at least 0\.600/);
    expect(notice).toBe("::notice title=wrist-bench::Inconclusive, 2 criteria");
  });

  it("a summary that can't be written hides no verdict; --inconclusive warn is a warning", async () => {
    const { stdout, stderr, code } = await run(
      { GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: join(folder, "no/such/folder.md") },
      ...["--inconclusive", "warn", "--quiet"],
    );
    expect(code).toBe(0);
    expect(stderr).toMatch(/^note: the summary was not appended/);
    expect(stdout).toMatch(/^::warning title=[^\n]+\n::notice [^\n]+\n$/);
  });
});

it("under GitLab a code quality report is written, and goes when it isn't asked for", async () => {
  await run({ GITLAB_CI: "true", CI_PROJECT_DIR: join(folder, "..") });
  const [finding] = JSON.parse(readFileSync(quality, "utf8"));
  expect(finding.location.path).toMatch(/^wrist-bench-test-\w+\/ci\.yaml$/);
  await run({});
  expect(existsSync(quality)).toBe(false);
  await run({}, "--code-quality");
  expect(JSON.parse(readFileSync(quality, "utf8"))[0].location.path).toBe("ci.yaml");
});

it("--json puts the verdict, and nothing else, on stdout", async () => {
  const { stdout, stderr, code } = await run({ GITHUB_ACTIONS: "true" }, "--json");
  const verdict = jsonVerdictSchema.strict().parse(JSON.parse(stdout));
  expect(verdict).toMatchObject({ verdict: "inconclusive", exitCode: 3, inconclusive: null, out: "ci" });
  expect(code).toBe(verdict.exitCode);
  expect(verdict.acceptance).toEqual(read("ci").results.acceptance);
  expect(stderr).toMatch(/^::error /m);
  const wrong = await wristBench(["run", "--json", "--model", "no.onnx", "--strata", "ci.yaml"], {
    cwd: folder,
  });
  expect([wrong.code, wrong.stdout]).toEqual([2, ""]);
});
