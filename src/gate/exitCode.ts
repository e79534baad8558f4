import type { Results } from "../results/schema/results.js";

/** The process's exit codes (CONTRACT). */
export const exitCodes = { pass: 0, fail: 1, badInput: 2, inconclusive: 3, interrupted: 130 } as const;

/**
 * The exit code of a verdict.
 * @param inconclusive what an inconclusive verdict counts as; its own code where not said
 */
export function exitCode(verdict: Results["verdict"], inconclusive?: "fail" | "warn"): number {
  if (verdict === "fail") return exitCodes.fail;
  if (verdict !== "inconclusive") return exitCodes.pass;
  if (inconclusive === undefined) return exitCodes.inconclusive;
  return inconclusive === "fail" ? exitCodes.fail : exitCodes.pass;
}
