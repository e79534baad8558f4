import type { Metric } from "../results/schema/metric.js";
import type { Detection } from "../results/schema/uncertainty.js";
import {
  auroc,
  aurocInterval,
  averagePrecision,
  bootstrapDetection,
  fprAt95Tpr,
} from "../statistics/index.js";
import { metric, type Resampling } from "./scoredSet.js";
import type { UncertaintyScores } from "./uncertaintyScores.js";

/** Cases among which a score is to find some. */
export interface Detectable {
  /** Which of all cases. */
  readonly indices: readonly number[];
  /** 1 for those to be found; in the order of `indices`. */
  readonly labels: Uint8Array;
  readonly clusters: Int32Array | undefined;
}

/** @param patients by case, where patients are resampled whole */
export function detectable(
  indices: readonly number[],
  toBeFound: (index: number) => boolean,
  patients: Int32Array | undefined,
): Detectable {
  return {
    indices,
    labels: Uint8Array.from(indices, (i) => (toBeFound(i) ? 1 : 0)),
    clusters: patients && Int32Array.from(indices, (i) => patients[i]),
  };
}

/**
 * How well each score finds them. All scores see the same resamples, drawn within those to be found and the
 * rest (patients whole).
 */
export function detection(
  scores: UncertaintyScores,
  { indices, labels, clusters }: Detectable,
  resampling: Resampling,
  stream: string,
): Record<string, Detection> {
  const own = Object.values(scores).map((all) => Float64Array.from(indices, (i) => all[i]));
  const intervals = bootstrapDetection({ scores: own, labels, clusters, ...resampling, stream });
  const rest = labels.map((label) => 1 - label);
  return Object.fromEntries(
    Object.keys(scores).map((name, s) => {
      const values = own[s];
      const found = intervals[s];
      const exact = aurocInterval(values, labels, resampling.level, clusters);
      return [
        name,
        {
          auroc: metric(auroc(values, labels), found.auroc, exact),
          auprOut: metric(averagePrecision(values, labels), found.auprOut, null),
          auprIn: metric(
            averagePrecision(
              values.map((value) => -value),
              rest,
            ),
            found.auprIn,
            null,
          ),
          fprAt95Tpr: metric(fprAt95Tpr(values, labels), found.fprAt95Tpr, null),
        },
      ];
    }),
  );
}

/**
 * The AUROC alone.
 * @param lacking why there is none where no case is to be found, and where all are
 */
export function detectionAurocs(
  scores: UncertaintyScores,
  cases: Detectable,
  resampling: Resampling,
  stream: string,
  lacking: { readonly positives: string; readonly negatives: string },
): Record<string, Metric> {
  const found = cases.labels.reduce((sum, label) => sum + label, 0);
  if (found === 0 || found === cases.labels.length) {
    const reason = found === 0 ? lacking.positives : lacking.negatives;
    const none: Metric = { value: null, status: "one-class", reason, ci: null, exactCi: null };
    return Object.fromEntries(Object.keys(scores).map((name) => [name, none]));
  }
  return Object.fromEntries(
    Object.entries(detection(scores, cases, resampling, stream)).map(([name, one]) => [name, one.auroc]),
  );
}
