import { halfDeviance } from "../distributions/saddlePoint.js";
import { checkLength } from "../inputs.js";

/**
 * What a deep ensemble is unsure of, case by case (Lakshminarayanan et al., NeurIPS 2017). All take one
 * array a member, of its probabilities of each case, and give one value a case; more is less sure.
 */
type Members = readonly Float64Array[];

/**
 * Population variance over the members, in [0, 0.25]: from the squared differences of all pairs, so that it is
 * exactly 0 where they agree and no digits cancel where they nearly do.
 */
export function predictiveVariance(members: Members): Float64Array {
  return caseByCase(members, (own) => {
    let squares = 0;
    for (let a = 1; a < own.length; a++) for (let b = 0; b < a; b++) squares += (own[a] - own[b]) ** 2;
    return squares / own.length ** 2;
  });
}

/** The mean probability over the members. */
export function meanProbability(members: Members): Float64Array {
  return caseByCase(members, meanOf);
}

/** Mean over the members of each one's own entropy, in nats, [0, ln 2]: the ambiguity that they agree on. */
export function meanEntropy(members: Members): Float64Array {
  return caseByCase(members, (own) => meanOf(own.map(entropy)));
}

/**
 * Mutual information of the call and the member, in nats, [0, ln 2]: predictive minus mean entropy, what is
 * due to the members' disagreement (Smith & Gal, UAI 2018). Summed as each member's divergence from the mean,
 * so that it is exactly 0 where they agree and keeps its digits where they nearly do.
 */
export function mutualInformation(members: Members): Float64Array {
  return caseByCase(members, (own) => {
    const mean = meanOf(own);
    return meanOf(own.map((p) => divergenceTerm(p, mean) + divergenceTerm(1 - p, 1 - mean)));
  });
}

/** Entropy of each probability, in nats: of the members' mean it is the predictive entropy. */
export function binaryEntropy(probabilities: Float64Array): Float64Array {
  return probabilities.map(entropy);
}

/** 1 − max(p, 1 − p), in [0, 0.5]. For two classes it ranks cases as the entropy does. */
export function distanceFromCertainty(probabilities: Float64Array): Float64Array {
  return probabilities.map((p) => Math.min(p, 1 - p));
}

function entropy(p: number): number {
  // Of the rarer class, so that p and 1 − p tie exactly.
  const rarer = Math.min(p, 1 - p);
  return rarer <= 0 ? 0 : -(rarer * Math.log(rarer) + (1 - rarer) * Math.log1p(-rarer));
}

/** p ln(p / mean) + mean − p. */
const divergenceTerm = (p: number, mean: number) => (p === 0 ? mean : halfDeviance(p, mean));

/** Deviations from the first value are averaged: the mean of equal values is that value exactly. */
function meanOf(values: Float64Array): number {
  let deviations = 0;
  for (const value of values) deviations += value - values[0];
  return values[0] + deviations / values.length;
}

/** @param value of the members' probabilities of one case, a buffer that is used again */
function caseByCase(members: Members, value: (own: Float64Array) => number): Float64Array {
  if (members.length === 0) throw new RangeError("an ensemble needs members");
  for (const member of members) checkLength("member", member.length, members[0].length);
  const own = new Float64Array(members.length);
  return members[0].map((_, i) => {
    for (let m = 0; m < members.length; m++) own[m] = members[m][i];
    return value(own);
  });
}
