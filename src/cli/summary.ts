import { checksOf, gateWords, sourceOf } from "../../reports/index.js";
import { terminalLines } from "../messages/terminalText.js";
import { visible } from "../messages/visibleText.js";
import type { Metric } from "../results/schema/metric.js";
import type { ResultsFile } from "../results/schema/results.js";
import { comparisonLines } from "./comparisonSummary.js";

const shown = ["auroc", "sensitivity", "specificity"] as const;
const titles = ["stratum", "cases", "n+/n-", "AUROC", "sensitivity", "specificity"];

/** What `run` prints on stdout: the strata's main figures, what the merged one hides, the verdict. */
export function summary(file: ResultsFile, out: string, inconclusive?: "fail" | "warn"): string {
  const { strata, masking, verdict, warnings, protocol, comparison } = file.results;
  const shownStrata = strata.filter(({ kind }) => kind === "declared" || kind === "merged");
  const rows = shownStrata.map((one) => [
    visible(one.name),
    String(one.cases),
    `${one.positives}/${one.negatives}`,
    ...shown.map((name) => figure(one.metrics[name])),
  ]);
  const widths = titles.map((title, c) => Math.max(title.length, ...rows.map((row) => row[c].length)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, c) => cell.padEnd(widths[c]))
      .join("  ")
      .trimEnd();
  const lines = [line(titles), ...rows.map(line), ""];
  lines.push(
    `${protocol.bootstrap.level * 100}% intervals, bootstrap by ${protocol.bootstrap.unit}, exact where that has no width`,
  );
  if (strata.length > shownStrata.length)
    lines.push(`${strata.length - shownStrata.length} crossed cells and bands: see the report`);
  if (masking) lines.push(masking.statement);
  for (const { outcome, name, found, reason } of checksOf(sourceOf(file)))
    lines.push(`${outcome}: ${name}: ${found === undefined ? "" : `${found}. `}${reason}`);
  if (comparison) lines.push(...comparisonLines(comparison, "without rules"));
  for (const warning of warnings) lines.push(`note: ${warning}`);
  lines.push(verdict === "none" ? "verdict: none, no criteria declared" : `verdict: ${verdict}`);
  if (verdict === "inconclusive" && inconclusive !== undefined) lines.push(gateWords.counted[inconclusive]);
  lines.push(`written to ${out}`);
  return terminalLines(lines);
}

function figure({ value, status, ci: resampled, exactCi }: Metric): string {
  if (value === null) return status;
  const three = (number: number) => number.toFixed(3);
  // Resamples that are all alike say nothing of the uncertainty; the report prints the exact one too.
  const ci = resampled && resampled.lower < resampled.upper ? resampled : exactCi;
  return ci ? `${three(value)} (${three(ci.lower)}-${three(ci.upper)})` : three(value);
}
