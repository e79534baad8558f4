import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type DefaultTreeAdapterTypes, parse } from "parse5";
import { beforeAll, describe, expect, it } from "vitest";
import { parseCsv } from "../../src/results/parseCsv.js";
import { RandomStream } from "../../src/statistics/random.js";
import { temporaryFolder } from "../temporaryFolder.js";
import { wristBench } from "./commandLine.js";

const folder = temporaryFolder();
const at = (...parts: string[]) => join(folder, ...parts);
/** Names that a page, a table, a log or a shell would take for more than text. */
const nasty = [
  "<script>alert(1)</script>",
  "</title></style><img src=x onerror=alert(1)>",
  "=cmd|' /C calc'!A0",
  "@SUM(A1)",
  "\"quoted\", and 'so'",
  "\u202eright to left\u2066",
  "👩🏽‍⚕️ ]]> <!--",
  "{{x}} $1 `z`",
  "\u001b[31mred\u001b]0;t\u0007",
  "::error::x",
  "line\nbreak",
  `ten kB ${"A".repeat(10_000)}`,
];
/** What moves a terminal's cursor, or turns the direction of writing. */
const obeyed = /[^\P{Cc}\n\r\t]|\u202e/u;
/** A file's and a folder's name: all of that but what a file system refuses. */
const named = `a "b" <script>x<!-- 'c' $(d) \u202e é`;
const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
const yaml = (text: string) => JSON.stringify(text);

const strataFile = `${named}.yaml`;
const predictions = `${named}.csv`;
const out = named;
const options = ["--strata", strataFile, "--predictions", predictions, "--identifiers", "plain"];
const run = (...more: string[]) => wristBench(["run", ...options, ...more], { cwd: folder });
/** What the run printed. */
let log = "";

beforeAll(async () => {
  const random = new RandomStream(11, "hostile run");
  const cases = Array.from({ length: 48 }, (_, i) => ({
    id: `${nasty[i % nasty.length]} ${i}`,
    label: i % 2,
    hard: i < 24 ? 0 : 1,
    score: Math.min(1, Math.max(0, 0.3 + 0.4 * (i % 2) + 0.4 * (random.uniform() - 0.5))),
  }));
  const manifest = cases.map(({ id, label, hard }, i) =>
    [
      cell(id),
      cell(`patient ${id}`),
      label,
      hard,
      20 + i,
      cell(nasty[i % 2]),
      i % 3 === 0 ? label : 1 - label,
    ].join(","),
  );
  writeFileSync(at("cohort.csv"), `${["id,patient,label,hard,age,sex,read", ...manifest].join("\n")}\n`);
  const scores = cases.map(({ id, score }) => `${cell(id)},${score}`);
  writeFileSync(at(predictions), `${["case_id,probability", ...scores].join("\n")}\n`);
  const [script, image, , , quoted, , emoji, braces] = nasty;
  writeFileSync(
    at(strataFile),
    `version: 1
name: hostile
title: ${yaml(script)}
cohort:
  manifest: cohort.csv
  columns: {case: id, patient: patient, label: label, age: age, sex: sex}
referenceStandard: {easy: ${yaml(image)}}
strata:
  - {name: easy, title: ${yaml(nasty.join(" "))}, where: "hard = 0"}
  - {name: difficult, title: ${yaml(quoted)}, where: "hard = 1"}
readers: {r1: {column: read, name: ${yaml(braces)}}}
confounders: [age, {column: sex, name: ${yaml(script)}}]
report: {device: ${yaml(nasty.join(" "))}, limitations: ${yaml(emoji)}}
bootstrap: {iterations: 200}
accept: [{stratum: easy, metric: auroc, atLeast: 0.5, minimum: 5}]
`,
  );
  expect(await wristBench(["lock", strataFile], { cwd: folder })).toMatchObject({ code: 0 });
  const first = await run("--out", out);
  expect(first.stderr).not.toMatch(/error:/);
  log = first.stdout + first.stderr;
}, 120_000);

function elements(html: string) {
  const found: DefaultTreeAdapterTypes.Element[] = [];
  const walk = (node: DefaultTreeAdapterTypes.Node) => {
    if ("tagName" in node) found.push(node);
    if ("childNodes" in node) node.childNodes.forEach(walk);
  };
  walk(parse(html));
  return found;
}

const filesOf = (place: string) =>
  (readdirSync(at(place), { recursive: true }) as string[]).filter((file) =>
    statSync(at(place, file)).isFile(),
  );

