import { defined, type Estimate, missing } from "../estimate.js";
import { checkProbabilitiesAndLabels } from "../inputs.js";
import { logLoss } from "./logLoss.js";

/** One number that softens (above 1) or sharpens (below 1) probabilities without changing their order. */
export interface TemperatureFit {
  temperature: Estimate;
  /** Of the probabilities as given, and tempered; null where there is no temperature. */
  logLossBefore: number | null;
  logLossAfter: number | null;
}

/**
 * Temperature scaling (Guo et al., ICML 2017): the T for which sigmoid(logit(p) / T) has the least log loss.
 * Convex in 1 / T, so there is one. Missing when there is none above 0 and below infinity: every case is on
 * its side of one half (then sharper is always better), or the probabilities do no better than a coin.
 */
export function fitTemperature(probabilities: Float64Array, labels: Uint8Array): TemperatureFit {
  checkProbabilitiesAndLabels(probabilities, labels);
  const none = { logLossBefore: null, logLossAfter: null };
  if (labels.length === 0) return { temperature: missing("too-few", "no cases"), ...none };
  const logits = probabilities.map(logit);
  if (logits.every((x, i) => (labels[i] === 1 ? x >= 0 : x <= 0)))
    return { temperature: missing("undefined", "one half separates the classes"), ...none };
  /** Of the log loss's sum in 1 / T; rises. */
  const slope = (inverse: number) =>
    logits.reduce((sum, x, i) => sum + (sigmoid(inverse * x) - labels[i]) * x, 0);
  if (slope(0) >= 0)
    return { temperature: missing("undefined", "the probabilities do no better than a coin"), ...none };
  let [low, high] = [0, 1];
  while (slope(high) < 0) [low, high] = [high, 2 * high];
  while (low < high) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (slope(middle) < 0) low = middle;
    else high = middle;
  }
  const temperature = 2 / (low + high);
  return {
    temperature: defined(temperature),
    logLossBefore: logLoss(probabilities, labels).value,
    logLossAfter: logLoss(tempered(probabilities, temperature), labels).value,
  };
}

/** sigmoid(logit(p) / T) of each probability; NaN stays. Logits are cut at ±34.5, as in the log loss. */
export function tempered(probabilities: Float64Array, temperature: number): Float64Array {
  if (!(temperature > 0)) throw new RangeError(`temperature ${temperature} is not above 0`);
  return probabilities.map((p) => sigmoid(logit(p) / temperature));
}

function logit(p: number): number {
  const cut = Math.min(1 - 1e-15, Math.max(1e-15, p));
  return Math.log(cut) - Math.log1p(-cut);
}

/** Right in both tails. */
function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x));
  const odds = Math.exp(x);
  return odds / (1 + odds);
}
