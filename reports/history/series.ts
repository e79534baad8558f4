import type { History, HistoryFigure, HistoryRun } from "../../src/results/schema/history.js";

/** The runs of one strata file's name, which alone are comparable, with what they report. */
export interface Series {
  readonly protocol: string;
  /** Places in history.runs, by start. */
  readonly runs: readonly number[];
  /** In the order of the latest run that has them. */
  readonly metrics: readonly string[];
  readonly strata: readonly Pick<HistoryFigure, "stratum" | "kind">[];
}

export function seriesOf(history: History): Series[] {
  const protocols = [...new Set(history.runs.map(({ protocol }) => protocol.name))];
  return protocols.map((protocol) => {
    const runs = history.runs.flatMap((run, place) => (run.protocol.name === protocol ? [place] : []));
    const latestFirst = [...runs].reverse().flatMap((place) => history.runs[place].figures);
    const strata = new Map(latestFirst.map(({ stratum, kind }) => [stratum, { stratum, kind }]));
    return {
      protocol,
      runs,
      metrics: [...new Set(latestFirst.map(({ metric }) => metric))],
      strata: inOrder([...strata.values()]),
    };
  });
}

/** `merged` last, also where a stratum is of older runs only. */
function inOrder(strata: Series["strata"][number][]): Series["strata"][number][] {
  return [
    ...strata.filter(({ kind }) => kind !== "merged"),
    ...strata.filter(({ kind }) => kind === "merged"),
  ];
}

/** Where a run's figure stands in its list; -1 where the run has none. */
export const figurePlace = (run: HistoryRun, stratum: string, metric: string): number =>
  run.figures.findIndex((figure) => figure.stratum === stratum && figure.metric === metric);

/** How the criteria on a figure came out, the worst of them; null where none was declared or all were passed. */
export function findingOn(run: HistoryRun, stratum: string, metric: string): "fail" | "inconclusive" | null {
  const outcomes = run.findings
    .filter((finding) => finding.stratum === stratum && finding.metric === metric)
    .map(({ outcome }) => outcome);
  if (outcomes.length === 0) return null;
  return outcomes.includes("fail") ? "fail" : "inconclusive";
}
