// Makes reference.json: a run shaped like the published one (general 129+/78−, CT-confirmed 20+/85−),
// its scores drawn at random, all figures computed from them.
import { createHash } from "node:crypto";
import type { Gap } from "../../../src/results/schema/analyses.js";
import type { Metric, Metrics } from "../../../src/results/schema/metric.js";
import type { ResultsFile } from "../../../src/results/schema/results.js";
import type { StratumResult } from "../../../src/results/schema/stratum.js";
import { RandomStream } from "../../../src/statistics/random.js";
import {
  clopperPearson,
  confusionOf,
  delongVariance,
  metricsOf,
  prCurve,
  quantile,
  resampled,
  rocCurve,
  type Scored,
  twoSidedP,
} from "./statistics.js";

const seed = 12345;
const iterations = 5000;
const level = 0.95;
const views = ["PA", "LAT"] as const;
const thresholds = { PA: 0.41, LAT: 0.58, case: 0.5 };
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const rounded = (value: number) => Number(value.toPrecision(12));

interface Case {
  label: 0 | 1;
  PA: number;
  LAT: number;
  case: number;
}
type Unit = keyof typeof thresholds;

const general = drawCases("general", 129, 78, 2.1, -1.9, 1.15);
const ct = drawCases("ct-confirmed", 20, 85, 0.5, -1.35, 1.35);
const sets: Record<string, readonly Case[]> = { general, "ct-confirmed": ct, merged: [...general, ...ct] };

/** Case probabilities: the mean over two views, each a latent finding seen through its own noise. */
function drawCases(name: string, positives: number, negatives: number, up: number, down: number, spread: number): Case[] {
  const stream = new RandomStream(seed, "golden", name);
  const normal = () => Math.sqrt(-2 * Math.log(1 - stream.uniform())) * Math.cos(2 * Math.PI * stream.uniform());
  const view = (finding: number) => Number((1 / (1 + Math.exp(-(finding + 0.6 * normal())))).toFixed(6));
  return Array.from({ length: positives + negatives }, (_, index) => {
    const label = index < positives ? 1 : 0;
    const finding = (label ? up : down) + spread * normal();
    const PA = view(finding);
    const LAT = view(finding);
    return { label, PA, LAT, case: Number(((PA + LAT) / 2).toFixed(7)) };
  });
}

const scored = (cases: readonly Case[], unit: Unit): Scored[] => cases.map((one) => ({ score: one[unit], label: one.label }));

function replicates(set: string, unit: Unit): Scored[][] {
  const stream = new RandomStream(seed, "bootstrap", set, unit);
  return Array.from({ length: iterations }, () => resampled(scored(sets[set], unit), stream));
}

function percentile(values: readonly (number | null)[]) {
  const defined = values.filter((value): value is number => value !== null);
  return {
    lower: rounded(quantile(defined, (1 - level) / 2)),
    upper: rounded(quantile(defined, (1 + level) / 2)),
    level,
    method: "percentile bootstrap",
    iterations,
    dropped: values.length - defined.length,
  };
}

function exactInterval(name: string, cases: readonly Scored[], threshold: number) {
  const { tp, fp, fn, tn } = confusionOf(cases, threshold);
  const counts: Record<string, [number, number]> = {
    sensitivity: [tp, tp + fn],
    specificity: [tn, tn + fp],
    precision: [tp, tp + fp],
    npv: [tn, tn + fn],
    accuracy: [tp + tn, cases.length],
  };
  if (name in counts) {
    const { lower, upper } = clopperPearson(...counts[name], level);
    return { lower: rounded(lower), upper: rounded(upper), level, method: "Clopper–Pearson" };
  }
  if (name !== "auroc") return undefined;
  const value = metricsOf.auroc(cases, threshold)!;
  const half = (1.959963984540054 * Math.sqrt(delongVariance(cases))) / (value * (1 - value));
  const logit = Math.log(value / (1 - value));
  const back = (x: number) => rounded(1 / (1 + Math.exp(-x)));
  return { lower: back(logit - half), upper: back(logit + half), level, method: "logit-DeLong" };
}

