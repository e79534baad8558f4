import { auroc } from "../auroc.js";
import { caseDrawer } from "../bootstrap/drawCases.js";
import { percentileInterval } from "../bootstrap/percentileInterval.js";
import { type IntervalOrReason, noInterval } from "../estimate.js";
import { RandomStream } from "../random.js";
import { type Design, designOf, type RegressionRequest } from "./design.js";
import { maximiseLikelihood } from "./maximumLikelihood.js";
import { maximisePenalised } from "./penalisedLikelihood.js";

/** How much better a model ranks with some of its terms than without them. */
export interface NestedAuroc {
  /** AUROC of each model on the cases it was fitted to. */
  full: number;
  restricted: number;
  /** full − restricted, as seen on those cases: too large, because both were fitted to them. */
  apparent: number;
  /** By how much, on average over resamples; null without any. */
  optimism: number | null;
  /** apparent − optimism. */
  difference: number | null;
  /** Of `difference`. */
  ci: IntervalOrReason;
}

export interface NestedAurocRequest extends RegressionRequest {
  /** For each comparison, the names of the terms that the smaller model lacks. */
  dropped: readonly (readonly string[])[];
  /** One patient a case: patients are then drawn whole. */
  clusters?: Int32Array;
  iterations: number;
  seed: number;
  stream: string;
}

/**
 * Differences in AUROC of a logistic model and models nested in it, corrected for optimism by Harrell's
 * bootstrap: the models are fitted anew to each resample and compared there and on the original cases; the
 * mean of what the former exceeds the latter by is taken off (Harrell, Lee & Mark, Statistics in Medicine 15,
 * 1996). The interval is the resamples' percentile interval moved by the same amount (Noma et al.,
 * Statistics in Medicine 40, 2021); it neglects the optimism's own uncertainty. DeLong's test would not do:
 * for nested models fitted to the same cases its statistic is not normal (Demler, Pencina & D'Agostino,
 * Statistics in Medicine 31, 2012). Separated fits are replaced by Firth's.
 * @returns one a comparison; null where a model can't be fitted to the whole sample
 */
export function nestedAurocs(request: NestedAurocRequest): (NestedAuroc | null)[] {
  const { labels, dropped, clusters, iterations, seed, stream, level = 0.95 } = request;
  const without = (names: readonly string[]) =>
    designOf({ ...request, terms: request.terms.filter(({ name }) => !names.includes(name)) });
  const designs = [designOf(request), ...dropped.map(without)];
  const fits = designs.map((design) => coefficientsOf(design));
  const own = areasOf(designs, fits);
  const draw = caseDrawer(labels, clusters);
  const there = designs.map(() => new Float64Array(iterations).fill(Number.NaN));
  const original = designs.map(() => new Float64Array(iterations).fill(Number.NaN));
  for (let iteration = 0; iteration < iterations; iteration++) {
    const cases = draw(new RandomStream(seed, "nested AUROC", stream, iteration));
    const drawn = resampler(cases);
    const samples = designs.map(drawn);
    const refits = samples.map((sample, m) => coefficientsOf(sample, fits[m]));
    areasOf(samples, refits).forEach((area, m) => {
      there[m][iteration] = area ?? Number.NaN;
    });
    areasOf(designs, refits).forEach((area, m) => {
      original[m][iteration] = area ?? Number.NaN;
    });
  }
  const what = `models refitted, moved by the optimism, unit ${clusters ? "patient" : "case"}`;
  return dropped.map((_, k) => {
    const [full, restricted] = [own[0], own[k + 1]];
    if (full === null || restricted === null) return null;
    const gained = there[0].map((area, i) => area - there[k + 1][i]);
    const kept = original[0].map((area, i) => area - original[k + 1][i]);
    return corrected(full, restricted, gained, kept, level, what);
  });
}

function corrected(
  full: number,
  restricted: number,
  gained: Float64Array,
  kept: Float64Array,
  level: number,
  what: string,
): NestedAuroc {
  const apparent = full - restricted;
  const { interval, reason } = percentileInterval(gained, level, what);
  if (interval === null)
    return { full, restricted, apparent, optimism: null, difference: null, ci: noInterval(reason!) };
  const excess = gained.map((value, i) => value - kept[i]).filter((value) => !Number.isNaN(value));
  const optimism = excess.reduce((sum, value) => sum + value, 0) / excess.length;
  const [lower, upper] = [interval.lower - optimism, interval.upper - optimism];
  const ci = { interval: { ...interval, lower, upper } };
  return { full, restricted, apparent, optimism, difference: apparent - optimism, ci };
}

/** The AUROC of each model on the given cases. */
function areasOf(
  designs: readonly Design[],
  coefficients: readonly (Float64Array | null)[],
): (number | null)[] {
  return designs.map((design, m) => {
    const fitted = coefficients[m];
    return fitted && auroc(predictor(design, fitted), design.labels).value;
  });
}

/** Only the order of the fitted values is wanted, so eight digits do. */
const precision = 1e-12;

function coefficientsOf(design: Design, near?: Float64Array | null): Float64Array | null {
  const fit = maximiseLikelihood(design, near ?? undefined, precision);
  if (fit.converged) return fit.coefficients;
  if (fit.separation === "none") return null;
  const size = design.columns.length;
  const firth = maximisePenalised(
    design,
    new Float64Array(size),
    design.names.map((_, j) => j),
  );
  return firth?.converged ? firth.coefficients : null;
}

function predictor({ columns, labels }: Design, coefficients: Float64Array): Float64Array {
  const sum = new Float64Array(labels.length);
  columns.forEach((column, j) => {
    for (let i = 0; i < sum.length; i++) sum[i] += coefficients[j] * column[i];
  });
  return sum;
}

/** What draws designs that share columns and labels: each is copied once. */
function resampler(cases: Int32Array): (design: Design) => Design {
  const copies = new Map<Float64Array | Uint8Array, Float64Array | Uint8Array>();
  const copy = <Values extends Float64Array | Uint8Array>(values: Values, out: () => Values): Values => {
    const found = copies.get(values);
    if (found) return found as Values;
    const drawn = out();
    for (let i = 0; i < cases.length; i++) drawn[i] = values[cases[i]];
    copies.set(values, drawn);
    return drawn;
  };
  const offset = new Float64Array(cases.length);
  return (design) => ({
    ...design,
    columns: design.columns.map((column) => copy(column, () => new Float64Array(cases.length))),
    labels: copy(design.labels, () => new Uint8Array(cases.length)),
    offset,
  });
}
