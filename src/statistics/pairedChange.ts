import { normalQuantile } from "./distributions/normal.js";
import { studentTCdf, studentTQuantile } from "./distributions/studentT.js";
import type { Interval } from "./estimate.js";
import { checkLevel } from "./inputs.js";

/**
 * How a paired change of a figure varies. A gain is the change counted so that more is better, whatever the
 * figure.
 */
export interface ChangeSpread {
  /** Second model minus first; of a figure of which less is better, first minus second. */
  readonly gain: number;
  /** Of the gain, from the cases at hand: DeLong, Obuchowski or the bootstrap. May be 0. */
  readonly standardError: number;
  /** What one more case that the second model loses costs the figure, > 0; of a patient where they repeat. */
  readonly unseen: number;
  /** Independent units of the smaller class, 2 or more. */
  readonly units: number;
}

/**
 * Two one-sided bounds of a gain, each at (1 − level) / 2.
 *
 * Lower: a model update often does alike on nearly all cases and loses a few outright. With few cases one may
 * see none of these, and the standard error is then next to 0: simulated with 20 fractures, the bound
 * gain − 1.96 · SE passes a loss as large as the margin up to 22 % of the time instead of 2.5 %. So the
 * bound is a score bound: under a true gain of g, the loss of (gain − g) that isn't seen came in lumps of
 * `unseen`, which adds the variance unseen · (gain − g), as of a Poisson count:
 * (gain − g)² = z² (SE² + unseen (gain − g)). With one figure's lumps alone it is the score interval of a
 * Poisson count, as Tango's interval (1998) nearly is without a discordant pair.
 *
 * Upper: gain + t · SE with units − 1 degrees of freedom, SE no less than one lump. What makes the other bound
 * wide are losses, which would only make this one wider than it need be.
 */
export function changeInterval(spread: ChangeSpread, level: number, method: string): Interval {
  checkLevel(level);
  check(spread);
  const { gain } = spread;
  return {
    lower: gain - scoreReach(spread, level),
    upper: gain + upperReach(spread, level),
    level,
    method,
  };
}

/** How far below the gain the score bound lies. */
function reach({ standardError, unseen }: Pick<ChangeSpread, "standardError" | "unseen">, z: number): number {
  const half = (z * z * unseen) / 2;
  return half + Math.hypot(half, z * standardError);
}

/** How far below the gain changeInterval's lower bound lies. */
export const scoreReach = (spread: Pick<ChangeSpread, "standardError" | "unseen">, level: number): number =>
  reach(spread, -normalQuantile((1 - level) / 2));

/** How far above the gain its upper bound lies. */
export const upperReach = (spread: Omit<ChangeSpread, "gain">, level: number): number =>
  -studentTQuantile((1 - level) / 2, spread.units - 1) * errorAbove(spread);

/** The standard error towards better: no less than one lump. */
export const errorAbove = ({
  standardError,
  unseen,
}: Pick<ChangeSpread, "standardError" | "unseen">): number => Math.max(standardError, unseen);

/**
 * One-sided p of "the true gain is at least −margin": small where the second model is worse by more than the
 * margin. Below (1 − level) / 2 exactly where changeInterval's upper bound is below −margin.
 */
export function lossBeyond(spread: ChangeSpread, margin: number): number {
  check(spread);
  return studentTCdf((spread.gain + margin) / errorAbove(spread), spread.units - 1);
}

/** What cases like these could show. */
export interface ChangePlan {
  /** The smallest margin they pass four times in five, were the models alike. */
  readonly margin80: number;
  /** The smallest true loss that fails at the margin four times in five. */
  readonly loss80: number;
  /** How many times as many cases pass the margin four times in five, were the models alike; null at margin 0. */
  readonly times: number | null;
}

const power = 0.8;

/**
 * By the normal approximation, at the spread observed: it shrinks with the root of the number of cases, a case's
 * weight with the number.
 */
export function changePlan(spread: ChangeSpread, margin: number, level: number): ChangePlan {
  checkLevel(level);
  check(spread);
  const tail = (1 - level) / 2;
  const z = -normalQuantile(tail);
  const more = normalQuantile(power);
  const passes = (times: number) => {
    const standardError = spread.standardError / Math.sqrt(times);
    return reach({ standardError, unseen: spread.unseen / times }, z) + more * standardError;
  };
  return {
    margin80: passes(1),
    loss80: margin + upperReach(spread, level) + more * errorAbove(spread),
    times: margin > 0 ? timesUntil((times) => passes(times) <= margin) : null,
  };
}

/** The smallest number for which something holds that holds for every larger one. */
function timesUntil(holds: (times: number) => boolean): number {
  let [low, high] = [1e-9, 1];
  while (!holds(high)) high *= 2;
  while (high / low > 1 + 1e-9) {
    const middle = Math.sqrt(low * high);
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}

function check({ gain, standardError, unseen, units }: ChangeSpread): void {
  if (!(Number.isFinite(gain) && standardError >= 0 && unseen > 0 && units >= 2))
    throw new RangeError(
      `gain ${gain}, standard error ${standardError}, unseen ${unseen}, units ${units} are no spread`,
    );
}
