import { didYouMean, type Place, place } from "./yaml.js";

export const fedOtherwise = (path: string, takes: string, first: string, firstTakes: string) =>
  `model ${path}: takes ${takes}, but ${first} beside it takes ${firstTakes}; networks listed together must take the same input`;

export const inputFloat = (path: string, type: string) =>
  `model ${path}: its input is ${type}; a pipeline's networks take float32: export it so`;

export const inputSquare = (path: string, width: number, height: number) =>
  `model ${path}: takes ${width} × ${height} pixels; a pipeline's networks take squares: export it so`;

export const landmarkOutput = (path: string, name: string, shape: readonly (string | number)[]) =>
  `model ${path}: output "${name}" has shape [${shape.join(", ")}]; a localizer gives three points, [batch, 3, 2] or [batch, 6], as (x, y) fractions of width and height`;

export const landmarkOutputs = (path: string, names: readonly string[]) =>
  `model ${path}: has several outputs (${names.join(", ")}); a localizer has one, its three points`;

export const notLandmarks = (paths: readonly string[], image: string, point: readonly number[]) =>
  `model ${paths[0]}${paths.length > 1 ? ` and its folds` : ""}: gives the point (${point.map((v) => Number(v.toPrecision(4))).join(", ")}) for ${image}; a localizer gives (x, y) as fractions of the image's width and height: check its output and its mean and std`;

export const cropLarger = (at: Place, view: string, crop: number, pixels: number) =>
  `${place(at)}: views.${view}: crops of ${crop} pixels don't fit into a region of ${pixels}; make region.pixels larger or crop smaller`;

export const nothingClassifies = (at: Place, view: string) =>
  `${place(at)}: views.${view} has neither \`classifier\` nor \`ensemble\`; add the one that gives its probability`;

export const classifierMissing = (at: Place, view: string, other: string) =>
  `${place(at)}: views.${view} has no \`classifier\`, but views.${other} has one; declare it for both or for neither`;

export const membersDiffer = (at: Place, view: string, count: number, other: string, otherCount: number) =>
  `${place(at)}: views.${view}.ensemble has ${count} members, but views.${other} has ${otherCount}; a member needs a network for every view`;

export const temperaturesDiffer = (at: Place, view: string, temperatures: number, members: number) =>
  `${place(at)}: views.${view}.ensemble has ${temperatures} temperature${temperatures === 1 ? "" : "s"} for ${members} member${members === 1 ? "" : "s"}; give one a member`;

export const temperaturesMissing = (at: Place, view: string, other: string) =>
  `${place(at)}: views.${view}.ensemble has no \`temperatures\`, but views.${other} has; a case's members are tempered in every view or in none`;

export const standardisationMissing = (at: Place, view: string, key: string) =>
  `${place(at)}: views.${view}.ensemble needs \`${key}\`: there is no classifier to take it from`;

export const thresholdView = (at: Place, name: string, known: readonly string[]) =>
  `${place(at)}: threshold names "${name}"${didYouMean(name, known)}; it can name ${known.join(", ")}`;

export const unknownView = (model: string, view: string, known: readonly string[]) =>
  `model ${model}: can't score the view "${view}"${didYouMean(view, known)}, which the cohort has; it knows ${known.join(", ")}: add it to \`views\`, or leave such images out with \`where\``;

export const viewUnsaid = (model: string, known: readonly string[]) =>
  `model ${model}: scores views (${known.join(", ")}), but the cohort doesn't say which view an image is; declare its \`view\` column in the strata file`;

export const spacingMissing = (image: string) =>
  `${image}: the file says no pixel spacing, which the pipeline needs to cut out the wrist in mm; declare a \`spacing\` column (mm a pixel) in the strata file's cohort.columns`;

export const noEnsemble = (path: string) =>
  `model ${path}: has no \`ensemble\`, so it can't stand beside a model as one; name a description that has members`;

export const memberIsEnsemble = (path: string) =>
  `model ${path}: is an ensemble itself, so it can't be a member of one; list its members instead`;
