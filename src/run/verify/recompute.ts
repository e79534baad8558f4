import { readFile } from "node:fs/promises";
import { openModel } from "../../../runners/openModel.js";
import type { Scores } from "../../../runners/scores.js";
import { pointChosen } from "../../analysis/operatingPoint.js";
import { modelsOwn } from "../../analysis/thresholds.js";
import { type Cohort, withoutUnreadable } from "../../cohort/cohort.js";
import type { ManifestSource } from "../../cohort/source.js";
import { unreadableExcluded } from "../../messages/analysis.js";
import { UserError } from "../../messages/userError.js";
import * as messages from "../../messages/verify.js";
import { inventedKey, keyed, type Pseudonymise, plain, usualKeyFile } from "../../results/pseudonyms.js";
import type { CasesRead } from "../../results/readCasesTable.js";
import type { KeptCorrupted } from "../../results/schema/keptCases.js";
import { type Results, type ResultsFile, resultsSchema } from "../../results/schema/results.js";
import { chosenThreshold } from "../../strata/chosenThreshold.js";
import { readStrataFile } from "../../strata/readStrataFile.js";
import type { StrataFile } from "../../strata/schema.js";
import { version } from "../../version.js";
import type { ValidatedYaml } from "../../yaml/readYaml.js";
import { checkProtocol } from "../checkProtocol.js";
import { openCohort } from "../openCohort.js";
import type { Progress } from "../progress.js";
import { resultsFromScores } from "../resultsFromScores.js";
import { ensembleOf } from "../score.js";
import { type ScoredApart, scoreValidation } from "../scoreValidation.js";
import { resultsAfterScores } from "./afterScores.js";
import type { Difference, Findings } from "./findings.js";
import { imagesHashed } from "./imagesHashed.js";
import type { Inputs } from "./inputs.js";
import { jsonDifferences, leaves } from "./jsonDifferences.js";
import { verifyPointFigures } from "./pointFigures.js";
import { robustnessAgain } from "./robustnessAgain.js";
import { textDifference } from "./textDifference.js";

export interface RecomputeOptions {
  /** The scores under corruptions, where the run kept them. */
  readonly corrupted: readonly KeptCorrupted[] | null;
  readonly inputs: Inputs;
  readonly threads: number;
  readonly progress: Progress;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Recomputes results.json's results: from the strata file, the manifest and the scores in cases.csv (or in the
 * table of predictions); from cases.csv alone where those are not at hand, as far as that goes.
 */
export async function verifyFigures(
  file: ResultsFile,
  table: { readonly text: string; readonly read: CasesRead },
  options: RecomputeOptions,
  findings: Findings,
): Promise<void> {
  const { results } = file;
  const { inputs } = options;
  const alone = (why: string) => verifyPointFigures(results, table.read, findings, why);
  if (inputs.strata === undefined) return alone(messages.noStrata);
  const strata = await readStrataFile(inputs.strata);
  const { sha256 } = results.protocol;
  const ofStrata = messages.checked.input("strata file", inputs.strata);
  findings.same("results.json /results/protocol/sha256", strata.sha256, sha256, ofStrata);
  let opened: { cohort: Cohort; source: ManifestSource };
  try {
    opened = await openCohort(strata, { ...options, cohort: inputs.cohort, images: inputs.images });
  } catch (error) {
    if (!(error instanceof UserError) || inputs.cohort !== undefined) throw error;
    return alone(messages.noManifest(error.message));
  }
  const manifest = messages.checked.input("manifest", opened.cohort.file);
  findings.same("results.json /results/cohort/sha256", opened.cohort.sha256, results.cohort.sha256, manifest);
  const pseudonymise = await pseudonymsOf(opened, table.read, inputs.key);
  if (pseudonymise === null) return alone(messages.noKey);
  const cohort = casesThere(opened.cohort, strata.value, table.read, pseudonymise, findings);
  if (cohort === null) return alone(messages.failed("cases.csv and the manifest name other cases"));
  try {
    const unit = checkProtocol(strata, cohort);
    const scored = await scoredAgain(results, cohort, strata, { ...options, table, pseudonymise }, findings);
    const { unit: _, ...bootstrap } = results.protocol.bootstrap;
    const again = await resultsFromScores({
      ...{ strata, scored, unit, bootstrap, pseudonymise, source: opened.source },
      ...{ threads: options.threads, signal: options.signal },
      chosenPoint: scored.validation ? undefined : pointOf(strata.value, results, scored.scores, findings),
      explain: async () => results.explanations,
      robustness: async (clean) => {
        const { robustness: found } = results;
        if (found === undefined || options.corrupted === null) return found;
        const own = { found, corrupted: options.corrupted, cohort: scored.cohort, pseudonymise, unit };
        const { imagesSha256 } = scored;
        const { threads, signal } = options;
        return robustnessAgain(
          { ...own, imagesSha256, strata: strata.value, resampling: bootstrap, threads, signal },
          clean,
        );
      },
    });
    const from = inputs.predictions ?? "the manifest";
    findings.add(
      textDifference("cases.csv", again.casesTable, table.text),
      messages.checked.rows(from, table.read.cases.length),
    );
    const complete = await resultsAfterScores(
      {
        ...{ ...again, strata, cohort: scored.cohort, source: opened.source },
        ...{ modelThreshold: scored.threshold, baseline: inputs.baseline, threads: options.threads },
        corrupted: options.corrupted,
      },
      file,
      findings,
    );
    compare(complete, results, { ...scored, corruptedKept: options.corrupted !== null }, inputs, findings);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    await alone(messages.failed(error.message));
  }
}

