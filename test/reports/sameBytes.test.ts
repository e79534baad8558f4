import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { packageRoot } from "../../src/packageRoot.js";
import { temporaryFolder } from "../temporaryFolder.js";

const folder = temporaryFolder();

test("the same results give the same bytes in any time zone and language", async () => {
  const golden = join(packageRoot(), "test/reports/golden/reference.json");
  const environments: Record<string, string>[] = [
    { TZ: "UTC", LC_ALL: "C" },
    { TZ: "Asia/Kathmandu", LC_ALL: "tr_TR.UTF-8", LANG: "tr_TR.UTF-8" },
  ];
  const pages = environments.map((environment, index) => {
    const out = join(folder, `${index}.html`);
    execFileSync(
      process.execPath,
      [join(packageRoot(), "bin/wrist-bench.js"), "report", golden, "--out", out],
      {
        env: { ...process.env, ...environment },
      },
    );
    return readFileSync(out, "utf8");
  });
  expect(pages[1]).toBe(pages[0]);
  expect(pages[0].length).toBeLessThan(2_000_000);
}, 60_000);
