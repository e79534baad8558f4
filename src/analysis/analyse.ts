import type { ThresholdSetting } from "../../runners/modelFile/schema.js";
import type { Scores } from "../../runners/scores.js";
import type { Cohort } from "../cohort/cohort.js";
import { subgroupsOf } from "../cohort/subgroups.js";
import type { Gap, LandmarkQuality, Masking } from "../results/schema/analyses.js";
import type { Results } from "../results/schema/results.js";
import type { SubgroupsResult } from "../results/schema/stratification.js";
import type { StratumResult, ViewResult } from "../results/schema/stratum.js";
import { BootstrapThreads } from "../statistics/index.js";
import type { StrataFile } from "../strata/schema.js";
import { calibration } from "./calibration.js";
import { type ComparedSet, comparisonsOf, prevalenceOf, resampleComparisons } from "./comparisons.js";
import { type ConfounderParts, confounderPartsBeside } from "./confounders/confounderParts.js";
import { bandPoints, curveBandsOf } from "./curveBands.js";
import { maximumGroupVertices, maximumVertices, prVertices, rocVertices } from "./curves.js";
import { diagnosticValue } from "./diagnosticValue.js";
import { gapFamilies } from "./gapFamilies.js";
import { landmarkQuality } from "./landmarks.js";
import { masking } from "./masking.js";
import { outOfDistribution } from "./outOfDistribution.js";
import { readerAnalysis } from "./readers/readerAnalysis.js";
import { referral } from "./referral.js";
import { type Resampling, scoredSet } from "./scoredSet.js";
import { patientNumbers, scoredUnits } from "./scoredUnits.js";
import { stratumContext } from "./stratumContext.js";
import { type Threshold, thresholdIn } from "./thresholds.js";

export interface AnalysisInput {
  readonly cohort: Cohort;
  readonly scores: Scores;
  readonly strata: StrataFile;
  /** The model's own threshold, which the strata file's outranks. */
  readonly modelThreshold: ThresholdSetting | null;
  /** By unit, thresholds chosen on validation cases, which outrank both. */
  readonly chosen?: ReadonlyMap<string, Threshold> | undefined;
  readonly resampling: Resampling;
  readonly unit: "patient" | "case";
  /** For the resamples of large cohorts; default 1. The figures don't depend on it. */
  readonly threads?: number | undefined;
  /** Stops the analysis between two sets of cases. */
  readonly signal?: AbortSignal | undefined;
}

export interface Analysis {
  readonly strata: StratumResult[];
  /** Absent where nothing is crossed or banded. */
  readonly subgroups?: SubgroupsResult[];
  readonly gaps: Gap[];
  readonly masking: Masking | null;
  /** Absent where the model finds no landmarks or the manifest has none. */
  readonly landmarks?: LandmarkQuality[];
  readonly confounders: Results["confounders"];
  readonly strataInteraction?: Results["strataInteraction"];
  readonly ood: Results["ood"];
  readonly referral: Results["referral"];
  readonly readers: Results["readers"];
  readonly agreement: Results["agreement"];
  /** Absent where no readers are declared. */
  readonly readerComparison?: Results["readerComparison"];
}

/** Every figure of every declared stratum and of their union, and how the strata differ. */
export async function analyse(input: AnalysisInput): Promise<Analysis> {
  const large = input.cohort.cases.length >= threadsPay;
  const threads = new BootstrapThreads(large ? (input.threads ?? 1) : 1);
  const beside = confounderPartsBeside(input);
  try {
    return await analyseWith(input, threads, beside.answer);
  } finally {
    await beside.stop();
    await threads.close();
  }
}

/** Cases from which starting threads costs less than it saves. */
const threadsPay = 5000;

