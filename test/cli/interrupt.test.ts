import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../temporaryFolder.js";
import { wristBench } from "./commandLine.js";

it("Ctrl-C while the embedded cohort is made ends with 130; the next call goes on where it stopped", async () => {
  const folder = temporaryFolder();
  const args = ["phantom", "--out", "phantom", "--seed", "3", "--split", "training", "--cases", "60"];
  const first = await wristBench(args, { cwd: folder, interruptAfter: /Making/ });
  expect(first.code).toBe(130);
  expect(first.stderr).toMatch(/interrupted/);
  expect(existsSync(join(folder, "phantom/cohort.csv"))).toBe(false);
  const made = () =>
    readdirSync(join(folder, "phantom"), { recursive: true, encoding: "utf8" }).filter((name) =>
      name.endsWith(".dcm"),
    );
  expect(made().length).toBeLessThan(120);
  // What is there is kept: a mark in a finished file survives the second call.
  const kept = made()[0];
  const path = kept === undefined ? null : join(folder, "phantom", kept);
  if (path) writeFileSync(path, "kept");
  const second = await wristBench(args, { cwd: folder });
  expect(second.code).toBe(0);
  expect(made()).toHaveLength(120);
  expect(path).not.toBeNull();
  if (path) expect(readFileSync(path, "utf8")).toBe("kept");
});