/** The way from the manifest's cases to those of cases.csv; null where none is known that leads there. */
async function pseudonymsOf(
  { cohort, source }: { readonly cohort: Cohort; readonly source: ManifestSource },
  { cases }: CasesRead,
  keyFile: string | undefined,
): Promise<Pseudonymise | null> {
  const key = await readFile(keyFile ?? usualKeyFile(), "utf8").then(
    (text) => text.trim(),
    () => null,
  );
  const ways = [
    plain,
    ...(source.invented ? [keyed(inventedKey)] : []),
    ...(key === null ? [] : [keyed(key)]),
  ];
  const there = new Set(cases);
  // One that a digit was changed in doesn't make all of them another key's.
  return (
    ways.find(
      (way) => cohort.cases.filter(({ id }) => there.has(way("case", id))).length > cases.length / 2,
    ) ?? null
  );
}

/** The cohort's cases that cases.csv has; null where it has others, or lacks some that were not unreadable. */
function casesThere(
  cohort: Cohort,
  strata: StrataFile,
  { cases }: CasesRead,
  pseudonymise: Pseudonymise,
  findings: Findings,
): Cohort | null {
  const there = new Set(cases);
  const known = new Set(cohort.cases.map(({ id }) => pseudonymise("case", id)));
  const others = cases.filter((name) => !known.has(name));
  const lacking = cohort.cases.filter(({ id }) => !there.has(pseudonymise("case", id)));
  const where = "cases.csv";
  if (others.length > 0) {
    const found = messages.noSuchRow(others.length, others[0]);
    findings.differences.push({ where, expected: `the cases of ${cohort.file}`, found });
  }
  const excluded = strata.cohort.onUnreadable === "exclude";
  if (lacking.length > 0 && !excluded && others.length === 0)
    findings.differences.push({
      where,
      expected: `the cases of ${cohort.file}`,
      found: messages.lacksRows(lacking.length),
    });
  if (others.length > 0 || (lacking.length > 0 && !excluded)) return null;
  return withoutUnreadable(cohort, new Set(lacking.map(({ id }) => id)), "An image can't be read");
}

interface Kept extends RecomputeOptions {
  readonly table: { readonly read: CasesRead };
  readonly pseudonymise: Pseudonymise;
}

/** The scores as a run had them, with the model's identity and threshold as far as they can be had. */
async function scoredAgain(
  results: Results,
  cohort: Cohort,
  strata: ValidatedYaml<StrataFile>,
  options: Kept,
  findings: Findings,
): Promise<ScoredApart & { readonly modelKnown: boolean }> {
  const { inputs, threads, progress, table, pseudonymise } = options;
  if (results.model.format === "predictions" && inputs.predictions !== undefined) {
    const source = { predictions: inputs.predictions };
    const settings = { provider: "cpu" as const, threads, keep: null, progress };
    return { ...(await scoreValidation(source, cohort, strata, settings)), modelKnown: true };
  }
  const model = await modelOf(results, strata, options, findings);
  const images = await imagesHashed(results, cohort, findings);
  const dropped = cohort.flow.find(({ step }) => step === "unreadable")?.images ?? 0;
  return {
    cohort,
    scores: scoresOf(table.read, cohort, pseudonymise),
    identity: model?.identity ?? results.model,
    ...images,
    threshold: model ? model.threshold : thresholdOf(results),
    warnings: [...(model?.warnings ?? []), ...unreadableWarning(results, dropped)],
    environment: {},
    validation: null,
    modelKnown: model !== null,
  };
}

/** How many images were unreadable isn't known where a case has several: the run's own warning is taken. */
function unreadableWarning({ warnings }: Results, atMost: number): string[] {
  const counts = Array.from({ length: atMost }, (_, i) => unreadableExcluded(i + 1));
  return warnings.filter((warning) => counts.includes(warning));
}

function scoresOf(read: CasesRead, cohort: Cohort, pseudonymise: Pseudonymise): Scores {
  const rowOf = new Map(read.cases.map((name, row) => [name, row]));
  const rows = cohort.cases.map(({ id }) => rowOf.get(pseudonymise("case", id))!);
  const inOrder = (values: Float64Array) => Float64Array.from(rows, (row) => values[row]);
  return {
    cases: inOrder(read.probability),
    views: new Map([...read.views].map(([view, values]) => [view, inOrder(values)])),
    members: read.members.map(inOrder),
    ...(read.temperedMembers.length > 0 ? { temperedMembers: read.temperedMembers.map(inOrder) } : {}),
  };
}

