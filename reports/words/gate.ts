import { type Part, type Prose, plainText, say } from "../prose.js";

/** The noun after a count. */
const casesOf = (count: Part | undefined): string =>
  count !== undefined && plainText([count]) === "1" ? "case" : "cases";

/** Sentences on what decides a criterion, and on verdicts for CI servers. */
export const gateWords = {
  needed: (positives: Part | undefined, negatives: Part | undefined, towards: "pass" | "fail"): Prose => {
    const of =
      positives === undefined
        ? say`${negatives} ${casesOf(negatives)} without fracture`
        : negatives === undefined
          ? say`${positives} ${casesOf(positives)} with a fracture`
          : say`${positives} ${casesOf(positives)} with and ${negatives} without a fracture`;
    return say`With the same estimate it would take about ${of} to ${towards === "pass" ? "pass" : "fail it"}.`;
  },
  counted: {
    fail: "Inconclusive counts as a failure here (--inconclusive fail).",
    warn: "Inconclusive only warns here (--inconclusive warn): nothing was shown to be met.",
  },
  annotation: {
    title: (outcome: string, metric: string, stratum: string) => `${outcome}: ${metric} in ${stratum}`,
    more: (count: number) =>
      `${count} more ${count === 1 ? "criterion" : "criteria"} failed or could not be decided; the summary and report.html list ${count === 1 ? "it" : "them"}.`,
    moreTitle: "wrist-bench: more",
    verdict: (verdict: string, criteria: number) =>
      `${verdict}, ${criteria} ${criteria === 1 ? "criterion" : "criteria"}`,
    verdictTitle: "wrist-bench",
    lockTitle: "Changed since it was locked",
  },
  lock: {
    title: "Pre-registration",
    unchanged: (file: Part, lockedAt: Part, version: Part): Prose =>
      say`Strata, threshold, criteria, regression rules, bootstrap settings and manifest are as they were locked (${file}, ${lockedAt}, version ${version}), before this run scored anything.`,
    changedSince: (file: Part, lockedAt: Part, version: Part): Prose =>
      say`This run does not follow the protocol as it was locked (${file}, ${lockedAt}, version ${version}). What changed since:`,
    absent: say`The protocol was not locked before the run (wrist-bench lock): nothing here shows that strata, threshold and criteria were declared before the figures were known.`,
    limits: say`A lock shows that what is declared has not changed since it was written. That no one scored the cases before then, it can’t show.`,
    caption: say`What was locked, and what it is now. Hashes are the first 12 digits of SHA-256.`,
    what: "What",
    locked: "When locked",
    now: "Now",
    changed: (changes: readonly { readonly what: string; readonly locked: string; readonly now: string }[]) =>
      changes.map(({ what, locked, now }) => `${what}: ${locked} when locked, now ${now}`).join("; "),
  },
};
