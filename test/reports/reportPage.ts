import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import type { Browser } from "./chromium.js";
import { chartFaults, overflowing, overlapping } from "./pageGeometry.js";

export type Theme = "light" | "dark";

/** Pixels that A4 leaves between the margins of the style sheet: 182 mm. */
export const paperWidth = 688;

/** Opens every folded part. */
export const unfold = (page: Page) =>
  page.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });

/** A page with the report open, and what it asked for and said meanwhile. */
export async function openReport(browser: Browser, url: string, width: number, theme: Theme) {
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

/** Everything that reaches out of its box or lies on something else, in the page as it is shown. */
export async function layoutFaults(page: Page): Promise<string[]> {
  return [...(await overflowing(page)), ...(await overlapping(page)), ...(await chartFaults(page))];
}

/** Every rule of axe that the page breaks, with the first element that does. */
export async function axeViolations(page: Page): Promise<string[]> {
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
