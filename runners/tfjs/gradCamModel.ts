import type { Raster } from "../../src/imaging/heatMap.js";
import * as messages from "../../src/messages/explain.js";
import type { GradCamNetwork, Refusal } from "../explain/explainer.js";
import type { OutputSpec } from "../network/detectOutput.js";
import type { SplitModel } from "./splitModel.js";
import type { Tensor, TensorFlow } from "./tensorFlow.js";

/**
 * Grad-CAM by TF.js's own gradients (METHOD 10): those of P(fracture) with respect to the last feature maps,
 * summed over all places, weigh the maps; whatever the head is, if the backend has its gradients.
 * @param shape of a batch
 * @returns or why not: what a trial on one batch ran into
 */
export async function openGradCamModel(
  tf: TensorFlow,
  split: SplitModel,
  file: string,
  input: { readonly type: "float32" | "uint8"; readonly shape: readonly number[] },
  output: OutputSpec,
): Promise<GradCamNetwork | Refusal> {
  const probability = (raw: Tensor, images: number): Tensor => {
    const values = tf.reshape(raw, [images, output.values]);
    const activation = output.values === 1 && output.activation !== "none" ? "sigmoid" : output.activation;
    const activated = activation === "softmax" ? tf.softmax(values) : values;
    const own = tf.slice(activated, [0, output.index], [images, 1]);
    return activation === "sigmoid" ? tf.sigmoid(own) : own;
  };
  const heat = async (batch: Float32Array | Uint8Array, shape: readonly number[]): Promise<Raster[]> => {
    const [images] = shape;
    const [maps, gradient] = tf.tidy(() => {
      const image = tf.tensor(batch, [...shape], input.type === "uint8" ? "int32" : "float32");
      const maps = split.features(image);
      // Images don't depend on each other, so one gradient of the sum is each one's own.
      return [maps, tf.grad((value) => tf.sum(probability(split.head(value), images)))(maps)];
    });
    try {
      return rasters(await maps.data(), await gradient.data(), maps.shape);
    } finally {
      maps.dispose();
      gradient.dispose();
    }
  };
  try {
    const length = input.shape.reduce((product, size) => product * size, 1);
    await heat(input.type === "uint8" ? new Uint8Array(length) : new Float32Array(length), input.shape);
  } catch (error) {
    return { refused: messages.noGradient(split.node, (error as Error).message.split("\n")[0]) };
  }
  return { node: { file, node: split.node }, heat, async close() {} };
}

/** ReLU of the maps weighed by their summed gradients, image by image. */
function rasters(
  maps: ArrayLike<number>,
  gradient: ArrayLike<number>,
  [images, height, width, channels]: readonly number[],
): Raster[] {
  const cells = height * width;
  return Array.from({ length: images }, (_, image) => {
    const from = image * cells * channels;
    const weights = new Float64Array(channels);
    for (let i = 0; i < cells * channels; i++) weights[i % channels] += gradient[from + i];
    const values = new Float32Array(cells);
    for (let cell = 0; cell < cells; cell++) {
      let sum = 0;
      for (let c = 0; c < channels; c++) sum += weights[c] * maps[from + cell * channels + c];
      values[cell] = Math.max(0, sum);
    }
    return { width, height, values };
  });
}
