import type { Chart } from "../charts/chart.js";
import { type RecallSeries, recallChart } from "../charts/recallChart.js";
import type { LegendEntry, Section } from "../document.js";
import { nameOf, type Source } from "../source.js";
import { landmarkErrorTable, landmarkRecallTable } from "../tables/landmarkTable.js";
import { markOf } from "../tables/stratumNames.js";
import { landmarkWords } from "../words/landmarks.js";

/** Where the model found its landmarks; nothing for a model that finds none. */
export function landmarkSections(source: Source): Section[] {
  const list = source.results.landmarks ?? [];
  if (list.length === 0) return [];
  const names = [...new Set(list.map(({ stratum }) => stratum))];
  const legend = names.flatMap((name): LegendEntry[] => {
    const mark = markOf(source, name);
    return mark ? [{ mark, name: [nameOf(name)] }] : [];
  });
  return [
    {
      id: "landmarks",
      title: landmarkWords.title,
      lead: [[landmarkWords.lead]],
      blocks: [
        { kind: "charts", legend, charts: charts(source) },
        { kind: "table", table: landmarkErrorTable(source) },
        { kind: "table", table: landmarkRecallTable(source) },
        { kind: "paragraph", text: [landmarkWords.limits] },
      ],
    },
  ];
}

/** One a view. */
function charts(source: Source): Chart[] {
  const list = source.results.landmarks!;
  const all = landmarkRecallTable(source);
  return [...new Set(list.map(({ view }) => view))].flatMap((view, v): Chart[] => {
    const own = list.flatMap((one, i) => (one.view === view && one.error !== null ? [i] : []));
    if (own.length === 0) return [];
    const series = own.flatMap((i): RecallSeries[] => {
      const mark = markOf(source, list[i].stratum);
      if (!mark) return [];
      const values = list[i].recall.map(({ within, metric }) => ({
        within,
        share: metric.value!,
        lower: metric.exactCi?.lower ?? null,
        upper: metric.exactCi?.upper ?? null,
      }));
      return [{ mark, values }];
    });
    return [
      {
        id: `figure-landmarks-${v}`,
        title: landmarkWords.chartTitle(view ?? ""),
        description: landmarkWords.chartDescription,
        spec: recallChart(
          series,
          list[own[0]].recall.map(({ within }) => within),
        ),
        data: [{ ...all, id: `figure-landmarks-data-${v}`, rows: own.map((i) => all.rows[i]) }],
      },
    ];
  });
}
