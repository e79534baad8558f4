import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { jsonVerdictSchema } from "../../src/results/schema/verdict.js";
import { comparedRuns } from "../../src/run/compareRuns.js";
import { comparableRuns } from "./comparableRuns.js";

const { folder, read, score, compare, variant, strata, scored } = comparableRuns();
const broken = (p: number, i: number) => (i >= 80 ? 1 - p : p);

beforeAll(async () => {
  await score("a", (p) => p);
  await score("again", (p) => p);
  await score("broken", broken);
  await score("noisy", (p, i) => Math.min(1, Math.max(0, p + 0.015 * (((i * 37) % 11) - 5))));
});

describe("the verdict of two runs", () => {
  it("the same predictions: every difference exactly 0, no flip, pass, exit 0", async () => {
    const { code, stdout, stderr } = await compare("a", "again", "--out", "same", "--no-html");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/merged: every prediction is the same\n/);
    expect(stdout).toMatch(/\npass: auroc in difficult 0\.000 \(0\.000 to 0\.000\), margin 0\.05: /);
    expect(stdout).toMatch(/\nverdict: pass\nwritten to same\n$/);
    const { changes, flips, strata: compared } = read("same").results.comparison!;
    expect(changes.length).toBeGreaterThan(20);
    for (const { difference, ci, judgedCi, p } of changes)
      expect([difference, ci?.lower, ci?.upper, judgedCi?.lower, judgedCi?.upper, p]).toEqual([
        ...[0, 0, 0, 0, 0, 1],
      ]);
    expect(compared.map(({ identical }) => identical)).toEqual([true, true, true]);
    expect(flips).toEqual({ newlyWrong: [], newlyRight: [] });
  });

  it("a stratum that broke: fail, exit 1, and it is named, with its flips", async () => {
    const { code, stdout } = await compare("a", "broken");
    expect(code).toBe(1);
    expect(stdout).toMatch(/\neasy: every prediction is the same\n/);
    expect(stdout).toMatch(/\nfail: auroc in difficult -0\.\d{3} \(.*Worse than the baseline by more than/);
    expect(stdout).not.toMatch(/fail: auroc in easy/);
    const wrong = scored.filter(
      ({ label, probability: p }, i) =>
        i >= 80 && p >= 0.5 === (label === 1) && 1 - p >= 0.5 !== (label === 1),
    ).length;
    expect(stdout).toMatch(new RegExp(`\\ndifficult: .*; ${wrong} newly wrong, `));
    expect(stdout).toMatch(/\nnewly wrong: case\d+ \(0\.\d{3} to 0\.\d{3}\), .*, …\n/);
    expect(stdout).toMatch(/\nverdict: fail\n$/);
  });

  it.each([
    [[], 3],
    [["--inconclusive", "fail"], 1],
    [["--inconclusive", "warn"], 0],
  ])("cases that can't tell: inconclusive, with %j exit %i", async (more, exit) => {
    const { code, stdout } = await compare("a", "noisy", ...more);
    expect(code).toBe(exit);
    expect(stdout).toMatch(
      /\ninconclusive: auroc in \w+ .*would let a model that is neither better nor worse/,
    );
    expect(stdout).toMatch(/\nverdict: inconclusive\n$/);
  });

  it("a failed rule stays exit 1 with --inconclusive warn, and --quiet prints nothing", async () => {
    const { code, stdout } = await compare("a", "broken", "--inconclusive", "warn", "--quiet");
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  });

  it("no rules: none, exit 0", async () => {
    const none = variant("no-rules", "broken", {
      results: ({ results }) => {
        results.protocol.regression = undefined;
      },
    });
    const { code, stdout } = await compare("a", none);
    expect(code).toBe(0);
    expect(stdout).toMatch(/\nverdict: none, the candidate declares no regression rules\n$/);
  });
});

describe("run --baseline", () => {
  it("puts the rules into the JSON verdict, JUnit, the summary and annotations, and exits by them", async () => {
    const { code, stdout, stderr } = await score("night", broken, {
      more: ["--baseline", "a", "--identifiers", "plain", "--json"],
      env: { GITHUB_ACTIONS: "true" },
    });
    expect(code).toBe(1);
    const verdict = jsonVerdictSchema.strict().parse(JSON.parse(stdout));
    expect(verdict).toMatchObject({ verdict: "fail", exitCode: 1, acceptance: [] });
    expect(verdict.comparison!.rules.map(({ stratum, outcome }) => [stratum, outcome])).toEqual([
      ["easy", "pass"],
      ["difficult", "fail"],
    ]);
    expect(stderr).toMatch(/^::error title=Fail%3A AUROC in difficult::AUROC not worse than the baseline/m);
    const written = (name: string) => readFileSync(join(folder, "night", name), "utf8");
    expect(written("junit.xml")).toMatch(/ tests="2" failures="1" /);
    expect(written("junit.xml")).toMatch(
      /<testcase classname="comparable\.difficult" name="AUROC not worse than the baseline by more than 0\.050 \(difficult\)"[^>]*>\s*<failure /,
    );
    expect(written("summary.md")).toMatch(/^\| difficult \| AUROC \| 0\.050 \| −0\.\d{3} \| .* \| Fail \| /m);
    expect(written("summary.md")).toMatch(/^\| easy \| AUROC \| 0\.050 \| 0\.000 \| .* \| Pass \| /m);
    const table = (changes: string) => read(changes).results.comparison!.changes;
    await compare("a", "broken", "--out", "later", "--no-html");
    expect(table("night")).toEqual(table("later"));
  });

  it("is never the folder that is written to", async () => {
    const { code, stderr } = await compare("a", "broken", "--out", "a");
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error: --out a is the baseline's folder[^\n]*\n$/);
  });
});

