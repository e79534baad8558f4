import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openGradCamNetwork } from "../../runners/onnx/gradCamNetwork.js";
import { findPooledHead } from "../../runners/onnx/pooledHead.js";
import { readGraph, withOutput } from "../../runners/onnx/readGraph.js";
import { resampled } from "../../src/imaging/heatMap.js";
import { apartRelative } from "./apart.js";

interface Expected {
  index: number;
  values: number;
  probability: number;
  weights: number[];
  heat: number[][];
  upsampled?: number[][];
}
const golden = join(import.meta.dirname, "golden");
const { width, height, networks } = JSON.parse(readFileSync(join(golden, "gradcam.json"), "utf8")) as {
  width: number;
  height: number;
  networks: Record<string, Expected>;
};
const options = { provider: "cpu", threads: 1 } as const;

/** The image of gradcam.py. */
const image = Float32Array.from(
  { length: width * height },
  (_, i) => ((i * 37 + Math.floor(i / width) * 11 + ((i * i) % 53)) % 101) / 50 - 1,
);
const shape = [1, 1, height, width];
const file = (kind: string) => join(golden, `${kind}.onnx`);
const logits = ["logits", "half", "matmul"];

const open = (kind: string) =>
  openGradCamNetwork(
    file(kind),
    { type: "float32", shape },
    {
      name: "out",
      values: networks[kind].values,
      index: networks[kind].index,
      activation: logits.includes(kind) ? "softmax" : "none",
    },
    options,
  );

describe("Grad-CAM in closed form is PyTorch's by autograd", () => {
  for (const kind of ["softmax", "logits", "half", "matmul", "sigmoid", "mean-max", "three", "convolution"])
    it(`to 1e-5 of the greatest value: ${kind}`, async () => {
      const network = await open(kind);
      if ("refused" in network) throw new Error(network.refused);
      const [heat] = await network.heat(image, shape);
      await network.close();
      expect([heat.height, heat.width]).toEqual([networks[kind].heat.length, networks[kind].heat[0].length]);
      expect(apartRelative(heat.values, networks[kind].heat.flat())).toBeLessThan(1e-5);
      expect(network.node).toEqual({ file: `${kind}.onnx`, node: expect.stringContaining("(Relu)") });
    });

  it("upsamples as OpenCV does", async () => {
    const network = await open("mean-max");
    if ("refused" in network) throw new Error(network.refused);
    const [heat] = await network.heat(image, shape);
    await network.close();
    const upsampled = networks["mean-max"].upsampled!.flat();
    expect(apartRelative(resampled(heat, width, height).values, upsampled)).toBeLessThan(1e-5);
  });

  it("gives each image of a batch its own", async () => {
    const network = await open("softmax");
    if ("refused" in network) throw new Error(network.refused);
    const both = new Float32Array(2 * image.length);
    both.set(image.toReversed());
    both.set(image, image.length);
    const [, second] = await network.heat(both, [2, 1, height, width]);
    await network.close();
    expect(apartRelative(second.values, networks["softmax"].heat.flat())).toBeLessThan(1e-5);
  });
});

describe("what has no closed form is refused with the reason", () => {
  it("feature maps that aren't pooled", async () => {
    expect(await open("flat")).toEqual({ refused: expect.stringContaining("Relu stands among them") });
  });

  it("a declared activation beside the network's own", () => {
    const graph = readGraph(readFileSync(file("softmax")));
    expect(findPooledHead(graph, { name: "out", values: 2, activation: "softmax" })).toEqual({
      refused: expect.stringContaining("declares an activation beside"),
    });
  });

  it("pooling over a part, which gives another probability than over the whole", async () => {
    const refused = expect.stringContaining("do not give the network's own probability");
    expect(await open("part")).toEqual({ refused });
  });
});

describe("the graph as read", () => {
  it("has the last layer's weights, through a Cast from half precision", () => {
    const head = findPooledHead(readGraph(readFileSync(file("half"))), {
      name: "out",
      values: 2,
      activation: "softmax",
    });
    if ("refused" in head) throw new Error(head.refused);
    expect(head.pools).toEqual(["mean"]);
    expect(head.weights).toHaveLength(12);
    expect(head.bias).toHaveLength(2);
  });

  it("an output is added once, and named", () => {
    const bytes = readFileSync(file("softmax"));
    const head = findPooledHead(readGraph(bytes), { name: "out", values: 2, activation: "none" });
    if ("refused" in head) throw new Error(head.refused);
    expect([...readGraph(bytes).outputs]).toEqual(["out"]);
    expect([...readGraph(withOutput(bytes, head.maps)).outputs]).toEqual(["out", head.maps]);
  });
});