const drawn: Record<string, Record<string, (number | null)[]>> = {};

function setResult(set: string, unit: Unit) {
  const cases = scored(sets[set], unit);
  const threshold = thresholds[unit];
  const samples = replicates(set, unit);
  const metrics: Record<string, Metric> = {};
  for (const [name, figure] of Object.entries(metricsOf)) {
    const values = samples.map((sample) => figure(sample, threshold));
    if (unit === "case") (drawn[set] ??= {})[name] = values;
    const exactCi = exactInterval(name, cases, threshold);
    metrics[name] = {
      value: rounded(figure(cases, threshold)!),
      status: "ok",
      ci: percentile(values),
      ...(exactCi ? { exactCi } : {}),
    };
  }
  const positives = cases.filter(({ label }) => label === 1).length;
  return {
    cases: cases.length,
    positives,
    negatives: cases.length - positives,
    threshold,
    thresholdSource:
      unit === "case" ? "declared in the strata file" : "declared in the model file: maximises F1 on validation cases",
    confusion: confusionOf(cases, threshold),
    metrics: metrics as Metrics,
  };
}

function stratum(name: string, more: Partial<StratumResult>): StratumResult {
  return {
    name,
    kind: "declared",
    ...more,
    ...setResult(name, "case"),
    patients: sets[name].length,
    views: Object.fromEntries(views.map((view) => [view, setResult(name, view)])),
    roc: rocCurve(scored(sets[name], "case")),
    pr: prCurve(scored(sets[name], "case")),
  };
}

function gap(metric: "auroc" | "sensitivity" | "specificity", strata: readonly StratumResult[]): Gap {
  const [reference, other] = strata;
  const difference = other.metrics[metric].value! - reference.metrics[metric].value!;
  const spread = [reference, other].reduce((sum, one) => {
    const value = one.metrics[metric].value!;
    const n = metric === "sensitivity" ? one.positives : one.negatives;
    return sum + (metric === "auroc" ? delongVariance(scored(sets[one.name], "case")) : (value * (1 - value)) / n);
  }, 0);
  const values = drawn[other.name][metric].map((value, index) => value! - drawn[reference.name][metric][index]!);
  return {
    stratum: other.name,
    reference: reference.name,
    metric,
    difference: rounded(difference),
    status: "ok",
    ci: percentile(values),
    p: rounded(twoSidedP(difference / Math.sqrt(spread))),
    pAdjusted: null,
    method: metric === "auroc" ? "DeLong, independent strata" : "unpooled z, independent strata",
  };
}

function holm(gaps: Gap[]): Gap[] {
  const order = gaps.map((_, index) => index).sort((a, b) => gaps[a].p! - gaps[b].p!);
  let least = 0;
  order.forEach((index, rank) => {
    least = Math.max(least, Math.min(1, gaps[index].p! * (gaps.length - rank)));
    gaps[index].pAdjusted = rounded(least);
  });
  return gaps;
}

function pairs() {
  const names = ["general", "ct-confirmed"];
  const of = (name: string, label: 0 | 1) => scored(sets[name], "case").filter((one) => one.label === label);
  const all = of("merged", 1).length * of("merged", 0).length;
  return names.flatMap((positives) =>
    names.map((negatives) => {
      const cases = [...of(positives, 1), ...of(negatives, 0)];
      const count = of(positives, 1).length * of(negatives, 0).length;
      return {
        positives,
        negatives,
        pairs: count,
        weight: rounded(count / all),
        auroc: rounded(metricsOf.auroc(cases, 0.5)!),
      };
    }),
  );
}

