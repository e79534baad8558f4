// npm run baseline: measures the shipped model again and keeps what a comparison reads. Say in the changelog why.
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");
const out = mkdtempSync(join(tmpdir(), "wrist-bench-baseline-"));
const options = [
  ...["--model", "benchmark/phantom/models/baseline.model.yaml", "--strata", "strata/nightly.yaml"],
  ...["--out", out, "--no-html", "--no-cache"],
];
try {
  execFileSync(process.execPath, ["bin/wrist-bench.js", "run", ...options], { cwd: root, stdio: "inherit" });
  for (const file of ["results.json", "cases.csv"])
    cpSync(join(out, file), join(root, "benchmark/baselines/nightly", file));
} finally {
  rmSync(out, { recursive: true, force: true });
}
