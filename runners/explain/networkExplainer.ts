import { resampled } from "../../src/imaging/heatMap.js";
import * as messages from "../../src/messages/explain.js";
import { fedRegion, type InputSpec, inputLength } from "../prepareImage.js";
import type { Explainer, GradCamNetwork } from "./explainer.js";

/**
 * Heat maps of a network that takes the whole image, or the square in its middle, at one size: upsampled
 * bilinearly to that size.
 * @param shape of the batches it is fed; only the first image of one is used
 */
export function networkExplainer(
  network: GradCamNetwork,
  spec: InputSpec,
  shape: readonly number[],
): Explainer {
  const length = inputLength(spec) * shape[0];
  return {
    method: "grad-cam",
    how: messages.networkGradCam,
    nodes: [network.node],
    async explain({ image }) {
      const batch = spec.type === "uint8" ? new Uint8Array(length) : new Float32Array(length);
      batch.set(image.whole[0] as never);
      const [heat] = await network.heat(batch, shape);
      return { ...resampled(heat, spec.width, spec.height), frame: fedRegion(image.normalised!, spec) };
    },
    close: () => network.close(),
  };
}
