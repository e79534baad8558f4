import { under } from "../messages/robustness.js";
import { terminalLines } from "../messages/terminalText.js";
import type { Change, Comparison, Flip, RuleResult } from "../results/schema/comparison.js";
import type { Interval } from "../results/schema/metric.js";
import type { ResultsFile } from "../results/schema/results.js";

const shown: readonly string[] = ["auroc", "sensitivity", "specificity"];

/** What `compare` prints on stdout. */
export function compareSummary({ results }: ResultsFile, out: string | undefined): string {
  const { verdict, rules } = results.comparison!;
  const lines = comparisonLines(results.comparison!);
  if (rules.length === 0) lines.push("verdict: none, the candidate declares no regression rules");
  else lines.push(`verdict: ${verdict}`);
  if (results.acceptance.length > 0 && results.verdict !== verdict)
    lines.push(
      `the candidate's acceptance criteria are judged by its own run; with them the verdict is ${results.verdict}`,
    );
  if (out !== undefined) lines.push(`written to ${out}`);
  return terminalLines(lines);
}

/**
 * The comparison in lines: the main figures' changes, flips, rules.
 * @param show `without rules` where those are printed among the criteria
 */
export function comparisonLines(comparison: Comparison, show: "all" | "without rules" = "all"): string[] {
  const { baseline, cases, strata, changes, rules, warnings } = comparison;
  const lines = [
    `against ${baseline.model.name} (${baseline.model.sha256.slice(0, 12)}) of ${baseline.startedAt}, ${cases.common} cases in common`,
  ];
  for (const { name, newlyWrong, newlyRight, identical } of strata) {
    const own = changes.filter((one) => one.stratum === name && shown.includes(one.metric));
    lines.push(
      identical
        ? `${name}: every prediction is the same`
        : `${name}: ${own.map(changeText).join(", ")}; ${newlyWrong} newly wrong, ${newlyRight} newly right`,
    );
  }
  lines.push(...flipLines("newly wrong", comparison.flips.newlyWrong));
  lines.push(...flipLines("newly right", comparison.flips.newlyRight));
  if (show === "all") for (const rule of rules) lines.push(ruleLine(rule));
  for (const warning of warnings) lines.push(`note: ${warning}`);
  return lines;
}

const three = (value: number) => value.toFixed(3);
const signed = (value: number) =>
  Number(value.toFixed(3)) > 0 ? `+${three(value)}` : three(value).replace(/^-(0\.000)$/, "$1");

function changeText({ metric, difference, judgedCi, status }: Change): string {
  return `${metric} ${difference === null ? status : `${signed(difference)}${intervalText(judgedCi)}`}`;
}

const intervalText = (interval: Interval | null) =>
  interval === null ? "" : ` (${signed(interval.lower)} to ${signed(interval.upper)})`;

const flipsPrinted = 5;

function flipLines(what: string, flips: readonly Flip[]): string[] {
  if (flips.length === 0) return [];
  const some = flips
    .slice(0, flipsPrinted)
    .map((flip) => `${flip.case} (${three(flip.baseline)} to ${three(flip.candidate)})`);
  return [`${what}: ${some.join(", ")}${flips.length > flipsPrinted ? ", …" : ""}`];
}

function ruleLine({ stratum, metric, rule, difference, ci, outcome, reason, ...where }: RuleResult): string {
  const change = difference === null ? "" : ` ${signed(difference)}${intervalText(ci)}`;
  return `${outcome}: ${where.of === "drop" ? "drop in " : ""}${metric}${under(where)} in ${stratum}${change}, margin ${rule.margin}: ${reason}`;
}
