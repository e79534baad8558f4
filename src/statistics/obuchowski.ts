import { aurocEstimate } from "./auroc.js";
import { missingClass } from "./classScores.js";
import { type DelongResult, placementValues } from "./delong.js";
import { checkLength } from "./inputs.js";

/** DelongResult plus the number of independent units behind it. */
export interface ClusteredAuroc extends DelongResult {
  /** Clusters with at least one positive. */
  positiveClusters: number;
  /** Clusters with at least one negative. */
  negativeClusters: number;
  clusters: number;
}

/**
 * Variance of the AUROC when cases come in clusters (several images a patient): Obuchowski,
 * "Nonparametric analysis of clustered ROC curve data", Biometrics 53, 1997. Placement values are
 * summed within each cluster, so that cases of one patient need not be independent. With one case a
 * cluster it equals DeLong's variance. O(n log n).
 * @param clusters one cluster id a case
 */
export function obuchowski(scores: Float64Array, labels: Uint8Array, clusters: Int32Array): ClusteredAuroc {
  checkLength("clusters", clusters.length, scores.length);
  const placements = placementValues(scores, labels);
  return { ...clusteredAuroc(placements, labels, clusters), placements };
}

/**
 * Obuchowski's variance of the mean placement value: of one model, or of two models' differences, which
 * tests them on the same clustered cases.
 */
export function clusteredAuroc(
  placements: Float64Array,
  labels: Uint8Array,
  clusters: Int32Array,
): Omit<ClusteredAuroc, "placements"> {
  const { each, total } = clusterSums(placements, labels, clusters);
  const positiveClusters = each.filter((s) => s.positives > 0).length;
  const negativeClusters = each.filter((s) => s.negatives > 0).length;
  const counts = { positiveClusters, negativeClusters, clusters: each.length };
  const { positives: m, negatives: n } = total;
  const lacking = missingClass(m, n);
  if (lacking) return { auroc: lacking, variance: null, reason: lacking.reason, ...counts };
  const area = total.positivePlacements / m;
  const auroc = aurocEstimate(area);
  if (positiveClusters < 2 || negativeClusters < 2) {
    const reason = `only one patient with a ${positiveClusters < 2 ? "positive" : "negative"} case`;
    return { auroc, variance: null, reason, ...counts };
  }
  let squares10 = 0;
  let squares01 = 0;
  let products = 0;
  for (const s of each) {
    const ofPositives = s.positivePlacements - s.positives * area;
    const ofNegatives = s.negativePlacements - s.negatives * area;
    squares10 += ofPositives ** 2;
    squares01 += ofNegatives ** 2;
    products += ofPositives * ofNegatives;
  }
  const variance =
    ((positiveClusters / (positiveClusters - 1)) * squares10) / (m * m) +
    ((negativeClusters / (negativeClusters - 1)) * squares01) / (n * n) +
    (2 * (each.length / (each.length - 1)) * products) / (m * n);
  return { auroc, variance, ...counts };
}

function clusterSums(placements: Float64Array, labels: Uint8Array, clusters: Int32Array) {
  const sums = new Map<number, ClusterSum>();
  const total = emptySum();
  for (let i = 0; i < labels.length; i++) {
    const sum = sums.get(clusters[i]) ?? emptySum();
    sums.set(clusters[i], sum);
    for (const s of [sum, total]) {
      if (labels[i] === 1) {
        s.positives++;
        s.positivePlacements += placements[i];
      } else {
        s.negatives++;
        s.negativePlacements += placements[i];
      }
    }
  }
  return { each: [...sums.values()], total };
}

interface ClusterSum {
  positives: number;
  negatives: number;
  positivePlacements: number;
  negativePlacements: number;
}

function emptySum(): ClusterSum {
  return { positives: 0, negatives: 0, positivePlacements: 0, negativePlacements: 0 };
}
