import { betaQuantile } from "./distributions/beta.js";
import { normalQuantile } from "./distributions/normal.js";
import { type IntervalOrReason, noInterval } from "./estimate.js";
import { checkLevel } from "./inputs.js";

/**
 * The exact interval of a proportion (Clopper & Pearson, Biometrika 26, 1934): never covers less
 * than its level. 0 and 1 are attained at x = 0 and x = n.
 * @param successes 0 … trials; need not be whole (an effective count of clustered cases)
 * @param trials > 0, else null
 */
export function clopperPearson(successes: number, trials: number, level = 0.95): IntervalOrReason {
  check(successes, trials, level);
  if (trials === 0) return noInterval("no cases");
  const tail = (1 - level) / 2;
  const failures = trials - successes;
  return {
    interval: {
      lower: successes === 0 ? 0 : betaQuantile(tail, successes, failures + 1),
      upper: failures === 0 ? 1 : betaQuantile(tail, successes + 1, failures, "upper"),
      level,
      method: "Clopper–Pearson",
    },
  };
}

/**
 * Wilson's score interval of a proportion (JASA 22, 1927): covers its level on average, and is
 * shorter than Clopper–Pearson.
 */
export function wilson(successes: number, trials: number, level = 0.95): IntervalOrReason {
  check(successes, trials, level);
  if (trials === 0) return noInterval("no cases");
  const z = -normalQuantile((1 - level) / 2);
  const failures = trials - successes;
  const total = trials + z * z;
  const half = z * Math.sqrt((successes * failures) / trials + (z * z) / 4);
  // The bounds at x = 0 and x = n are 0 and 1 exactly; the formula misses them by a rounding.
  return {
    interval: {
      lower: successes === 0 ? 0 : (successes + (z * z) / 2 - half) / total,
      upper: failures === 0 ? 1 : (successes + (z * z) / 2 + half) / total,
      level,
      method: "Wilson",
    },
  };
}

function check(successes: number, trials: number, level: number): void {
  checkLevel(level);
  if (!(trials >= 0 && successes >= 0 && successes <= trials))
    throw new RangeError(`${successes} of ${trials} is not a proportion`);
}
