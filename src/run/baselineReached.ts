import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Reached } from "../analysis/robustness/meanErrors.js";
import { corruptionsVersion } from "../imaging/corruptionsVersion.js";
import * as messages from "../messages/robustness.js";
import { packageRoot } from "../packageRoot.js";
import type { CohortResult } from "../results/schema/results.js";
import type { StrataFile } from "../strata/schema.js";

/** What relative errors are relative to, or why there is nothing. */
export type BaselineReached =
  | {
      readonly reached: readonly Reached[];
      readonly name: string;
      readonly source: string;
      readonly whyNone: string;
    }
  | { readonly reached: null; readonly whyNone: string };

/** The shipped baseline model's figures on the embedded cohort (benchmark/robustness/keepBaseline.ts). */
export interface KeptBaseline {
  readonly name: string;
  /** Of the corruptions that it was measured under. */
  readonly version: string;
  readonly cohort: { readonly sha256: string; readonly imagesSha256: string | null };
  readonly strata: readonly (Reached & { readonly where?: string })[];
}

const file = "benchmark/robustness/baseline.json";

/**
 * The shipped baseline's figures, where they are of the very images that are evaluated: the strata that both
 * declare alike, and `merged`.
 */
export async function baselineReached(
  cohort: Pick<CohortResult, "sha256" | "imagesSha256">,
  strata: StrataFile["strata"],
): Promise<BaselineReached> {
  const kept = JSON.parse(await readFile(join(packageRoot(), file), "utf8")) as KeptBaseline;
  const same =
    kept.version === String(corruptionsVersion) &&
    kept.cohort.sha256 === cohort.sha256 &&
    kept.cohort.imagesSha256 === cohort.imagesSha256;
  if (!same) return { reached: null, whyNone: messages.noBaselineShipped };
  const reached = kept.strata.filter(
    ({ stratum, where }) =>
      stratum === "merged" || strata.some((one) => one.name === stratum && one.where === where),
  );
  return { reached, name: kept.name, source: file, whyNone: messages.noBaselineStratum };
}
