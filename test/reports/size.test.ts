import { statSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { wristBench } from "../cli/commandLine.js";
import { temporaryFolder } from "../temporaryFolder.js";

const root = join(import.meta.dirname, "../..");

it("the report of the reference run, the README's first command, is smaller than 2 MB", async () => {
  const cwd = temporaryFolder();
  const model = join(root, "benchmark/phantom/models/deepwrist.model.yaml");
  const strata = join(root, "strata/ct-confirmed.yaml");
  const { code, stderr } = await wristBench(["run", "--model", model, "--strata", strata, "--out", "out"], {
    cwd,
  });
  expect(code, stderr).toBe(0);
  const bytes = statSync(join(cwd, "out/report.html")).size;
  expect(bytes).toBeGreaterThan(200_000);
  expect(bytes).toBeLessThan(2_000_000);
}, 300_000);
