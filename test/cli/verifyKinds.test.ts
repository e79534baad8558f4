import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { wristBench } from "./commandLine.js";
import { kinds, verifiedRuns } from "./verifiedRuns.js";

const { folder, at, read, random, verified, changedDigit, faults } = verifiedRuns();

describe.each(kinds)("a run with $name", (kind) => {
  it("verifies as it was written, from the command's own options alone", async () => {
    const { code, stdout } = await wristBench(["verify", kind.name], { cwd: folder });
    expect(stdout).not.toMatch(/^differs/m);
    expect(code).toBe(0);
    expect(stdout).toMatch(/checked: results\.json: \d+ values recomputed from strata file, manifest and/);
    const not = [...stdout.matchAll(/^not checked: (.*)$/gm)].map(([, what]) => what.split(":")[0]);
    expect(not).toEqual(kind.robustness === undefined ? [] : ["results.robustness"]);
    const { results } = read(kind.name);
    if (kind.name === "chosen") expect(results.operatingPoint!.cases).toBe(24);
    if (kind.name === "unreadable") expect(results.cohort.cases).toBe(47);
    if (kind.name === "lock") expect(results.protocol.lock!.state).toBe("changed");
    if (kind.name === "baseline") expect(results.comparison).not.toBeNull();
    if (kind.name === "ensemble") expect(results.ood).not.toBeNull();
  });

  it.each([
    ["results.json", /"value": 0\.\d+/g, /results\.json/],
    ["report.html", /data-format="metric">\d\.\d+/g, /report\.html, figure \/results\//],
    ["cases.csv", /,0\.\d+/g, /cases\.csv/],
    ["tables/key-figures.csv", /,0\.\d+/g, /tables\/key-figures\.csv line/],
    ["figures/figure-roc-0.svg", /\d\d/g, /figures\/figure-roc-0\.svg line/],
    ["junit.xml", /\d\.\d/g, /junit\.xml line/],
    ["summary.md", /\d\.\d/g, /summary\.md line/],
  ] as const)("names a digit changed in %s, whatever SHA256SUMS says", async (file, pattern, where) => {
    const list = random.integer(2) === 0 ? "right" : "goes";
    const what = changedDigit(kind.name, file, list, pattern);
    expect(await faults(kind), `${what} ${list}`).toMatch(where);
  });

  it("names what is changed in the manifest, and in the scores", async () => {
    for (const input of ["cohort.csv", kind.predictions ?? ""]) {
      if (input === "") continue;
      const before = readFileSync(at(input), "utf8");
      const lines = before.split("\n");
      // The last digit of a line: a label or an age in the manifest, a score in the table.
      lines[7] = lines[7].replace(/(\d)(?=\D*$)/, (_, digit) => String((Number(digit) + 1) % 10));
      writeFileSync(at(input), lines.join("\n"));
      try {
        const { differences } = await verified(kind, kind.name);
        const expected = input === "cohort.csv" ? "cohort/sha256" : "model/sha256";
        expect(differences.map((one) => one.where)).toContain(`results.json /results/${expected}`);
      } finally {
        writeFileSync(at(input), before);
      }
    }
  });
});

it("a score under corruption that was changed is named, and so are the figures made of it", async () => {
  const kind = kinds.find(({ name }) => name === "robustness")!;
  expect(existsSync(at("robustness/corrupted-cases.csv"))).toBe(true);
  const what = changedDigit("robustness", "corrupted-cases.csv", "right", /,0\.\d/g);
  expect(await faults(kind), what).toMatch(/^corrupted-cases\.csv .*casesTable\/sha256/m);
  const text = readFileSync(at("robustness/results.json"), "utf8");
  const place = text.indexOf('"value": 0.', text.indexOf('"drops"'));
  expect(place).toBeGreaterThan(0);
  changedDigit("robustness", "corrupted-cases.csv", "goes");
  cpSync(at("robustness/corrupted-cases.csv"), at("changed/corrupted-cases.csv"));
  writeFileSync(at("changed/results.json"), `${text.slice(0, place)}"value": 0.9${text.slice(place + 11)}`);
  expect(await faults(kind)).toMatch(
    /results\.json \/results\/robustness\/strata\/0\/corruptions\/0\/levels/,
  );
});

it("a list that leaves out a file, or has one twice, is named", async () => {
  const listed = (change: (lines: string[]) => string[]) => {
    changedDigit("lock", "SHA256SUMS", "stays");
    const lines = readFileSync(at("lock/SHA256SUMS"), "utf8").trim().split("\n");
    writeFileSync(at("changed/SHA256SUMS"), `${change(lines).join("\n")}\n`);
    return faults(kinds[3]);
  };
  expect(await listed((lines) => lines)).toBe("");
  expect(await listed((lines) => lines.filter((line) => !line.endsWith("  cases.csv")))).toBe("SHA256SUMS");
  expect(await listed((lines) => [...lines, lines[0]])).toBe("SHA256SUMS");
});
