import { basename } from "node:path";
import { standardise } from "../../src/imaging/standardise.js";
import { centreCrop, tenCrops } from "../../src/imaging/tenCrops.js";
import type { SettingsPlace } from "../../src/messages/model.js";
import type { ModelFile } from "../modelFile/schema.js";
import { type DetectedOutput, detectOutput, probabilities } from "../network/detectOutput.js";
import { producingOperator } from "../onnx/graph.js";
import type { Networks, OutputReader } from "./networks.js";

/** Networks that score crops of the region of interest: a classifier's folds, or an ensemble's members. */
export interface Classifier {
  readonly networks: Networks<DetectedOutput>;
  /** Ten crops an image instead of the centre alone. */
  readonly augmented: boolean;
  /** One a network, where their tempered probabilities are wanted too. */
  readonly temperatures?: readonly number[];
}

/** Finds the probability in a network's output, by its declaration and its graph. */
export const probabilityOutput =
  (declared: ModelFile["output"], at: SettingsPlace): OutputReader<DetectedOutput> =>
  (path, model, outputs) =>
    detectOutput(path, (output) => producingOperator(model, output), outputs, declared, at);

/** What was assumed of the networks' outputs, a sentence each. */
export const assumptions = ({ networks }: Classifier): string[] => [
  ...new Set(
    networks.outputs.flatMap(({ assumed }, i) =>
      assumed.map((sentence) => sentence(basename(networks.files[i].path))),
    ),
  ),
];

/**
 * P(fracture) of every crop of every region by every network (METHOD 6–7).
 * @param squares regions of interest after resampling, grey 0–255, `pixels × pixels`
 * @returns network by network, region by region, its crops in the order of `tenCropPlaces`
 */
export async function cropProbabilities(
  classifier: Classifier,
  squares: readonly Float32Array[],
  pixels: number,
): Promise<Float64Array[][]> {
  const raw = await cropOutputs(classifier, squares, pixels);
  return ofCrops(classifier, raw, squares.length);
}

/** P(fracture) of every region's crops by every network, as it is and with its logits divided by the temperature. */
export async function temperedCropProbabilities(
  classifier: Classifier,
  squares: readonly Float32Array[],
  pixels: number,
): Promise<{ plain: Float64Array[][]; tempered: Float64Array[][] | null }> {
  const raw = await cropOutputs(classifier, squares, pixels);
  const { temperatures } = classifier;
  return {
    plain: ofCrops(classifier, raw, squares.length),
    tempered: temperatures ? ofCrops(classifier, raw, squares.length, temperatures) : null,
  };
}

/** The networks' raw values, network by network. */
async function cropOutputs(
  { networks, augmented }: Classifier,
  squares: readonly Float32Array[],
  pixels: number,
): Promise<Float32Array[]> {
  const crop = networks.spec.width;
  const each = augmented ? 10 : 1;
  let at = -1;
  let crops: Float32Array[] = [];
  return networks.run(squares.length * each, (i, batch, offset) => {
    const square = Math.floor(i / each);
    if (square !== at) {
      at = square;
      crops = augmented ? tenCrops(squares[at], pixels, crop) : [centreCrop(squares[at], pixels, crop)];
    }
    standardise(crops[i % each], networks.spec, batch, offset);
  });
}

function ofCrops(
  { networks, augmented }: Classifier,
  raw: readonly Float32Array[],
  squares: number,
  temperatures?: readonly number[],
): Float64Array[][] {
  const each = augmented ? 10 : 1;
  return raw.map((values, n) => {
    const all = probabilities(values, squares * each, networks.outputs[n], temperatures?.[n]);
    return Array.from({ length: squares }, (_, s) => all.slice(s * each, (s + 1) * each));
  });
}

/** A network's probability of a region: the mean over its crops. */
export const meanOverCrops = (crops: Float64Array): number =>
  crops.reduce((sum, p) => sum + p, 0) / crops.length;
