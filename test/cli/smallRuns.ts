import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect } from "vitest";
import { type ResultsFile, resultsFileSchema } from "../../src/results/schema/results.js";
import { temporaryFolder } from "../temporaryFolder.js";
import { type Outcome, wristBench } from "./commandLine.js";
import { writeSmallCohort } from "./smallCohort.js";

export interface SmallRuns {
  readonly folder: string;
  /** `wrist-bench run` with these options, in the folder. */
  run(...args: string[]): Promise<Outcome>;
  /** The same with the cohort's own model and strata file. */
  scored(...args: string[]): Promise<Outcome>;
  read(out: string): ResultsFile;
  sha256(path: string): string;
  /** strata.yaml with something added or changed, under another name; returns the name. */
  strata(name: string, change: (text: string) => string): string;
}

/** A folder with the small cohort, scored into `out`, and into `plain` with plain identifiers. */
export function smallRuns(): SmallRuns {
  const folder = temporaryFolder();
  const run = (...args: string[]) => wristBench(["run", ...args], { cwd: folder });
  const scored = (...args: string[]) => run("--model", "brightness.onnx", "--strata", "strata.yaml", ...args);
  beforeAll(async () => {
    await writeSmallCohort(folder);
    const first = await scored("--out", "out");
    expect(first.stderr).not.toMatch(/error:/);
    expect(first.code).toBe(0);
    await scored("--out", "plain", "--no-html", "--identifiers", "plain");
  });
  return {
    folder,
    run,
    scored,
    read: (out) =>
      resultsFileSchema.parse(JSON.parse(readFileSync(join(folder, out, "results.json"), "utf8"))),
    sha256: (path) =>
      createHash("sha256")
        .update(readFileSync(join(folder, path)))
        .digest("hex"),
    strata(name, change) {
      writeFileSync(join(folder, name), change(readFileSync(join(folder, "strata.yaml"), "utf8")));
      return name;
    },
  };
}
