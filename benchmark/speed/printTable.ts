import type { BenchmarkRow, BenchmarkSection } from "./section.js";

/** A section's rows as a Markdown table. */
export function tableOf({ title }: BenchmarkSection, rows: readonly BenchmarkRow[]): string {
  const lines = rows.map(({ what, seconds, target, note }) => {
    const goal = target === undefined ? "–" : `≤ ${target} ${seconds <= target ? "met" : "MISSED"}`;
    return `| ${what} | ${seconds.toPrecision(3)} | ${goal} | ${note ?? ""} |`;
  });
  return [`## ${title}`, "", "| what | s | target, s | |", "|---|---:|---|---|", ...lines, ""].join("\n");
}
