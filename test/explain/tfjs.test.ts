import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ScoreRequest } from "../../runners/imageModel.js";
import { openModel } from "../../runners/openModel.js";
import { inputLength } from "../../runners/prepareImage.js";
import { resampled } from "../../src/imaging/heatMap.js";
import { onnxToTfjs } from "../runners/onnxToTfjs.js";
import { readOnnx } from "../runners/readOnnx.js";
import { tinyGraph } from "../runners/tinyTfjs.js";
import { writeTfjs } from "../runners/writeTfjs.js";
import { temporaryFolder } from "../temporaryFolder.js";
import { apartRelative } from "./apart.js";

const golden = join(import.meta.dirname, "golden");
const expected = JSON.parse(readFileSync(join(golden, "gradcam.json"), "utf8")) as {
  width: number;
  height: number;
  networks: Record<string, { heat: number[][] }>;
};
const { width, height } = expected;
const folder = temporaryFolder();
const image = Float32Array.from(
  { length: width * height },
  (_, i) => ((i * 37 + Math.floor(i / width) * 11 + ((i * i) % 53)) % 101) / 50 - 1,
);

async function opened(path: string) {
  const model = await openModel(path, { provider: "cpu", threads: 1 });
  const explainer = await model.openGradCam!();
  return { model, explainer };
}

/** The heat map of one prepared input. */
async function heatOf(path: string) {
  const { model, explainer } = await opened(path);
  if ("refused" in explainer) throw new Error(explainer.refused);
  const [spec] = model.preparation.whole;
  expect(inputLength(spec)).toBe(image.length);
  const normalised = { width, height, pixels: new Uint8Array(image.length), spacing: null };
  const request: ScoreRequest = {
    name: "a",
    image: { whole: [image], normalised },
    view: null,
    spacing: null,
  };
  const heat = await explainer.explain(request);
  await explainer.close();
  await model.close();
  return { heat, node: explainer.nodes[0].node };
}

/** PyTorch's heat map, upsampled. */
function wanted(kind: string): number[] {
  const { heat } = expected.networks[kind];
  const raster = { width: heat[0].length, height: heat.length, values: Float32Array.from(heat.flat()) };
  return [...resampled(raster, width, height).values];
}

/** The weights of a golden network with a linear head, as Keras lays them out. */
function layers(kind: string, activation: string, nested: boolean, name: string): string {
  const { weights, nodes } = readOnnx(readFileSync(join(golden, `${kind}.onnx`)));
  const linear = nodes.filter(({ operator }) => operator === "Conv" || operator === "Gemm");
  const [first, second, last] = linear.map(({ inputs }) => [
    weights.get(inputs[1])!,
    weights.get(inputs[2])!,
  ]);
  const kernel = ({ shape, values }: { shape: readonly number[]; values: Float32Array }) => {
    const [o, i, h = 1, w = 1] = shape;
    return Float32Array.from({ length: values.length }, (_, at) => {
      const [out, into, x, y] = [
        at % o,
        Math.floor(at / o) % i,
        Math.floor(at / o / i) % w,
        Math.floor(at / o / i / w),
      ];
      return values[((out * i + into) * h + y) * w + x];
    });
  };
  const convolution = (name: string, filters: number, size: number) => ({
    class_name: "Conv2D",
    config: {
      name,
      filters,
      kernel_size: [size, size],
      strides: [2, 2],
      padding: "valid",
      activation: "relu",
    },
  });
  const pad = (name: string, by: number, first = {}) => ({
    class_name: "ZeroPadding2D",
    config: {
      name,
      padding: [
        [by, by],
        [by, by],
      ],
      ...first,
    },
  });
  const input = { batch_input_shape: [null, height, width, 1], dtype: "float32" };
  const features = [
    pad("pad1", 2, input),
    convolution("first", 5, 5),
    pad("pad2", 1),
    convolution("second", 6, 3),
  ];
  const head = [
    { class_name: "GlobalAveragePooling2D", config: { name: "mean" } },
    { class_name: "Dropout", config: { name: "drop", rate: 0.5 } },
    { class_name: "Dense", config: { name: "last", units: last[1].values.length, activation } },
  ];
  const body = { class_name: "Sequential", config: { name: "body", layers: features } };
  const all = nested
    ? [
        body,
        {
          class_name: "Sequential",
          config: {
            name: "tail",
            layers: [
              { ...head[0], config: { name: "mean", batch_input_shape: [null, 9, 11, 6], dtype: "float32" } },
              ...head.slice(1),
            ],
          },
        },
      ]
    : [...features, ...head];
  const named = (layer: string, [weight, bias]: (typeof first)[]) => {
    const [o, i, h, w] = weight.shape;
    const shape = h === undefined ? [i, o] : [h, w, i, o];
    return [
      { name: `${layer}/kernel`, shape, values: kernel(weight) },
      { name: `${layer}/bias`, shape: [o], values: bias.values },
    ];
  };
  return writeTfjs(join(folder, name), { class_name: "Sequential", config: { name: "whole", layers: all } }, [
    ...named("first", first as never),
    ...named("second", second as never),
    ...named("last", last as never),
  ]);
}

describe("TF.js's own gradients give PyTorch's Grad-CAM", () => {
  it("of a graph model", async () => {
    const { heat, node } = await heatOf(
      onnxToTfjs(readFileSync(join(golden, "sigmoid.onnx")), join(folder, "graph")),
    );
    expect(apartRelative(heat.values, wanted("sigmoid"))).toBeLessThan(1e-5);
    expect(node).toMatch(/\(Relu\)$/);
  });

  it("of a layers model, softmax over two classes", async () => {
    const { heat, node } = await heatOf(layers("softmax", "softmax", false, "layers"));
    expect(apartRelative(heat.values, wanted("softmax"))).toBeLessThan(1e-5);
    expect(node).toBe("second (Conv2D)");
  });

  it("of nested models, as Teachable Machine has them", async () => {
    const { heat } = await heatOf(layers("softmax", "softmax", true, "nested"));
    expect(apartRelative(heat.values, wanted("softmax"))).toBeLessThan(1e-5);
  });
});

it("a network without feature maps is refused with the reason", async () => {
  const { model, explainer } = await opened(tinyGraph(folder, "tiny"));
  expect(explainer).toEqual({ refused: "its head pools the image itself" });
  await model.close();
});
