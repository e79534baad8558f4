import { varianceNotes } from "../messages/plan.js";
import { terminalLines } from "../messages/terminalText.js";
import { visible } from "../messages/visibleText.js";
import type { Cases, Plan, PlannedMetric } from "./planned.js";

const names: Record<PlannedMetric, string> = {
  auroc: "AUROC",
  sensitivity: "sensitivity",
  specificity: "specificity",
};
const three = (value: number | null) => (value === null ? "-" : value.toFixed(3));

/** A plan as plain text: a table for each question that it answers, and what it takes for granted. */
export function printPlan(plan: Plan): string {
  const { level, power, correlation, variance } = plan.assumptions;
  const percent = (share: number) => `${Number((share * 100).toFixed(2))}%`;
  const parts = [neededText(plan), shownText(plan), criteriaText(plan), marginsText(plan)].filter(
    (lines) => lines.length > 0,
  );
  const notes = [
    `Intervals: ${percent(level)}. Power: ${percent(power)}. Correlation of two models: ${correlation}.`,
    ...(usesAuroc(plan) ? [varianceNotes[variance]] : []),
    ...plan.notes,
  ];
  return terminalLines([...parts.flatMap((lines) => [...lines, ""]), ...notes]);
}

const usesAuroc = ({ needed, shown }: Plan) => [...needed, ...shown].some(({ metric }) => metric === "auroc");

function neededText({ needed }: Plan): string[] {
  if (needed.length === 0) return [];
  const aims = {
    halfWidth: (value: number) => `interval of +-${value}`,
    atLeast: (value: number) => `shown to be at least ${value}`,
    margin: (value: number) => `unchanged model shown no worse by ${value}`,
  };
  const rows = needed.map(({ metric, assumed, aim, value, cases }) => [
    ...[names[metric], String(assumed), aims[aim](value), ...casesText(cases)],
  ]);
  return table("Cases needed", ["metric", "assumed", "aim", "n+", "n-"], rows);
}

function shownText({ shown }: Plan): string[] {
  if (shown.length === 0) return [];
  const rows = shown.map((one) => [
    ...[one.stratum, names[one.metric], String(one.positives), String(one.negatives), three(one.assumed)],
    ...(one.reason === null
      ? [`+-${three(one.halfWidth)}`, three(one.limitShown), three(one.lossSeen)]
      : ["-", "-", one.reason]),
  ]);
  const titles = ["stratum", "metric", "n+", "n-", "assumed", "interval", "at least", "loss seen"];
  return table("What these cases can show", titles, rows);
}

function criteriaText({ criteria }: Plan): string[] {
  if (criteria.length === 0) return [];
  const rows = criteria.map((one) => [
    ...[
      one.stratum,
      `${names[one.metric]} at least ${one.limit.atLeast}${one.limit.judge === "estimate" ? " (estimate)" : ""}`,
    ],
    ...[three(one.assumed), three(one.power), one.mostWrong === null ? "-" : String(one.mostWrong)],
    ...[three(one.truthNeeded), ...casesText(one.needed, one.assumed === null)],
  ]);
  const titles = [
    "stratum",
    "criterion",
    "assumed",
    "power",
    "may be wrong",
    "true value needed",
    "n+ needed",
    "n- needed",
  ];
  return table("Criteria on these cases", titles, rows);
}

function marginsText({ margins }: Plan): string[] {
  if (margins.length === 0) return [];
  const rows = margins.map((one) => [
    ...[one.stratum, names[one.metric], String(one.margin), three(one.assumed), three(one.power)],
    ...[three(one.marginShown), three(one.lossFailing)],
    ...casesText(one.needed, one.assumed === null),
  ]);
  const titles = [
    ...["stratum", "metric", "margin", "assumed", "power if unchanged", "margin shown", "loss that fails"],
    ...["n+ needed", "n- needed"],
  ];
  return table("Regression margins on these cases", titles, rows);
}

function casesText(cases: Cases | null, notAsked = false): [string, string] {
  if (cases === null) return notAsked ? ["-", "-"] : ["never", "never"];
  return [String(cases.positives ?? "-"), String(cases.negatives ?? "-")];
}

function table(title: string, titles: readonly string[], given: readonly (readonly string[])[]): string[] {
  const rows = given.map((row) => row.map(visible));
  const widths = titles.map((head, c) => Math.max(head.length, ...rows.map((row) => row[c].length)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, c) => cell.padEnd(widths[c]))
      .join("  ")
      .trimEnd();
  return [title, ...[titles, ...rows].map(line)];
}
