import type { History } from "../../src/results/schema/history.js";
import type { Section } from "../document.js";
import { shown } from "../format/foreignText.js";
import { drawSections, pageStyle } from "../html/drawSections.js";
import { pageTemplate } from "../html/templates.js";
import { historyWords } from "../words/history.js";
import { words } from "../words.js";
import { metricSection } from "./metricSection.js";
import { provenanceTable, runsTable } from "./runsTable.js";
import { type HistorySource, hashPart, historySourceOf, nameAt, startedProse } from "./source.js";

/**
 * A history of runs as one static HTML page like the report: no script, nothing fetched, the same history
 * the same bytes. Every figure says where in the history's JSON it stands (`data-pointer`).
 * @param history with one run at least, and the figures that are to be shown
 */
export async function renderHistory(history: History): Promise<string> {
  const source = historySourceOf(history);
  const sections = sectionsOf(source);
  const latest = history.runs.length - 1;
  const title = historyWords.title(source.series.map(({ protocol }) => shown(protocol, 60)));
  return pageTemplate("history")({
    ...pageStyle(),
    kind: historyWords.documentKind,
    title,
    identity: [
      [historyWords.latest.run, startedProse(source, latest)],
      [historyWords.latest.verdict, [words.verdicts[history.runs[latest].verdict]]],
      [historyWords.latest.model, [nameAt(source, latest, "model/name")]],
      [historyWords.latest.hash, [hashPart(history.runs[latest].model.sha256)]],
    ].map(([term, meaning]) => ({ term, meaning })),
    contents: sections.map(({ id, title }) => ({ id, title })),
    sections: await drawSections(sections),
  });
}

function sectionsOf(source: HistorySource): Section[] {
  const several = source.series.length > 1;
  const sections = source.series.flatMap((series, s): Section[] => {
    const protocol = several ? shown(series.protocol, 60) : undefined;
    return [
      ...series.metrics.map((metric, m) =>
        metricSection(source, series, metric, `metric-${s}-${m}`, protocol, s + m === 0),
      ),
      {
        id: `runs-${s}`,
        title: historyWords.runsTitle(protocol),
        lead: [historyWords.runsLead],
        blocks: [{ kind: "table", table: runsTable(source, series, `runs-table-${s}`) }],
      },
    ];
  });
  return [
    ...sections,
    {
      id: "provenance",
      title: historyWords.provenanceTitle,
      lead: [historyWords.provenanceLead],
      blocks: [{ kind: "table", table: provenanceTable(source) }],
    },
  ];
}
