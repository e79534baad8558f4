import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { renderHtml } from "../../reports/index.js";
import { visible } from "../../src/messages/visibleText.js";
import { type Browser, chromiumPath, openBrowser } from "./chromium.js";
import { hostile } from "./golden/degenerateResults.js";
import { goldenResults, manyStrata, variantResults } from "./goldenResults.js";
import { everyPiece, hostileResults } from "./hostileText.js";
import { chartFaults, overflowing, overlapping, unreached } from "./pageGeometry.js";
import { axeViolations, openReport, paperWidth, type Theme, unfold } from "./reportPage.js";
import { besideStudy } from "./studyResults.js";

const reports = {
  reference: () => goldenResults("reference"),
  degenerate: () => goldenResults("degenerate"),
  "twelve strata": () => manyStrata(12),
  "reference beside the study": besideStudy,
  "everything a table of scores can have": () => variantResults("everything"),
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

    const open = (width: number, theme: Theme) => openReport(browser, url, width, theme);

    test("nothing leaves the file, and the console stays empty", async () => {
      const { page, noise } = await open(1280, "light");
      await unfold(page);
      expect(noise).toEqual([]);
      await page.close();
    });

    test.each(widths)("at %i pixels nothing overflows or overlaps, folded or open", async (width) => {
      const { page } = await open(width, "light");
      const faults = async () => [
        ...(await overflowing(page)),
        ...(await overlapping(page)),
        ...(await chartFaults(page)),
      ];
      expect(await faults()).toEqual([]);
      await unfold(page);
      expect(await faults()).toEqual([]);
      await page.close();
    });

    test.each(
      name === "twelve strata" ? ["dark" as const] : themes,
    )("axe finds nothing in the %s theme, details open", async (theme) => {
      const { page } = await open(1280, theme);
      await unfold(page);
      expect(await axeViolations(page)).toEqual([]);
      await page.close();
    });

    test("on paper nothing overflows or overlaps, and tables that were folded are printed", async () => {
      const { page } = await open(1280, "light");
      await page.emulateMedia({ media: "print" });
      await page.setViewportSize({ width: paperWidth, height: 1000 });
      expect(await overflowing(page)).toEqual([]);
      expect(await overlapping(page)).toEqual([]);
      expect(await chartFaults(page)).toEqual([]);
      const hidden = await page.$$eval("details.folded table", (tables) =>
        tables.filter((table) => table.getBoundingClientRect().height < 20).map(({ id }) => id),
      );
      expect(hidden).toEqual([]);
      await page.close();
    });
  });

  test("the keyboard reaches every link, every fold and every table, and shows where it is", async () => {
    const path = join(folder, "keyboard.html");
    await writeFile(path, await renderHtml(goldenResults("reference")));
    const page = await browser.context.newPage();
    await page.goto(pathToFileURL(path).href);
    await unfold(page);
    expect(await unreached(page)).toEqual([]);
    await page.close();
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

  test("with hostile text in every place no script runs, nothing is fetched, and the text is text", async () => {
    const path = join(folder, "every-piece.html");
    await writeFile(path, await renderHtml(hostileResults(everyPiece)));
    const page = await browser.context.newPage();
    const noise: string[] = [];
    page.on("console", (message) => noise.push(message.text()));
    page.on("dialog", (dialog) => noise.push(`dialog ${dialog.message()}`));
    page.on("request", (request) => noise.push(`request ${request.url()}`));
    const url = pathToFileURL(path).href;
    await page.goto(url, { waitUntil: "networkidle" });
    const text = (await page.$eval("body", (body) => body.textContent ?? "")).replace(/\s+/g, " ");
    expect(text).toContain(visible(everyPiece).replace(/\s+/g, " ").trim());
    expect(await page.$$("script, img, iframe, [onerror], a:not([href^='#'])")).toEqual([]);
    expect(noise).toEqual([`request ${url}`]);
    expect(await overflowing(page)).toEqual([]);
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
