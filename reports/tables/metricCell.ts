import type { Interval, Metric } from "../../src/results/schema/metric.js";
import { shown } from "../format/foreignText.js";
import { type Prose, say } from "../prose.js";
import { figureAt, metricAt, type Source } from "../source.js";
import { words } from "../words.js";
import type { Cell } from "./table.js";

/** A metric with its interval below it, or why it has no value. */
export function metricCell(source: Source, pointer: string, interval: "ci" | "exactCi" = "ci"): Cell {
  const metric = metricAt(source, pointer);
  if (metric === undefined) return undefinedCell(words.notReported);
  if (metric.value === null) return undefinedCell(reasonOf(metric));
  return {
    content: [figureAt(source, `${pointer}/value`, "metric")],
    detail: intervalDetail(source, pointer, metric, interval),
    kind: "figure",
  };
}

/** A cell that says why there is no figure. */
export function undefinedCell(reason: string, columns = 1): Cell {
  return { content: [{ kind: "foreign", text: shown(reason) }], kind: "undefined", columns };
}

/** Why a metric has no value: its own reason, or its status in words. */
export function reasonOf(metric: Metric): string {
  return metric.reason ?? words.statuses[metric.status];
}

/** `0.745–0.915`, or `−0.24 to 0.01` where a dash could be taken for a minus. */
export function intervalProse(
  source: Source,
  pointer: string,
  interval: Interval,
  format: "metric" | "difference" = "metric",
): Prose {
  const between = format === "difference" || interval.lower < 0 ? words.to : "–";
  const lower = figureAt(source, `${pointer}/lower`, format);
  const upper = figureAt(source, `${pointer}/upper`, format);
  return say`${lower}${between}${upper}`;
}

function intervalDetail(source: Source, pointer: string, metric: Metric, which: "ci" | "exactCi"): Prose {
  const interval = metric[which];
  const bounds = interval
    ? intervalProse(source, `${pointer}/${which}`, interval)
    : [which === "ci" ? words.noInterval(shownReason(metric)) : words.noExactInterval];
  return metric.status === "boundary" ? say`${bounds} ${words.atBoundary}` : bounds;
}

function shownReason(metric: Metric): string | undefined {
  return metric.ciReason === undefined ? undefined : shown(metric.ciReason);
}
