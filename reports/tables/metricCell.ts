import type { Interval, Metric } from "../../src/results/schema/metric.js";
import { shown } from "../format/foreignText.js";
import { type Prose, say } from "../prose.js";
import { figureAt, metricAt, type Source } from "../source.js";
import { words } from "../words.js";
import type { Cell } from "./table.js";

/** A metric with its interval below it, or why it has no value. */
export function metricCell(source: Source, pointer: string, asked: "ci" | "exactCi" = "ci"): Cell {
  const metric = metricAt(source, pointer);
  if (metric === undefined) return undefinedCell(words.notReported);
  if (metric.value === null) return undefinedCell(reasonOf(metric));
  const which = asked === "ci" ? intervalPrinted(metric) : asked;
  const bounds = metric[which];
  return {
    content: [figureAt(source, `${pointer}/value`, "metric")],
    detail: bounds ? intervalProse(source, `${pointer}/${which}`, bounds) : undefined,
    note: noteOf(metric, asked, which),
    kind: "figure",
  };
}

/**
 * Which of a metric's intervals is printed and drawn: the bootstrap's, unless all its resamples gave
 * one value. Such an interval has no width, as if the figure were certain; the exact one is then
 * printed, and said to be.
 */
export function intervalPrinted(metric: Metric): "ci" | "exactCi" {
  return withoutWidth(metric.ci) && metric.exactCi ? "exactCi" : "ci";
}

/** Whether all resamples gave one value, so that the interval says nothing of how sure it is. */
export function withoutWidth(interval: Interval | null | undefined): boolean {
  return interval ? interval.lower === interval.upper : false;
}

/** A cell that says why there is no figure, or why several columns have none. */
export function undefinedCell(reason: string, columns?: number): Cell {
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
  format: "metric" | "difference" | "percent" = "metric",
): Prose {
  const between = format === "difference" || interval.lower < 0 ? words.to : "–";
  const lower = figureAt(source, `${pointer}/lower`, format);
  const upper = figureAt(source, `${pointer}/upper`, format);
  return say`${lower}${between}${upper}`;
}

/** What must be said of a value: that it is at the end of its range, which interval it has, or why none. */
function noteOf(metric: Metric, asked: "ci" | "exactCi", printed: "ci" | "exactCi"): Prose | undefined {
  const notes: string[] = [];
  if (metric.status === "boundary") notes.push(words.statuses.boundary);
  if (asked !== printed) notes.push(words.exactPrinted);
  else if (withoutWidth(metric[asked])) notes.push(words.noWidth);
  else if (!metric[asked])
    notes.push(asked === "ci" ? words.noInterval(reasonShown(metric)) : words.noExactInterval);
  return notes.length === 0 ? undefined : [notes.join("; ")];
}

function reasonShown(metric: Metric): string | undefined {
  return metric.ciReason === undefined ? undefined : shown(metric.ciReason);
}
