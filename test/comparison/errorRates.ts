import { aurocChange } from "../../src/analysis/comparison/aurocChange.js";
import { callsChange } from "../../src/analysis/comparison/callsChange.js";
import type { ComparedStratum } from "../../src/analysis/comparison/comparedStrata.js";
import { normalQuantile, RandomStream } from "../../src/statistics/index.js";

/** One case's probability-like scores of two models, given its label. */
export type Pair = (label: 0 | 1, random: RandomStream) => readonly [baseline: number, candidate: number];

export const gaussian = (random: RandomStream) =>
  normalQuantile(Math.min(1 - 1e-12, Math.max(1e-12, random.uniform())));

/** Separation of two normal classes with this AUROC. */
const separation = (auroc: number) => Math.SQRT2 * normalQuantile(auroc);

/** Two models whose errors correlate; the second's AUROC is lower by the loss. */
export function shifted(auroc: number, loss: number, correlation: number): Pair {
  const [a, b] = [separation(auroc), separation(auroc - loss)];
  const [shared, own] = [Math.sqrt(correlation), Math.sqrt(1 - correlation)];
  return (label, random) => {
    const common = shared * gaussian(random);
    return [common + own * gaussian(random) + label * a, common + own * gaussian(random) + label * b];
  };
}

/** The second does alike but for a few positives, which it ranks at random from then on. */
export function lost(auroc: number, loss: number): Pair {
  const apart = separation(auroc);
  const share = loss / (auroc - 0.5);
  return (label, random) => {
    const score = gaussian(random) + label * apart;
    const gone = label === 1 && random.uniform() < share;
    return [score, gone ? gaussian(random) : score + 0.05 * gaussian(random)];
  };
}

export function drawn(
  pair: Pair,
  positives: number,
  negatives: number,
  random: RandomStream,
): ComparedStratum {
  const n = positives + negatives;
  const labels = Uint8Array.from({ length: n }, (_, i) => (i < positives ? 1 : 0));
  const pairs = Array.from(labels, (label) => pair(label as 0 | 1, random));
  return {
    result: {
      ...{ name: "s", kind: "declared", cases: n, positives, negatives },
      ...{ identical: false, newlyWrong: 0, newlyRight: 0 },
    },
    labels,
    baseline: Float64Array.from(pairs, ([baseline]) => baseline),
    candidate: Float64Array.from(pairs, ([, candidate]) => candidate),
    clusters: undefined,
  };
}

/** The judged interval of the gain, and p of a loss beyond the margin. */
export function auroc(stratum: ComparedStratum) {
  return aurocChange(stratum, 0.95).judged!;
}

/** Of sensitivity, where scores at or above 0 are called positive. */
export function sensitivity(stratum: ComparedStratum) {
  return callsChange("sensitivity", stratum, { baseline: 0, candidate: 0 }, 0.95).judged!;
}

/** How often something happens in so many draws. */
export function share(
  repetitions: number,
  stream: string,
  happens: (random: RandomStream) => boolean,
): number {
  let count = 0;
  for (let i = 0; i < repetitions; i++) if (happens(new RandomStream(20261123, stream, i))) count++;
  return count / repetitions;
}

/** Positives called by both, by one alone: the second loses so much sensitivity, and gains a share too. */
export function calls(right: number, loss: number, gained: number): Pair {
  return (label, random) => {
    if (label === 0) return [-1, -1];
    const u = random.uniform();
    if (u < gained) return [-1, 1];
    if (u < 2 * gained + loss) return [1, -1];
    return u < right + gained ? [1, 1] : [-1, -1];
  };
}
