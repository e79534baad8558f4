import type { ResultsFile } from "../results/schema/results.js";
import type { JsonVerdict } from "../results/schema/verdict.js";
import { exitCode } from "./exitCode.js";

/** The verdict of a run as `--json` prints it. */
export function jsonVerdict(
  { results }: ResultsFile,
  { out, inconclusive }: { readonly out: string; readonly inconclusive: "fail" | "warn" | undefined },
): JsonVerdict {
  const { tool, verdict, protocol, model, cohort, acceptance, comparison, warnings } = results;
  return {
    verdictVersion: 1,
    tool,
    verdict,
    exitCode: exitCode(verdict, inconclusive),
    inconclusive: inconclusive ?? null,
    protocol: { name: protocol.name, file: protocol.file, sha256: protocol.sha256 },
    model: { name: model.name, sha256: model.sha256 },
    cohort: { name: cohort.name, sha256: cohort.sha256, cases: cohort.cases },
    ...(protocol.lock && { lock: protocol.lock }),
    acceptance,
    comparison,
    warnings,
    out,
  };
}
