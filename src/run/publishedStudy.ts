import {
  type PrintedFigure,
  type PublishedModel,
  type PublishedReader,
  type PublishedStudy,
  publishedStudy,
  tableMetrics,
} from "../../benchmark/deepwrist-2021/study.js";
import type { Metric } from "../results/schema/metric.js";
import type { Study, StudyModel, StudyReader, StudyStratum } from "../results/schema/study.js";
import { type Confusion, thresholdMetrics } from "../statistics/index.js";
import type { StrataFile } from "../strata/schema.js";

/**
 * The published study's tables as results.json holds them, for the strata that `compareWith` pairs with it;
 * undefined where the strata file compares with none. The merged figures come along where the declared
 * strata are the study's two.
 */
export function comparedStudy({ compareWith, strata }: StrataFile): Study | undefined {
  if (compareWith === undefined) return undefined;
  const study = publishedStudy();
  const views = new Map(Object.entries(compareWith.views ?? { PA: "PA", LAT: "LAT" }));
  const paired = strata.flatMap(({ name }) => {
    const theirs = study.strata.find((one) => one.name === compareWith.strata[name]);
    return theirs ? [stratumOf(name, theirs, study, views)] : [];
  });
  const whole =
    strata.length === study.strata.length && new Set(paired.map(({ title }) => title)).size === strata.length;
  return {
    name: study.study,
    title: study.title,
    citation: study.citation,
    doi: study.doi,
    printed: study.printed,
    strata: whole ? [...paired, mergedOf(study)] : paired,
  };
}

function stratumOf(
  stratum: string,
  theirs: PublishedStudy["strata"][number],
  study: PublishedStudy,
  views: ReadonlyMap<string, string>,
): StudyStratum {
  const models = [...views, ["case", "case"] as const].flatMap(([ours, unit]) =>
    theirs.model.filter((one) => one.unit === unit).map((one) => modelOf(ours, one, study)),
  );
  return {
    stratum,
    title: theirs.title,
    cases: theirs.cases,
    positives: theirs.positives,
    negatives: theirs.negatives,
    referenceStandard: theirs.referenceStandard,
    model: models,
    readers: theirs.readers.map((reader) => readerOf(reader, study)),
  };
}

function modelOf(
  unit: string,
  { name, unit: theirs, confusion, metrics }: PublishedModel,
  study: PublishedStudy,
): StudyModel {
  return {
    name,
    unit,
    threshold: study.thresholds[theirs],
    confusion,
    metrics: metricsOf(metrics, study),
    exact: exactOf(confusion),
  };
}

function readerOf(
  { name, short, inReferenceStandard, confusion, metrics }: PublishedReader,
  study: PublishedStudy,
): StudyReader {
  return {
    name,
    short,
    inReferenceStandard,
    confusion,
    metrics: metricsOf(metrics, study),
    exact: exactOf(confusion),
  };
}

/** Of the merged cases the study prints AUROC and average precision alone. */
function mergedOf(study: PublishedStudy): StudyStratum {
  const total = (of: (stratum: PublishedStudy["strata"][number]) => number) =>
    study.strata.reduce((sum, stratum) => sum + of(stratum), 0);
  return {
    stratum: "merged",
    title: "Both test sets merged",
    cases: total(({ cases }) => cases),
    positives: total(({ positives }) => positives),
    negatives: total(({ negatives }) => negatives),
    model: [
      {
        name: "DeepWrist",
        unit: "case",
        threshold: study.thresholds.case,
        metrics: metricsOf(study.merged, study),
        exact: {},
      },
    ],
    readers: [],
  };
}

function metricsOf(
  figures: Record<string, PrintedFigure>,
  { bootstrap }: PublishedStudy,
): Record<string, Metric> {
  return Object.fromEntries(
    Object.entries(figures).map(([name, { value, lower, upper }]) => [
      name,
      { value, status: "ok" as const, ci: { lower, upper, ...bootstrap } },
    ]),
  );
}

function exactOf(confusion: Confusion): Record<string, number> {
  const metrics = thresholdMetrics(confusion);
  return Object.fromEntries(
    tableMetrics.flatMap((name) => {
      const { value } = metrics[name];
      return value === null ? [] : [[name, value]];
    }),
  );
}
