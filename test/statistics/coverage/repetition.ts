import {
  agreementTable,
  aurocInterval,
  bootstrapIndependentDifference,
  bootstrapMetrics,
  bootstrapPaired,
  clopperPearson,
  cohenKappa,
  confusionCounts,
  delongInterval,
  firthRegression,
  logisticRegression,
  pairedAurocDifference,
  type RandomStream,
  unpairedAurocDifference,
  wilson,
} from "../../../src/statistics/index.js";
import { draw, normal, type Population, type truth } from "./population.js";
import type { Tally } from "./tally.js";

const RESAMPLES = 1000;
const BOOTSTRAPPED = ["auroc", "sensitivity", "aupr", "precision", "f1", "balancedAccuracy"] as const;

/** Draws one data set and records, for every interval, whether it holds the truth. */
export function repeat(
  population: Population,
  rate: number,
  figures: ReturnType<typeof truth>,
  random: RandomStream,
  seed: number,
  tally: Tally,
): void {
  const { clusters: _, ...data } = draw(population, random);
  const { scores, labels, threshold } = data;
  tally.add("AUROC: DeLong", delongInterval(scores, labels).interval, figures.auroc);
  tally.add("AUROC: logit DeLong", aurocInterval(scores, labels).interval, figures.auroc);
  const { tp, fn } = confusionCounts(scores, labels, threshold);
  tally.add("sensitivity: Clopper–Pearson", clopperPearson(tp, tp + fn).interval, figures.sensitivity);
  tally.add("sensitivity: Wilson", wilson(tp, tp + fn).interval, figures.sensitivity);
  const settings = { iterations: RESAMPLES, seed, level: 0.95 };
  const percentile = bootstrapMetrics({ ...data, ...settings });
  const bca = bootstrapMetrics({ ...data, ...settings, interval: "bca" });
  for (const metric of BOOTSTRAPPED) {
    tally.add(`${metric}: percentile`, percentile.intervals[metric].interval, figures[metric]);
    tally.add(`${metric}: BCa`, bca.intervals[metric].interval, figures[metric]);
  }

  const other = draw(population, random);
  const twin = bootstrapMetrics({ ...other, clusters: undefined, ...settings, stream: "other" });
  tally.add(
    "AUROC difference of strata: DeLong",
    unpairedAurocDifference(data, { ...other, clusters: undefined }).ci,
    0,
  );
  const apart = bootstrapIndependentDifference(percentile, twin).intervals;
  tally.add("AUROC difference of strata: percentile", apart.auroc.interval, 0);
  tally.add("sensitivity difference of strata: percentile", apart.sensitivity.interval, 0);

  // A second model on the same cases, as good and correlated ½ with the first within each class.
  const second = scores.map((s, i) => {
    const centre = population.d * labels[i];
    return centre + (s - centre) / 2 + Math.sqrt(0.75) * normal(random);
  });
  tally.add("AUROC difference of models: DeLong", pairedAurocDifference(scores, second, labels).ci, 0);
  const paired = bootstrapPaired({ labels, first: data, second: { scores: second, threshold }, ...settings });
  tally.add("AUROC difference of models: percentile", paired.difference.intervals.auroc.interval, 0);

  const clustered = draw(population, random, 0.5);
  const { clusters } = clustered;
  const byPatient = bootstrapMetrics({ ...clustered, ...settings });
  tally.add(
    "two images a patient: logit Obuchowski",
    aurocInterval(clustered.scores, labels, 0.95, clusters).interval,
    figures.auroc,
  );
  tally.add("two images a patient: percentile by patient", byPatient.intervals.auroc.interval, figures.auroc);
  tally.add(
    "two images a patient: logit DeLong (wrong)",
    aurocInterval(clustered.scores, labels).interval,
    figures.auroc,
  );

  // Two raters, each right with the rate, on as many cases as the data set has.
  const rating = labels.map(() => (random.uniform() < 0.5 ? 1 : 0));
  const rater = () => rating.map((truth) => (random.uniform() < rate ? truth : 1 - truth));
  const agreement = 2 * (rate ** 2 + (1 - rate) ** 2) - 1;
  tally.add("kappa: Fleiss–Cohen–Everitt", cohenKappa(agreementTable(rater(), rater(), 2)).ci, agreement);

  // With equal variances the log odds rise by d per unit of the score.
  const request = { terms: [{ name: "score", values: scores }], labels };
  const logit = logisticRegression(request);
  tally.add("slope: Wald", logit.terms[1]?.ci ?? null, population.d);
  tally.add("slope: Firth profile", firthRegression(request).terms[1]?.ci ?? null, population.d);
}
