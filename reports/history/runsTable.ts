import { metricWords } from "../metricWords.js";
import { joined, type Prose, say } from "../prose.js";
import { figureAt, nameOf } from "../source.js";
import { type Cell, type Table, wordsCell, wordsOr } from "../tables/table.js";
import { historyWords } from "../words/history.js";
import { words } from "../words.js";
import type { Series } from "./series.js";
import { type HistorySource, hashPart, nameAt, startedProse } from "./source.js";

/** The runs of a series, the latest first: model, verdict, what changed, what was not passed. */
export function runsTable(source: HistorySource, series: Series, id: string): Table {
  const { columns } = historyWords;
  return {
    id,
    caption: historyWords.runsCaption,
    columns: [
      { title: columns.run, kind: "words" },
      { title: columns.model, kind: "words" },
      { title: columns.verdict, kind: "words" },
      { title: columns.changed, kind: "words" },
      { title: columns.findings, kind: "words" },
    ],
    rows: [...series.runs]
      .reverse()
      .map((run) => [
        runCell(source, run),
        wordsCell([nameAt(source, run, "model/name")], [hashPart(source.file.runs[run].model.sha256)]),
        verdictCell(source, run),
        changedCell(source, run, run === series.runs[0]),
        wordsOr(findingsProse(source, run), historyWords.allPassed),
      ]),
  };
}

/** A run's number and start. */
export const runCell = (source: HistorySource, run: number): Cell =>
  wordsCell([figureAt(source, `/runs/${run}/run`, "integer")], startedProse(source, run));

function verdictCell(source: HistorySource, run: number): Cell {
  const { verdict } = source.file.runs[run];
  return { content: [words.verdicts[verdict]], kind: verdict === "none" ? "words" : verdict };
}

function changedCell(source: HistorySource, run: number, first: boolean): Cell {
  const { changed, sameResultsAs } = source.file.runs[run];
  const same =
    sameResultsAs === null
      ? undefined
      : historyWords.same(figureAt(source, `/runs/${run}/sameResultsAs`, "integer"));
  if (first || changed.length === 0)
    return { content: [first ? historyWords.first : historyWords.unchanged], detail: same, kind: "absent" };
  return wordsCell([changed.map((what) => historyWords.changed[what]).join(", ")], same);
}

function findingsProse(source: HistorySource, run: number): Prose | undefined {
  const { findings } = source.file.runs[run];
  if (findings.length === 0) return undefined;
  return joined(
    findings.map(({ metric, stratum, outcome }, index) => {
      const rule = nameAt(source, run, `findings/${index}/rule`);
      return historyWords.finding(
        metricWords(metric).name,
        nameOf(stratum),
        rule,
        historyWords.outcomes[outcome],
      );
    }),
    "; ",
  );
}

/** Hashes and settings of the runs. */
export function provenanceTable(source: HistorySource): Table {
  const { columns } = historyWords;
  return {
    id: "history-provenance",
    caption: historyWords.provenanceCaption,
    columns: [
      { title: columns.run, kind: "words" },
      { title: columns.model, kind: "words" },
      { title: columns.strataFile, kind: "words" },
      { title: columns.manifest, kind: "words" },
      { title: columns.cases, kind: "words" },
      { title: columns.results, kind: "words" },
      { title: columns.settings, kind: "words" },
    ],
    rows: source.file.runs.map(({ model, protocol, cohort, resultsSha256 }, run) => [
      runCell(source, run),
      wordsCell([hashPart(model.sha256)], [nameAt(source, run, "model/name")]),
      wordsCell([hashPart(protocol.sha256)], [nameAt(source, run, "protocol/name")]),
      wordsCell([hashPart(cohort.sha256)], [nameAt(source, run, "cohort/name")]),
      wordsCell([hashPart(cohort.casesTableSha256)]),
      wordsCell([hashPart(resultsSha256)]),
      wordsCell(
        historyWords.settings(
          nameAt(source, run, "tool/version"),
          figureAt(source, `/runs/${run}/bootstrap/iterations`, "count"),
          figureAt(source, `/runs/${run}/bootstrap/seed`, "integer"),
          nameAt(source, run, "bootstrap/unit"),
        ),
      ),
    ]),
  };
}

/** A figure with its interval. */
export function intervalDetail(source: HistorySource, pointer: string, lower: number): Prose {
  const [from, to] = (["lower", "upper"] as const).map((end) =>
    figureAt(source, `${pointer}/${end}`, "metric"),
  );
  return say`${from}${lower < 0 ? words.to : "–"}${to}`;
}
