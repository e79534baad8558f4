import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { expect, it } from "vitest";

const root = resolve(import.meta.dirname, "..");

/**
 * Which folders a folder may import from, besides itself: the way of the data, left to right. `schema`
 * is the contract (results.json's types), which everybody knows.
 */
const allowed: Record<string, readonly string[]> = {
  "src/messages": [],
  "src/results/schema": [],
  "src/statistics": [],
  "src/imaging": ["src/messages", "src/statistics"],
  "src/yaml": ["src/messages"],
  "src/strata": ["src/messages", "src/yaml", "src/results/schema"],
  "src/cohort": ["src/messages", "src/yaml", "src/strata", "src/results/schema"],
  runners: ["src/messages", "src/yaml", "src/cohort", "src/imaging", "src/results/schema"],
  "src/analysis": [
    "src/messages",
    "src/strata",
    "src/cohort",
    "runners",
    "src/statistics",
    "src/results/schema",
  ],
  "src/results": ["src/messages", "src/cohort", "runners", "src/results/schema"],
  "src/plan": ["src/messages", "src/statistics", "src/strata", "src/results/schema"],
  "src/history": ["src/messages", "src/results/schema"],
  "src/gate": ["src/messages", "src/statistics", "src/results/schema"],
  reports: ["src/messages", "src/results", "src/results/schema"],
  "benchmark/phantom": ["src/messages", "src/imaging", "src/statistics"],
  "benchmark/deepwrist-2021": ["src/statistics"],
  "benchmark/robustness": ["src/analysis", "src/imaging", "src/results/schema", "src/run", "src/strata"],
  "benchmark/speed": [
    ...["src/messages", "src/yaml", "src/statistics", "src/imaging", "src/strata", "src/cohort"],
    ...["runners", "src/run", "src/results", "reports"],
  ],
  "src/run": [
    ...["src/messages", "src/yaml", "src/strata", "src/cohort", "runners", "src/statistics", "src/analysis"],
    ...[
      "src/imaging",
      "src/results",
      "src/results/schema",
      "src/gate",
      "src/plan",
      "reports",
      "benchmark/phantom",
    ],
    "benchmark/deepwrist-2021",
  ],
  "src/cli": [
    "src/messages",
    "src/imaging",
    "src/results",
    "src/results/schema",
    "src/history",
    "src/gate",
    "src/plan",
    "src/run",
    "reports",
    "benchmark/phantom",
    "benchmark/deepwrist-2021",
  ],
};

/** Files that belong to no folder of the data's way. */
const loose = new Set(["src/index.ts", "src/version.ts", "src/packageRoot.ts", "src/lateAnswers.ts"]);
const everywhere = new Set(["src/version.ts", "src/packageRoot.ts", "src/lateAnswers.ts"]);

const folders = Object.keys(allowed).sort((a, b) => b.length - a.length);
const folderOf = (file: string) => folders.find((folder) => file.startsWith(`${folder}/`));

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/"));
}

it("imports go one way, as the data does", () => {
  const wrong: string[] = [];
  for (const file of ["src", "runners", "reports", "benchmark"].flatMap(sources)) {
    if (loose.has(file)) continue;
    const folder = folderOf(file);
    if (folder === undefined) {
      wrong.push(`${file} is in no known folder`);
      continue;
    }
    const text = readFileSync(join(root, file), "utf8");
    for (const [, target] of text.matchAll(/(?:from|import\()\s*"(\.{1,2}\/[^"]+)"/g)) {
      const imported = relative(root, resolve(root, dirname(file), target))
        .split(sep)
        .join("/")
        .replace(/\.js$/, ".ts");
      if (everywhere.has(imported)) continue;
      const to = folderOf(imported);
      if (to !== folder && (to === undefined || !allowed[folder].includes(to)))
        wrong.push(`${file} imports ${imported}`);
    }
  }
  expect(wrong).toEqual([]);
});

it("statistics does no I/O", () => {
  const wrong = sources("src/statistics").filter((file) =>
    /from "node:(fs|net|http|https|child_process)/.test(readFileSync(join(root, file), "utf8")),
  );
  expect(wrong).toEqual([]);
});

it("nothing is random but by the seed", () => {
  const wrong = ["src", "runners", "reports", "benchmark"]
    .flatMap(sources)
    .filter((file) => /Math\.random\s*\(/.test(readFileSync(join(root, file), "utf8")));
  expect(wrong).toEqual([]);
});
