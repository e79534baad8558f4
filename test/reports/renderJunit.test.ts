import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { visible } from "../../reports/format/foreignText.js";
import { renderJunit } from "../../reports/index.js";
import { hostile } from "./golden/degenerateResults.js";
import { goldenResults } from "./goldenResults.js";

/** Python's expat reads it: the suite's counts, and each case with its outcome. */
function parsed(xml: string) {
  const script = `
import json, sys, xml.etree.ElementTree as tree
suite = tree.fromstring(sys.stdin.buffer.read())[0]
cases = [{**case.attrib, **{child.tag: child.attrib for child in case}} for case in suite]
print(json.dumps({**suite.attrib, "cases": cases}))`;
  return JSON.parse(execFileSync("python3", ["-c", script], { input: xml }).toString());
}

function hasPython(): boolean {
  try {
    execFileSync("python3", ["--version"]);
    return true;
  } catch {
    console.warn("skipped: no python3 to read the XML with");
    return false;
  }
}

describe.skipIf(!hasPython())("JUnit XML, read by Python", () => {
  test("one test case a criterion; an undecided one fails unless told", () => {
    const suite = parsed(renderJunit(goldenResults("reference")));
    expect(suite).toMatchObject({ tests: "3", failures: "2", skipped: "0" });
    expect(suite.cases.map((one: { name: string }) => one.name)).toEqual([
      "AUROC at least 0.900 (general)",
      "AUROC at least 0.800 (ct-confirmed)",
      "Sensitivity at least 0.850, on the estimate alone (ct-confirmed)",
    ]);
    expect(suite.cases[0]).not.toHaveProperty("failure");
    expect(suite.cases[1].failure.type).toBe("inconclusive");
    expect(suite.cases[2].failure).toEqual({ type: "fail", message: "the estimate is below 0.85" });
  });

  test("an undecided criterion is skipped where it only warns", () => {
    const suite = parsed(renderJunit(goldenResults("reference"), "warn"));
    expect(suite).toMatchObject({ tests: "3", failures: "1", skipped: "1" });
    expect(suite.cases[1].skipped.message).toMatch(/^inconclusive: /);
  });

  test("no criteria, no test cases", () => {
    expect(parsed(renderJunit(goldenResults("degenerate")))).toMatchObject({ tests: "0", cases: [] });
  });

  test("hostile text comes through as text", () => {
    for (const text of Object.values(hostile)) {
      const file = goldenResults("reference");
      file.results.acceptance[2].stratum = text;
      file.results.acceptance[2].reason = text;
      const [, , criterion] = parsed(renderJunit(file)).cases;
      expect(criterion.classname).toBe(visible(text));
      expect(criterion.failure.message).toBe(visible(text));
    }
  });
});
