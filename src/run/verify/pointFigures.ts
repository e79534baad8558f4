import { analyse } from "../../analysis/analyse.js";
import type { Cohort } from "../../cohort/cohort.js";
import { checked, noKey } from "../../messages/verify.js";
import type { CasesRead } from "../../results/readCasesTable.js";
import type { Metric } from "../../results/schema/metric.js";
import type { Results } from "../../results/schema/results.js";
import type { StratumResult, ViewResult } from "../../results/schema/stratum.js";
import { strataFileSchema } from "../../strata/schema.js";
import type { Difference, Findings } from "./findings.js";
import { jsonDifferences, leaves } from "./jsonDifferences.js";

/** Sums over cases in another order are apart by this much at most. */
const relative = 1e-9;

/**
 * Recomputes from cases.csv alone what doesn't depend on the order of cases: counts, confusion matrices,
 * metrics and their exact intervals, and curves of the declared strata and of all together.
 * @param why what else could not be recomputed, and why
 */
export async function verifyPointFigures(
  results: Results,
  read: CasesRead,
  findings: Findings,
  why: string = noKey,
): Promise<void> {
  const shown = results.strata.filter(({ kind }) => kind === "declared" || kind === "merged");
  const names = shown.filter(({ kind }) => kind === "declared").map(({ name }) => name);
  const { strata } = await analyse({
    cohort: cohortOf(read, names, results),
    scores: { cases: read.probability, views: read.views, members: [] },
    strata: strataFileSchema.parse({
      version: 1,
      name: results.protocol.name,
      cohort: { manifest: "cases.csv", columns: { case: "case", label: "label" } },
      strata: names.map((name) => ({ name, where: "true" })),
      overlap: true,
      reference: results.protocol.reference,
    }),
    modelThreshold: null,
    chosen: thresholdsOf(shown),
    resampling: { ...results.protocol.bootstrap, iterations: 100 },
    unit: results.protocol.bootstrap.unit,
  });
  const differences: Difference[] = [];
  let values = 0;
  for (const [index, stratum] of results.strata.entries()) {
    const again = strata.find(({ name, kind }) => name === stratum.name && kind === stratum.kind);
    if (again === undefined) continue;
    const expected = settled(again);
    values += leaves(expected);
    const where = `results.json /results/strata/${index}`;
    differences.push(...jsonDifferences(expected, settled(stratum), where, relative));
  }
  findings.add(differences, checked.points(values));
  findings.notChecked.push(why);
}

function cohortOf(read: CasesRead, strata: readonly string[], { cohort }: Results): Cohort {
  return {
    ...{ name: cohort.name, file: "cases.csv", sha256: cohort.sha256, flow: cohort.flow, strata },
    cases: read.cases.map((id, i) => ({
      ...{ id, patient: read.patients?.[i] ?? null, label: read.labels[i], member: read.member[i] },
      ...{ images: [], age: null, sex: null, variables: new Map() },
    })),
    views: [...read.views.keys()],
    manifestCases: new Map(),
    hasPatients: read.patients !== null,
    hasImages: false,
  };
}

/** The thresholds that results.json names, by unit: cases.csv has none. */
function thresholdsOf(strata: readonly StratumResult[]) {
  const of = ({ threshold, thresholdSource }: ViewResult) => ({ value: threshold, source: thresholdSource });
  return new Map([
    ...strata.flatMap(({ views }) => Object.entries(views)).map(([view, one]) => [view, of(one)] as const),
    ["case", of(strata[0])] as const,
  ]);
}

/** What of a stratum depends neither on the order of cases nor on resamples. */
function settled(stratum: StratumResult) {
  const { cases, patients, roc, pr, views } = stratum;
  return {
    ...{ cases, patients, roc, pr },
    ...figures(stratum),
    views: Object.fromEntries(Object.entries(views).map(([view, one]) => [view, figures(one)])),
  };
}

function figures({ positives, negatives, threshold, confusion, metrics }: ViewResult) {
  const own = ({ value, status, reason, exactCi }: Metric) => ({ value, status, reason, exactCi });
  return {
    ...{ positives, negatives, threshold, confusion },
    metrics: Object.fromEntries(Object.entries(metrics).map(([name, metric]) => [name, own(metric)])),
  };
}
