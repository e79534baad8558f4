export const explainNeedsModel =
  "--explain needs --model: a table of scores has no radiographs to make heat maps of; leave --explain out, or name the model that scored";

/** Clauses that say why there is no closed form; they follow "because". */
export const squashedTwice = "its description declares an activation beside the one at the network's end";
export const severalMaps = "its head pools several sets of feature maps";
export const mapsAreInput = "its head pools the image itself";
export const headOperator = (operator: string | undefined) =>
  `its head is not pooling, a linear layer and an activation alone: ${operator ?? "the network's input"} stands among them`;
export const weightsUnreadable = (operator: string) =>
  `the weights of its last layer (${operator}) are not constants that can be read`;
export const reducedAxes = (operator: string, axes: readonly number[]) =>
  `its ${operator} goes over the axes ${axes.join(", ") || "that are not constants"}, not over height and width`;
export const mapsNotExposed = (node: string, detail: string) =>
  `the feature maps of ${node} can't be made an output: ${detail}`;
/** Messages of their own too, where it is found on an image. */
export const mapsShape = (path: string, node: string) =>
  `model ${path}: what ${node} gives is not feature maps in single precision that fit the weights of the last layer`;
export const headMisread = (path: string, node: string) =>
  `model ${path}: pooling and last layer after ${node}, as they were read, do not give the network's own probability`;

/** What was done, sentences of the results. */
export const networkGradCam =
  "Grad-CAM in closed form: the last feature maps, each weighed by what P(fracture) gains with it, summed, negative sums set to 0, upsampled bilinearly to the network's input.";
export const occlusionHow = (cells: number, patches: number) =>
  `Occlusion sensitivity: how much P(fracture) drops, on average, when a patch over the place (an eighth of the image's width and height, ${patches} places) is painted in the image's mean grey; on a grid of ${cells} by ${cells} cells.`;
export const pipelineGradCam = (folds: number, augmented: boolean) =>
  `Grad-CAM in closed form of ${augmented ? "each of the ten crops" : "the centre crop"}${folds > 1 ? `, averaged over ${folds} networks` : ""}: the last feature maps, each weighed by what P(fracture) gains with it, summed, negative sums set to 0, upsampled bilinearly, borders damped${augmented ? ", put back where the crop was cut out (mirrored crops mirrored back) and summed" : ""}.`;
export const membersGradCam = (how: string, members: number) => `${how} The mean over ${members} members.`;
export const memberWithout = "a member of the ensemble can't be explained by its feature maps";
export const noGradient = (node: string, detail: string) =>
  `gradients behind ${node} can't be had from TF.js: ${detail}`;
