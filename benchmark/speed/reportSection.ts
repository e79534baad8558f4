import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { chromium } from "playwright-core";
import { renderHtml } from "../../reports/index.js";
import { packageRoot } from "../../src/packageRoot.js";
import { readResults } from "../../src/results/readResults.js";
import { findBrowser } from "../../src/run/printPdf.js";
import type { BenchmarkRow, BenchmarkSection } from "./section.js";
import { time } from "./timing.js";

/** Megabytes that the reference run's report may have. */
const MOST = 2;

/** The report of the reference run: made from its results.json, and opened by a browser until all is laid out. */
export const reportSection: BenchmarkSection = {
  name: "report",
  title: "The reference run's report",
  async run() {
    const folder = await mkdtemp(join(tmpdir(), "wrist-bench-speed-"));
    try {
      const run = ["run", "--model", "benchmark/phantom/models/deepwrist.model.yaml"];
      const on = ["--strata", "strata/ct-confirmed.yaml", "--out", folder];
      await promisify(execFile)(process.execPath, ["bin/wrist-bench.js", ...run, ...on], {
        cwd: packageRoot(),
        maxBuffer: 2 ** 28,
      });
      const results = await readResults(join(folder, "results.json"));
      const rendered = await time(() => renderHtml(results), 3, 1);
      const megabytes = (await readFile(join(folder, "report.html"))).length / 1e6;
      const size = `${megabytes.toFixed(2)} MB, ≤ ${MOST} ${megabytes < MOST ? "met" : "missed"}`;
      return [
        { what: "results.json to report.html", seconds: rendered.median, note: size },
        ...(await opened(join(folder, "report.html"))),
      ];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

/** From the address to the load event, layout included. */
async function opened(path: string): Promise<BenchmarkRow[]> {
  const executablePath = await findBrowser().catch(() => undefined);
  if (executablePath === undefined) {
    console.error("no Chromium is installed, no figure of opening the report");
    return [];
  }
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
  try {
    const { median } = await time(
      async () => {
        const page = await browser.newPage();
        await page.goto(pathToFileURL(path).href, { waitUntil: "load" });
        await page.evaluate("document.body.offsetHeight");
        await page.close();
      },
      5,
      1,
    );
    return [{ what: "opened in Chromium", seconds: median, target: 1 }];
  } finally {
    await browser.close();
  }
}
