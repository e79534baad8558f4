import type { Raster } from "../../src/imaging/heatMap.js";
import type { PooledHead } from "../onnx/pooledHead.js";

/** The feature maps of one image. */
export interface FeatureMaps {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly layout: "NCHW" | "NHWC";
  readonly values: Float32Array;
}

/**
 * Grad-CAM (Selvaraju et al., ICCV 2017) in closed form where pooling, at most one linear layer and an
 * activation follow the feature maps (METHOD 10): ReLU(Σ_c w_c A_c), where w_c is what P(fracture) gains
 * with channel c, added up over all places. Through the mean that is the gradient with respect to the pooled
 * feature; the maximum's gradient all goes to the place of the maximum, so that it adds the gradient with
 * respect to that feature likewise.
 * @param index which of the head's values is the fracture's
 * @returns the heat map on the feature maps' grid, in units of probability, and P(fracture) recomputed from
 *   the feature maps
 */
export function gradCam(
  maps: FeatureMaps,
  head: Pick<PooledHead, "pools" | "weights" | "bias" | "activation">,
  index: number,
): { readonly heat: Raster; readonly probability: number } {
  const { channels, width, height } = maps;
  const features = pooledFeatures(maps, head.pools);
  const count = head.weights ? head.weights.length / features.length : features.length;
  const weight = (value: number, feature: number) =>
    head.weights ? head.weights[value * features.length + feature] : value === feature ? 1 : 0;
  const logits = Float64Array.from({ length: count }, (_, value) =>
    features.reduce(
      (sum, feature, f) => sum + feature * weight(value, f),
      head.bias ? head.bias[head.bias.length === 1 ? 0 : value] : 0,
    ),
  );
  const { probability, gradient } = activated(logits, head.activation, index);
  const values = new Float32Array(width * height);
  const sums = new Float64Array(width * height);
  for (let c = 0; c < channels; c++) {
    let w = 0;
    head.pools.forEach((_, p) => {
      for (let value = 0; value < count; value++) w += gradient[value] * weight(value, p * channels + c);
    });
    for (let i = 0; i < sums.length; i++) sums[i] += w * at(maps, c, i);
  }
  sums.forEach((sum, i) => {
    values[i] = Math.max(0, sum);
  });
  return { heat: { width, height, values }, probability };
}

const at = ({ layout, width, height, channels, values }: FeatureMaps, c: number, i: number): number =>
  layout === "NCHW" ? values[c * width * height + i] : values[i * channels + c];

/** Pool by pool, channel by channel. */
function pooledFeatures(maps: FeatureMaps, pools: PooledHead["pools"]): Float64Array {
  const { channels, width, height } = maps;
  const cells = width * height;
  const out = new Float64Array(pools.length * channels);
  pools.forEach((kind, p) => {
    for (let c = 0; c < channels; c++) {
      let pooled = kind === "mean" ? 0 : Number.NEGATIVE_INFINITY;
      for (let i = 0; i < cells; i++)
        pooled = kind === "mean" ? pooled + at(maps, c, i) / cells : Math.max(pooled, at(maps, c, i));
      out[p * channels + c] = pooled;
    }
  });
  return out;
}

/** P(fracture) and its gradient with respect to the logits. */
function activated(logits: Float64Array, activation: PooledHead["activation"], index: number) {
  const gradient = new Float64Array(logits.length);
  if (activation === "none") {
    gradient[index] = 1;
    return { probability: logits[index], gradient };
  }
  if (activation === "sigmoid" || logits.length === 1) {
    const probability = 1 / (1 + Math.exp(-logits[index]));
    // Not p(1 − p), which is 0 where p is 1 but for what a double can't hold.
    gradient[index] = probability / (1 + Math.exp(logits[index]));
    return { probability, gradient };
  }
  const most = Math.max(...logits);
  const exponentials = logits.map((logit) => Math.exp(logit - most));
  const total = exponentials.reduce((sum, value) => sum + value, 0);
  const shares = exponentials.map((value) => value / total);
  const others = shares.reduce((sum, share, k) => (k === index ? sum : sum + share), 0);
  shares.forEach((share, k) => {
    gradient[k] = shares[index] * (k === index ? others : -share);
  });
  return { probability: shares[index], gradient };
}
