import type { TopLevelSpec } from "vega-lite";
import { formatted } from "../format/number.js";
import { fittedText } from "./fittedText.js";
import { chartConfig, ink, textSize } from "./theme.js";

/** A rater: its name beside its row, and what stands for it above its column. */
export interface Rater {
  readonly name: string;
  readonly short: string;
}

/** Kappa of two raters by their places; null where it is undefined. */
export interface AgreementCell {
  readonly row: number;
  readonly column: number;
  readonly kappa: number | null;
}

const cell = 40;
/** Room for names, in ems of the text's size. */
const nameRoom = 15;
const nameWidth = nameRoom * textSize * 0.9;

/**
 * A symmetric heat map of kappas with their figures in the cells. One hue that never gets darker than its
 * text allows; below 0 it is as light as at 0, and a dash stands where kappa is undefined.
 */
export function agreementChart(raters: readonly Rater[], cells: readonly AgreementCell[]): TopLevelSpec {
  const side = raters.length * cell;
  const both = cells.flatMap((one) => [one, { ...one, row: one.column, column: one.row }]);
  const values = both.map(({ row, column, kappa }) => ({
    left: column * cell,
    right: (column + 1) * cell,
    top: row * cell,
    bottom: (row + 1) * cell,
    x: (column + 0.5) * cell,
    y: (row + 0.5) * cell,
    kappa,
    text: kappa === null ? "–" : formatted(kappa, "metric"),
  }));
  const rows = raters.map(({ name }, r) => ({ text: fittedText(name, nameRoom), y: (r + 0.5) * cell }));
  const columns = raters.map(({ short }, r) => ({ text: short, x: (r + 0.5) * cell }));
  const place = (field: string, flipped: boolean) => ({
    field,
    type: "quantitative",
    scale: { domain: flipped ? [side, 0] : [0, side], nice: false, zero: false },
    axis: null,
  });
  const x = (field: string) => place(field, false);
  const y = (field: string) => place(field, true);
  const text = { type: "text", baseline: "middle", fontSize: textSize };
  return {
    width: side,
    height: side,
    autosize: { type: "none" },
    padding: { left: nameWidth + 8, right: 6, top: 24, bottom: 4 },
    layer: [
      {
        data: { values },
        transform: [{ filter: "isValid(datum.kappa)" }],
        mark: { type: "rect", fill: "var(--stratum-1, #0b5cad)" },
        encoding: {
          x: x("left"),
          x2: { field: "right" },
          y: y("top"),
          y2: { field: "bottom" },
          fillOpacity: {
            field: "kappa",
            type: "quantitative",
            scale: { domain: [0, 1], range: [0.03, 0.5], clamp: true },
            legend: null,
          },
        },
      },
      {
        data: { values },
        mark: { type: "rect", fill: null, stroke: ink.grid, strokeWidth: 1 },
        encoding: { x: x("left"), x2: { field: "right" }, y: y("top"), y2: { field: "bottom" } },
      },
      {
        data: { values },
        mark: { ...text, align: "center", fontSize: textSize - 1 },
        encoding: { x: x("x"), y: y("y"), text: { field: "text" } },
      },
      {
        data: { values: rows },
        mark: { ...text, align: "right" },
        encoding: { x: { value: -8 }, y: y("y"), text: { field: "text" } },
      },
      {
        data: { values: columns },
        mark: { ...text, align: "center" },
        encoding: { x: x("x"), y: { value: -10 }, text: { field: "text" } },
      },
    ],
    config: chartConfig,
  } as unknown as TopLevelSpec;
}
