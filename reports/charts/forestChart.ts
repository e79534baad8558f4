import type { TopLevelSpec } from "vega-lite";
import { formatted } from "../format/number.js";
import { words } from "../words.js";
import { fittedText } from "./fittedText.js";
import { type IntervalRow, type IntervalScale, ticksOf } from "./intervalChart.js";
import { chartConfig, ink, textSize } from "./theme.js";

/** A stratum's row, with its numbers of cases as printed. */
export interface ForestRow extends IntervalRow {
  readonly cases: string;
}

/** Rows under a small heading. */
export interface ForestGroup {
  readonly heading: string;
  readonly rows: readonly ForestRow[];
}

const width = 340;
const side = 14;
const inner = width - 2 * side;
const rowHeight = 38;
const headingHeight = 28;
const axisRoom = 28;
/** Where the intervals end and the numbers of cases begin. */
const railEnd = 236;
/** In ems of their sizes. */
const nameRoom = 11.5;
const headingRoom = 21;
const reasonRoom = 27;

/**
 * Estimates with intervals in groups, a tick across each at the reference's estimate (not one line, which would
 * run through the figures), and the cases with and without a fracture beside each. A row without an estimate gives its reason instead.
 * @param reference null where it has no estimate
 * @param casesTitle heads the numbers of cases
 */
export function forestChart(
  groups: readonly ForestGroup[],
  reference: number | null,
  scale: IntervalScale,
  casesTitle: string,
): TopLevelSpec {
  const { headings, rows, height } = placed(groups);
  const drawn = rows.filter(({ value }) => value !== null);
  const x = (field: string) => ({
    field,
    type: "quantitative",
    scale: { domain: scale.domain, range: [0, railEnd], nice: false, zero: false },
    axis: {
      ...{ title: null, values: ticksOf(scale), grid: false, domain: false },
      format: scale.step < 0.1 ? ".2f" : ".1f",
    },
  });
  const y = (field: string) => ({
    field,
    type: "quantitative",
    scale: { domain: [height, 0], nice: false, zero: false },
    axis: null,
  });
  const colour = {
    field: "row",
    type: "nominal",
    scale: { domain: rows.map(({ row }) => row), range: rows.map(({ mark }) => mark.paint) },
    legend: null,
  };
  const shape = { ...colour, scale: { ...colour.scale, range: rows.map(({ mark }) => mark.shape) } };
  const text = (data: object[], at: number, field: string, line: string, mark: object) => ({
    data: { values: data },
    mark: { type: "text", baseline: "middle", align: at === 0 ? "left" : "right", ...mark },
    encoding: { x: { value: at }, y: y(line), text: { field } },
  });
  const small = { fontSize: textSize - 1, color: ink.muted };
  const data = drawn.map(({ mark: _, ...row }) => row);
  return {
    width: inner,
    height,
    autosize: { type: "none" },
    padding: { left: side, right: side, top: 2, bottom: axisRoom },
    layer: [
      {
        data: { values: data.map(({ lineAt }) => ({ from: scale.domain[0], to: scale.domain[1], lineAt })) },
        mark: { type: "rule", stroke: ink.grid, strokeWidth: 1.5 },
        encoding: { x: x("from"), x2: { field: "to" }, y: y("lineAt") },
      },
      ...(reference === null
        ? []
        : [
            {
              data: {
                values: data.map(({ lineAt }) => ({ reference, top: lineAt - 8, bottom: lineAt + 8 })),
              },
              mark: { type: "rule", stroke: ink.muted, strokeWidth: 1.5 },
              encoding: { x: x("reference"), y: y("top"), y2: { field: "bottom" } },
            },
          ]),
      {
        data: { values: data.filter(({ lower, upper }) => lower !== null && upper !== null) },
        mark: { type: "rule", strokeWidth: 2.4, strokeCap: "butt" },
        encoding: { x: x("lower"), x2: { field: "upper" }, y: y("lineAt"), color: colour },
      },
      {
        data: { values: data },
        mark: { type: "point", filled: true, size: 64, opacity: 1, stroke: ink.ground, strokeWidth: 1 },
        encoding: { x: x("value"), y: y("lineAt"), fill: colour, shape },
      },
      text(headings, 0, "heading", "textAt", { fontWeight: "bold" }),
      text(
        headings.slice(0, 1).map((one) => ({ ...one, casesTitle })),
        inner,
        "casesTitle",
        "textAt",
        small,
      ),
      text(rows, 0, "name", "textAt", { fontSize: textSize }),
      text(data, inner, "figures", "textAt", small),
      text(
        rows.filter(({ value }) => value === null),
        0,
        "reason",
        "lineAt",
        { ...small, fontStyle: "italic" },
      ),
      text(data, inner, "cases", "lineAt", small),
      text(
        rows.filter(({ value }) => value === null),
        inner,
        "cases",
        "textAt",
        small,
      ),
    ],
    config: chartConfig,
  } as unknown as TopLevelSpec;
}

/** Where each heading and row lies, in pixels from the top. */
function placed(groups: readonly ForestGroup[]) {
  let height = 0;
  let row = 0;
  const headings: { heading: string; textAt: number }[] = [];
  const rows = groups.flatMap((group) => {
    headings.push({ heading: fittedText(group.heading, headingRoom), textAt: height + headingHeight - 12 });
    height += headingHeight;
    return group.rows.map((one) => {
      const top = height;
      height += rowHeight;
      return {
        ...one,
        row: row++,
        name: fittedText(one.name, nameRoom),
        reason: fittedText(one.reason ?? words.notReported, reasonRoom),
        figures: figuresOf(one),
        textAt: top + 9,
        lineAt: top + 25,
      };
    });
  });
  return { headings, rows, height };
}

function figuresOf({ value, lower, upper }: ForestRow): string {
  if (value === null) return "";
  const estimate = formatted(value, "metric");
  if (lower === null || upper === null) return `${estimate} (${words.noInterval(undefined)})`;
  const between = lower < 0 ? words.to : "–";
  return `${estimate} (${formatted(lower, "metric")}${between}${formatted(upper, "metric")})`;
}
