import * as messages from "../messages/history.js";
import { UserError } from "../messages/userError.js";
import { didYouMean } from "../messages/yaml.js";
import type { History } from "../results/schema/history.js";

/** Shown unless told, with every metric that a criterion was not passed in. */
const usualMetrics = ["auroc", "sensitivity", "specificity"];

/**
 * The history with the figures asked for. Unless told: the main metrics and those with findings, of the
 * declared strata and `merged`.
 * @param metrics, strata comma-separated names
 * @throws UserError for a name that no run has
 */
export function selectFigures(history: History, metrics?: string, strata?: string): History {
  const figures = history.runs.flatMap((run) => run.figures);
  const named = (what: "metric" | "stratum", asked: string) =>
    names(what, asked, [...new Set(figures.map((figure) => figure[what]))]);
  const found = history.runs.flatMap(({ findings }) => findings.map(({ metric }) => metric));
  const wanted = new Set(metrics === undefined ? [...usualMetrics, ...found] : named("metric", metrics));
  const inside = strata === undefined ? null : new Set(named("stratum", strata));
  return {
    ...history,
    runs: history.runs.map((run) => ({
      ...run,
      figures: run.figures.filter(
        ({ metric, stratum, kind }) =>
          wanted.has(metric) && (inside?.has(stratum) ?? (kind === "declared" || kind === "merged")),
      ),
    })),
  };
}

/** A name may hold a comma itself. */
function names(what: "metric" | "stratum", asked: string, known: readonly string[]): string[] {
  if (known.includes(asked)) return [asked];
  return asked.split(",").map((part) => {
    const name = part.trim();
    if (!known.includes(name))
      throw new UserError(
        messages.notInHistory(what, name, didYouMean(name, known), known.slice(0, 20).join(", ")),
      );
    return name;
  });
}
