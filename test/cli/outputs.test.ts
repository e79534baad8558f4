import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { chromiumPath } from "../reports/chromium.js";
import { wristBench } from "./commandLine.js";
import { smallRuns } from "./smallRuns.js";

const { folder, scored, sha256 } = smallRuns();
const inFolder = (...args: string[]) => wristBench(args, { cwd: folder });
const names = (path: string) => readdirSync(join(folder, path), { recursive: true }).map(String).sort();
const sums = (out: string) =>
  new Map(
    readFileSync(join(folder, out, "SHA256SUMS"), "utf8")
      .trim()
      .split("\n")
      .map((line) => line.split("  ").reverse() as [string, string]),
  );

describe("an output folder", () => {
  it("has every table as CSV and every chart as SVG", () => {
    expect(names("out/tables")).toContain("key-figures.csv");
    expect(names("out/figures")).toContain("figure-roc-0.svg");
  });

  it("lists the hash of every file in it", () => {
    const files = names("out").filter((name) => /\.\w+$/.test(name));
    expect([...sums("out").keys()]).toEqual(files);
    for (const [file, hash] of sums("out")) expect(sha256(`out/${file}`), file).toBe(hash);
  });

  it("has no report, tables or figures with --no-html, nor keeps those of an earlier run", async () => {
    await scored("--out", "twice");
    mkdirSync(join(folder, "twice/tables"), { recursive: true });
    writeFileSync(join(folder, "twice/tables/mine.csv"), "a,b\n");
    await scored("--out", "twice", "--no-html");
    // What the user put there stays.
    expect(names("twice")).toEqual([
      ...["SHA256SUMS", "cases.csv", "figures", "junit.xml", "results.json", "summary.md"],
      ...["tables", "tables/mine.csv"],
    ]);
    for (const [file, hash] of sums("twice")) expect(sha256(`twice/${file}`), file).toBe(hash);
  });

  it("loses tables of an earlier run that the next one doesn't have", async () => {
    await scored("--out", "fewer");
    const list = join(folder, "fewer/SHA256SUMS");
    writeFileSync(join(folder, "fewer/tables/former.csv"), "a,b\n");
    // A list that names a file outside the folder takes nothing away there.
    writeFileSync(join(folder, "precious.csv"), "a,b\n");
    const line = (file: string) => `${"0".repeat(64)}  ${file}\n`;
    writeFileSync(list, readFileSync(list, "utf8") + line("tables/former.csv") + line("../precious.csv"));
    await inFolder("report", "fewer");
    expect(names("fewer")).toEqual(names("out"));
    expect(existsSync(join(folder, "precious.csv"))).toBe(true);
    expect([...sums("fewer").keys()]).toEqual([...sums("out").keys()]);
    for (const [file, hash] of sums("fewer")) expect(sha256(`fewer/${file}`), file).toBe(hash);
  });

  it("is rendered again by report into another folder, or the report alone into a file", async () => {
    mkdirSync(join(folder, "again"));
    expect((await inFolder("report", "out", "--out", "again")).code).toBe(0);
    expect(names("again").filter((name) => name.startsWith("tables"))).toEqual(
      names("out").filter((name) => name.startsWith("tables")),
    );
    for (const name of ["report.html", "tables/key-figures.csv", "figures/figure-roc-0.svg"])
      expect(sha256(`again/${name}`), name).toBe(sha256(`out/${name}`));
    await inFolder("report", "out", "--out", "alone/page.html");
    expect(names("alone")).toEqual(["page.html"]);
  });
});

describe("--format pdf", () => {
  const print = (env: Record<string, string>) =>
    wristBench(["report", "out", "--format", "pdf", "--out", "printed.pdf"], { cwd: folder, env });

  it("without a browser says so in a line, before anything is scored", async () => {
    const { code, stderr } = await print({ PATH: join(folder, "out"), WRIST_BENCH_CHROMIUM: "" });
    expect([code, stderr]).toEqual([
      2,
      "error: no Chromium, Chrome or Edge found to print the PDF with; install one, or name its program in WRIST_BENCH_CHROMIUM, or open report.html in any browser and print it\n",
    ]);
    const args = ["--model", "nowhere.onnx", "--strata", "strata.yaml", "--out", "pdf", "--format", "pdf"];
    const run = await wristBench(["run", ...args], {
      cwd: folder,
      env: { PATH: "", WRIST_BENCH_CHROMIUM: "x" },
    });
    expect(run.stderr).toMatch(/^error: WRIST_BENCH_CHROMIUM is x, which is no program/);
  });

  it("says what a browser said that fails, and leaves nothing behind", async () => {
    const broken = join(folder, "broken-browser");
    writeFileSync(broken, "#!/bin/sh\necho no display >&2\nexit 3\n");
    chmodSync(broken, 0o755);
    const { code, stderr } = await print({ WRIST_BENCH_CHROMIUM: broken });
    expect(code).toBe(2);
    expect(stderr).toMatch(/broken-browser didn't print the PDF: exit code 3: no display; try another/);
    expect(existsSync(join(folder, "printed.pdf"))).toBe(false);
  });

  it.skipIf(chromiumPath === undefined)("prints the report on A4 with a real browser", async () => {
    const { code, stderr } = await print({ WRIST_BENCH_CHROMIUM: chromiumPath! });
    expect([code, stderr]).toEqual([0, ""]);
    const bytes = readFileSync(join(folder, "printed.pdf"));
    expect(bytes.subarray(0, 5).toString()).toBe("%PDF-");
    if (spawnSync("pdfinfo", ["-v"]).error) {
      console.warn("skipped: no pdfinfo, so the PDF's pages are not looked at");
      return;
    }
    const info = execFileSync("pdfinfo", [join(folder, "printed.pdf")], { encoding: "utf8" });
    expect(info).toMatch(/Page size:\s+59[45][.\d]* x 84[12][.\d]* pts \(A4\)/);
    const pages = Number(/Pages:\s+(\d+)/.exec(info)![1]);
    expect(pages).toBeGreaterThan(3);
    expect(pages).toBeLessThan(40);
    const text = execFileSync("pdftotext", ["-layout", join(folder, "printed.pdf"), "-"], {
      encoding: "utf8",
    });
    expect(text).toContain("Small and synthetic");
    expect(text.replace(/\s+/g, " ")).toContain("Performance by stratum");
    expect(text).not.toMatch(/file:\/\//);
  });

  it.skipIf(chromiumPath === undefined)(
    "run writes it beside the rest, and the next run takes it away",
    async () => {
      const env = { WRIST_BENCH_CHROMIUM: chromiumPath! };
      const args = ["--model", "brightness.onnx", "--strata", "strata.yaml", "--out", "with-pdf"];
      await wristBench(["run", ...args, "--format", "pdf"], { cwd: folder, env });
      expect(sums("with-pdf").get("report.pdf")).toBe(sha256("with-pdf/report.pdf"));
      await scored("--out", "with-pdf");
      expect(existsSync(join(folder, "with-pdf/report.pdf"))).toBe(false);
      rmSync(join(folder, "with-pdf"), { recursive: true });
    },
  );
});
