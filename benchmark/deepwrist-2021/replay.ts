import {
  bootstrapMetrics,
  type Confusion,
  quantilesInPlace,
  thresholdMetrics,
} from "../../src/statistics/index.js";
import { kappaRange, kappaWithTruth } from "./kappaRange.js";
import { matricesPrintedAs, rounded, truncated } from "./reconstruct.js";
import { type PrintedFigure, type PublishedStudy, type TableMetric, tableMetrics } from "./study.js";

export interface ReplaySettings {
  /** Resamples of ours; at 5000 a bound may jump between two fractions that lie 0.01 apart. */
  readonly iterations: number;
  readonly seed: number;
}

/** A bound of an interval: as printed, ours, and whether the printed one is within its own chance error. */
export interface ReplayedBound {
  readonly published: number;
  readonly ours: number;
  /** ours − published */
  readonly difference: number;
  readonly agrees: boolean;
}

export interface ReplayedFigure {
  readonly stratum: string;
  readonly rater: string;
  readonly metric: TableMetric;
  readonly published: number;
  readonly ours: number;
  /** ours − published: in [0, 0.01) where they agree. */
  readonly difference: number;
  /** Ours, truncated to two decimals, is the published figure. */
  readonly agrees: boolean;
  readonly lower: ReplayedBound;
  readonly upper: ReplayedBound;
}

export interface ReplayedMatrix {
  readonly stratum: string;
  readonly rater: string;
  readonly confusion: Confusion;
  /** Matrices whose five figures print as published; 1 where the tables leave no other. */
  readonly fitting: number;
  readonly agrees: boolean;
}

export interface ReplayedKappa {
  readonly stratum: string;
  readonly a: string;
  readonly b: string;
  readonly published: number;
  /** Null where the matrices give a range only. */
  readonly ours: number | null;
  readonly range?: { readonly lower: number; readonly upper: number };
  readonly agrees: boolean;
}

export interface Replay {
  readonly study: string;
  readonly citation: string;
  readonly doi: string;
  readonly iterations: number;
  readonly seed: number;
  /** What the study drew, at which level. */
  readonly published: PublishedStudy["bootstrap"];
  readonly matrices: readonly ReplayedMatrix[];
  readonly figures: readonly ReplayedFigure[];
  readonly kappas: readonly ReplayedKappa[];
  /** The largest difference of a bound, either way. */
  readonly largestBoundDifference: number;
  readonly notRecomputable: readonly NotRecomputable[];
  /** Whether every matrix, estimate, bound and kappa agrees. */
  readonly agrees: boolean;
}

export interface NotRecomputable {
  readonly what: string;
  readonly published: string;
  readonly why: string;
}

/**
 * Recomputes what the study prints from the confusion matrices that its tables determine: five figures a
 * rater and stratum with bootstrap intervals, and the readers' kappas.
 */
export function replay(study: PublishedStudy, settings: ReplaySettings): Replay {
  const matrices: ReplayedMatrix[] = [];
  const figures: ReplayedFigure[] = [];
  const kappas: ReplayedKappa[] = [];
  for (const stratum of study.strata) {
    for (const rater of [...stratum.readers, ...stratum.model]) {
      const fitting = matricesPrintedAs(stratum.positives, stratum.negatives, rater.metrics);
      matrices.push({
        stratum: stratum.name,
        rater: rater.name,
        confusion: rater.confusion,
        fitting: fitting.length,
        agrees: fitting.length === 1 && sameCounts(fitting[0], rater.confusion),
      });
      figures.push(...figuresOf(stratum.name, rater, study, settings));
    }
    for (const { name, confusion, kappaAgainstTruth } of stratum.readers) {
      const ours = kappaWithTruth(confusion);
      if (kappaAgainstTruth === undefined || ours === null) continue;
      const agrees = rounded(ours) === kappaAgainstTruth;
      kappas.push({ stratum: stratum.name, a: name, b: "truth", published: kappaAgainstTruth, ours, agrees });
    }
  }
  for (const pair of study.kappaBetweenReaders) kappas.push(kappaBetween(study, pair));
  const bounds = figures.flatMap(({ lower, upper }) => [lower, upper]);
  return {
    study: study.study,
    citation: study.citation,
    doi: study.doi,
    ...settings,
    published: study.bootstrap,
    matrices,
    figures,
    kappas,
    largestBoundDifference: Math.max(...bounds.map(({ difference }) => Math.abs(difference))),
    notRecomputable: notRecomputable(study),
    agrees: [...matrices, ...figures, ...bounds, ...kappas].every(({ agrees }) => agrees),
  };
}

