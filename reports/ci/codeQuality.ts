import { createHash } from "node:crypto";
import type { ResultsFile } from "../../src/results/schema/results.js";
import { visible } from "../format/foreignText.js";
import { sourceOf } from "../source.js";
import { checksOf, countsAs } from "./checks.js";

/** One finding as GitLab reads it (a subset of the Code Climate format). */
export interface Finding {
  readonly description: string;
  readonly check_name: string;
  /** The same for the same criterion, so that GitLab shows what is new and what is mended. */
  readonly fingerprint: string;
  readonly severity: "info" | "minor" | "major" | "critical" | "blocker";
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

/**
 * GitLab's code quality report: a finding for every criterion that failed or could not be decided.
 * https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 * @param path the strata file, relative to the repository: where a finding is shown
 */
export function renderCodeQuality(file: ResultsFile, path: string, inconclusive: "fail" | "warn"): string {
  const findings = checksOf(sourceOf(file)).flatMap((check): Finding[] => {
    if (check.outcome === "pass") return [];
    return [
      {
        description: visible(
          `${check.outcome}: ${check.name}: ${check.found === undefined ? "" : `${check.found}. `}${check.reason}`,
        ),
        check_name: "wrist-bench",
        fingerprint: createHash("sha256").update(`${file.results.protocol.name}/${check.key}`).digest("hex"),
        severity: {
          pass: "info",
          fail: check.outcome === "fail" ? "critical" : "major",
          warn: "minor",
        }[countsAs(check.outcome, inconclusive)] as Finding["severity"],
        location: { path, lines: { begin: 1 } },
      },
    ];
  });
  return `${JSON.stringify(findings, null, 2)}\n`;
}
