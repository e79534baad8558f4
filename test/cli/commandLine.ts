import { spawn } from "node:child_process";
import { join } from "node:path";

const bin = join(import.meta.dirname, "../../bin/wrist-bench.js");

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `wrist-bench` as a process of its own, as a user's shell does. */
export function wristBench(
  args: readonly string[],
  options: { cwd: string; env?: Record<string, string>; interruptAfter?: RegExp; killAfterMs?: number },
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [bin, ...args], {
      cwd: options.cwd,
      env: {
        ...process.env,
        XDG_CONFIG_HOME: join(options.cwd, "config"),
        WRIST_BENCH_CACHE: join(options.cwd, "cache"),
        // The tests themselves may run under a CI server.
        ...{ GITHUB_ACTIONS: "", GITHUB_STEP_SUMMARY: "", GITLAB_CI: "", CI_PROJECT_DIR: "" },
        ...options.env,
      },
    });
    let stdout = "";
    let stderr = "";
    let interrupted = false;
    child.stdout.on("data", (text) => {
      stdout += text;
    });
    child.stderr.on("data", (text) => {
      stderr += text;
      if (!interrupted && options.interruptAfter?.test(stderr)) {
        interrupted = true;
        child.kill("SIGINT");
      }
    });
    if (options.killAfterMs !== undefined) setTimeout(() => child.kill("SIGKILL"), options.killAfterMs);
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}
