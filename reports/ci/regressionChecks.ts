import { metricWords } from "../metricWords.js";
import { plainText, say } from "../prose.js";
import { figureAt, type Source } from "../source.js";
import { ruledFigure } from "../tables/comparisonTables.js";
import { intervalProse } from "../tables/metricCell.js";
import { comparisonWords } from "../words/comparison.js";
import type { Check } from "./checks.js";

/** The regression rules of a run with a baseline, in the order of the strata file. */
export function regressionChecks(source: Source): Check[] {
  const seen = new Map<string, number>();
  return (source.results.comparison?.rules ?? []).map((one, index) => {
    const { stratum, metric, rule, outcome, reason, difference, ci, corruption, severity, of } = one;
    const pointer = `/results/comparison/rules/${index}`;
    const under = corruption === undefined ? "" : `/${corruption}-${severity}${of === "drop" ? "/drop" : ""}`;
    const key = `regression/${stratum}/${metric}/margin=${rule.margin}${under}`;
    const before = seen.get(key) ?? 0;
    seen.set(key, before + 1);
    const again = before === 0 ? "" : ` #${before + 1}`;
    const margin = figureAt(source, `${pointer}/rule/margin`, "metric");
    const interval = ci && say` (${intervalProse(source, `${pointer}/ci`, ci, "difference")})`;
    return {
      key: `${key}${again}`,
      stratum,
      metric: metricWords(metric).name,
      name: `${plainText(comparisonWords.ruleName(ruledFigure(source, index), margin))} (${stratum})${again}`,
      outcome,
      reason: plainText([{ kind: "foreign", text: reason }]),
      found:
        difference === null
          ? undefined
          : plainText(
              say`${figureAt(source, `${pointer}/difference`, "difference")}${interval ?? undefined}`,
            ),
    };
  });
}
