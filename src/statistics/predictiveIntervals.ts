import type { IntervalOrReason } from "./estimate.js";
import { noInterval } from "./estimate.js";
import { checkLevel } from "./inputs.js";
import type { LikelihoodRatios, RatioBounds } from "./likelihoodRatios.js";

/**
 * Intervals of PPV and NPV at a prevalence that is taken as known: the odds of disease after a call are the
 * odds before it times the likelihood ratio, so the ratio's bounds give theirs. From the log method's
 * bounds these are the standard logit intervals of Mercaldo, Lau & Zhou (Statistics in Medicine 26, 2007).
 * @param prevalence in (0, 1)
 * @param level that the ratios' bounds were made with
 */
export function predictiveIntervals(
  { positive, negative }: LikelihoodRatios,
  prevalence: number,
  level = 0.95,
): { ppv: IntervalOrReason; npv: IntervalOrReason } {
  checkLevel(level);
  if (!(prevalence > 0 && prevalence < 1)) throw new RangeError(`${prevalence} is not a prevalence`);
  const odds = prevalence / (1 - prevalence);
  // NPV falls with the odds of disease after a negative call: its lower bound comes from their upper one.
  const npv = ({ lower, upper }: RatioBounds) => [1 / (1 + odds * upper), 1 / (1 + odds * lower)] as const;
  const ppv = ({ lower, upper }: RatioBounds) => [share(odds * lower), share(odds * upper)] as const;
  const interval = (
    { bounds, interval: { reason } }: LikelihoodRatios["positive"],
    of: (bounds: RatioBounds) => readonly [number, number],
  ): IntervalOrReason => {
    if (bounds === null) return noInterval(reason!);
    const [lower, upper] = of(bounds);
    const method = bounds.method === "log method" ? "logit method" : bounds.method;
    return { interval: { lower, upper, level, method: `${method}, at a prevalence taken as known` } };
  };
  return { ppv: interval(positive, ppv), npv: interval(negative, npv) };
}

const share = (odds: number): number => (odds === Number.POSITIVE_INFINITY ? 1 : odds / (1 + odds));
