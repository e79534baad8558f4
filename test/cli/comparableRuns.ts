import { createHash } from "node:crypto";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type ResultsFile, resultsFileSchema } from "../../src/results/schema/results.js";
import { RandomStream } from "../../src/statistics/random.js";
import { temporaryFolder } from "../temporaryFolder.js";
import { type Outcome, wristBench } from "./commandLine.js";

/** Half of them with a fracture; the first 80 are easy, the others difficult. */
const cases = 160;

export interface ComparableRuns {
  readonly folder: string;
  /** strata.yaml with something changed, under another name; returns the name. */
  strata(name: string, change: (text: string) => string): string;
  /** `run` on the first model's probabilities, changed, into the folder `out`. */
  score(
    out: string,
    change: (probability: number, i: number) => number,
    options?: { strata?: string; more?: readonly string[]; env?: Record<string, string> },
  ): Promise<Outcome>;
  compare(...args: string[]): Promise<Outcome>;
  read(out: string): ResultsFile;
  /** A copy of an output folder, its parts changed and its table's hash put right; returns its name. */
  variant(name: string, of: string, change: Changed): string;
  /** Label and probability of each case, as the first model was given them. */
  readonly scored: readonly { label: 0 | 1; probability: number }[];
}

interface Changed {
  // biome-ignore lint/suspicious/noExplicitAny: what is made is to be wrong.
  readonly results?: (file: any) => void;
  /** The table's lines, the header first, without the last line's end. */
  readonly table?: (lines: string[]) => string[];
  /** Leaves the hash in results.json as it was. */
  readonly hash?: "kept";
}

/** A folder with a manifest of cases without images, two strata, and one rule on each. */
export function comparableRuns(): ComparableRuns {
  const folder = temporaryFolder();
  const random = new RandomStream(3, "comparable");
  const scored = Array.from({ length: cases }, (_, i) => {
    const label: 0 | 1 = i % 2 === 0 ? 0 : 1;
    return { label, probability: 0.25 + 0.2 * label + 0.55 * random.uniform() };
  });
  const manifest = scored.map(({ label }, i) => `case${i},patient${i},${label},${i < 80 ? 0 : 1}`);
  writeFileSync(join(folder, "cohort.csv"), `case_id,patient_id,fracture,hard\n${manifest.join("\n")}\n`);
  const strataText = `version: 1
name: comparable
title: Two runs to compare
cohort:
  manifest: cohort.csv
  columns: {case: case_id, patient: patient_id, label: fracture}
strata:
  - {name: easy, where: "hard = 0"}
  - {name: difficult, where: "hard = 1"}
bootstrap: {iterations: 200}
regression:
  - {stratum: "*", metric: auroc, margin: 0.05}
`;
  writeFileSync(join(folder, "strata.yaml"), strataText);
  const sha256 = (path: string) => createHash("sha256").update(readFileSync(path)).digest("hex");
  return {
    folder,
    scored,
    strata(name, change) {
      writeFileSync(join(folder, name), change(strataText));
      return name;
    },
    score(out, change, { strata = "strata.yaml", more = ["--identifiers", "plain"], env = {} } = {}) {
      const rows = scored.map(({ probability }, i) => `case${i},${change(probability, i)}`);
      writeFileSync(join(folder, `${out}.csv`), `case_id,probability\n${rows.join("\n")}\n`);
      const own = ["run", "--predictions", `${out}.csv`, "--strata", strata, "--out", out, "--no-html"];
      return wristBench([...own, ...more], { cwd: folder, env });
    },
    compare: (...args) => wristBench(["compare", ...args], { cwd: folder }),
    read: (out) =>
      resultsFileSchema.parse(JSON.parse(readFileSync(join(folder, out, "results.json"), "utf8"))),
    variant(name, of, { results, table, hash }) {
      cpSync(join(folder, of), join(folder, name), { recursive: true });
      const [casesPath, resultsPath] = ["cases.csv", "results.json"].map((part) => join(folder, name, part));
      if (table) {
        const lines = readFileSync(casesPath, "utf8").trimEnd().split("\n");
        writeFileSync(casesPath, `${table(lines).join("\n")}\n`);
      }
      const file = JSON.parse(readFileSync(resultsPath, "utf8"));
      if (hash !== "kept") file.results.cohort.casesTable.sha256 = sha256(casesPath);
      results?.(file);
      writeFileSync(resultsPath, JSON.stringify(file));
      return name;
    },
  };
}
