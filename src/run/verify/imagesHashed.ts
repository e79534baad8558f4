import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Cohort } from "../../cohort/cohort.js";
import * as messages from "../../messages/verify.js";
import type { Results } from "../../results/schema/results.js";
import type { ScoredApart } from "../scoreValidation.js";
import type { Findings } from "./findings.js";

/** The hashes of the image files; where those can't be read, the run's own digest, and none of each. */
export async function imagesHashed(
  results: Results,
  cohort: Cohort,
  findings: Findings,
): Promise<Pick<ScoredApart, "imagesSha256" | "imageHashes">> {
  const declared = results.cohort.imagesSha256;
  if (declared === null) return { imagesSha256: null, imageHashes: null };
  const imageHashes: string[][] = [];
  try {
    for (const { images } of cohort.cases) {
      const own: string[] = [];
      for (const { path } of images)
        own.push(
          createHash("sha256")
            .update(await readFile(path!))
            .digest("hex"),
        );
      imageHashes.push(own);
    }
  } catch (error) {
    findings.notChecked.push(messages.noImages((error as Error).message));
    return { imagesSha256: declared, imageHashes: null };
  }
  const all = imageHashes.flat();
  findings.checked.push(messages.checked.images(all.length));
  const digest = createHash("sha256");
  for (const hash of all) digest.update(`${hash}\n`);
  return { imagesSha256: digest.digest("hex"), imageHashes };
}
