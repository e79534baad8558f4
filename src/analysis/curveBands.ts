import type { StratumResult } from "../results/schema/stratum.js";
import type { CurveBands } from "../statistics/index.js";

/** Points along each curve: every whole percent, ends included. */
export const bandPoints = 101;

/** A stratum's bands as results.json has them; none where a class is missing or nothing was resampled. */
export function curveBandsOf(bands: CurveBands | undefined): Pick<StratumResult, "rocBand" | "prBand"> {
  if (bands === undefined || bands.roc.every(({ lower }) => lower === null)) return {};
  return {
    rocBand: bands.roc.map(({ x, lower, upper }) => ({ fpr: x, lower, upper })),
    prBand: bands.precisionRecall.map(({ x, lower, upper }) => ({ recall: x, lower, upper })),
  };
}
