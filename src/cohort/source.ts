import { basename, dirname, resolve } from "node:path";
import type { StrataFile } from "../strata/schema.js";
import type { ValidatedYaml } from "../yaml/readYaml.js";

/** Where the manifest and its images are. */
export interface ManifestSource {
  /** Printed in the report: the file's name, or `phantom:test`. */
  readonly name: string;
  /** Absolute path of the table. */
  readonly manifest: string;
  /** Absolute path of the folder that image paths are relative to. */
  readonly images: string;
  /** True for the embedded cohort, whose identifiers are invented. */
  readonly invented: boolean;
}

/** The prefix of manifests that come with the package. */
export const phantomPrefix = "phantom:";

/**
 * Finds the manifest and the images' folder: the command line first, then the strata file (relative
 * to it). Where neither names the images' folder, it is the manifest's.
 * @param phantomManifest the path of the embedded cohort's manifest, where the declared one is that
 */
export function manifestSource(
  strata: ValidatedYaml<StrataFile>,
  options: { cohort?: string; images?: string; phantomManifest?: string },
): ManifestSource {
  const folder = dirname(resolve(strata.path));
  const declared = strata.value.cohort;
  const phantom = options.phantomManifest;
  const manifest =
    phantom ?? (options.cohort === undefined ? resolve(folder, declared.manifest) : resolve(options.cohort));
  const images =
    options.images !== undefined
      ? resolve(options.images)
      : declared.images !== undefined && phantom === undefined
        ? resolve(folder, declared.images)
        : dirname(manifest);
  return {
    name: phantom === undefined ? basename(manifest) : (options.cohort ?? declared.manifest),
    manifest,
    images,
    invented: phantom !== undefined,
  };
}
