import { join } from "node:path";
import { buildCohort } from "../cohort/buildCohort.js";
import type { Cohort } from "../cohort/cohort.js";
import { type ManifestSource, manifestSource, phantomPrefix } from "../cohort/source.js";
import { readTrainingList } from "../cohort/trainingList.js";
import * as messages from "../messages/cohort.js";
import { UserError } from "../messages/userError.js";
import type { StrataFile } from "../strata/schema.js";
import type { ValidatedYaml } from "../yaml/readYaml.js";
import { cacheFolder, locateBeside } from "./locate.js";
import type { Progress } from "./progress.js";

export interface CohortOptions {
  /** A table, or `phantom:test`, in place of the strata file's. */
  readonly cohort?: string | undefined;
  readonly images?: string | undefined;
  readonly threads: number;
  readonly progress: Progress;
  readonly signal?: AbortSignal | undefined;
}

/** The cohort that a strata file describes; the embedded one is made first where it isn't there yet. */
export async function openCohort(
  strata: ValidatedYaml<StrataFile>,
  options: CohortOptions,
): Promise<{ cohort: Cohort; source: ManifestSource }> {
  const manifest = options.cohort ?? strata.value.cohort.manifest;
  const phantomManifest = manifest.startsWith(phantomPrefix)
    ? await embeddedManifest(strata, manifest, options)
    : undefined;
  const source = manifestSource(strata, { cohort: options.cohort, images: options.images, phantomManifest });
  const cohort = await buildCohort(strata, source);
  const { training } = strata.value;
  if (training === undefined) return { cohort, source };
  const list = locateBeside(strata, ["training", "manifest"], training.manifest);
  return {
    cohort: { ...cohort, training: await readTrainingList(strata, list, cohort.hasPatients) },
    source,
  };
}

async function embeddedManifest(
  strata: ValidatedYaml<StrataFile>,
  name: string,
  { threads, progress, signal }: CohortOptions,
): Promise<string> {
  if (name !== `${phantomPrefix}test`)
    throw new UserError(
      messages.unknownPhantom(strata.place(["cohort", "manifest"]), name.slice(phantomPrefix.length)),
    );
  const { PHANTOM_VERSION, writePhantomCohort } = await import("../../benchmark/phantom/cohort.js");
  const { manifest } = await writePhantomCohort({
    out: join(cacheFolder(), `phantom-test-${PHANTOM_VERSION}`),
    split: "test",
    threads,
    signal,
    onProgress: (done, total) => progress.update("Making the embedded cohort", done, total),
  });
  return manifest;
}
