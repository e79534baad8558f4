import { type Part, type Prose, say } from "../prose.js";

/** What the report says of the comparison with a baseline. */
export const comparisonWords = {
  title: "Comparison with the baseline",
  lead: (baseline: Part, hash: Part, started: Part, common: Part): Prose =>
    say`This run against ${baseline} (${hash}), run of ${started}, on the ${common} cases that both have, case by case. A difference is this run minus the baseline: below zero means worse (for the Brier score, and for what a corruption takes: better).`,
  method:
    "Judged intervals: AUROC by DeLong’s paired variance (Obuchowski’s where patients repeat), shares of cases by Tango’s interval, the others, and drops under a corruption, by the paired bootstrap. The bound towards worse also allows for lost cases that so few need not show, so it is wider than the usual interval, which stands beside it. A rule fails when the whole interval is below the margin, Holm-adjusted over all rules; it passes when the interval stays above it; else these cases can’t tell.",
  thresholds: (baseline: Part, candidate: Part): Prose =>
    say`Threshold: ${candidate} in this run, ${baseline} in the baseline; each is judged at its own.`,
  noRules: "No regression rules are declared (regression), so these differences are not judged.",
  verdict: (outcome: string): Prose => say`Outcome of the comparison: ${outcome}.`,
  outcomes: { pass: "pass", fail: "fail", inconclusive: "inconclusive", none: "none" },
  rulesCaption: "Declared regression rules and how each came out",
  margin: "Margin",
  change: "Difference",
  judged: "Interval judged",
  couldSee: (margin: Part, loss: Part): Prose =>
    say`Cases like these pass an unchanged model four times in five from a margin of ${margin}, and fail a true loss of ${loss} as often.`,
  needed: (positives: Part, negatives: Part): Prose =>
    say` For this margin that would take n⁺ ${positives}, n⁻ ${negatives}.`,
  improved: "better than the baseline, with confidence",
  changesCaption: (level: Part): Prose =>
    say`Every metric in both runs on the same cases, with ${level} intervals of the difference and two-sided p of no difference, not adjusted`,
  changesFolded: "All metrics in both runs",
  baseline: "Baseline",
  candidate: "This run",
  bootstrap: "Paired bootstrap",
  test: "Test",
  chartTitle: (metric: string) => `${metric}: difference from the baseline`,
  chartDescription: (metric: string) =>
    `Forest plot. One row a stratum: a marker at the difference in ${metric} from the baseline, a line over the interval judged, a rule at no difference and a dashed one at the declared margin.`,
  marginMark: "margin",
  flipsCaption: "Cases called rightly by one run and wrongly by the other",
  newlyWrong: "Newly wrong",
  newlyRight: "Newly right",
  flip: "Flip",
  case: "Case",
  truth: "Truth",
  fracture: "fracture",
  noFracture: "no fracture",
  noFlips: "No case is called rightly by one run and wrongly by the other.",
  flipsTitle: (wrong: Part, right: Part): Prose =>
    say`Newly wrong: ${wrong}, newly right: ${right}; of each, the fifty greatest changes of probability are listed here, and more in results.json.`,
  countsCaption: "Cases in common by stratum, and those that flipped",
  identical: "every prediction is the same",
  dropIn: (figure: Prose): Prose => say`Drop in ${figure}`,
  ruleName: (figure: Prose, margin: Part): Prose =>
    say`${figure} not worse than the baseline by more than ${margin}`,
  deciding: (what: { figure: Prose; stratum: Part; difference: Prose; margin: Part }): Prose =>
    say`${what.figure} in ${what.stratum} against the baseline: ${what.difference}; declared margin: ${what.margin}`,
  undefinedChange: "undefined",
} as const;
