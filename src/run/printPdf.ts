import { spawn } from "node:child_process";
import { access, constants, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import * as messages from "../messages/pdf.js";
import { UserError } from "../messages/userError.js";

/** Programs that print to PDF without a window, by their names on Linux, macOS and Windows. */
const names = [
  ...["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"],
  ...["microsoft-edge", "microsoft-edge-stable", "msedge"],
];

/**
 * The browser that prints: the one that WRIST_BENCH_CHROMIUM names, else the first on PATH.
 * @throws UserError where there is none
 */
export async function findBrowser(environment: NodeJS.ProcessEnv = process.env): Promise<string> {
  const named = environment["WRIST_BENCH_CHROMIUM"];
  if (named) {
    if (await isProgram(named)) return named;
    throw new UserError(messages.browserMissing(named));
  }
  const ending = process.platform === "win32" ? ".exe" : "";
  for (const folder of (environment["PATH"] ?? "").split(delimiter))
    for (const name of names) {
      const path = join(folder, name + ending);
      if (folder !== "" && (await isProgram(path))) return path;
    }
  throw new UserError(messages.noBrowser);
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

/**
 * A report as PDF, printed by a browser without a window, with a profile of its own that is thrown away. The
 * bytes differ from one time to the next: browsers write the time into them.
 * @param browser path of a Chromium, Chrome or Edge
 * @param seconds after which it is stopped
 * @throws UserError where the browser fails or takes too long
 */
export async function printPdf(html: string, browser: string, seconds = 120): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), "wrist-bench-pdf-"));
  const [page, pdf] = [join(folder, "report.html"), join(folder, "report.pdf")];
  try {
    await writeFile(page, html);
    const detail = await browse(browser, optionsFor(page, pdf, join(folder, "profile")), seconds);
    const bytes = await readFile(pdf).catch(() => null);
    if (bytes === null || !isWhole(bytes)) throw new UserError(messages.printingFailed(browser, detail));
    return bytes;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

const optionsFor = (page: string, pdf: string, profile: string): string[] => [
  "--headless",
  // Chromium's sandbox refuses to run as root; the page has no script and its policy forbids everything else.
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  ...["--disable-gpu", "--disable-extensions", "--disable-background-networking"],
  ...["--disable-component-update", "--disable-sync", "--no-first-run", `--user-data-dir=${profile}`],
  ...["--generate-pdf-document-outline", "--no-pdf-header-footer", `--print-to-pdf=${pdf}`],
  pathToFileURL(page).href,
];

const isWhole = (bytes: Buffer): boolean =>
  bytes.subarray(0, 5).toString("latin1") === "%PDF-" && bytes.subarray(-1024).includes("%%EOF");

/** Runs the browser to its end; returns what it said last. */
function browse(browser: string, options: readonly string[], seconds: number): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(browser, options, { stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    let stopped = false;
    child.stderr.on("data", (text) => {
      said = (said + text).slice(-2000);
    });
    const timer = setTimeout(() => {
      stopped = true;
      child.kill("SIGKILL");
    }, seconds * 1000);
    const end = (detail: string) => {
      clearTimeout(timer);
      resolve(detail);
    };
    child.on("error", (error) => end(error.message));
    child.on("close", (code) => {
      if (stopped) end(messages.printingTooLong(seconds));
      else end(`exit code ${code}: ${said.trim().split("\n").at(-1) || "it said nothing"}`);
    });
  });
}