describe("what differs is aligned and said", () => {
  it("each run at its own threshold", async () => {
    const at = strata("lower.yaml", (text) => `${text}threshold: 0.45\n`);
    await score("lower", (p) => p, { strata: at });
    const { stdout } = await compare("a", "lower", "--out", "thresholds", "--no-html");
    expect(stdout).toMatch(
      /\nnote: The operating points differ: 0\.45 in the candidate, 0\.5 in the baseline;/,
    );
    const { changes, baseline, threshold } = read("thresholds").results.comparison!;
    expect([baseline.threshold, threshold]).toEqual([0.5, 0.45]);
    for (const [metric, wanted] of [
      ["sensitivity", 1],
      ["specificity", 0],
    ] as const) {
      const own = scored.filter(({ label }) => label === wanted);
      const share = (cut: number) =>
        own.filter(({ probability }) => probability >= cut === (wanted === 1)).length / own.length;
      const change = changes.find((one) => one.metric === metric && one.stratum === "merged")!;
      expect([change.baseline, change.candidate]).toEqual([share(0.5), share(0.45)]);
      expect(share(0.45)).not.toBe(share(0.5));
    }
  });

  it("cases that only one run has", async () => {
    const fewer = variant("fewer", "a", { table: (lines) => lines.slice(0, -10) });
    const { results } = (await comparedRuns(join(folder, fewer), join(folder, "again"))).file;
    expect(results.comparison!.cases).toEqual({ common: 150, onlyBaseline: 0, onlyCandidate: 10 });
    expect(results.comparison!.warnings.join(" ")).toMatch(
      /0 only the baseline has and 10 only the candidate/,
    );
  });
});

describe("what can't be compared is refused in one line", () => {
  it("a table of cases that was changed: exit 2", async () => {
    variant("touched", "a", { table: (lines) => lines.toReversed(), hash: "kept" });
    const { code, stdout, stderr } = await compare("touched", "again", "--out", "never");
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(
      /^error: touched\/cases\.csv: is not the table that touched\/results\.json was made of [^\n]*\n$/,
    );
  });

  /** A cell of a column in every row, changed. */
  const column = (name: string, change: (cell: string, row: number) => string) => (lines: string[]) => {
    const at = lines[0].split(",").indexOf(name);
    expect(at).toBeGreaterThanOrEqual(0);
    return lines.map((line, row) =>
      row === 0
        ? line
        : line
            .split(",")
            .map((cell, place) => (place === at ? change(cell, row) : cell))
            .join(","),
    );
  };
  const other = (cell: string) => (cell === "1" ? "0" : "1");
  const stratum = (names: readonly string[]) => (file: { results: { strata: { name: string }[] } }) => {
    for (const [index, name] of names.entries()) file.results.strata[index].name = name;
  };

  it.each<[string, Parameters<typeof variant>[2], RegExp]>([
    [
      "labels",
      { table: column("label", (cell, row) => (row === 3 ? other(cell) : cell)) },
      /^1 case \(case\d+\) has another label in .*again.* than in .*labels/,
    ],
    ["strata", { table: column("easy", other) }, /^stratum "easy" is not the same in .*160 cases/],
    [
      "gone",
      { results: stratum(["simple"]), table: (l) => [l[0].replace("easy", "simple"), ...l.slice(1)] },
      /^stratum "simple" of .* is not declared in /,
    ],
    [
      "others",
      { table: column("case", (cell) => `x${cell}`) },
      /have no case in common: they are other cases/,
    ],
    [
      "newer",
      {
        results: (file) => {
          file.schemaVersion = 2;
        },
      },
      /newer\/results\.json: has schema version 2, this version of wrist-bench reads 1/,
    ],
    ["twice", { table: (l) => [...l, l[1]] }, /twice\/cases\.csv: line 162: the case case\d+ is there twice/],
    [
      "beyond",
      { table: column("probability", (cell, row) => (row === 1 ? "1.5" : cell)) },
      /line 2: the probability is "1.5"/,
    ],
    ["headless", { table: (l) => [l[0].replace("label", "truth"), ...l.slice(1)] }, /has no column "label"/],
    [
      "elsewhere",
      {
        results: ({ results }) => {
          results.cohort.casesTable.file = "../a/cases.csv";
        },
      },
      /names the table of cases "\.\.\/a\/cases\.csv", which is not beside it/,
    ],
  ])("%s", async (name, change, message) => {
    variant(name, "a", change);
    const refused = await comparedRuns(join(folder, name), join(folder, "again")).then(
      () => "compared",
      (error: Error) => `${error.constructor.name}: ${error.message}`,
    );
    expect(refused.startsWith("UserError: ")).toBe(true);
    expect(refused.slice("UserError: ".length)).toMatch(message);
    expect(refused).not.toContain("\n");
  });

  it("pseudonyms made with different keys, and pseudonyms against plain identifiers", async () => {
    const keyed = (home: string) => ({ more: [], env: { XDG_CONFIG_HOME: join(folder, home) } });
    await score("mine", (p) => p, keyed("mine-config"));
    await score("yours", (p) => p, keyed("yours-config"));
    const different = await compare("mine", "yours");
    expect(different.code).toBe(2);
    expect(different.stderr).toMatch(
      /^error: yours\/results\.json and mine\/results\.json have no case in common: [^\n]*different keys[^\n]*same --key\n$/,
    );
    const mixed = await compare("mine", "again");
    expect(mixed.code).toBe(2);
    expect(mixed.stderr).toMatch(
      /names its cases by pseudonyms, the candidate by plain identifiers; [^\n]*\n$/,
    );
  });
});
