import type { InferenceSession } from "onnxruntime-node";
import { z } from "zod";
import * as messages from "../../src/messages/remote.js";
import { UserError } from "../../src/messages/userError.js";

// The Open Inference Protocol v2 over HTTP with JSON: model metadata and inference, as Triton, KServe and
// OpenVINO Model Server speak it.

const tensorSchema = z.looseObject({
  name: z.string(),
  datatype: z.string(),
  shape: z.array(z.coerce.number().int()),
});
const metadataSchema = z.looseObject({
  name: z.string(),
  versions: z.array(z.string()).optional(),
  platform: z.string().optional(),
  inputs: z.array(tensorSchema).min(1),
  outputs: z.array(tensorSchema).min(1),
});
const answerSchema = z.looseObject({
  outputs: z.array(z.looseObject({ name: z.string(), data: z.array(z.unknown()).optional() })),
});

export type RemoteMetadata = z.infer<typeof metadataSchema>;

/** What a server says of a model. */
export const readMetadata = (model: string, bytes: Uint8Array): RemoteMetadata =>
  parsed(model, bytes, metadataSchema);

const types: Readonly<Record<string, string>> = { FP32: "float32", FP64: "float64", UINT8: "uint8" };

/** A tensor's facts in the words of onnxruntime, which the detection of inputs and outputs speaks. */
export const valueMetadata = ({
  name,
  datatype,
  shape,
}: RemoteMetadata["inputs"][number]): InferenceSession.ValueMetadata => ({
  name,
  isTensor: true,
  type: (types[datatype] ?? datatype) as "float32",
  shape: shape.map((size) => (size < 1 ? "free" : size)),
});

/** The body of an inference request for one output. */
export function inferenceRequest(
  input: { readonly name: string; readonly type: "float32" | "uint8"; readonly shape: readonly number[] },
  batch: Float32Array | Uint8Array,
  output: string,
): string {
  const datatype = input.type === "uint8" ? "UINT8" : "FP32";
  const { name, shape } = input;
  return JSON.stringify({
    inputs: [{ name, shape, datatype, data: Array.from(batch) }],
    outputs: [{ name: output }],
  });
}

/**
 * The values of an output in the answer to an inference request.
 * @returns `images × values`, NaN where the answer says null
 * @throws UserError: another output, another length, values that are no numbers
 */
export function readAnswer(
  model: string,
  bytes: Uint8Array,
  output: { readonly name: string; readonly values: number },
  images: number,
): Float64Array {
  const { outputs } = parsed(model, bytes, answerSchema);
  const found = outputs.find((one) => one.name === output.name);
  if (!found) {
    const names = outputs.map((one) => one.name);
    throw new UserError(messages.outputMissing(model, output.name, names));
  }
  if (found.data === undefined)
    throw new UserError(messages.notProtocol(model, `output "${output.name}" has no data as JSON`));
  // Rows may be nested.
  const values = found.data.flat(Number.POSITIVE_INFINITY);
  if (values.length !== images * output.values)
    throw new UserError(messages.outputLength(model, output.name, values.length, images, output.values));
  return Float64Array.from(values, (value) => {
    // JSON has no NaN; servers that mean it send null. Whose image it is, the caller says.
    if (value === null) return Number.NaN;
    if (typeof value !== "number")
      throw new UserError(messages.outputValue(model, output.name, JSON.stringify(value)));
    return value;
  });
}

function parsed<T>(model: string, bytes: Uint8Array, schema: z.ZodType<T>): T {
  const text = new TextDecoder().decode(bytes);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    if (/[:,[]\s*-?(NaN|Infinity)\b/.test(text)) throw new UserError(messages.notFinite(model));
    const start = text.slice(0, 60).replace(/\s+/g, " ").trim();
    throw new UserError(messages.notJson(model, start));
  }
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new UserError(messages.notProtocol(model, `${issue!.path.join(".") || "it"}: ${issue!.message}`));
}
