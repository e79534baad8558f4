import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TimePoint, timeChart } from "../../reports/charts/timeChart.js";
import { type Format, formatted } from "../../reports/format/number.js";
import { printHistory, renderHistory } from "../../reports/index.js";
import { valueAt } from "../../reports/source.js";
import { stratumMarks } from "../../reports/stratumMarks.js";
import { longHistory } from "../history/longHistory.js";
import { temporaryFolder } from "../temporaryFolder.js";
import { type Browser, chromiumPath, openBrowser } from "./chromium.js";

const unescaped = (text: string) =>
  text.replace(/&#(x?)([\da-fA-F]+);/g, (_, hex: string, code: string) =>
    String.fromCodePoint(Number.parseInt(code, hex ? 16 : 10)),
  );

describe("the history's page", () => {
  const history = longHistory(12);
  // What a name may do to a page, and a stratum that has lost its negatives.
  history.runs[3].model.name = "<script>alert(1)</script>";
  Object.assign(history.runs[7].figures[3], {
    value: null,
    status: "one-class",
    reason: "no <b>negatives",
    ci: null,
  });
  history.runs[8].figures.splice(3, 1);
  const html = renderHistory(history);

  it("has one style, the one its policy names, no script and no link outwards", async () => {
    const page = await html;
    const [style, ...others] = [...page.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, text]) => text);
    expect(others).toEqual([]);
    const policy = unescaped(page.match(/http-equiv="Content-Security-Policy" content="([^"]*)"/)![1]);
    const hash = createHash("sha256").update(style).digest("base64");
    expect(policy).toBe(`default-src 'none'; style-src 'sha256-${hash}'; img-src data:`);
    expect(page).not.toMatch(/<(?:script|link|iframe|b)\b|\s(?:style|on\w+|src)="|href="(?!#)/i);
  });

  it("prints each figure as the history has it, and says where from", async () => {
    const printed = [...(await html).matchAll(/data-pointer="([^"]*)" data-format="(\w+)">([^<]*)</g)];
    expect(printed.length).toBeGreaterThan(300);
    for (const [, pointer, format, text] of printed)
      expect(unescaped(text), pointer).toBe(
        formatted(valueAt(history, unescaped(pointer)), format as Format),
      );
  });

  it("has every estimate of every run, or why there is none", async () => {
    const page = await html;
    history.runs.forEach((run, r) => {
      run.figures.forEach(({ value }, f) => {
        if (value !== null) expect(page).toContain(`/runs/${r}/figures/${f}/value`);
      });
    });
    expect(page).toContain("no &#60;b&#62;negatives");
    expect(page).toContain("not in this run");
  });

  it("is the same bytes again, with no id twice, a chart a metric and stratum", async () => {
    const page = await html;
    expect(await renderHistory(structuredClone(history))).toBe(page);
    const ids = [...page.matchAll(/<[a-z][^>]*\sid="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(page.match(/<svg [^>]*role="img"/g)).toHaveLength(9);
    expect(page.match(/<desc /g)).toHaveLength(9);
  });

  it("is drawn for a single run, for several strata files, and for a year of nights", async () => {
    expect(await renderHistory(longHistory(1))).toContain("first run");
    const two = longHistory(6);
    for (const run of two.runs.slice(3)) run.protocol.name = "another";
    expect(await renderHistory(two)).toContain("AUROC (another)");
    expect(Buffer.byteLength(await renderHistory(longHistory(365)))).toBeLessThan(6_000_000);
  });
});

describe("the chart of a stratum's course", () => {
  const point = (label: string, more: Partial<TimePoint> = {}): TimePoint => ({
    ...{ label, value: 0.9, lower: 0.8, upper: 0.95, outcome: null, modelChanged: false },
    ...more,
  });
  const [mark] = stratumMarks([{ kind: "declared" }]);
  const scale = { domain: [0.6, 1], step: 0.1, format: "metric" } as const;
  type Layer = { data: { values: { x: number; label?: string }[] } };
  const layers = (points: TimePoint[]) =>
    (timeChart(points, mark, scale, "Run") as unknown as { layer: Layer[] }).layer.map(
      ({ data }) => data.values,
    );

  it("has a rule before each model change, and crosses, hollow and full markers by outcome", () => {
    const [changes, intervals, , full, hollow, crosses] = layers([
      point("1"),
      point("2", { outcome: "fail", modelChanged: true }),
      point("5", { outcome: "inconclusive" }),
      point("6", { value: null, lower: null, upper: null }),
    ]);
    expect(changes).toEqual([{ x: 0.5 }]);
    expect(intervals.map(({ label }) => label)).toEqual(["1", "2", "5"]);
    expect([full, hollow, crosses].map((values) => values.map(({ x }) => x))).toEqual([[0], [2], [1]]);
  });
});

describe("the history as text", () => {
  it("has the runs, what changed, and the figures with how they were judged", () => {
    const lines = printHistory(longHistory(6)).split("\n");
    expect(lines[3]).toBe(
      "  2  2026-10-02 03:00  wrist-net 1.0 00000000  pass     nothing                         none",
    );
    expect(lines[7]).toContain("wrist-net 1.1 11111111  fail     model ");
    expect(lines[7]).toContain("Sensitivity in ct-confirmed, at least 0.85: fail");
    const sensitivity = lines.indexOf("Sensitivity");
    expect(lines[sensitivity + 1]).toMatch(/^Run {2}general +ct-confirmed +merged$/);
    expect(lines[sensitivity + 7]).toContain("0.590 (0.390-0.790) fail");
  });
});

describe.skipIf(chromiumPath === undefined)("in headless Chromium", () => {
  const folder = temporaryFolder();
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
    await writeFile(join(folder, "history.html"), await renderHistory(longHistory(30)));
  });
  afterAll(() => browser?.close());

  it.each([
    360, 1280,
  ])("nothing is wider than a screen of %i, and axe finds nothing, details open", async (width) => {
    const page = await browser.context.newPage();
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await page.goto(pathToFileURL(join(folder, "history.html")).href);
      await page.evaluate(() => {
        for (const details of document.querySelectorAll("details")) details.open = true;
      });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await page.evaluate(
        readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"),
      );
      const violations = await page.evaluate(async () => {
        type Found = { violations: { id: string; nodes: { html: string }[] }[] };
        const { axe } = globalThis as unknown as { axe: { run(): Promise<Found> } };
        return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
      });
      expect(violations).toEqual([]);
    }
    await page.close();
  });
});