/** The whole file. Takes some seconds: 9 sets of cases × 5000 resamples. */
export function referenceResults(): ResultsFile {
  const strata = [
    stratum("general", {
      title: "Consecutive emergency-department wrists",
      where: "ct_confirmed = 0",
      referenceStandard: "Consensus of two musculoskeletal radiologists on the radiographs",
    }),
    stratum("ct-confirmed", {
      title: "Cases in which the radiographs did not settle it and CT was made",
      where: "ct_confirmed = 1",
      referenceStandard: "Report of the CT, read by two radiologists who had not seen the radiographs",
    }),
    stratum("merged", { kind: "merged" }),
  ];
  const [all, hard, merged] = [strata[0].metrics, strata[1].metrics, strata[2].metrics];
  const auroc = (metrics: Metrics) => metrics.auroc.value!;
  return {
    schemaVersion: 1,
    results: {
      tool: { name: "wrist-bench", version: "0.1.0" },
      model: {
        name: "DeepWrist-shaped reference",
        format: "onnx",
        sha256: sha256("model"),
        file: "reference.onnx",
        descriptionSha256: sha256("description"),
        settings: {
          "input size": "224 × 224",
          scaling: "standardised by mean and standard deviation",
          output: "softmax, output 1",
        },
      },
      protocol: {
        name: "ct-confirmed",
        title: "General population against cases that needed CT",
        file: "ct-confirmed.yaml",
        sha256: sha256("protocol"),
        reference: "general",
        primary: ["auroc", "sensitivity", "specificity"],
        confounders: ["age", "sex"],
        bootstrap: { iterations, seed, level, unit: "patient" },
      },
      cohort: {
        name: "phantom:test",
        sha256: sha256("manifest"),
        flow: [
          { step: "manifest", cases: 2261, images: 4522 },
          { step: "not-selected", cases: 1946, images: 3892, reason: "split = 'test' does not hold" },
          { step: "excluded", cases: 3, images: 6, reason: "Implant" },
          { step: "analysed", cases: 312, images: 624 },
        ],
        cases: 312,
        patients: 312,
        images: 624,
        imagesSha256: sha256("images"),
        casesTable: { file: "cases.csv", sha256: sha256("cases") },
        patientsInSeveralStrata: 0,
        age: { known: 305, minimum: 18, lowerQuartile: 34, median: 52, upperQuartile: 67.5, maximum: 94 },
        sex: { F: 186, M: 121, unknown: 5 },
        views: { PA: 312, LAT: 312 },
      },
      strata,
      gaps: holm([gap("auroc", strata), gap("sensitivity", strata), gap("specificity", strata)]),
      masking: {
        metric: "auroc",
        merged: auroc(merged),
        worst: { stratum: "ct-confirmed", value: auroc(hard) },
        masks: true,
        statement: `Merged, the AUROC is ${auroc(merged).toFixed(3)}; that hides ${auroc(hard).toFixed(3)} in ct-confirmed.`,
        pairs: pairs(),
      },
      confounders: [],
      ood: null,
      readers: [],
      agreement: [],
      acceptance: [
        {
          stratum: "general",
          metric: "auroc",
          rule: { atLeast: 0.9, judge: "ci", minimum: 10 },
          value: all.auroc.value,
          ci: all.auroc.exactCi!,
          outcome: "pass",
          reason: "the whole interval is at or above 0.9",
        },
        {
          stratum: "ct-confirmed",
          metric: "auroc",
          rule: { atLeast: 0.8, judge: "ci", minimum: 10 },
          value: hard.auroc.value,
          ci: hard.auroc.exactCi!,
          outcome: "inconclusive",
          reason: "the interval holds values on both sides of 0.8",
        },
        {
          stratum: "ct-confirmed",
          metric: "sensitivity",
          rule: { atLeast: 0.85, judge: "estimate", minimum: 10 },
          value: hard.sensitivity.value,
          ci: null,
          outcome: "fail",
          reason: "the estimate is below 0.85",
        },
      ],
      comparison: null,
      verdict: "fail",
      warnings: [
        "CT-confirmed has 20 cases with a fracture: its sensitivity can be no more than ±0.2 certain.",
        "7 cases have no age.",
      ],
    },
    execution: {
      startedAt: "2026-03-02T09:30:00Z",
      durationMs: 41230,
      command: "wrist-bench run --model reference.onnx --strata ct-confirmed.yaml",
      environment: { node: "20.19.0", platform: "linux x64", "execution provider": "CPU", "onnxruntime-node": "1.30.0" },
    },
  };
}
