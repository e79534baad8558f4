import type { CasePlan } from "./plan.js";
import type { Radiograph, ViewName } from "./radiograph.js";

/** One line of the manifest, and of what a worker reports: an image without its pixels. */
export interface ImageRecord {
  readonly columns: number;
  readonly rows: number;
  readonly spacing: number;
  readonly landmarks: readonly (readonly [number, number])[];
  readonly fracture: readonly [number, number] | null;
}

export const COLUMNS = [
  "case_id",
  "patient_id",
  "view",
  "path",
  "fracture",
  "kind",
  "subtle",
  "ct_confirmed",
  "implant",
  "cast",
  "side",
  "age",
  "sex",
  "split",
  "fold",
  "spacing_mm",
  "rows",
  "columns",
  "landmark_1_x",
  "landmark_1_y",
  "landmark_2_x",
  "landmark_2_y",
  "landmark_3_x",
  "landmark_3_y",
  "fracture_x",
  "fracture_y",
] as const;

/** What is kept of an image for the manifest. */
export function recordOf({
  columns,
  rows,
  spacing,
  landmarks,
  fracture,
}: Radiograph | ImageRecord): ImageRecord {
  return { columns, rows, spacing, landmarks, fracture };
}

/** An image's path under the cohort's folder, with forward slashes. */
export function imagePath(plan: CasePlan, view: ViewName): string {
  return `${plan.split}/${plan.caseId}_${view}.dcm`;
}

/** One image as a CSV line. Nothing in it needs quoting. */
export function manifestLine(plan: CasePlan, view: ViewName, image: ImageRecord): string {
  const points = [...image.landmarks, image.fracture ?? ["", ""]].flat();
  const cells: (string | number)[] = [
    plan.caseId,
    plan.patientId,
    view,
    imagePath(plan, view),
    plan.fracture,
    plan.kind,
    plan.subtle,
    plan.ctConfirmed,
    plan.implant,
    plan.cast,
    plan.side,
    plan.ageKnown ? plan.person.age : "",
    plan.sexKnown ? plan.person.sex : "",
    plan.split,
    plan.fold ?? "",
    image.spacing.toFixed(3),
    image.rows,
    image.columns,
    ...points.map((p) => (typeof p === "number" ? p.toFixed(1) : p)),
  ];
  return cells.join(",");
}
