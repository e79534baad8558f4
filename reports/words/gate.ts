import { type Part, type Prose, say } from "../prose.js";

/** Sentences on what decides a criterion, and on verdicts for CI servers. */
export const gateWords = {
  needed: (positives: Part | undefined, negatives: Part | undefined, towards: "pass" | "fail"): Prose => {
    const of =
      positives === undefined
        ? say`${negatives} cases without fracture`
        : negatives === undefined
          ? say`${positives} cases with a fracture`
          : say`${positives} cases with and ${negatives} without a fracture`;
    return say`With the same estimate it would take about ${of} to ${towards === "pass" ? "pass" : "fail it"}.`;
  },
  counted: {
    fail: "Inconclusive counts as a failure here (--inconclusive fail).",
    warn: "Inconclusive only warns here (--inconclusive warn): nothing was shown to be met.",
  },
  annotation: {
    title: (outcome: string, metric: string, stratum: string) => `${outcome}: ${metric} in ${stratum}`,
    more: (count: number) =>
      `${count} more criteria failed or could not be decided; the summary and report.html list them.`,
    moreTitle: "wrist-bench: more",
    verdict: (verdict: string, criteria: number) =>
      `${verdict}, ${criteria} ${criteria === 1 ? "criterion" : "criteria"}`,
    verdictTitle: "wrist-bench",
    lockTitle: "Changed since it was locked",
  },
  lock: {
    changed: (changes: readonly { readonly what: string; readonly locked: string; readonly now: string }[]) =>
      changes.map(({ what, locked, now }) => `${what}: ${locked} when locked, now ${now}`).join("; "),
  },
};
