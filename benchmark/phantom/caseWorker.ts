import { existsSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { dicomFile } from "./dicomFile.js";
import { type ImageRecord, imagePath, recordOf } from "./manifest.js";
import type { CasePlan } from "./plan.js";
import { imageGeometry, radiograph, type ViewName } from "./radiograph.js";
import { wrist } from "./wrist.js";

export interface CaseTask {
  readonly out: string;
  readonly plan: CasePlan;
}

export interface CaseResult {
  readonly records: Record<ViewName, ImageRecord>;
  readonly made: number;
}

export const VIEWS: readonly ViewName[] = ["PA", "LAT"];

/** Writes the files of a case that aren't there yet, each under a temporary name first. */
export default async function makeCase({ out, plan }: CaseTask): Promise<CaseResult> {
  const body = wrist(plan);
  const records: Partial<Record<ViewName, ImageRecord>> = {};
  let made = 0;
  for (const view of VIEWS) {
    const path = join(out, imagePath(plan, view));
    if (existsSync(path)) {
      records[view] = recordOf(imageGeometry(plan, body, view));
      continue;
    }
    const image = radiograph(plan, body, view);
    const temporary = `${path}.${process.pid}.tmp`;
    await writeFile(temporary, dicomFile(plan, view, image));
    await rename(temporary, path);
    records[view] = recordOf(image);
    made++;
  }
  return { records: records as Record<ViewName, ImageRecord>, made };
}