/** The model's own threshold, as results.json says it. */
function thresholdOf({ strata }: Results): Record<string, number> {
  const units = strata.flatMap((stratum) => [
    ["case", stratum] as const,
    ...Object.entries(stratum.views).map(([view, one]) => [view, one] as const),
  ]);
  return Object.fromEntries(
    units.flatMap(([unit, { threshold, thresholdSource }]) =>
      thresholdSource === modelsOwn ? [[unit, threshold]] : [],
    ),
  );
}

/** What a model says of itself, its hashes among it; null where it isn't at hand. */
async function modelOf(
  results: Results,
  strata: ValidatedYaml<StrataFile>,
  { inputs, threads }: Kept,
  findings: Findings,
) {
  const unknown = (why: string) => {
    findings.notChecked.push(messages.notRecomputed.model(why));
    if (Object.keys(thresholdOf(results)).length > 0)
      findings.notChecked.push(messages.notRecomputed.threshold(why));
    return null;
  };
  if (inputs.model === undefined) return unknown(messages.modelUnnamed);
  if (/^https?:/i.test(inputs.model)) return unknown(messages.remoteModel);
  try {
    const settings = { provider: "cpu" as const, threads, ensemble: ensembleOf(strata) };
    const model = await openModel(inputs.model, settings);
    const { identity, threshold, warnings } = model;
    await model.close();
    findings.add(
      jsonDifferences(JSON.parse(JSON.stringify(identity)), results.model, "results.json /results/model"),
      messages.checked.model(inputs.model),
    );
    return { identity, threshold, warnings };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return unknown(error.message);
  }
}

function pointOf(strata: StrataFile, results: Results, scores: Scores, findings: Findings) {
  const declared = chosenThreshold(strata.threshold);
  if (declared === null || results.operatingPoint === undefined) return undefined;
  findings.notChecked.push(messages.notRecomputed.operatingPoint);
  return pointChosen(declared, results.operatingPoint, scores);
}

/** Holds results against those recomputed; what needs more than scores is named and left. */
function compare(
  recomputed: Results,
  results: Results,
  {
    modelKnown,
    corruptedKept,
    imagesSha256,
    imageHashes,
  }: ScoredApart & { readonly modelKnown: boolean; readonly corruptedKept: boolean },
  inputs: Inputs,
  findings: Findings,
): void {
  const own: Record<string, unknown> = JSON.parse(JSON.stringify(resultsSchema.parse(recomputed)));
  const found: Record<string, unknown> = JSON.parse(JSON.stringify(results));
  const without = corruptedKept ? ["explanations"] : ["explanations", "robustness"];
  const taken = new Set(without.filter((key) => found[key] !== undefined));
  if (corruptedKept) findings.notChecked.push(messages.notRecomputed.corruptedScores);
  for (const key of Object.keys(found))
    if ((own[key] ?? null) === null && found[key] !== null) taken.add(key);
  const why = messages.notRecomputed as unknown as Record<string, string>;
  for (const key of taken) findings.notChecked.push(why[key] ?? messages.notRecomputed.other(key));
  const ood = own["ood"] as { tempered?: unknown } | null;
  const foundOod = found["ood"] as { tempered?: unknown; temperature?: unknown } | null;
  if (ood && foundOod?.tempered && ood.tempered === undefined) {
    findings.notChecked.push(messages.notRecomputed.temperedMembers);
    Object.assign(ood, { tempered: foundOod.tempered, temperature: foundOod.temperature });
  }
  const imagesUnread = imagesSha256 !== null && imageHashes === null;
  const { independence } = results.cohort;
  if (imagesUnread && independence !== undefined) {
    findings.notChecked.push(messages.notRecomputed.independence);
    Object.assign(own["cohort"] as object, { independence });
  }
  if (!modelKnown || imagesUnread) {
    // What the model, or images read, warn of stands among the others.
    const [all, ours] = [found["warnings"] as string[], own["warnings"] as string[]];
    let met = 0;
    for (const warning of all) if (warning === ours[met]) met++;
    if (met === ours.length) own["warnings"] = all;
  }
  for (const key of taken) {
    delete own[key];
    delete found[key];
  }
  const from = `strata file, manifest and ${inputs.predictions ?? "cases.csv"}`;
  const made = results.tool.version;
  if (made !== version()) {
    own["tool"] = found["tool"];
    findings.notChecked.push(messages.notRecomputed.newer(made));
  }
  // What only this version says can't be in the results of an earlier one.
  const counts = ({ found }: Difference) => made === version() || found !== messages.absent;
  findings.add(
    jsonDifferences(own, found, "results.json /results").filter(counts),
    messages.checked.recomputed(leaves(own), from),
  );
}
