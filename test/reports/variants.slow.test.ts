import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { renderHtml } from "../../reports/index.js";
import { type Browser, chromiumPath, openBrowser } from "./chromium.js";
import { variantNames, variantResults } from "./goldenResults.js";
import { unreached } from "./pageGeometry.js";
import { axeViolations, layoutFaults, openReport, paperWidth, unfold } from "./reportPage.js";

describe.skipIf(chromiumPath === undefined).each(variantNames)("the report of %s", (name) => {
  let browser: Browser;
  let folder: string;
  let url: string;
  beforeAll(async () => {
    browser = await openBrowser();
    folder = await mkdtemp(join(tmpdir(), "wrist-bench-variant-"));
    const path = join(folder, `${name}.html`);
    await writeFile(path, await renderHtml(variantResults(name)));
    url = pathToFileURL(path).href;
  });
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  test.each([360, 1280])("at %i pixels nothing overflows or overlaps, folded or open", async (width) => {
    const { page } = await openReport(browser, url, width, "light");
    expect(await layoutFaults(page)).toEqual([]);
    await unfold(page);
    expect(await layoutFaults(page)).toEqual([]);
    await page.close();
  });

  test("on paper nothing overflows or overlaps", async () => {
    const { page } = await openReport(browser, url, paperWidth, "light");
    await page.emulateMedia({ media: "print" });
    expect(await layoutFaults(page)).toEqual([]);
    await page.close();
  });

  test.each(["light", "dark"] as const)("axe, the console and the network stay silent, %s", async (theme) => {
    const { page, noise } = await openReport(browser, url, 1280, theme);
    expect(noise).toEqual([]);
    await unfold(page);
    expect(await axeViolations(page)).toEqual([]);
    await page.close();
  });

  test("the keyboard reaches everything", async () => {
    const { page } = await openReport(browser, url, 1280, "light");
    await unfold(page);
    expect(await unreached(page)).toEqual([]);
    await page.close();
  });
});