describe("a run whose cohort, words, files and folders have hostile names", () => {
  it("writes a page without a script, an image from elsewhere, a handler, or a stray comment", () => {
    const html = readFileSync(at(out, "report.html"), "utf8");
    const found = elements(html);
    expect(
      found.filter(({ tagName }) => ["script", "img", "iframe", "object", "link"].includes(tagName)),
    ).toEqual([]);
    for (const { attrs } of found)
      for (const { name, value } of attrs) {
        expect(name).not.toMatch(/^on/);
        if (name === "href") expect(value).toMatch(/^#/);
      }
    expect(html).toContain("&#60;script&#62;alert(1)&#60;/script&#62;");
    expect(html).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/u);
  });

  it("writes tables whose cells no spreadsheet runs, and cases under their own names", () => {
    const tables = filesOf(out).filter((file) => file.endsWith(".csv"));
    expect(tables.length).toBeGreaterThan(5);
    for (const file of tables)
      for (const row of readFileSync(at(out, file), "utf8").split("\n").slice(1))
        expect(row, file).not.toMatch(/^"?[=@]/);
    const cells = parseCsv(readFileSync(at(out, "cases.csv"), "utf8")).slice(1);
    expect(cells).toHaveLength(48);
    expect(cells.map(([name]) => name)).toContain("<script>alert(1)</script> 0");
    expect(cells.map(([name]) => name)).toContain("line\nbreak 10");
    expect(readFileSync(at(out, "cases.csv"), "utf8")).toMatch(/^'=cmd/m);
  });

  it("draws figures in which names are text", () => {
    const figures = filesOf(out).filter((file) => file.endsWith(".svg"));
    expect(figures.length).toBeGreaterThan(3);
    for (const file of figures) {
      const tags = elements(readFileSync(at(out, file), "utf8")).map(({ tagName }) => tagName);
      expect(tags, file).toContain("svg");
      for (const tag of ["script", "image", "img", "foreignObject", "a", "use"])
        expect(tags, file).not.toContain(tag);
    }
    const texts = figures.map((file) => readFileSync(at(out, file), "utf8")).join("");
    // The reader on the curves goes by its own name.
    expect(texts).toContain("{{x}} $1 `z`");
  });

  it("prints nothing that a terminal or a CI server obeys", () => {
    expect(log).not.toMatch(obeyed);
    expect(log).not.toMatch(/^(::|##)/m);
  });

  it("verifies, and a digit changed is still found", async () => {
    const found = await wristBench(["verify", out, "--strata", strataFile, "--predictions", predictions], {
      cwd: folder,
    });
    expect(found.stdout).not.toMatch(/^differs/m);
    expect(found.code).toBe(0);
    const cases = at(out, "cases.csv");
    const before = readFileSync(cases, "utf8");
    writeFileSync(
      cases,
      before.replace(/,0\.(\d)/, (_, digit) => `,0.${(Number(digit) + 1) % 10}`),
    );
    const changed = await wristBench(["verify", out, "--strata", strataFile, "--predictions", predictions], {
      cwd: folder,
    });
    writeFileSync(cases, before);
    expect(changed.code).toBe(1);
    expect(changed.stdout).toMatch(/differs: cases\.csv/);
    expect(changed.stdout).not.toMatch(obeyed);
  });
});

describe("a lock file that someone has written into", () => {
  const lock = () => `${strataFile}.lock.json`;
  const changed = (change: (lock: Record<string, unknown>) => void) => {
    const found = JSON.parse(readFileSync(at(lock()), "utf8")) as Record<string, unknown>;
    change(found);
    writeFileSync(at(lock()), JSON.stringify(found));
  };

  it("shows what it has as text, in page, summary, annotations and log", async () => {
    const before = readFileSync(at(lock()), "utf8");
    changed((found) => {
      found["lockedAt"] = nasty[0];
      found["tool"] = { name: nasty[1], version: nasty[8] };
      found["criteria"] = nasty.map((text) => ({ stratum: text, metric: text }));
      found["regression"] = [{ [nasty[0]]: nasty[9] }];
      found["strata"] = { file: nasty[0], sha256: "0".repeat(64) };
      found["manifest"] = { name: nasty[3], sha256: "1".repeat(64) };
    });
    const { stdout, stderr, code } = await wristBench(["run", ...options, "--out", "locked"], {
      ...{ cwd: folder, env: { GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: at("step.md") } },
    });
    writeFileSync(at(lock()), before);
    expect(stderr).not.toMatch(/error:/);
    expect([0, 1, 3]).toContain(code);
    expect(stdout + stderr).not.toMatch(obeyed);
    const html = readFileSync(at("locked/report.html"), "utf8");
    expect(elements(html).filter(({ tagName }) => tagName === "script" || tagName === "img")).toEqual([]);
    expect(html).toContain("&#60;script&#62;alert(1)&#60;/script&#62;");
    const results = JSON.parse(readFileSync(at("locked/results.json"), "utf8"));
    expect(results.results.protocol.lock.state).toBe("changed");
    expect(readFileSync(at("locked/summary.md"), "utf8")).not.toMatch(/<script|<img/);
  });

  it("that is no lock any more is an error of one line, and nothing is scored", async () => {
    const before = readFileSync(at(lock()), "utf8");
    for (const text of [
      "",
      "{",
      "[]",
      "null",
      '{"lockedAt": 3}',
      "\u0000\u0001",
      nasty[0],
      before.slice(0, 90),
    ]) {
      writeFileSync(at(lock()), text);
      const { code, stderr } = await run("--out", "broken");
      expect([text, code]).toEqual([text, 2]);
      expect(stderr.trim().split("\n")).toHaveLength(1);
      expect(stderr).toMatch(/^error: .*lock\.json/);
    }
    writeFileSync(at(lock()), before);
    expect(filesOf("broken")).toEqual([]);
  });
});
