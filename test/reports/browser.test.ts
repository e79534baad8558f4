import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { renderHtml } from "../../reports/index.js";
import { type Browser, chromiumPath, openBrowser } from "./chromium.js";
import { hostile } from "./golden/degenerateResults.js";
import { goldenResults, manyStrata } from "./goldenResults.js";
import { besideStudy } from "./studyResults.js";

const reports = {
  reference: () => goldenResults("reference"),
  degenerate: () => goldenResults("degenerate"),
  "twelve strata": () => manyStrata(12),
  "reference beside the study": besideStudy,
};

const widths = [360, 1280] as const;
const themes = ["light", "dark"] as const;

describe.skipIf(chromiumPath === undefined)("in headless Chromium", () => {
  let browser: Browser;
  let folder: string;
  beforeAll(async () => {
    browser = await openBrowser();
    folder = await mkdtemp(join(tmpdir(), "wrist-bench-report-"));
  });
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  describe.each(Object.keys(reports) as (keyof typeof reports)[])("the report of %s", (name) => {
    let url: string;
    beforeAll(async () => {
      const path = join(folder, `${name.replaceAll(" ", "-")}.html`);
      await writeFile(path, await renderHtml(reports[name]()));
      url = pathToFileURL(path).href;
    });

    /** A page with the report open, and what it asked for and said meanwhile. */
    async function open(width: number, theme: (typeof themes)[number]) {
      const page = await browser.context.newPage();
      const noise: string[] = [];
      page.on("console", (message) => noise.push(message.text()));
      page.on("pageerror", (error) => noise.push(error.message));
      page.on("dialog", (dialog) => noise.push(`dialog ${dialog.message()}`));
      page.on("request", (request) => {
        if (request.url() !== url) noise.push(`request ${request.url()}`);
      });
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme: theme });
      await page.goto(url, { waitUntil: "networkidle" });
      return { page, noise };
    }

    test("nothing leaves the file, and the console stays empty", async () => {
      const { page, noise } = await open(1280, "light");
      await page.evaluate(() => {
        for (const details of document.querySelectorAll("details")) details.open = true;
      });
      expect(noise).toEqual([]);
      await page.close();
    });

    test.each(
      widths,
    )("at %i pixels nothing overflows, and every chart and its text is in its frame", async (width) => {
      const { page } = await open(width, "light");
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      expect(await outsideOf(page)).toEqual([]);
      const sizes = await page.$$eval("svg.chart", (charts) =>
        charts.map((chart) => chart.getBoundingClientRect()).map(({ width, height }) => [width, height]),
      );
      for (const [chartWidth, height] of sizes) {
        expect(chartWidth).toBeGreaterThan(100);
        expect(height).toBeGreaterThan(40);
      }
      await page.close();
    });

    test.each(
      name === "twelve strata" ? ["dark" as const] : themes,
    )("axe finds nothing in the %s theme, details open", async (theme) => {
      const { page } = await open(1280, theme);
      await page.evaluate(() => {
        for (const details of document.querySelectorAll("details")) details.open = true;
      });
      expect(await axeViolations(page)).toEqual([]);
      await page.close();
    });

    test("on paper nothing is wider than the page", async () => {
      const { page } = await open(1280, "light");
      await page.emulateMedia({ media: "print" });
      await page.setViewportSize({ width: 688, height: 1000 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(688);
      await page.close();
    });
  });

  test("charts take the dark theme's colours", async () => {
    const path = join(folder, "themes.html");
    await writeFile(path, await renderHtml(goldenResults("reference")));
    const page = await browser.context.newPage();
    await page.goto(pathToFileURL(path).href);
    const colours = async (colorScheme: "light" | "dark") => {
      await page.emulateMedia({ colorScheme });
      return page.$eval("#figure-roc-0 svg", (svg) => {
        const style = (element: Element | null) => getComputedStyle(element as Element);
        return [
          style(svg.querySelector("text")).fill,
          style(svg.querySelector('path[stroke*="stratum-1"]')).stroke,
        ];
      });
    };
    const [light, dark] = [await colours("light"), await colours("dark")];
    expect(light).toEqual(["rgb(85, 97, 109)", "rgb(11, 92, 173)"]);
    expect(dark).toEqual(["rgb(163, 174, 185)", "rgb(109, 179, 242)"]);
    await page.close();
  });

  test("hostile text appears as text, and no element comes of it", async () => {
    const path = join(folder, "hostile.html");
    await writeFile(path, await renderHtml(goldenResults("degenerate")));
    const page = await browser.context.newPage();
    await page.goto(pathToFileURL(path).href);
    const text = (await page.$eval("body", (body) => body.textContent ?? "")).replace(/\s+/g, " ");
    for (const name of ["script", "quotes", "emoji"] as const) expect(text).toContain(hostile[name]);
    expect(text).toContain("abc⟨U+202E⟩def");
    expect(await page.$$("script, img, iframe, [onmouseover], a:not([href^='#'])")).toEqual([]);
    await page.close();
  });
});

/** Chart text that reaches out of its chart, and chart texts that lie on one another. */
function outsideOf(page: Page): Promise<string[]> {
  return page.$$eval("svg.chart", (charts) =>
    charts.flatMap((chart) => {
      const frame = chart.getBoundingClientRect();
      const boxes = [...chart.querySelectorAll("text")]
        .map((text) => ({ text: text.textContent ?? "", box: text.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 0);
      const outside = boxes.filter(
        ({ box }) =>
          box.left < frame.left - 1 ||
          box.right > frame.right + 1 ||
          box.top < frame.top - 1 ||
          box.bottom > frame.bottom + 1,
      );
      const overlapping = boxes.filter(({ box: a }, i) =>
        boxes
          .slice(i + 1)
          .some(
            ({ box: b }) =>
              a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 3 && b.top < a.bottom - 3,
          ),
      );
      return [...outside, ...overlapping].map(({ text }) => text);
    }),
  );
}

/** Every rule of axe that the page breaks, with the first element that does. */
async function axeViolations(page: Page): Promise<string[]> {
  const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  await page.evaluate(source);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: {
        run(): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }>;
      };
    };
    const { violations } = await axe.run();
    return violations.map(
      ({ id, nodes }) => `${id} ×${nodes.length}: ${nodes[0].html} ${nodes[0].failureSummary}`,
    );
  });
}
