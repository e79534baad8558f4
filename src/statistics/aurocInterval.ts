import { delong } from "./delong.js";
import { normalQuantile } from "./distributions/normal.js";
import { type Interval, type IntervalOrReason, noInterval } from "./estimate.js";
import { checkLevel } from "./inputs.js";
import { obuchowski } from "./obuchowski.js";

/**
 * DeLong's interval, AUROC ± z · SE, cut to [0, 1] as pROC prints it. Too narrow near 1 with few
 * cases; at exactly 0 or 1 it has no width, so it is null there. Prefer aurocInterval.
 */
export function delongInterval(scores: Float64Array, labels: Uint8Array, level = 0.95): IntervalOrReason {
  checkLevel(level);
  const { auroc, variance, reason } = delong(scores, labels);
  if (auroc.value === null || variance === null) return noInterval(reason ?? "no variance");
  if (auroc.status === "boundary") return noInterval(auroc.reason!);
  const half = -normalQuantile((1 - level) / 2) * Math.sqrt(variance);
  const lower = Math.max(0, auroc.value - half);
  const upper = Math.min(1, auroc.value + half);
  return { interval: { lower, upper, level, method: "DeLong" } };
}

/**
 * The interval of an AUROC to trust: DeLong's variance on the logit scale (Qin & Hotilovac,
 * Statistical Methods in Medical Research 17, 2008: the best coverage of the simple intervals), or
 * Obuchowski's variance when cases come in clusters. At AUROC 0 or 1 the exact bound of
 * boundaryInterval. Null with a class of one case, unless the AUROC is at the boundary.
 * @param clusters one patient a case
 */
export function aurocInterval(
  scores: Float64Array,
  labels: Uint8Array,
  level = 0.95,
  clusters?: Int32Array,
): IntervalOrReason {
  checkLevel(level);
  const result = clusters ? obuchowski(scores, labels, clusters) : delong(scores, labels);
  const { auroc, variance, reason } = result;
  if (auroc.value === null) return noInterval(reason!);
  if (auroc.status === "boundary") {
    const pairs = independentPairs(result, labels);
    if (pairs === 0) return noInterval("only one patient");
    return { interval: boundaryInterval(auroc.value === 1, pairs, level) };
  }
  if (variance === null) return noInterval(reason ?? "no variance");
  const area = auroc.value;
  const half = (-normalQuantile((1 - level) / 2) * Math.sqrt(Math.max(0, variance))) / (area * (1 - area));
  const centre = Math.log(area / (1 - area));
  return {
    interval: {
      lower: 1 / (1 + Math.exp(half - centre)),
      upper: 1 / (1 + Math.exp(-half - centre)),
      level,
      method: clusters ? "logit Obuchowski" : "logit DeLong",
    },
  };
}

/**
 * An exact bound when every pair is ranked rightly (AUROC 1; mirrored for 0). Among the cases one
 * can choose k pairs (positive, negative) that share no case; each is ranked rightly with a
 * probability of the true AUROC, independently. So P(AUROC estimate = 1) is at most AUROC^k, and the
 * lower Clopper–Pearson bound of k out of k, (α/2)^(1/k), holds whatever the score distributions.
 */
function boundaryInterval(perfect: boolean, pairs: number, level: number): Interval {
  const bound = ((1 - level) / 2) ** (1 / pairs);
  return {
    lower: perfect ? bound : 0,
    upper: perfect ? 1 : 1 - bound,
    level,
    method: "exact bound from disjoint pairs",
  };
}

/** How many disjoint pairs of independent units hold a positive in one and a negative in the other. */
function independentPairs(result: ReturnType<typeof delong | typeof obuchowski>, labels: Uint8Array): number {
  if ("clusters" in result) {
    const pairs = Math.floor(result.clusters / 2);
    return Math.min(result.positiveClusters, result.negativeClusters, pairs);
  }
  let positives = 0;
  for (let i = 0; i < labels.length; i++) positives += labels[i];
  return Math.min(positives, labels.length - positives);
}
