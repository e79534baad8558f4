import { formatted } from "../format/number.js";
import { metricWords } from "../metricWords.js";
import { plainText, say } from "../prose.js";
import { figureAt, type Source } from "../source.js";
import { intervalProse } from "../tables/metricCell.js";
import { comparisonWords } from "../words/comparison.js";
import type { Check } from "./checks.js";

/** The regression rules of a run with a baseline, in the order of the strata file. */
export function regressionChecks(source: Source): Check[] {
  const seen = new Map<string, number>();
  return (source.results.comparison?.rules ?? []).map((one, index) => {
    const { stratum, metric, rule, outcome, reason, difference, ci } = one;
    const pointer = `/results/comparison/rules/${index}`;
    const key = `regression/${stratum}/${metric}/margin=${rule.margin}`;
    const before = seen.get(key) ?? 0;
    seen.set(key, before + 1);
    const again = before === 0 ? "" : ` #${before + 1}`;
    const { name } = metricWords(metric);
    const interval = ci && say` (${intervalProse(source, `${pointer}/ci`, ci, "difference")})`;
    return {
      key: `${key}${again}`,
      stratum,
      metric: name,
      name: `${comparisonWords.ruleName(name, formatted(rule.margin, "metric"))} (${stratum})${again}`,
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
