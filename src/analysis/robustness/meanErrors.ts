import * as messages from "../../messages/robustness.js";
import type { CorruptionError, NumberOrReason, StratumRobustness } from "../../results/schema/robustness.js";

/** What a model reached in one stratum, as numbers alone: what relative errors divide by. */
export interface Reached {
  readonly stratum: string;
  readonly clean: Measures;
  /** By corruption, then by severity. */
  readonly corruptions: Readonly<Record<string, Readonly<Record<string, Measures>>>>;
}

interface Measures {
  readonly auroc: number | null;
  readonly balancedAccuracy: number | null;
}

type Curves = Pick<StratumRobustness, "stratum" | "clean" | "corruptions">;

const measuresOf = ({ auroc, sensitivity, specificity }: Curves["clean"]): Measures => ({
  auroc: auroc.value,
  balancedAccuracy:
    sensitivity.value === null || specificity.value === null
      ? null
      : (sensitivity.value + specificity.value) / 2,
});

/** The numbers that another model's errors are divided by. */
export function reachedBy({ stratum, clean, corruptions }: Curves): Reached {
  return {
    stratum,
    clean: measuresOf(clean),
    corruptions: Object.fromEntries(
      corruptions.map(({ corruption, levels }) => [
        corruption,
        Object.fromEntries(levels.map(({ severity, metrics }) => [String(severity), measuresOf(metrics)])),
      ]),
    ),
  };
}

/** Mean errors below this are too near 0 to divide by: a case in two hundred. */
const least = 0.005;

/**
 * Mean corruption error, absolute and relative to a baseline (Hendrycks & Dietterich, "Benchmarking neural
 * network robustness to common corruptions and perturbations", ICLR 2019, mCE and relative mCE). Their error
 * is the share misclassified; here it is 1 − AUROC, and 1 − balanced accuracy at the operating point, neither
 * of which depends on the share of fractures.
 * @param baseline of the same stratum; null where there is none
 * @param whyNone why there is none
 */
export function meanErrors(own: Curves, baseline: Reached | null, whyNone: string): CorruptionError[] {
  const reached = reachedBy(own);
  return (["auroc", "balancedAccuracy"] as const).map((measure) => {
    const of = errorsFor(reached, reached, measure);
    const against = baseline && errorsFor(baseline, reached, measure);
    const relatives = (kind: "mean" | "increase", what: string) => {
      const ratios = of.means.map((one, c) => {
        const [over, under] = [one[kind], against?.means[c][kind] ?? null];
        if (over === null || under === null) return { value: null, reason: messages.errorUndefined };
        return Math.abs(under) < least
          ? { value: null, reason: messages.tooNearZero(what, under) }
          : { value: over / under };
      });
      const found = ratios.flatMap(({ value }) => (value === null ? [] : [value]));
      const counts = { corruptions: found.length, of: ratios.length };
      if (against === null) return { value: null, reason: whyNone, ...counts };
      if (against.missing) return { value: null, reason: messages.noBaselineLevel, ...counts };
      if (found.length > 0) return { value: mean(found), ...counts };
      return { value: null, reason: ratios[0]?.reason ?? messages.noCorruption, ...counts };
    };
    return {
      measure,
      clean: of.clean === null ? { value: null, reason: messages.errorUndefined } : { value: of.clean },
      absolute: absolute(of),
      baseline: against === null ? { value: null, reason: whyNone } : absolute(against),
      relative: relatives("mean", messages.baselineError),
      relativeIncrease: relatives("increase", messages.baselineIncrease),
    };
  });
}

interface Errors {
  readonly clean: number | null;
  /** By corruption: the mean error over severities, and how much that is above the uncorrupted one. */
  readonly means: readonly { readonly mean: number | null; readonly increase: number | null }[];
  /** A severity wanted isn't there. */
  readonly missing: boolean;
}

/** Errors on the corruptions and severities that `wanted` has. */
function errorsFor(of: Reached, wanted: Reached, measure: keyof Measures): Errors {
  const error = (value: number | null | undefined) =>
    value === null || value === undefined ? null : 1 - value;
  const clean = error(of.clean[measure]);
  let missing = false;
  const means = Object.entries(wanted.corruptions)
    .filter(([, levels]) => Object.keys(levels).length > 0)
    .map(([corruption, levels]) => {
      const errors = Object.keys(levels).map((severity) => {
        const found = of.corruptions[corruption]?.[severity];
        if (found === undefined) missing = true;
        return error(found?.[measure]);
      });
      const own = errors.includes(null) ? null : mean(errors as number[]);
      return { mean: own, increase: own === null || clean === null ? null : own - clean };
    });
  return { clean, means, missing };
}

function absolute({ means, missing }: Errors): NumberOrReason {
  if (missing) return { value: null, reason: messages.noBaselineLevel };
  if (means.length === 0) return { value: null, reason: messages.noCorruption };
  const own = means.map((one) => one.mean);
  return own.includes(null)
    ? { value: null, reason: messages.errorUndefined }
    : { value: mean(own as number[]) };
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
