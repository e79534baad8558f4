import { link, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import type { Cohort, CohortCase } from "../../src/cohort/cohort.js";
import { packageRoot } from "../../src/packageRoot.js";
import { openCohort } from "../../src/run/openCohort.js";
import { silent } from "../../src/run/progress.js";
import { readStrataFile } from "../../src/strata/readStrataFile.js";

/** The embedded cohort's first cases, made first where it isn't there yet. */
export async function phantomCohort(cases: number): Promise<Cohort> {
  const strata = await readStrataFile(join(packageRoot(), "strata/ct-confirmed.yaml"));
  const { cohort } = await openCohort(strata, { threads: 2, progress: silent });
  return { ...cohort, cases: cohort.cases.slice(0, cases) };
}

export const imagesOf = (cohort: Cohort) => cohort.cases.flatMap((one) => one.images);

/** A cohort several times over: cases and files of other names, the files linked, not copied. */
export async function repeated(
  cohort: Cohort,
  times: number,
): Promise<{ cohort: Cohort; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "wrist-bench-speed-"));
  const cases: CohortCase[] = [];
  for (let copy = 0; copy < times; copy++)
    for (const one of cohort.cases) {
      const images = [];
      for (const image of one.images) {
        const path = join(folder, `${copy}-${basename(image.path!)}`);
        await link(image.path!, path).catch(async () => writeFile(path, await readFile(image.path!)));
        images.push({ ...image, path });
      }
      cases.push({ ...one, id: `${copy}-${one.id}`, images });
    }
  return {
    cohort: { ...cohort, cases, file: join(dirname(cohort.file), "repeated") },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