async function analyseWith(
  input: AnalysisInput,
  threads: BootstrapThreads,
  confounders: () => Promise<ConfounderParts>,
): Promise<Analysis> {
  const { cohort, scores, strata } = input;
  const results: StratumResult[] = [];
  const sets: ComparedSet[] = [];
  for (const [s, declared] of strata.strata.entries()) {
    await turn(input);
    const { result, compared } = await evaluate(
      input,
      threads,
      declared.name,
      (i) => cohort.cases[i].member[s],
    );
    const standard = strata.referenceStandard[declared.name];
    results.push({
      name: declared.name,
      ...(declared.title === undefined ? {} : { title: declared.title }),
      kind: "declared",
      where: declared.where,
      ...(standard === undefined ? {} : { referenceStandard: standard }),
      ...result,
    });
    sets.push(compared);
  }
  const subgroups = subgroupsOf(strata, cohort);
  const groups: StratumResult[] = [];
  const groupSets: ComparedSet[] = [];
  for (const { kind, groups: own } of subgroups)
    for (const { name, where, selected } of own) {
      await turn(input);
      const group = await evaluate(input, threads, name, (i) => selected[i], "group");
      groups.push({ name, kind, where, ...group.result });
      groupSets.push(group.compared);
    }
  await turn(input);
  const union = await evaluate(input, threads, "merged", () => true);
  const merged: StratumResult = { name: "merged", kind: "merged", ...union.result };
  await turn(input);
  const { level } = input.resampling;
  const compared = await resampleComparisons(
    await comparisonsOf(sets, groupSets, referenceOf(strata), cohort.cases.length, async (set, cases) => {
      await turn(input);
      const outside = new Set(cases);
      const rest = await evaluate(input, threads, `rest of ${set.name}`, (i) => outside.has(i), "group");
      return { ...rest.compared, name: "rest" };
    }),
    input.resampling,
    threads,
  );
  const gaps = gapFamilies(compared, strata.primary, level);
  const inContext = stratumContext(compared, [...results, ...groups], merged, union.compared, strata, level);
  await turn(input);
  const ood = outOfDistribution(input, merged.threshold);
  await turn(input);
  const referred = referral(input, merged.threshold);
  return {
    strata: [...results.map(inContext), ...groups.map(inContext), inContext(merged)],
    ...(subgroups.length === 0
      ? {}
      : {
          subgroups: subgroups.map(({ kind, by, groups: own, blank, outside, empty }) => ({
            ...{ kind, by: [...by], strata: own.map(({ name }) => name) },
            labels: own.map(({ label }) => label),
            ...{ blank, outside, empty: [...empty] },
          })),
        }),
    gaps,
    masking: masking(merged, results, sets, gaps),
    ...(await confounders()),
    ood,
    referral: referred,
    readers: [],
    agreement: [],
    ...(Object.keys(strata.readers).length > 0 ? await readerAnalysis(input, threads) : {}),
    ...(scores.landmarks && cohort.cases.some((one) => one.images.some((image) => image.landmarks))
      ? { landmarks: landmarkQuality(input) }
      : {}),
  };
}

const referenceOf = (strata: StrataFile): string => strata.reference ?? strata.strata[0].name;

/** Lets signals in between two long computations. */
async function turn({ signal }: AnalysisInput): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  signal?.throwIfAborted();
}

/**
 * The prevalence that a set's figures are also given at: that of the reference stratum, or of the cases
 * outside the set; undefined where that lacks a class.
 */
function referencePrevalence({ cohort, strata }: AnalysisInput, selected: (index: number) => boolean) {
  const place = strata.strata.findIndex(({ name }) => name === referenceOf(strata));
  const labels = cohort.cases.flatMap(({ label, member }, i) =>
    (place < 0 ? !selected(i) : member[place]) ? [label] : [],
  );
  return prevalenceOf({ labels: Uint8Array.from(labels) });
}

/** A set's figures. A group of cases, or the rest of them, has none by view, and coarser curves. */
async function evaluate(
  input: AnalysisInput,
  threads: BootstrapThreads,
  name: string,
  selected: (index: number) => boolean,
  as: "stratum" | "group" = "stratum",
) {
  const { cohort, scores, resampling, unit } = input;
  const patients = cohort.hasPatients ? patientNumbers(cohort) : undefined;
  const clusters = unit === "patient" ? patients : undefined;
  const threshold = (of: string) => thresholdIn(input, of);
  const units = scoredUnits(cohort, scores.cases, clusters, selected);
  const prevalence = referencePrevalence(input, selected);
  const set = await scoredSet(units, threshold("case"), resampling, `stratum:${name}`, threads, {
    atPrevalence: prevalence,
    ...(as === "stratum" ? { bandPoints } : {}),
  });
  const views: [string, ViewResult][] = [];
  for (const [view, probability] of as === "stratum" ? scores.views : []) {
    const seen = scoredUnits(cohort, probability, clusters, selected);
    const stream = `stratum:${name}:view:${view}`;
    views.push([view, (await scoredSet(seen, threshold(view), resampling, stream, threads)).result]);
  }
  const indices = cohort.cases.flatMap((_, i) => (selected(i) ? [i] : []));
  const vertices = as === "stratum" ? maximumVertices : maximumGroupVertices;
  return {
    result: {
      ...set.result,
      patients: patients ? new Set(indices.map((i) => patients[i])).size : null,
      views: Object.fromEntries(views),
      ...diagnosticValue(units, set.result.threshold, resampling.level),
      roc: rocVertices(units, set.result.threshold, vertices),
      pr: prVertices(units, set.result.threshold, vertices),
      ...curveBandsOf(set.bootstrap.bands),
      ...(as === "stratum" ? { calibration: calibration(units, resampling, `calibration:${name}`) } : {}),
    },
    compared: {
      ...{ name, units, set, cases: Int32Array.from(indices) },
      resampled: clusters ? units.clusters! : Int32Array.from(indices),
    },
  };
}
