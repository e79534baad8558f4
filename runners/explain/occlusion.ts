import type { Raster } from "../../src/imaging/heatMap.js";
import type { Region } from "../../src/imaging/region.js";
import * as messages from "../../src/messages/explain.js";
import type { ImageModel, PreparedImage, ScoreRequest } from "../imageModel.js";
import { fedRegion, type InputSpec } from "../prepareImage.js";
import type { Explainer } from "./explainer.js";

/** Cells across and down the image; a patch is two by two of them, so that patches overlap by half. */
export const occlusionCells = 16;
const patches = occlusionCells - 1;

/**
 * Occlusion sensitivity (Zeiler & Fergus, ECCV 2014), which needs scores alone: a patch of an eighth of the
 * width and of the height, grey as the image is on average, is moved over the image in steps of half of it,
 * and each cell gets the mean drop of P(fracture) over the patches that cover it; a rise counts as 0.
 *
 * What is covered is the input as prepared (contrast is not normalised anew): every whole-image input, and
 * the image from which a pipeline cuts its region.
 */
export function occlusionExplainer(model: ImageModel): Explainer {
  return {
    method: "occlusion",
    how: messages.occlusionHow(occlusionCells, patches * patches),
    nodes: [],
    async explain(request) {
      const { width, height } = request.image.normalised!;
      return { ...drops(await occludedScores(model, request)), frame: { x: 0, y: 0, width, height } };
    },
    async close() {},
  };
}

/** P(fracture) of the image as it is, then with each patch, row by row. */
async function occludedScores(model: ImageModel, request: ScoreRequest): Promise<number[]> {
  const scores: number[] = [];
  const total = 1 + patches * patches;
  for (let from = 0; from < total; from += model.batchSize) {
    const count = Math.min(model.batchSize, total - from);
    const batch = Array.from({ length: count }, (_, i) => {
      const patch = from + i - 1;
      return patch < 0
        ? request
        : {
            ...request,
            image: occluded(
              request.image,
              model.preparation.whole,
              patch % patches,
              Math.floor(patch / patches),
            ),
          };
    });
    scores.push(...(await model.score(batch)).map(({ probability }) => probability));
  }
  return scores;
}

function drops([whole, ...covered]: readonly number[]): Raster {
  const cells = occlusionCells;
  const sums = new Float64Array(cells * cells);
  const counts = new Uint8Array(cells * cells);
  covered.forEach((probability, patch) => {
    const column = patch % patches;
    const row = Math.floor(patch / patches);
    for (const [dx, dy] of [
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
    ]) {
      const cell = (row + dy) * cells + column + dx;
      sums[cell] += whole - probability;
      counts[cell]++;
    }
  });
  return {
    width: cells,
    height: cells,
    values: Float32Array.from(sums, (sum, cell) => Math.max(0, sum / counts[cell])),
  };
}

/** An image with one patch covered, in everything a model is fed. */
function occluded(
  { whole, normalised }: PreparedImage,
  specs: readonly InputSpec[],
  column: number,
  row: number,
): PreparedImage {
  const { width, height, pixels } = normalised!;
  const patch: Region = {
    x: (column * width) / occlusionCells,
    y: (row * height) / occlusionCells,
    width: (2 * width) / occlusionCells,
    height: (2 * height) / occlusionCells,
  };
  const full = { x: 0, y: 0, width, height };
  return {
    whole: whole.map((values, i) => covered(values, specs[i], fedRegion(full, specs[i]), patch)),
    normalised: {
      ...normalised!,
      pixels: covered(pixels, { width, height, channels: 1, layout: "NCHW" }, full, patch),
    },
  };
}

/**
 * A copy whose patch has each channel's mean.
 * @param grid how `values` lie
 * @param region the part of the image that they show
 * @param patch in the image's pixels
 */
function covered<Values extends Float32Array | Uint8Array>(
  values: Values,
  grid: Pick<InputSpec, "width" | "height" | "channels" | "layout">,
  region: Region,
  patch: Region,
): Values {
  const { width, height, channels, layout } = grid;
  const [left, right] = [patch.x, patch.x + patch.width].map((x) =>
    onGrid(x - region.x, region.width, width),
  );
  const [top, bottom] = [patch.y, patch.y + patch.height].map((y) =>
    onGrid(y - region.y, region.height, height),
  );
  const plane = width * height;
  const out = values.slice() as Values;
  for (let c = 0; c < channels; c++) {
    const place = (pixel: number) => (layout === "NCHW" ? c * plane + pixel : pixel * channels + c);
    let sum = 0;
    for (let i = 0; i < plane; i++) sum += values[place(i)];
    const mean = out instanceof Uint8Array ? Math.round(sum / plane) : sum / plane;
    for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) out[place(y * width + x)] = mean;
  }
  return out;
}

/** An edge in the region's pixels as one between the grid's. */
const onGrid = (edge: number, length: number, cells: number): number =>
  Math.min(cells, Math.max(0, Math.round((edge * cells) / length)));
