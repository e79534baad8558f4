import type { Chart } from "../charts/chart.js";
import { type PrevalenceLine, prevalenceChart } from "../charts/prevalenceChart.js";
import type { Block, Section } from "../document.js";
import { mainStrata } from "../shownStrata.js";
import { nameOf, type Source } from "../source.js";
import { ratiosTable, valuesTable } from "../tables/diagnosticValueTables.js";
import { diagnosticValueWords as text } from "../words/diagnosticValue.js";

/** Lines that one chart still holds legibly; with more strata the table stands alone. */
const mostTogether = 5;

/** Likelihood ratios and predictive values at other prevalences; undefined in results without them. */
export function diagnosticValueSection(source: Source): Section | undefined {
  const strata = mainStrata(source).filter((index) => {
    const { likelihoodRatios, predictiveValues } = source.results.strata[index];
    return likelihoodRatios !== undefined && (predictiveValues?.length ?? 0) > 0;
  });
  if (strata.length === 0) return undefined;
  const drawn = strata.filter((index) =>
    source.results.strata[index].predictiveValues!.some(({ ppv }) => ppv.value !== null),
  );
  const charts: Block[] =
    drawn.length === 0 || drawn.length > mostTogether
      ? []
      : [
          {
            kind: "charts",
            legend: drawn.map((index) => ({
              mark: source.marks[index],
              name: [nameOf(source.results.strata[index].name, 60)],
            })),
            charts: [chartOf(source, drawn, "ppv"), chartOf(source, drawn, "npv")],
          },
        ];
  return {
    id: "diagnostic-value",
    title: text.title,
    lead: [text.lead],
    blocks: [
      { kind: "table", table: ratiosTable(source, strata) },
      ...charts,
      { kind: "table", table: valuesTable(source, "predictive-values", strata, ["ppv", "npv"]) },
      { kind: "paragraph", text: text.limits },
    ],
  };
}

function chartOf(source: Source, strata: readonly number[], value: "ppv" | "npv"): Chart {
  const lines = strata.map(
    (index): PrevalenceLine => ({
      mark: source.marks[index],
      points: source.results.strata[index].predictiveValues!.flatMap((one) => {
        const { value: y, ci } = one[value];
        return y === null
          ? []
          : [{ x: one.prevalence, y, lower: ci?.lower ?? null, upper: ci?.upper ?? null }];
      }),
    }),
  );
  return {
    id: `figure-at-prevalence-${value}`,
    title: text.chartTitles[value],
    description: text.chartDescription(text[value]),
    spec: prevalenceChart(lines, { x: text.axis, y: text[value] }),
    data: [valuesTable(source, `at-prevalence-data-${value}`, strata, [value])],
  };
}
