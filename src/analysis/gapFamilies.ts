import type { Gap } from "../results/schema/analyses.js";
import { type MetricName, metricNames } from "../results/schema/metric.js";
import { holm } from "../statistics/index.js";
import type { ResampledComparison } from "./comparisons.js";
import { metricGaps } from "./gaps.js";

/**
 * The gaps of all comparisons in all metrics, in three families:
 * - `declared`: the declared strata × primary metrics, which is what was to be tested;
 * - `exploratory`: crossed cells and bands × primary metrics, adjusted among themselves;
 * - `descriptive`: the other metrics, and strata against the rest: p as it is, not adjusted.
 *
 * Within the first two, p is Holm-adjusted over the whole family.
 */
export function gapFamilies(
  comparisons: readonly ResampledComparison[],
  primary: readonly MetricName[],
  level: number,
): Gap[] {
  const others = metricNames.filter((metric) => !primary.includes(metric));
  const gapsOf = (
    role: ResampledComparison["role"],
    metrics: readonly MetricName[],
    family: NonNullable<Gap["family"]>,
  ) =>
    comparisons
      .filter((one) => one.role === role)
      .flatMap((one) => metricGaps(one, metrics, level).map((gap): Gap => ({ ...gap, family })));
  return [
    ...adjusted(gapsOf("declared", primary, "declared")),
    ...adjusted(gapsOf("group", primary, "exploratory")),
    ...gapsOf("declared", others, "descriptive"),
    ...gapsOf("rest", metricNames, "descriptive"),
    ...gapsOf("group", others, "descriptive"),
  ];
}

function adjusted(family: readonly Gap[]): Gap[] {
  const tested = family.filter((gap) => gap.p !== null);
  const p = holm(tested.map((gap) => gap.p!));
  return family.map((gap) => (gap.p === null ? gap : { ...gap, pAdjusted: p[tested.indexOf(gap)] }));
}
