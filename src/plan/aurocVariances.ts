import { type AurocVariance, binormalVariance, exponentialVariance } from "../statistics/index.js";
import type { VarianceSource } from "./planned.js";

/**
 * The variance of an AUROC to plan with.
 * @param spread of a run's AUROC over the binormal; that of another AUROC or number of cases is taken to be the
 * same share of the binormal
 */
export function varianceOf(source: VarianceSource, spread = 1): AurocVariance {
  if (source === "hanley-mcneil") return exponentialVariance;
  if (source === "binormal" || spread === 1) return binormalVariance;
  return (auroc, sizes) => spread * binormalVariance(auroc, sizes);
}
