import type { InferenceSession } from "onnxruntime-node";
import * as messages from "../../src/messages/model.js";
import { UserError } from "../../src/messages/userError.js";
import type { ModelFile } from "../modelFile/schema.js";
import type { InputSpec } from "../prepareImage.js";

export interface DetectedInput {
  readonly name: string;
  readonly spec: InputSpec;
  /** The network's fixed batch size; null where it is free. */
  readonly batchSize: number | null;
  /** What was assumed: sentences about the network, given its name. */
  readonly assumed: readonly ((network: string) => string)[];
}

/** ImageNet classifiers' size, assumed where neither network nor description says one. */
const usualSize = 224;

/**
 * Reads the input's name, layout, channels, size and type off the network; the description fills in
 * what it leaves open and may not contradict it.
 * @param at where the declaration stands, for errors; by default in the description beside the network
 * @throws UserError naming the setting that is missing or wrong
 */
export function detectInput(
  path: string,
  inputs: readonly InferenceSession.ValueMetadata[],
  declared: ModelFile["input"],
  at?: messages.SettingsPlace,
): DetectedInput {
  const names = inputs.map((input) => input.name);
  const input = declared.name === undefined ? inputs[0]! : inputs.find((one) => one.name === declared.name);
  if (!input) throw new UserError(messages.noSuchInput(path, declared.name!, names, at));
  if (inputs.length > 1) throw new UserError(messages.severalInputs(path, names));
  if (!input.isTensor || (input.type !== "float32" && input.type !== "uint8"))
    throw new UserError(messages.inputType(path, input.name, input.isTensor ? input.type : "no tensor"));
  const shape = input.shape;
  if (shape.length !== 4) throw new UserError(messages.inputRank(path, input.name, shape));

  const layout = detectLayout(path, input.name, shape, declared, at);
  const [c, h, w] = layout === "NCHW" ? [1, 2, 3] : [3, 1, 2];
  const agree = (key: string, axis: number, said: number | undefined): number | undefined => {
    const has = shape[axis];
    if (typeof has !== "number" || has < 1) return said;
    if (said !== undefined && said !== has)
      throw new UserError(messages.settingContradicts(path, `input.${key}`, said, has, at));
    return has;
  };
  const channels = agree("channels", c, declared.channels);
  if (channels === undefined) throw new UserError(messages.inputLayout(path, input.name, shape, at));
  if (channels !== 1 && channels !== 3)
    throw new UserError(messages.inputChannels(path, input.name, channels));
  const width = agree("width", w, declared.width);
  const height = agree("height", h, declared.height);

  const sentences: ((network: string) => string)[] = [];
  if (width === undefined && height === undefined) sentences.push(messages.assumedSize);
  const { mean, std, assumed } = standardisation(declared, channels, input.type);
  if (assumed) sentences.push(messages.assumedScaling);
  return {
    name: input.name,
    spec: {
      width: width ?? height ?? usualSize,
      height: height ?? width ?? usualSize,
      channels,
      layout,
      type: input.type,
      contrast: declared.contrast ?? "percentile",
      crop: declared.crop ?? "none",
      resize: declared.resize ?? "bilinear",
      mean,
      std,
    },
    batchSize: typeof shape[0] === "number" && shape[0] > 0 ? shape[0] : null,
    assumed: sentences,
  };
}

function detectLayout(
  path: string,
  name: string,
  shape: readonly (string | number)[],
  declared: ModelFile["input"],
  at?: messages.SettingsPlace,
): "NCHW" | "NHWC" {
  const channels = (axis: number) => shape[axis] === 1 || shape[axis] === 3;
  const free = (axis: number) => typeof shape[axis] !== "number" || (shape[axis] as number) < 1;
  const possible = { NCHW: channels(1) || free(1), NHWC: channels(3) || free(3) };
  if (declared.layout !== undefined) {
    if (!possible[declared.layout])
      throw new UserError(
        messages.settingContradicts(
          path,
          "input.layout",
          declared.layout,
          `the shape [${shape.join(", ")}]`,
          at,
        ),
      );
    return declared.layout;
  }
  if (channels(1) && !channels(3)) return "NCHW";
  if (channels(3) && !channels(1)) return "NHWC";
  const fixed = (axis: number) => typeof shape[axis] === "number" && !channels(axis) && !free(axis);
  if (fixed(1) && fixed(3)) throw new UserError(messages.inputChannels(path, name, shape[1] as number));
  throw new UserError(messages.inputLayout(path, name, shape, at));
}

function standardisation(declared: ModelFile["input"], channels: number, type: "float32" | "uint8") {
  const fill = (values: readonly number[]) =>
    Array.from({ length: channels }, (_, i) => values[values.length === 1 ? 0 : i] ?? values[0]!);
  const { scaling } = declared;
  const order = (values: number[]) => (declared.channelOrder === "BGR" ? values.reverse() : values);
  if (type === "uint8") return { mean: fill([0]), std: fill([1 / 255]), assumed: false };
  if (scaling === undefined || scaling === "0-1")
    return { mean: fill([0]), std: fill([1]), assumed: scaling === undefined };
  if (scaling === "-1-1") return { mean: fill([0.5]), std: fill([0.5]), assumed: false };
  if (scaling === "0-255") return { mean: fill([0]), std: fill([1 / 255]), assumed: false };
  return { mean: order(fill(scaling.mean)), std: order(fill(scaling.std)), assumed: false };
}
