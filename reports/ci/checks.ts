import type { Outcome } from "../../src/results/schema/analyses.js";
import { metricWords } from "../metricWords.js";
import { plainText, say } from "../prose.js";
import { figureAt, type Source } from "../source.js";
import { neededProse, ruleProse } from "../tables/criteriaTable.js";
import { intervalProse } from "../tables/metricCell.js";
import { regressionChecks } from "./regressionChecks.js";

/** One thing that was judged, in words of plain text: what CI servers list. */
export interface Check {
  /** The same from run to run while the strata file says the same; unique. */
  readonly key: string;
  readonly stratum: string;
  readonly metric: string;
  /** `AUROC at least 0.900 (general)`; unique too. */
  readonly name: string;
  readonly outcome: Outcome;
  /** Why, in a sentence or two. */
  readonly reason: string;
  /** The figure judged with its interval, where there is one. */
  readonly found: string | undefined;
}

/** Every check of a run in the order of the strata file. */
export function checksOf(source: Source): Check[] {
  const seen = new Map<string, number>();
  const criteria = source.results.acceptance.map((criterion, index) => {
    const { rule, stratum, metric, outcome, corruption, severity } = criterion;
    const pointer = `/results/acceptance/${index}`;
    const limit = rule.atLeast !== undefined ? `atLeast=${rule.atLeast}` : `atMost=${rule.atMost}`;
    const under = corruption === undefined ? "" : `/${corruption}-${severity}`;
    const key = `accept/${stratum}/${metric}/${limit}/${rule.judge}${under}`;
    const before = seen.get(key) ?? 0;
    seen.set(key, before + 1);
    const again = before === 0 ? "" : ` #${before + 1}`;
    const needed = neededProse(source, index);
    const interval = criterion.ci && say` (${intervalProse(source, `${pointer}/ci`, criterion.ci)})`;
    return {
      key: `${key}${again}`,
      stratum,
      metric: metricWords(metric).name,
      name: `${plainText(ruleProse(source, index))} (${stratum})${again}`,
      outcome,
      reason: plainText(say`${{ kind: "foreign", text: criterion.reason }}${needed && say` ${needed}`}`),
      found:
        criterion.value === null
          ? undefined
          : plainText(say`${figureAt(source, `${pointer}/value`, "metric")}${interval ?? undefined}`),
    };
  });
  return [...criteria, ...regressionChecks(source)];
}

/** How a check counts when what could not be decided is told to warn or to fail. */
export function countsAs(outcome: Outcome, inconclusive: "fail" | "warn"): "pass" | "fail" | "warn" {
  return outcome === "inconclusive" ? inconclusive : outcome;
}
