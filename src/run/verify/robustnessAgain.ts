import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { robustness } from "../../analysis/robustness/robustness.js";
import type { Resampling } from "../../analysis/scoredSet.js";
import type { Cohort } from "../../cohort/cohort.js";
import { corruptions } from "../../imaging/corruptions/index.js";
import { corruptionsVersion } from "../../imaging/corruptionsVersion.js";
import { UserError } from "../../messages/userError.js";
import * as messages from "../../messages/verify.js";
import { sha256 } from "../../results/checksums.js";
import type { Pseudonymise } from "../../results/pseudonyms.js";
import { readCorruptedCases } from "../../results/readCorruptedCases.js";
import type { KeptCorrupted } from "../../results/schema/keptCases.js";
import type { CorruptionInfo, Robustness } from "../../results/schema/robustness.js";
import type { StrataFile } from "../../strata/schema.js";
import { baselineReached } from "../baselineReached.js";
import type { Explainable } from "../resultsFromScores.js";
import type { Findings } from "./findings.js";
import { jsonDifferences } from "./jsonDifferences.js";

/** corrupted-cases.csv as it stands in the folder, and what is wrong with it among the findings. */
export async function corruptedCasesIn(
  out: string,
  found: Robustness | undefined,
  findings: Findings,
): Promise<readonly KeptCorrupted[] | null> {
  if (found?.casesTable === undefined) return null;
  const { file } = found.casesTable;
  const bytes = await readFile(join(out, basename(file))).catch(() => null);
  if (bytes === null) {
    findings.notChecked.push(messages.noFile(file));
    return null;
  }
  const where = `${file} (results.json /results/robustness/casesTable/sha256)`;
  const own = messages.checked.corruptedTable;
  findings.add(jsonDifferences(found.casesTable.sha256, sha256(bytes), where), own);
  try {
    return readCorruptedCases(file, bytes.toString("utf8"));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    findings.differences.push({ where: file, expected: messages.asWritten, found: error.message });
    return null;
  }
}

export interface RobustnessAgain {
  readonly found: Robustness;
  readonly corrupted: readonly KeptCorrupted[];
  readonly cohort: Cohort;
  readonly imagesSha256: string | null;
  readonly strata: StrataFile;
  readonly pseudonymise: Pseudonymise;
  readonly resampling: Resampling;
  readonly unit: "patient" | "case";
  readonly threads: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Results on robustness from the kept scores of the corrupted images: every figure, interval and drop. What
 * needs the images (the pictures) is taken from the run's file.
 * @throws UserError where the table lacks a case or a severity that results.json has
 */
export async function robustnessAgain(own: RobustnessAgain, clean: Explainable): Promise<Robustness> {
  const { found, cohort } = own;
  const baseline = await baselineReached(
    { sha256: cohort.sha256, imagesSha256: own.imagesSha256 },
    own.strata.strata,
  );
  const asked = found.corruptions.map(described);
  const strata = await robustness({
    ...{ cohort, clean: clean.scores, corrupted: corruptedScores(own), corruptions: asked },
    ...{ strata: clean.thresholds, resampling: own.resampling, unit: own.unit, threads: own.threads },
    ...{ baseline: baseline.reached, noBaseline: baseline.whyNone, signal: own.signal },
  });
  const { pictures, suite, casesTable } = found;
  return {
    ...{ suite, version: String(corruptionsVersion), corruptions: asked, strata },
    images: cohort.cases.reduce((sum, { images }) => sum + images.length, 0),
    ...(baseline.reached === null
      ? { noBaseline: baseline.whyNone }
      : { baseline: { name: baseline.name, source: baseline.source } }),
    ...{ casesTable, ...(pictures && { pictures }) },
  };
}

/** A corruption's declaration as this version has it, at the severities that were asked for. */
function described(found: CorruptionInfo): CorruptionInfo {
  const known = corruptions.find(({ name }) => name === found.name);
  if (known === undefined) return found;
  const { name, family, process, parameter, unit, values, labelSafe } = known;
  const levels = found.levels.map(({ severity }) => ({
    ...{ severity, value: values[severity - 1], labelSafe: labelSafe[severity - 1] },
  }));
  return { name, family, process, parameter, unit, levels };
}

function corruptedScores({ found, corrupted, cohort, pseudonymise }: RobustnessAgain) {
  const names = cohort.cases.map(({ id }) => pseudonymise("case", id));
  const wanted = found.corruptions.flatMap(({ name, levels }) =>
    levels.flatMap(({ severity, labelSafe }) => (labelSafe ? [{ corruption: name, severity }] : [])),
  );
  const { file } = found.casesTable!;
  return wanted.map(({ corruption, severity }) => {
    const table = corrupted.find((one) => one.corruption === corruption && one.severity === severity);
    const rows = names.map((name) => {
      const row = table?.rows.get(name);
      if (row === undefined) throw new UserError(messages.noCorruptedCase(file, name, corruption, severity));
      return row;
    });
    const column = (c: number) => Float64Array.from(rows, (row) => row[c]);
    const members = (rows[0]?.length ?? 1) - 1;
    return {
      ...{ corruption, severity },
      scores: {
        cases: column(0),
        views: new Map<string, Float64Array>(),
        members: Array.from({ length: members }, (_, m) => column(m + 1)),
      },
    };
  });
}
