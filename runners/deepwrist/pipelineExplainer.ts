import { dampedAtBorders, type HeatMap, type Raster, resampled } from "../../src/imaging/heatMap.js";
import { standardise } from "../../src/imaging/standardise.js";
import { centreCrop, mirror, tenCropPlaces, tenCrops } from "../../src/imaging/tenCrops.js";
import * as messages from "../../src/messages/explain.js";
import type { Explainer, GradCamNetwork, Refusal } from "../explain/explainer.js";
import type { ScoreRequest } from "../imageModel.js";
import { batchShape } from "../network/networkModel.js";
import { openGradCamNetwork } from "../onnx/gradCamNetwork.js";
import type { SessionOptions } from "../onnx/session.js";
import { inputLength } from "../prepareImage.js";
import type { Classifier } from "./classifier.js";
import { findRegions } from "./findRegions.js";
import type { OpenedView } from "./view.js";

/** Pixels at a crop's border that are damped, and the crop's side that they are meant for (METHOD 10). */
const damped = { border: 15, side: 224 } as const;

/** One view, its classifiers opened a second time with their feature maps. */
interface ExplainedView {
  readonly view: OpenedView;
  readonly classifier: Classifier;
  readonly networks: readonly GradCamNetwork[];
}

/**
 * Heat maps of the two-stage pipeline (METHOD 10): Grad-CAM of every crop by every fold, upsampled to the
 * crop, its borders damped, averaged over the folds, put back where the crop was cut out, mirrored crops
 * mirrored back, and summed. The frame is the region of interest.
 * @param indexOf which of the whole-image inputs is a view's localizer's
 */
export async function openPipelineExplainer(
  views: readonly OpenedView[],
  indexOf: (view: OpenedView) => number,
  options: SessionOptions,
): Promise<Explainer | Refusal> {
  const opened: ExplainedView[] = [];
  const all: GradCamNetwork[] = [];
  const close = async () => {
    for (const network of all) await network.close();
  };
  for (const view of views) {
    const classifier = (view.classifier ?? view.ensemble)!;
    const { spec, batch, files, outputs } = classifier.networks;
    const input = { type: "float32" as const, shape: batchShape(spec, batch) };
    const networks: GradCamNetwork[] = [];
    for (const [n, { path }] of files.entries()) {
      const network = await openGradCamNetwork(path, input, outputs[n], options);
      if ("refused" in network) {
        await close();
        return network;
      }
      networks.push(network);
      all.push(network);
    }
    opened.push({ view, classifier, networks });
  }
  const augmented = opened.some(({ classifier }) => classifier.augmented);
  const folds = Math.max(...opened.map(({ networks }) => networks.length));
  return {
    method: "grad-cam",
    how: messages.pipelineGradCam(folds, augmented),
    nodes: all.map(({ node }) => node),
    async explain(request) {
      const one = opened.find(({ view }) => view.name === request.view)!;
      return explainOne(one, request, indexOf(one.view));
    },
    close,
  };
}

async function explainOne(one: ExplainedView, request: ScoreRequest, input: number): Promise<HeatMap> {
  const { view, classifier, networks } = one;
  const [{ square, region }] = await findRegions(view, [request], input);
  const { pixels } = view.region;
  const side = classifier.networks.spec.width;
  const crops = classifier.augmented ? tenCrops(square, pixels, side) : [centreCrop(square, pixels, side)];
  const byFold: Raster[][] = [];
  for (const network of networks) byFold.push(await cropHeats(classifier, network, crops));
  const mean = crops.map((_, c) => meanOf(byFold.map((heats) => heats[c])));
  return { ...putBack(mean, pixels, side), frame: region };
}

/** Heat maps of crops by one network, at the crops' size, their borders damped. */
async function cropHeats(
  { networks: { spec, batch } }: Classifier,
  network: GradCamNetwork,
  crops: readonly Float32Array[],
): Promise<Raster[]> {
  const length = inputLength(spec);
  const shape = batchShape(spec, batch);
  const border = Math.max(1, Math.round((damped.border * spec.width) / damped.side));
  const heats: Raster[] = [];
  for (let from = 0; from < crops.length; from += batch) {
    const values = new Float32Array(batch * length);
    const some = crops.slice(from, from + batch);
    some.forEach((crop, i) => {
      standardise(crop, spec, values, i * length);
    });
    const found = await network.heat(values, shape);
    for (const heat of found.slice(0, some.length))
      heats.push(dampedAtBorders(resampled(heat, spec.width, spec.height), border));
  }
  return heats;
}

function meanOf(rasters: readonly Raster[]): Raster {
  const [{ width, height }] = rasters;
  const values = new Float32Array(width * height);
  for (const raster of rasters)
    for (let i = 0; i < values.length; i++) values[i] += raster.values[i] / rasters.length;
  return { width, height, values };
}

/**
 * The sum of crops' heat maps where the crops were cut out, in the order of `tenCropPlaces`; one alone is of
 * the centre.
 */
export function putBack(heats: readonly Raster[], pixels: number, side: number): Raster {
  const straight = new Float32Array(pixels * pixels);
  const mirrored = new Float32Array(pixels * pixels);
  const places = tenCropPlaces(pixels, side);
  heats.forEach(({ values }, c) => {
    const place = places[c];
    const sum = place.mirrored ? mirrored : straight;
    for (let y = 0; y < side; y++)
      for (let x = 0; x < side; x++) sum[(place.y + y) * pixels + place.x + x] += values[y * side + x];
  });
  const back = mirror(mirrored, pixels, pixels);
  return { width: pixels, height: pixels, values: straight.map((value, i) => value + back[i]) };
}
