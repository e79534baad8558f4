import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { Piscina } from "piscina";
import { ignoreLateAnswers } from "../../src/lateAnswers.js";
import {
  noSuchSplit,
  otherPhantomInFolder,
  phantomFolderNotWritable,
  trainingCasesOutOfRange,
} from "../../src/messages/phantom.js";
import { UserError } from "../../src/messages/userError.js";
import { compiledModule } from "../../src/packageRoot.js";
import { type CaseResult, type CaseTask, VIEWS } from "./caseWorker.js";
import { COLUMNS, imagePath, manifestLine } from "./manifest.js";
import { type CasePlan, COUNTS, MOST_TRAINING_CASES, planTest, planTraining } from "./plan.js";

/** Raised whenever any byte of the output changes: part of the cache folder's name. */
export const PHANTOM_VERSION = "2";

/** The seed of the shipped cohort. */
export const PHANTOM_SEED = 20210317;

export interface PhantomOptions {
  /** Folder for the cohort; made where missing. */
  out: string;
  split: "test" | "training" | "all";
  /** Number of training cases, 10 … 9000; default the study's 1946. */
  trainingCases?: number;
  seed?: number;
  /** Worker threads; default one a core. */
  threads?: number;
  /** Called with images done (made or found) and their total. */
  onProgress?: (done: number, total: number) => void;
  /** Stops between files; what is written stays, and a later call goes on from there. */
  signal?: AbortSignal;
}

const MANIFEST = "cohort.csv";
const STAMP = "phantom.json";
/** The manifest's SHA-256: one that somebody has changed is made anew. */
const MANIFEST_HASH = "cohort.csv.sha256";

/**
 * Writes the embedded cohort: DICOM files of two views a case, and then the manifest. Files that are
 * there already are kept, so an interrupted run goes on; the same options give the same bytes on any
 * machine and number of threads.
 * @throws UserError for options out of range, a folder that can't be written or that holds another phantom
 */
export async function writePhantomCohort(
  options: PhantomOptions,
): Promise<{ manifest: string; images: number; made: number }> {
  const plans = planCohort(options);
  const out = resolve(options.out);
  const manifest = join(out, MANIFEST);
  prepareFolder(out, options);
  const total = plans.length * VIEWS.length;
  const complete =
    isPhantomComplete({ ...options, out }) &&
    plans.every((plan) => VIEWS.every((view) => existsSync(join(out, imagePath(plan, view)))));
  if (complete) return { manifest, images: total, made: 0 };
  const threads = Math.max(1, options.threads ?? availableParallelism());
  const pool = new Piscina<CaseTask, CaseResult>({
    filename: compiledModule("benchmark/phantom/caseWorker"),
    minThreads: Math.min(threads, plans.length),
    maxThreads: Math.min(threads, plans.length),
    concurrentTasksPerWorker: 1,
  });
  const lines: string[] = [];
  let done = 0;
  let made = 0;
  let next = 0;
  const drain = async (): Promise<void> => {
    while (next < plans.length) {
      options.signal?.throwIfAborted();
      const at = next++;
      const result = await pool.run({ out, plan: plans[at] });
      lines[at] = VIEWS.map((view) => manifestLine(plans[at], view, result.records[view])).join("\n");
      made += result.made;
      done += VIEWS.length;
      options.onProgress?.(done, total);
    }
  };
  try {
    await Promise.all(Array.from({ length: 2 * threads }, drain));
  } catch (error) {
    // System errors of a worker arrive with their code in the text only: "ENOSPC: no space left …".
    const { message } = error as Error;
    throw /^E[A-Z]+: /.test(message) ? new UserError(phantomFolderNotWritable(out, message)) : error;
  } finally {
    ignoreLateAnswers(pool);
    await pool.close({ force: false }).catch(() => undefined);
  }
  const text = `${[COLUMNS.join(","), ...lines].join("\n")}\n`;
  writeWhole(manifest, text);
  writeWhole(join(out, MANIFEST_HASH), `${sha256(text)}\n`);
  return { manifest, images: total, made };
}

/** Whether the folder holds the manifest of a finished cohort of just these options, unchanged. */
export function isPhantomComplete(
  options: Pick<PhantomOptions, "out" | "split" | "trainingCases" | "seed">,
): boolean {
  const manifest = readText(join(options.out, MANIFEST));
  return (
    readText(join(options.out, STAMP)) === stampOf(options) &&
    manifest !== null &&
    readText(join(options.out, MANIFEST_HASH)) === `${sha256(manifest)}\n`
  );
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** The cases of a cohort, in the order of their identifiers. */
export function planCohort({ split, trainingCases, seed }: Omit<PhantomOptions, "out">): CasePlan[] {
  const cases = trainingCases ?? COUNTS.training.cases;
  if (!["test", "training", "all"].includes(split)) throw new UserError(noSuchSplit(split));
  if (!Number.isInteger(cases) || cases < 10 || cases > MOST_TRAINING_CASES)
    throw new UserError(trainingCasesOutOfRange(cases, MOST_TRAINING_CASES));
  const plans = [
    ...(split === "training" ? [] : planTest(seed ?? PHANTOM_SEED)),
    ...(split === "test" ? [] : planTraining(seed ?? PHANTOM_SEED, cases)),
  ];
  return plans.sort((a, b) => (a.caseId < b.caseId ? -1 : 1));
}

function stampOf({ split, trainingCases, seed }: Omit<PhantomOptions, "out">): string {
  const stamp = {
    phantom: PHANTOM_VERSION,
    seed: seed ?? PHANTOM_SEED,
    split,
    trainingCases: split === "test" ? null : (trainingCases ?? COUNTS.training.cases),
  };
  return `${JSON.stringify(stamp)}\n`;
}

/** Makes the folders and leaves the stamp, so that two different phantoms never share one. */
function prepareFolder(out: string, options: PhantomOptions): void {
  const stamp = stampOf(options);
  try {
    mkdirSync(out, { recursive: true });
    for (const split of options.split === "all" ? ["test", "training"] : [options.split])
      mkdirSync(join(out, split), { recursive: true });
    const present = readText(join(out, STAMP));
    if (present !== null && present !== stamp)
      throw new UserError(otherPhantomInFolder(out, present.trim(), stamp.trim()));
    if (present === null) writeWhole(join(out, STAMP), stamp);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(phantomFolderNotWritable(out, (error as Error).message));
  }
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

function writeWhole(path: string, text: string): void {
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, text);
  renameSync(temporary, path);
}
