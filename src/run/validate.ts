import { access, constants } from "node:fs/promises";
import { availableParallelism } from "node:os";
import type { Provider } from "../../runners/onnx/session.js";
import { openModel } from "../../runners/openModel.js";
import { checkViews } from "../../runners/scoreImages.js";
import * as messages from "../messages/cohort.js";
import * as modelMessages from "../messages/model.js";
import { UserError } from "../messages/userError.js";
import { readStrataFile } from "../strata/readStrataFile.js";
import { checkProtocol } from "./checkProtocol.js";
import { openCohort } from "./openCohort.js";
import { type Progress, silent } from "./progress.js";
import { robustnessPlan } from "./robustnessPlan.js";
import { ensembleOf } from "./score.js";

export interface ValidateOptions {
  readonly strata: string;
  readonly model?: string | undefined;
  readonly cohort?: string | undefined;
  readonly images?: string | undefined;
  readonly threads?: number | undefined;
  readonly provider: Provider;
  readonly progress?: Progress;
  readonly signal?: AbortSignal;
}

/**
 * Checks everything that can be checked without scoring: the strata file, its columns and predicates on
 * the manifest, that every image file is there, and that the model can be fed.
 * @returns what was found, line by line
 * @throws UserError for the first thing that is wrong
 */
export async function validate(options: ValidateOptions): Promise<string[]> {
  const strata = await readStrataFile(options.strata);
  const threads = options.threads ?? availableParallelism();
  const { cohort } = await openCohort(strata, {
    cohort: options.cohort,
    images: options.images,
    threads,
    progress: options.progress ?? silent,
    signal: options.signal,
  });
  checkProtocol(strata, cohort);
  const plan = robustnessPlan(strata, undefined);
  if (options.model !== undefined && !cohort.hasImages)
    throw new UserError(modelMessages.noImages(cohort.file));
  const images = [...cohort.cases, ...(cohort.validation ?? [])].flatMap((one) => one.images);
  const missing: string[] = [];
  for (const { path } of images)
    if (
      path !== null &&
      !(await access(path, constants.R_OK).then(
        () => true,
        () => false,
      ))
    )
      missing.push(path);
  if (missing.length > 0) throw new UserError(messages.imagesMissing(cohort.file, missing.length, missing));
  const lines = [
    `strata file ${options.strata}: valid`,
    ...cohort.flow.map(
      ({ step, cases, images: rows, reason }) =>
        `${step}: ${cases} case${cases === 1 ? "" : "s"}, ${rows} row${rows === 1 ? "" : "s"}${reason === undefined ? "" : ` (${reason})`}`,
    ),
    ...cohort.strata.map((name, s) => {
      const inside = cohort.cases.filter((one) => one.member[s]);
      const positives = inside.filter((one) => one.label === 1).length;
      return `stratum ${name}: ${inside.length} case${inside.length === 1 ? "" : "s"}, ${positives} positive, ${inside.length - positives} negative`;
    }),
  ];
  if (plan !== null)
    lines.push(
      `robustness: ${plan.corruptions.length} corruptions, every image scored ${plan.variants.length} times more`,
    );
  if (cohort.validation !== undefined) {
    const positives = cohort.validation.filter((one) => one.label === 1).length;
    lines.push(
      `threshold.on: ${cohort.validation.length} cases, ${positives} positive, ${cohort.validation.length - positives} negative; none is evaluated`,
    );
  }
  if (options.model === undefined) return lines;
  const model = await openModel(options.model, {
    provider: options.provider,
    threads,
    ensemble: ensembleOf(strata),
  });
  try {
    checkViews(cohort, model);
    lines.push(`model ${options.model}: valid`);
    for (const [key, value] of Object.entries(model.identity.settings ?? {}))
      lines.push(`  ${key}: ${value}`);
    for (const warning of model.warnings) lines.push(`  note: ${warning}`);
  } finally {
    await model.close();
  }
  return lines;
}
