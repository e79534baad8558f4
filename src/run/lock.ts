import { access } from "node:fs/promises";
import { availableParallelism } from "node:os";
import type { ThresholdSetting } from "../../runners/modelFile/schema.js";
import type { Provider } from "../../runners/onnx/session.js";
import { openModel } from "../../runners/openModel.js";
import * as messages from "../messages/lock.js";
import { UserError } from "../messages/userError.js";
import type { LockFile } from "../results/schema/lock.js";
import { writeWhole } from "../results/writeWhole.js";
import { readStrataFile } from "../strata/readStrataFile.js";
import { checkProtocol } from "./checkProtocol.js";
import { openCohort } from "./openCohort.js";
import { type Progress, silent } from "./progress.js";
import { declarationsOf, lockPath } from "./protocolLock.js";
import { ensembleOf } from "./score.js";

export interface LockOptions {
  readonly strata: string;
  /** Whose thresholds are locked where the strata file declares none. */
  readonly model?: string | undefined;
  readonly cohort?: string | undefined;
  readonly images?: string | undefined;
  /** Replace a lock that is there. */
  readonly force?: boolean | undefined;
  readonly threads?: number | undefined;
  readonly provider?: Provider | undefined;
  readonly progress?: Progress;
  readonly signal?: AbortSignal;
}

/**
 * Writes what is declared before scoring beside the strata file, so that later runs can say whether anything
 * changed since. Strata file, manifest and (where given) model are checked first.
 * @throws UserError where there is a lock already, it can't be written, or anything declared is wrong
 */
export async function lockProtocol(options: LockOptions): Promise<{ path: string; lock: LockFile }> {
  const path = lockPath(options.strata);
  const there = await access(path).then(
    () => true,
    () => false,
  );
  if (there && !options.force) throw new UserError(messages.lockExists(path));
  const strata = await readStrataFile(options.strata);
  const threads = options.threads ?? availableParallelism();
  const { cohort, source } = await openCohort(strata, {
    cohort: options.cohort,
    images: options.images,
    threads,
    progress: options.progress ?? silent,
    signal: options.signal,
  });
  const unit = checkProtocol(strata, cohort);
  const { iterations, seed, level } = strata.value.bootstrap;
  const lock: LockFile = {
    lockVersion: 1,
    lockedAt: new Date().toISOString(),
    ...declarationsOf(strata, {
      ...{ cohort, source, bootstrap: { iterations, seed, level, unit } },
      modelThreshold: await thresholdOf(options, threads, ensembleOf(strata)),
    }),
  };
  try {
    await writeWhole(path, `${JSON.stringify(lock, null, 2)}\n`);
  } catch (error) {
    throw new UserError(messages.lockUnwritable(path, (error as Error).message));
  }
  return { path, lock };
}

async function thresholdOf(
  { model: path, provider = "cpu" }: LockOptions,
  threads: number,
  ensemble: ReturnType<typeof ensembleOf>,
): Promise<ThresholdSetting | null | undefined> {
  if (path === undefined) return undefined;
  const model = await openModel(path, { provider, threads, ensemble });
  try {
    return model.threshold;
  } finally {
    await model.close();
  }
}
