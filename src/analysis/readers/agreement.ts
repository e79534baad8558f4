import type { Agreement } from "../../results/schema/analyses.js";
import type { Metric } from "../../results/schema/metric.js";
import { agreementTable, clusteredKappa, cohenKappa, type Kappa } from "../../statistics/index.js";
import type { ReadStratum } from "./readerAnalysis.js";

/**
 * Cohen's kappa of every pair of readers, model and truth, each on the cases that both have. All have two
 * answers, for which quadratic, linear and no weights are the same.
 */
export function agreementOf(stratum: ReadStratum, level: number): Agreement[] {
  const raters: { name: string; calls: ArrayLike<0 | 1 | null | number> }[] = [
    ...stratum.readers,
    { name: "model", calls: stratum.model },
    { name: "truth", calls: stratum.labels },
  ];
  return raters.flatMap((a, i) =>
    raters.slice(i + 1).map((b) => {
      const both = Array.from(stratum.labels.keys()).filter(
        (c) => a.calls[c] !== null && b.calls[c] !== null,
      );
      const first = Uint8Array.from(both, (c) => a.calls[c]!);
      const second = Uint8Array.from(both, (c) => b.calls[c]!);
      const clusters = stratum.clusters && Int32Array.from(both, (c) => stratum.clusters![c]);
      const repeated = clusters && new Set(clusters).size < clusters.length;
      const found = repeated
        ? clusteredKappa(first, second, 2, clusters, "quadratic", level)
        : cohenKappa(agreementTable(first, second, 2), "quadratic", level);
      return { stratum: stratum.name, a: a.name, b: b.name, cases: both.length, kappa: metricOf(found) };
    }),
  );
}

function metricOf({ kappa: { value, status, reason }, ci }: Kappa): Metric {
  const head = { value, status, ...(reason === undefined ? {} : { reason }) };
  if (value === null) return { ...head, ci: null };
  if (ci === null)
    return {
      ...head,
      ci: null,
      ciReason: value === 1 ? "they agree on every case" : "too few patients",
    };
  // The large-sample interval knows nothing of kappa's range.
  const cut = ci.lower < -1 || ci.upper > 1;
  return {
    ...head,
    ci: {
      ...ci,
      lower: Math.max(-1, ci.lower),
      upper: Math.min(1, ci.upper),
      method: cut ? `${ci.method}, cut at 1` : ci.method,
    },
  };
}
