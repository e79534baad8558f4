import type { ThresholdSetting } from "../../../runners/modelFile/schema.js";
import type { Cohort } from "../../cohort/cohort.js";
import type { ManifestSource } from "../../cohort/source.js";
import { overall } from "../../gate/acceptance.js";
import { lockChanged } from "../../messages/lock.js";
import { UserError } from "../../messages/userError.js";
import * as messages from "../../messages/verify.js";
import { keptCases, readRun } from "../../results/readRun.js";
import type { KeptCorrupted } from "../../results/schema/keptCases.js";
import type { LockState } from "../../results/schema/lock.js";
import { type Results, type ResultsFile, resultsFileSchema } from "../../results/schema/results.js";
import type { StrataFile } from "../../strata/schema.js";
import type { ValidatedYaml } from "../../yaml/readYaml.js";
import { withComparison, withoutBaseline } from "../compareRuns.js";
import { declarationsOf, lockState, readLock } from "../protocolLock.js";
import type { Findings } from "./findings.js";
import { jsonDifferences } from "./jsonDifferences.js";

/** Results as `resultsFromScores` makes them, and what a run does with them after. */
export interface AfterScores {
  readonly results: Results;
  readonly casesTable: string;
  readonly strata: ValidatedYaml<StrataFile>;
  readonly cohort: Cohort;
  readonly source: ManifestSource;
  readonly modelThreshold: ThresholdSetting | null;
  /** Folder or results.json of the run compared with. */
  readonly baseline: string | undefined;
  readonly threads: number;
  /** The scores under corruptions as the folder keeps them; null where it has none. */
  readonly corrupted: readonly KeptCorrupted[] | null;
}

/**
 * Results with the state of the lock and the comparison with a baseline, as the run put them in. What is not at
 * hand any more is taken from the run's file, and named among what was not checked; without the baseline the
 * comparison stays null.
 */
export async function resultsAfterScores(
  own: AfterScores,
  file: ResultsFile,
  findings: Findings,
): Promise<Results> {
  const found = file.results;
  const lock = await lockAgain(own, found, findings);
  const results: Results = {
    ...own.results,
    protocol: { ...own.results.protocol, ...(lock.state === undefined ? {} : { lock: lock.state }) },
    warnings: [...lock.warnings, ...own.results.warnings],
  };
  const alone = resultsFileSchema.parse({ ...file, results });
  if (found.comparison === null) return withoutBaseline(alone).results;
  if (own.baseline !== undefined) {
    try {
      const baseline = await readRun(own.baseline);
      const candidate = {
        file: alone,
        path: own.strata.path,
        corrupted: own.corrupted,
        cases: keptCases(own.casesTable, alone, "cases.csv"),
      };
      return (await withComparison(baseline, candidate, { threads: own.threads })).results;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      findings.notChecked.push(messages.failed(error.message));
    }
  }
  const { rules } = found.comparison;
  const verdict = overall([...results.acceptance, ...rules].map(({ outcome }) => outcome));
  return { ...alone.results, verdict };
}

async function lockAgain(
  own: AfterScores,
  { protocol }: Results,
  findings: Findings,
): Promise<{ readonly state: LockState | undefined; readonly warnings: readonly string[] }> {
  if (protocol.lock === undefined) return { state: undefined, warnings: [] };
  const { strata, cohort, source, modelThreshold } = own;
  const now = declarationsOf(strata, { cohort, source, modelThreshold, bootstrap: protocol.bootstrap });
  const again = lockState(await readLock(strata.path).catch(() => null), now);
  if (jsonDifferences(again.state, protocol.lock, "").length === 0) return again;
  findings.notChecked.push(messages.notRecomputed.lock);
  const { file = "", lockedAt = "", changed } = protocol.lock;
  const what = changed?.map((one) => one.what);
  return { state: protocol.lock, warnings: what ? [lockChanged(file, lockedAt, what)] : [] };
}
