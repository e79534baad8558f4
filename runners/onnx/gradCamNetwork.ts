import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { InferenceSession } from "onnxruntime-node";
import * as messages from "../../src/messages/explain.js";
import * as modelMessages from "../../src/messages/model.js";
import { UserError } from "../../src/messages/userError.js";
import type { GradCamNetwork, Refusal } from "../explain/explainer.js";
import { type FeatureMaps, gradCam } from "../explain/gradCam.js";
import { type OutputSpec, probabilities } from "../network/detectOutput.js";
import { findPooledHead, type PooledHead } from "./pooledHead.js";
import { readGraph, withOutput } from "./readGraph.js";
import { createSession, firstLine, type Provider, type SessionOptions } from "./session.js";

/**
 * A head is taken for misread where the probability it gives is further off than rounding explains; graphics
 * processors round the last layer's products coarsely.
 */
const tolerance = (provider: Provider) => (provider === "cpu" ? 1e-5 : 1e-3);

/**
 * Opens a classifier for Grad-CAM: finds its head, adds the feature maps to its outputs in memory where they
 * are none of them yet, and checks on a made-up image, and again on every image, that the head as read gives
 * the network's own probability.
 * @param shape of a batch
 * @returns or why there is no closed form
 */
export async function openGradCamNetwork(
  path: string,
  input: { readonly name?: string; readonly type: "float32" | "uint8"; readonly shape: readonly number[] },
  output: OutputSpec,
  options: SessionOptions,
): Promise<GradCamNetwork | Refusal> {
  const bytes = await readFile(path);
  const graph = readGraph(bytes);
  const head = findPooledHead(graph, output);
  if ("refused" in head) return head;
  const { default: ort } = await import("onnxruntime-node");
  const edited = graph.outputs.has(head.maps) ? bytes : withOutput(bytes, head.maps);
  let session: InferenceSession;
  try {
    session = await createSession(ort, path, { ...options, spinning: false }, edited);
  } catch (error) {
    // Weights in files beside it, say, which a model in memory can't find.
    return { refused: messages.mapsNotExposed(head.node, (error as Error).message) };
  }
  const heat = async (batch: Float32Array | Uint8Array, shape: readonly number[]) => {
    const feed = { [input.name ?? session.inputNames[0]]: new ort.Tensor(input.type, batch as never, shape) };
    const result = await session.run(feed, [head.maps, output.name]).catch((error: Error) => {
      throw new UserError(modelMessages.modelFails(path, firstLine(error)));
    });
    const maps = imagesOf(result[head.maps], head, shape[0]);
    if (maps === null) throw new UserError(messages.mapsShape(path, head.node));
    const own = probabilities(result[output.name].data as Float32Array, shape[0], output);
    return maps.map((one, i) => {
      const { heat, probability } = gradCam(one, head, output.index);
      if (!(Math.abs(probability - own[i]) <= tolerance(options.provider)))
        throw new UserError(messages.headMisread(path, head.node));
      return heat;
    });
  };
  try {
    await heat(texture(input), input.shape);
  } catch (error) {
    await session.release();
    if (error instanceof UserError) return { refused: error.message };
    throw error;
  }
  return { node: { file: basename(path), node: head.node }, heat, close: () => session.release() };
}

/** The feature maps of a batch, image by image; null where they aren't such. */
function imagesOf(
  tensor: { readonly dims: readonly number[]; readonly data: unknown },
  { layout, weights, pools, bias }: PooledHead,
  images: number,
): FeatureMaps[] | null {
  const { dims, data } = tensor;
  if (dims.length !== 4 || dims[0] !== images || !(data instanceof Float32Array)) return null;
  const [channels, height, width] = layout === "NCHW" ? dims.slice(1) : [dims[3], dims[1], dims[2]];
  const features = channels * pools.length;
  const values = weights ? weights.length / features : features;
  if (!Number.isInteger(values) || (bias && bias.length !== values && bias.length !== 1)) return null;
  const size = channels * height * width;
  return Array.from({ length: images }, (_, i) => ({
    ...{ channels, height, width, layout },
    values: data.subarray(i * size, (i + 1) * size),
  }));
}

/** A batch of images that are uneven from left to right and from top to bottom, the same each time. */
function texture({ type, shape }: { readonly type: "float32" | "uint8"; readonly shape: readonly number[] }) {
  const length = shape.reduce((product, size) => product * size, 1);
  const rows = shape[2] * shape[3];
  const share = (i: number) =>
    (((i * 7919) % 997) / 996) * (((i % rows) / rows + (i % shape[3]) / shape[3]) / 2);
  return type === "uint8"
    ? Uint8Array.from({ length }, (_, i) => Math.round(255 * share(i)))
    : Float32Array.from({ length }, (_, i) => 4 * share(i) - 1);
}
