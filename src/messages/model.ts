import { didYouMean } from "./yaml.js";

/** Where a network's settings are written: what a setting is called there, and the file. */
export interface SettingsPlace {
  /** @param key as a description of a single network has it, for example `output.index` */
  key(key: string): string;
  readonly file: string;
}

/** The description beside a network. */
const beside = (file: string): SettingsPlace => ({
  key: (key) => key,
  file: /^https?:/i.test(file)
    ? `in a description NAME.model.yaml with \`model: ${file}\``
    : `in ${file.replace(/\.(onnx|json)$|\/+$/i, "")}.model.yaml beside it`,
});

export const unknownModelFormat = (path: string) =>
  `model ${path}: this version runs ONNX (.onnx) and TF.js models (model.json or its folder), models behind an http address, and descriptions of them (.model.yaml); for others score the images elsewhere and pass the table with --predictions`;

export const notOnnx = (path: string, detail: string) =>
  `model ${path}: not an ONNX model that can be loaded: ${detail}; export it again, or check that it is the right file`;

export const providerUnavailable = (provider: string, path: string, detail: string) =>
  `model ${path}: the execution provider ${provider} is not available here: ${detail}; use --provider cpu or install what it needs`;

export const noSuchInput = (
  path: string,
  name: string,
  known: readonly string[],
  at: SettingsPlace = beside(path),
) =>
  `model ${path}: no input "${name}"${didYouMean(name, known)}; it has ${known.join(", ")}: correct ${at.key("input.name")} ${at.file}`;

export const severalInputs = (path: string, known: readonly string[]) =>
  `model ${path}: has several inputs (${known.join(", ")}); only networks that take one image can be scored`;

export const inputType = (path: string, name: string, type: string) =>
  `model ${path}: input "${name}" is ${type}; it must be float32 or uint8: export it so`;

export const inputRank = (path: string, name: string, shape: readonly (string | number)[]) =>
  `model ${path}: input "${name}" has shape [${shape.join(", ")}], rank ${shape.length}; an image batch has rank 4, [batch, channels, height, width] or [batch, height, width, channels]`;

export const inputLayout = (
  path: string,
  name: string,
  shape: readonly (string | number)[],
  at: SettingsPlace = beside(path),
) =>
  `model ${path}: input "${name}" [${shape.join(", ")}] doesn't tell which axis is the channels; say ${at.key("input.layout")} (NCHW or NHWC) and ${at.key("input.channels")} (1 or 3) ${at.file}`;

export const inputChannels = (path: string, name: string, channels: number) =>
  `model ${path}: input "${name}" takes ${channels} channels; radiographs can be given as 1 or 3`;

export const settingContradicts = (
  path: string,
  key: string,
  said: string | number,
  has: string | number,
  at: SettingsPlace = beside(path),
) => `model ${path}: ${at.key(key)} is declared ${said}, but the network has ${has}; correct it ${at.file}`;

export const noSuchOutput = (
  path: string,
  name: string,
  known: readonly string[],
  at: SettingsPlace = beside(path),
) =>
  `model ${path}: no output "${name}"${didYouMean(name, known)}; it has ${known.join(", ")}: correct ${at.key("output.name")} ${at.file}`;

export const severalOutputs = (path: string, known: readonly string[], at: SettingsPlace = beside(path)) =>
  `model ${path}: has several outputs (${known.join(", ")}); say which is the classifier's as ${at.key("output.name")} ${at.file}`;

export const outputType = (path: string, name: string, type: string) =>
  `model ${path}: output "${name}" is ${type}; probabilities or logits must be float32 or float64`;

export const outputIndex = (
  path: string,
  name: string,
  values: number | string,
  at: SettingsPlace = beside(path),
) =>
  `model ${path}: output "${name}" has ${values} values an image; say which is the fracture's as ${at.key("output.index")} ${at.file}`;

export const outputIndexRange = (
  path: string,
  index: number,
  values: number,
  at: SettingsPlace = beside(path),
) =>
  `model ${path}: ${at.key("output.index")} is ${index}, but there are ${values} values an image (0 to ${values - 1}); correct it ${at.file}`;

export const outputActivation = (
  path: string,
  name: string,
  operator: string,
  at: SettingsPlace = beside(path),
) =>
  `model ${path}: output "${name}" comes from ${operator}, which doesn't tell probabilities from logits; say ${at.key("output.activation")} (none, sigmoid or softmax) ${at.file}`;

export const notFinite = (path: string, image: string, value: number) =>
  `model ${path}: gives ${value} for ${image}; a model that fails on an image can't be evaluated: check the network and its input scaling`;

export const notProbability = (path: string, image: string, value: number) =>
  `model ${path}: gives ${value} for ${image}, which is no probability; if the output is a logit, say output.activation ${beside(path).file}`;

export const modelFails = (path: string, detail: string) => `model ${path}: fails while scoring: ${detail}`;

export const noImages = (manifest: string) =>
  `${manifest}: a model needs images, but the strata file declares no \`image\` column; declare it, or pass scores with --predictions`;

export const assumedSize = (name: string) =>
  `The network ${name} accepts any image size and no description says which it was trained on; 224 × 224 was assumed.`;

export const assumedScaling = (name: string) =>
  `No description says how the network ${name} wants its pixels scaled; 0–1 was assumed.`;

export const assumedIndex = (name: string) =>
  `The network ${name} has two outputs and no description says which is the fracture's; the second was assumed.`;

export const describesAnother = (description: string, describes: string, wanted: string) =>
  `${description} stands beside ${wanted} but describes ${describes}; correct its \`model:\` or rename it`;

export const keptScoresUnusable = (path: string, detail: string) =>
  `${path}: scores can't be kept there: ${detail}; set WRIST_BENCH_CACHE to a folder that can be written to, or use --no-cache`;
