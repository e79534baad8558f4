import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { type Format, formatted } from "../../reports/format/number.js";
import { renderHtml } from "../../reports/index.js";
import { valueAt } from "../../reports/source.js";
import { compiledModule } from "../../src/packageRoot.js";
import { goldenNames, goldenResults } from "./goldenResults.js";

const unescaped = (text: string) =>
  text.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));

describe.each(goldenNames)("the report of %s.json", (name) => {
  const file = goldenResults(name);
  const html = renderHtml(file);

  test("is small", async () => {
    expect(Buffer.byteLength(await html)).toBeLessThan(2_000_000);
  });

  test("has one style, the one its policy names, and no style attribute, script or link outwards", async () => {
    const page = await html;
    const styles = [...page.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, style]) => style);
    expect(styles).toHaveLength(1);
    const hash = createHash("sha256").update(styles[0]).digest("base64");
    const policy = page.match(/http-equiv="Content-Security-Policy" content="([^"]*)"/)?.[1] ?? "";
    expect(unescaped(policy.replaceAll("&#x27;", "'").replaceAll("&#x3D;", "="))).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; img-src data:`,
    );
    const tags = page.replace(/<style>[\s\S]*?<\/style>/g, "").match(/<[a-zA-Z/][^>]*>/g) ?? [];
    expect(tags.length).toBeGreaterThan(100);
    for (const tag of tags) {
      expect(tag).not.toMatch(/^<(?:script|link|iframe|img|object|embed|form|base)\b/i);
      expect(tag).not.toMatch(/\s(?:style|on\w+|src)\s*=/i);
      expect(tag).not.toMatch(/\s(?:xlink:)?href="(?!#)/i);
    }
  });

  test("prints each figure as results.json has it, and says where from", async () => {
    const printed = [...(await html).matchAll(/data-pointer="([^"]*)" data-format="(\w+)">([^<]*)</g)];
    expect(printed.length).toBeGreaterThan(60);
    for (const [, pointer, format, text] of printed) {
      expect(unescaped(text), pointer).toBe(formatted(valueAt(file, unescaped(pointer)), format as Format));
    }
  });

  test("has no id twice", async () => {
    const ids = [...(await html).matchAll(/<[a-z][^>]*\sid="([^"]*)"/g)].map(([, id]) => id);
    expect(ids.length).toBe(new Set(ids).size);
  });

  test("has the same bytes again, and from a fresh process", async () => {
    const page = await html;
    expect(await renderHtml(goldenResults(name))).toBe(page);
    const script = `
      import { readFileSync } from "node:fs";
      const { renderHtml } = await import(${JSON.stringify(`file://${compiledModule("reports/index")}`)});
      const file = JSON.parse(readFileSync(${JSON.stringify(new URL(`golden/${name}.json`, import.meta.url).pathname)}, "utf8"));
      process.stdout.write(await renderHtml(file));`;
    const fresh = execFileSync(process.execPath, ["--input-type=module", "-e", script], { maxBuffer: 1e8 });
    expect(fresh.toString("utf8")).toBe(page);
  });
});

test("what is undefined is said, never printed as a number", async () => {
  const page = await renderHtml(goldenResults("degenerate"));
  expect(page).toContain("no case without a fracture");
  expect(page).toContain("No curves: they need cases with and without a fracture");
  expect(page).not.toMatch(/>(?:NaN|null|undefined|Infinity|\[object Object\])</);
});

test("a case flow that doesn't add up is called out", async () => {
  const file = goldenResults("reference");
  file.results.cohort.flow[2].cases = 4;
  expect(await renderHtml(file)).toContain("It does not add up");
});

test("a stratum without a reference standard is agreement, not accuracy", async () => {
  const file = goldenResults("reference");
  file.results.strata[1].referenceStandard = undefined;
  expect(await renderHtml(file)).toContain("positive and negative percent agreement");
});

test("each verdict has its word", async () => {
  const file = goldenResults("reference");
  const words = { pass: "Pass", fail: "Fail", inconclusive: "Inconclusive", none: "No verdict" };
  for (const [verdict, word] of Object.entries(words)) {
    file.results.verdict = verdict as keyof typeof words;
    expect(await renderHtml(file)).toMatch(new RegExp(`id="verdict-heading">[^\\n]*</span> ${word}</h2>`));
  }
});

test("a bootstrap interval without width is not printed as certainty: the exact one is, and says so", async () => {
  const file = goldenResults("reference");
  const ci = { lower: 1, upper: 1, level: 0.95, method: "percentile bootstrap" };
  const exactCi = { lower: 0.832, upper: 1, level: 0.95, method: "Clopper–Pearson" };
  file.results.strata[1].metrics.sensitivity = { value: 1, status: "ok", ci, exactCi };
  const page = await renderHtml(file);
  expect(page).toContain('data-pointer="/results/strata/1/metrics/sensitivity/exactCi/lower"');
  expect(page).not.toContain('data-pointer="/results/strata/1/metrics/sensitivity/ci/lower"');
  expect(page).toContain("exact CI");
});
