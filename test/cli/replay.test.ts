import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../temporaryFolder.js";
import { wristBench } from "./commandLine.js";

const folder = temporaryFolder();

it("replay prints the study's tables beside ours, keeps them, and says what it can't recompute", async () => {
  const { code, stdout, stderr } = await wristBench(["replay", "--out", "kept"], { cwd: folder });
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(/ct-confirmed +DeepWrist +sensitivity +0\.60 +0\.6000 +0\.0000 +yes/);
  expect(stdout).toMatch(/AUROC, DeepWrist, ct-confirmed +0\.84 \(0\.72–0\.93\) +needs the probability/);
  expect(stdout).toContain("agree: matrices 15 of 15, estimates 75 of 75, bounds 150 of 150, kappas 6 of 6");
  expect(readFileSync(join(folder, "kept/replay.txt"), "utf8")).toBe(stdout);
  expect(JSON.parse(readFileSync(join(folder, "kept/replay.json"), "utf8")).agrees).toBe(true);
});

it("replay as JSON, the same for the same seed; too few resamples are refused", async () => {
  const once = await wristBench(["replay", "--json", "--seed", "7"], { cwd: folder });
  const again = await wristBench(["replay", "--json", "--seed", "7"], { cwd: folder });
  expect(JSON.parse(once.stdout).figures).toHaveLength(75);
  expect(again.stdout).toBe(once.stdout);
  const few = await wristBench(["replay", "--bootstrap", "5000"], { cwd: folder });
  expect([few.code, few.stdout]).toEqual([2, ""]);
  expect(few.stderr).toBe(
    "error: --bootstrap is 5000; it must be a whole number, 50000 or more; see wrist-bench --help\n",
  );
});
