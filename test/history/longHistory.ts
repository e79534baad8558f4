import { type History, historySchema } from "../../src/results/schema/history.js";
import { goldenResults } from "../reports/goldenResults.js";

/**
 * A history of as many runs: a new model every fifth, whose figures in the hard stratum are lower by the
 * model's number in hundredths; from the second model on its sensitivity fails and its AUROC is undecided.
 */
export function longHistory(count: number): History {
  const { results } = goldenResults("reference");
  const hash = (digit: number) => String(digit % 10).repeat(64);
  const runs = Array.from({ length: count }, (_, i) => {
    const model = Math.floor(i / 5);
    return {
      run: i + 1,
      startedAt: new Date(Date.UTC(2026, 9, 1 + i, 3)).toISOString(),
      tool: { version: "0.1.0" },
      model: { name: `wrist-net 1.${model}`, sha256: hash(model), descriptionSha256: null },
      protocol: { name: results.protocol.name, sha256: results.protocol.sha256 },
      cohort: {
        name: results.cohort.name,
        sha256: results.cohort.sha256,
        imagesSha256: results.cohort.imagesSha256,
        casesTableSha256: results.cohort.casesTable.sha256,
      },
      bootstrap: results.protocol.bootstrap,
      verdict: model === 0 ? "pass" : "fail",
      findings:
        model === 0
          ? []
          : [
              { stratum: "ct-confirmed", metric: "auroc", rule: "at least 0.8", outcome: "inconclusive" },
              { stratum: "ct-confirmed", metric: "sensitivity", rule: "at least 0.85", outcome: "fail" },
            ],
      resultsSha256: hash(i),
      sameResultsAs: i === 2 ? 2 : null,
      changed: i > 0 && i % 5 === 0 ? ["model"] : [],
      figures: results.strata.flatMap(({ name, kind, cases, positives, negatives, metrics }) =>
        (["auroc", "sensitivity", "specificity"] as const).map((metric) => {
          const down = name === "ct-confirmed" ? model / 100 : 0;
          const { value, status, ci, exactCi } = metrics[metric];
          const lowered = (interval: typeof ci) =>
            interval && { ...interval, lower: interval.lower - down, upper: interval.upper - down };
          return {
            ...{ stratum: name, kind, metric, cases, positives, negatives, status, reason: null },
            ...{ value: value! - down, ci: lowered(ci), exactCi: lowered(exactCi ?? null) },
          };
        }),
      ),
    };
  });
  return historySchema.parse({ historyVersion: 1, runs });
}
