import type { InferenceSession } from "onnxruntime-node";
import * as messages from "../../src/messages/model.js";
import { UserError } from "../../src/messages/userError.js";
import type { ModelFile } from "../modelFile/schema.js";

export interface OutputSpec {
  readonly name: string;
  /** Values an image. */
  readonly values: number;
  /** Which of them is the fracture's. */
  readonly index: number;
  /** What makes them a probability. */
  readonly activation: "none" | "sigmoid" | "softmax";
}

export interface DetectedOutput extends OutputSpec {
  /** What was assumed: sentences about the network, given its name. */
  readonly assumed: readonly ((network: string) => string)[];
}

const probabilityOperators = new Set(["Sigmoid", "Softmax", "HardSigmoid"]);
/** Operators of a last layer that gives logits. */
const logitOperators = new Set([
  "Gemm",
  "MatMul",
  "Add",
  "Conv",
  "GlobalAveragePool",
  "ReduceMean",
  "AveragePool",
]);

/**
 * Finds which output is the classifier's, which of its values is the fracture's, and whether it is a
 * probability or a logit: from the operator that computes it, since values between 0 and 1 prove
 * nothing.
 * @param operatorOf the operator that computes an output, by its ONNX name; null where nobody knows
 * @param at where the declaration stands, for errors; by default in the description beside the network
 * @throws UserError naming the setting that is missing or wrong
 */
export function detectOutput(
  path: string,
  operatorOf: (output: string) => string | null,
  outputs: readonly InferenceSession.ValueMetadata[],
  declared: ModelFile["output"],
  at?: messages.SettingsPlace,
): DetectedOutput {
  const names = outputs.map((output) => output.name);
  if (declared.name === undefined && outputs.length > 1)
    throw new UserError(messages.severalOutputs(path, names, at));
  const output =
    declared.name === undefined ? outputs[0]! : outputs.find((one) => one.name === declared.name);
  if (!output) throw new UserError(messages.noSuchOutput(path, declared.name!, names, at));
  if (!output.isTensor || (output.type !== "float32" && output.type !== "float64"))
    throw new UserError(messages.outputType(path, output.name, output.isTensor ? output.type : "no tensor"));
  const rest = output.shape.slice(1);
  if (rest.some((size) => typeof size !== "number" || size < 1))
    throw new UserError(messages.outputIndex(path, output.name, "an unstated number of", at));
  const values = rest.reduce<number>((product, size) => product * (size as number), 1);
  const assumed: ((network: string) => string)[] = [];
  if (declared.index !== undefined && declared.index >= values)
    throw new UserError(messages.outputIndexRange(path, declared.index, values, at));
  let index = declared.index;
  if (index === undefined) {
    if (values > 2) throw new UserError(messages.outputIndex(path, output.name, values, at));
    if (values === 2) assumed.push(messages.assumedIndex);
    index = values - 1;
  }
  return {
    name: output.name,
    values,
    index,
    activation: activation(path, operatorOf, output.name, values, declared, at),
    assumed,
  };
}

function activation(
  path: string,
  operatorOf: (output: string) => string | null,
  name: string,
  values: number,
  declared: ModelFile["output"],
  at?: messages.SettingsPlace,
): OutputSpec["activation"] {
  if (declared.activation !== undefined) return declared.activation;
  const operator = operatorOf(name);
  if (operator !== null && probabilityOperators.has(operator)) return "none";
  if (operator !== null && logitOperators.has(operator)) return values === 1 ? "sigmoid" : "softmax";
  throw new UserError(messages.outputActivation(path, name, operator ?? "an unknown operator", at));
}

/**
 * P(fracture) of every image of a batch.
 * @param raw `images × values`
 * @param temperature divides the logits; of an output that is a probability, those of a two-class softmax
 */
export function probabilities(
  raw: ArrayLike<number>,
  images: number,
  spec: OutputSpec,
  temperature = 1,
): Float64Array {
  const out = new Float64Array(images);
  for (let i = 0; i < images; i++) {
    const from = i * spec.values;
    const own = raw[from + spec.index]!;
    if (spec.activation === "none") out[i] = tempered(own, temperature);
    else if (spec.activation === "sigmoid" || spec.values === 1)
      out[i] = 1 / (1 + Math.exp(-own / temperature));
    else {
      let sum = 0;
      for (let k = 0; k < spec.values; k++) sum += Math.exp((raw[from + k]! - own) / temperature);
      out[i] = 1 / sum;
    }
  }
  return out;
}

/** What is no probability stays as it is: the caller refuses it. */
function tempered(p: number, temperature: number): number {
  if (temperature === 1 || !(p > 0 && p < 1)) return p;
  return 1 / (1 + Math.exp(-Math.log(p / (1 - p)) / temperature));
}
