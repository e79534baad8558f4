import { basename } from "node:path";
import * as messages from "../../src/messages/model.js";
import { UserError } from "../../src/messages/userError.js";
import type { GradCamNetwork, Refusal } from "../explain/explainer.js";
import { networkExplainer } from "../explain/networkExplainer.js";
import type { ImageModel } from "../imageModel.js";
import type { ModelFile } from "../modelFile/schema.js";
import { type InputSpec, inputLength } from "../prepareImage.js";
import type { DetectedInput } from "./detectInput.js";
import { type DetectedOutput, type OutputSpec, probabilities } from "./detectOutput.js";

/** A network that takes a batch of images and gives each one or a few values, whoever runs it. */
export interface Network {
  /** The model's path or URL, as the user gave it. */
  readonly path: string;
  /** How results call its file: never where it lies. */
  readonly file: string;
  /** Where its description says no name. */
  readonly name?: string;
  readonly format: string;
  readonly sha256: string;
  readonly description: ModelFile;
  readonly descriptionSha256: string | undefined;
  readonly input: DetectedInput;
  readonly output: DetectedOutput;
  /** Whether the same hash and settings give the same score for ever, so that scores can be kept. */
  readonly repeatable: boolean;
  readonly warnings: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /**
   * @param batch `batchSize` images, of the spec's type
   * @param shape rank 4, in the spec's layout
   * @returns `batchSize × values`
   */
  infer(batch: Float32Array | Uint8Array, shape: number[]): Promise<ArrayLike<number>>;
  /** Its feature maps and what follows them, or why they can't be had. */
  openGradCam?(shape: readonly number[]): Promise<GradCamNetwork | Refusal>;
  close(): Promise<void>;
}

/** Images a batch where the network leaves it open: enough to keep two cores busy, small in memory. */
const usualBatch = 8;

/**
 * The adapter around a network: batches, settings in words, probabilities.
 * @throws UserError: a batch size that contradicts the network's
 */
export function networkModel(network: Network): ImageModel {
  const { path, description, input, output } = network;
  const batchSize = input.batchSize ?? description.batchSize ?? usualBatch;
  if (description.batchSize !== undefined && description.batchSize !== batchSize)
    throw new UserError(messages.settingContradicts(path, "batchSize", description.batchSize, batchSize));
  const { spec } = input;
  const shape = batchShape(spec, batchSize);
  const length = inputLength(spec);
  const { assumed: _, ...outputSpec } = output;
  const { sha256, environment } = network;
  return {
    identity: {
      name: description.name ?? network.name ?? basename(path),
      format: network.format,
      sha256,
      file: network.file,
      ...(network.descriptionSha256 === undefined ? {} : { descriptionSha256: network.descriptionSha256 }),
      settings: settingsInWords(input.name, spec, output, batchSize),
    },
    preparation: { whole: [spec], normalised: false },
    scoreKey: network.repeatable
      ? JSON.stringify({ sha256, input: spec, output: outputSpec, batchSize, ...environment })
      : null,
    batchSize,
    threshold: description.threshold ?? null,
    warnings: [
      ...network.warnings,
      ...[...input.assumed, ...output.assumed].map((sentence) => sentence(network.file)),
    ],
    environment,
    async score(requests) {
      // Always a full batch: with another shape the library may sum in another order.
      const batch =
        spec.type === "uint8" ? new Uint8Array(batchSize * length) : new Float32Array(batchSize * length);
      requests.forEach((request, i) => {
        batch.set(request.image.whole[0] as never, i * length);
      });
      const raw = await network.infer(batch, shape);
      return [...probabilities(raw, requests.length, output)].map((probability) => ({ probability }));
    },
    ...(network.openGradCam && {
      async openGradCam() {
        // One image a run, unless the network's batch is fixed.
        const shape = batchShape(spec, input.batchSize ?? 1);
        const opened = await network.openGradCam!(shape);
        return "refused" in opened ? opened : networkExplainer(opened, spec, shape);
      },
    }),
    close: () => network.close(),
  };
}

/** The shape of a batch in the network's layout. */
export const batchShape = (spec: InputSpec, images: number): number[] =>
  spec.layout === "NCHW"
    ? [images, spec.channels, spec.height, spec.width]
    : [images, spec.height, spec.width, spec.channels];

function settingsInWords(name: string, spec: InputSpec, output: OutputSpec, batchSize: number) {
  const list = (values: readonly number[]) => values.map((v) => Number(v.toPrecision(6))).join(", ");
  const area = spec.crop === "centre" ? "largest square in the middle" : "whole image";
  const filter =
    spec.resize === "bilinear"
      ? "bilinear, half-pixel centres, no antialiasing"
      : "bilinear, antialiased, rounded to 8 bits";
  return {
    input: `${name}: ${spec.layout}, ${spec.channels} × ${spec.height} × ${spec.width}, ${spec.type}`,
    contrast:
      spec.contrast === "percentile" ? "5th–99th percentile of the image to 0–255" : "stored range to 0–255",
    resize: `${area}, ${filter}`,
    scaling: spec.type === "uint8" ? "0–255" : `(grey / 255 − ${list(spec.mean)}) / ${list(spec.std)}`,
    output: `${output.name}: value ${output.index + 1} of ${output.values}, ${output.activation === "none" ? "a probability" : output.activation}`,
    batch: String(batchSize),
  };
}
