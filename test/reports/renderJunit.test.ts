import { execFileSync } from "node:child_process";
import { join } from "node:path";
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
cases = [{**case.attrib, **{child.tag: child.attrib for child in case}} for case in suite.iter("testcase")]
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
      expect(criterion.classname).toBe(`${file.results.protocol.name}.${visible(text)}`);
      expect(criterion.failure.message).toBe(visible(text));
    }
  });
});

/** Whether a program is there; says what is skipped where it isn't. */
function has(program: string, what: string): boolean {
  try {
    execFileSync(program, ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    console.warn(`skipped: no ${program} to ${what}`);
    return false;
  }
}

const samples = () => {
  const hostileRun = goldenResults("reference");
  hostileRun.results.acceptance = Object.values(hostile).flatMap((text) =>
    (["fail", "inconclusive", "pass"] as const).map((outcome) => ({
      ...hostileRun.results.acceptance[2],
      ...{ stratum: text, reason: text, outcome },
    })),
  );
  hostileRun.execution.startedAt = hostile.quotes ?? "not a date";
  return [goldenResults("reference"), goldenResults("degenerate"), hostileRun].flatMap((file) => [
    renderJunit(file),
    renderJunit(file, "warn"),
  ]);
};

describe.skipIf(!has("xmllint", "validate JUnit XML"))("JUnit XML against the schema, by xmllint", () => {
  const schema = join(import.meta.dirname, "junit.xsd");
  const faults = (xml: string) => {
    try {
      execFileSync("xmllint", ["--noout", "--schema", schema, "-"], {
        input: xml,
        stdio: ["pipe", "pipe", "pipe"],
      });
      return "";
    } catch (error) {
      return String((error as { stderr: Buffer }).stderr);
    }
  };

  test("is valid, whatever the outcome and however hostile the names", () => {
    for (const xml of samples()) expect(faults(xml)).toBe("");
  });

  test("and the schema refuses what CI servers stumble over", () => {
    const xml = renderJunit(goldenResults("reference"));
    expect(faults(xml.replace(/ classname="[^"]*"/, ""))).toMatch(/classname/);
    expect(faults(xml.replace("<testsuites ", '<testsuites skipped="0" '))).toMatch(/skipped/);
    expect(faults(xml.replace(' type="fail"', ""))).toMatch(/type/);
  });
});

test("JUnit XML is well formed, counts what it holds, and names every test once", () => {
  for (const xml of samples()) {
    const open: string[] = [];
    const counts = { testcase: 0, failure: 0, skipped: 0 };
    const body = xml.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, "");
    for (const [, text, close, name, , empty] of body.matchAll(
      /([^<]*)<(\/?)([a-z]+)((?: [a-zA-Z0-9]+="[^"<]*")*)(\/?)>/g,
    )) {
      expect(text).not.toMatch(/&(?!amp;|lt;|gt;|quot;|apos;)/);
      if (close) expect(open.pop()).toBe(name);
      else if (!empty) open.push(name);
      if (!close && name in counts) counts[name as keyof typeof counts]++;
    }
    expect(open).toEqual([]);
    expect(body.replace(/<\/?[a-z]+(?: [a-zA-Z0-9]+="[^"<]*")*\/?>/g, "")).not.toContain("<");
    const total = (name: string) => Number(new RegExp(`<testsuite [^>]*\\b${name}="(\\d+)"`).exec(xml)![1]);
    expect([total("tests"), total("failures"), total("skipped")]).toEqual([
      counts.testcase,
      counts.failure,
      counts.skipped,
    ]);
    const names = [...xml.matchAll(/<testcase (classname="[^"]*" name="[^"]*")/g)].map(([, name]) => name);
    expect(new Set(names).size).toBe(names.length);
  }
});