function figuresOf(
  stratum: string,
  rater: { name: string; confusion: Confusion; metrics: Record<TableMetric, PrintedFigure> },
  study: PublishedStudy,
  { iterations, seed }: ReplaySettings,
): ReplayedFigure[] {
  const exact = thresholdMetrics(rater.confusion);
  const { replicates } = bootstrapMetrics({ ...casesOf(rater.confusion), iterations, seed });
  return tableMetrics.map((metric) => {
    const printed = rater.metrics[metric];
    const ours = exact[metric].value;
    if (ours === null) throw new RangeError(`${rater.name}, ${stratum}: ${metric} is undefined`);
    const values = replicates[metric].filter((value) => !Number.isNaN(value));
    const tail = (1 - study.bootstrap.level) / 2;
    return {
      stratum,
      rater: rater.name,
      metric,
      published: printed.value,
      ours,
      difference: ours - printed.value,
      agrees: truncated(ours) === printed.value,
      lower: boundOf(values, tail, printed.lower, study.bootstrap.iterations),
      upper: boundOf(values, 1 - tail, printed.upper, study.bootstrap.iterations),
    };
  });
}

/**
 * A printed bound is a quantile of only so many resamples: the share of all resamples below it varies by
 * chance, with standard error √(p(1 − p)/resamples). It agrees where it lies, truncated, between our
 * quantiles three standard errors below and above.
 */
function boundOf(values: Float64Array, p: number, published: number, theirResamples: number): ReplayedBound {
  const reach = 3 * Math.sqrt((p * (1 - p)) / theirResamples);
  const [least, ours, most] = quantilesInPlace(values, [p - reach, p, p + reach]);
  return {
    published,
    ours,
    difference: ours - published,
    agrees: truncated(least) <= published && published <= truncated(most),
  };
}

/** One score a case that gives these counts at threshold 0.5. */
function casesOf({ tp, fp, fn, tn }: Confusion) {
  const cells: [count: number, score: number, label: number][] = [
    [tp, 1, 1],
    [fn, 0, 1],
    [fp, 1, 0],
    [tn, 0, 0],
  ];
  const filled = (of: (cell: (typeof cells)[number]) => number) =>
    cells.flatMap((cell) => new Array<number>(cell[0]).fill(of(cell)));
  return {
    scores: Float64Array.from(filled(([, score]) => score)),
    labels: Uint8Array.from(filled(([, , label]) => label)),
    threshold: 0.5,
  };
}

function kappaBetween(
  study: PublishedStudy,
  pair: PublishedStudy["kappaBetweenReaders"][number],
): ReplayedKappa {
  const readers = study.strata.find(({ name }) => name === pair.stratum)?.readers ?? [];
  const [a, b] = [pair.a, pair.b].map((name) => readers.find((reader) => reader.name === name)?.confusion);
  if (!a || !b) throw new RangeError(`no readers ${pair.a} and ${pair.b} in ${pair.stratum}`);
  const range = kappaRange(a, b);
  const agrees = rounded(range.lower) <= pair.kappa && pair.kappa <= rounded(range.upper);
  return { stratum: pair.stratum, a: pair.a, b: pair.b, published: pair.kappa, ours: null, range, agrees };
}

function sameCounts(a: Confusion, b: Confusion): boolean {
  return a.tp === b.tp && a.fp === b.fp && a.fn === b.fn && a.tn === b.tn;
}

/** What the study prints that no confusion matrix holds. */
function notRecomputable(study: PublishedStudy): NotRecomputable[] {
  const text = ({ value, lower, upper }: PrintedFigure) =>
    `${value.toFixed(2)} (${lower.toFixed(2)}–${upper.toFixed(2)})`;
  const ranking = "needs the probability of every case, which is not published; a matrix is one threshold";
  const models = study.strata.flatMap(({ name, model }) => model.map((one) => ({ stratum: name, ...one })));
  return [
    ...models.flatMap(({ stratum, name, metrics }) => [
      { what: `AUROC, ${name}, ${stratum}`, published: text(metrics.auroc), why: ranking },
      { what: `average precision, ${name}, ${stratum}`, published: text(metrics.aupr), why: ranking },
    ]),
    { what: "AUROC, DeepWrist, merged", published: text(study.merged.auroc), why: ranking },
    { what: "average precision, DeepWrist, merged", published: text(study.merged.aupr), why: ranking },
    {
      what: `out-of-distribution AUROC, ${study.outOfDistribution.out} against ${study.outOfDistribution.in}`,
      published: text(study.outOfDistribution.auroc),
      why: `needs the ${study.outOfDistribution.members} members' probabilities of every case`,
    },
    ...study.confounders.map(({ stratum, term, p }) => ({
      what: `logistic regression, p of ${term}, ${stratum}`,
      published: p,
      why: "needs age, sex and probability of every case",
    })),
    ...study.landmarkRecall.map((recall) => ({
      what: `landmark recall within ${recall.withinMm} mm`,
      published: text(recall),
      why: "needs the distances of the points",
    })),
    ...(["PA", "LAT"] as const).map((view) => ({
      what: `out-of-fold accuracy, ${view}`,
      published: text(study.outOfFoldAccuracy[view]),
      why: "needs the predictions of the training set",
    })),
  ];
}
