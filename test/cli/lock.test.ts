import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { lockFileSchema } from "../../src/results/schema/lock.js";
import { version } from "../../src/version.js";
import { wristBench } from "./commandLine.js";
import { smallRuns } from "./smallRuns.js";

const { folder, run, read, sha256, strata } = smallRuns();
const lock = (...args: string[]) => wristBench(["lock", ...args], { cwd: folder });
const path = join(folder, "locked.yaml.lock.json");
const scored = async (...more: string[]) => {
  const outcome = await run(
    ...["--model", "brightness.onnx", "--strata", "locked.yaml", "--out", "locked", ...more],
  );
  return { ...outcome, lock: read("locked").results.protocol.lock! };
};
const criterion = (atLeast: number) =>
  strata(
    "locked.yaml",
    (text) => `${text}accept:\n  - {stratum: easy, metric: auroc, atLeast: ${atLeast}}\n`,
  );

describe("a locked protocol", () => {
  it("holds hashes, criteria with their defaults, threshold and version", async () => {
    criterion(0.5);
    const { code, stdout } = await lock("locked.yaml", "--model", "brightness.onnx");
    expect([code, stdout]).toEqual([
      0,
      "locked locked.yaml (1 criteria, 0 regression rules) on cohort.csv\nwritten to locked.yaml.lock.json\n",
    ]);
    expect(lockFileSchema.strict().parse(JSON.parse(readFileSync(path, "utf8")))).toMatchObject({
      tool: { name: "wrist-bench", version: version() },
      strata: { file: "locked.yaml", sha256: sha256("locked.yaml") },
      manifest: { name: "cohort.csv", sha256: sha256("cohort.csv") },
      threshold: { source: "default", value: 0.5 },
      criteria: [{ stratum: "easy", metric: "auroc", atLeast: 0.5, judge: "ci", minimum: 10 }],
      bootstrap: { iterations: 500, seed: 12345, level: 0.95, unit: "patient" },
    });
  });

  it("is not replaced but on request", async () => {
    const before = readFileSync(path, "utf8");
    const refused = await lock("locked.yaml");
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(
      /^error: locked\.yaml\.lock\.json is there already: .* --force replaces it\n$/,
    );
    expect(readFileSync(path, "utf8")).toBe(before);
    const forced = await lock("locked.yaml", "--force");
    expect([forced.code, forced.stdout.split("\n")[0]]).toEqual([
      0,
      "note: the threshold is not locked, as neither the strata file nor --model says one",
    ]);
    await lock("locked.yaml", "--model", "brightness.onnx", "--force");
  });

  it("unchanged, the run and its report say so", async () => {
    const { lock: state, stdout } = await scored();
    expect(state).toMatchObject({ state: "unchanged", file: "locked.yaml.lock.json" });
    expect(stdout).not.toMatch(/note:/);
    const report = readFileSync(join(folder, "locked/report.html"), "utf8");
    expect(report).toMatch(/are as they were locked/);
  });

  it("changed, the run names what: a criterion, the manifest, the seed", async () => {
    criterion(0.4);
    writeFileSync(join(folder, "more.csv"), `${readFileSync(join(folder, "cohort.csv"), "utf8")}\n`);
    const { lock: state, stdout } = await scored("--cohort", "more.csv", "--seed", "7");
    expect(state.state).toBe("changed");
    expect(state.changed!.map(({ what }) => what)).toEqual([
      ...["strata file", "manifest", "criteria", "bootstrap"],
    ]);
    expect(state.changed![1]).toEqual({
      what: "manifest",
      locked: sha256("cohort.csv").slice(0, 12),
      now: sha256("more.csv").slice(0, 12),
    });
    expect(stdout).toMatch(
      /note: Changed since the protocol was locked \(locked\.yaml\.lock\.json, [^)]+\): strata file, manifest, criteria, bootstrap\./,
    );
    const report = readFileSync(join(folder, "locked/report.html"), "utf8");
    expect(report).toMatch(/does not follow the protocol as it was locked/);
  });

  it("another version of the tool is a change", async () => {
    criterion(0.5);
    const text = readFileSync(path, "utf8");
    writeFileSync(path, text.replace(`"version": "${version()}"`, '"version": "0.0.1"'));
    expect((await scored("--no-html")).lock.changed).toEqual([
      { what: "tool version", locked: "0.0.1", now: version() },
    ]);
    writeFileSync(path, text);
  });

  it("that can't be read is an error, not unchanged", async () => {
    const fault = async (text: string) => {
      writeFileSync(path, text);
      return run("--model", "brightness.onnx", "--strata", "locked.yaml", "--out", "faulty");
    };
    const outcome = await fault("{");
    expect([outcome.code, outcome.stderr.split("\n").at(-2)]).toEqual([
      2,
      "error: locked.yaml.lock.json is no lock file of wrist-bench: it is not JSON; write it anew with wrist-bench lock --force",
    ]);
    expect((await fault('{"lockVersion": 2}')).stderr).toMatch(/no lock file of wrist-bench: lockVersion: /);
  });
});

it("a strata file that is wrong is not locked", async () => {
  strata("wrong.yaml", (text) => text.replace('"hard = 0"', '"no_such = 0"'));
  const { code, stderr } = await lock("wrong.yaml");
  expect([code, /no_such/.test(stderr)]).toEqual([2, true]);
});

it("without a lock the results say so", () => {
  expect(read("out").results.protocol.lock).toEqual({ state: "absent" });
});
