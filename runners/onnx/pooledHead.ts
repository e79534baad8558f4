import * as messages from "../../src/messages/explain.js";
import type { Refusal } from "../explain/explainer.js";
import type { OutputSpec } from "../network/detectOutput.js";
import type { Graph, GraphNode } from "./readGraph.js";
import type { Tensor } from "./readTensor.js";

/** What follows the last feature maps where it is pooling, at most one linear layer, and an activation. */
export interface PooledHead {
  /** The value that holds the feature maps. */
  readonly maps: string;
  /** The node that computes them, as results call it. */
  readonly node: string;
  readonly layout: "NCHW" | "NHWC";
  /** How a channel is pooled, in the order in which the linear layer takes them. */
  readonly pools: readonly ("mean" | "max")[];
  /** `values × (pools × channels)`; null where the pooled features are the values. */
  readonly weights: Float64Array | null;
  /** One a value; null for none. */
  readonly bias: Float64Array | null;
  readonly activation: OutputSpec["activation"];
}

/** Operators that pass values on; what they do to the shape is nothing once maps are pooled. */
const transparent = new Set(["Identity", "Cast", "Reshape", "Flatten", "Squeeze", "Unsqueeze", "Dropout"]);
const squashing = { Sigmoid: "sigmoid", Softmax: "softmax" } as const;

class Refused extends Error {}

/**
 * Finds the last feature maps and the head after them, walking back from the output: Sigmoid or Softmax
 * where there is one, a linear layer (Gemm; MatMul, perhaps with Add; a 1 × 1 Conv) where there is one, and
 * pooling over height and width (mean, maximum, or both joined).
 */
export function findPooledHead(
  graph: Graph,
  output: Pick<OutputSpec, "name" | "activation" | "values">,
): PooledHead | Refusal {
  try {
    return walk(graph, output);
  } catch (error) {
    if (error instanceof Refused) return { refused: error.message };
    throw error;
  }
}

function walk(graph: Graph, output: Pick<OutputSpec, "name" | "activation" | "values">): PooledHead {
  let last = behind(graph, output.name);
  let { activation } = output;
  const squashed = squashing[last?.operator as keyof typeof squashing];
  if (squashed !== undefined) {
    if (activation !== "none") throw new Refused(messages.squashedTwice);
    activation = squashed;
    last = behind(graph, last!.inputs[0]);
  }
  const { weights, bias, from } = linearLayer(graph, last);
  const pooled = poolings(graph, from);
  const [{ maps, layout }] = pooled;
  if (pooled.some((pool) => pool.maps !== maps || pool.layout !== layout))
    throw new Refused(messages.severalMaps);
  const node = graph.producer(maps);
  if (!node) throw new Refused(messages.mapsAreInput);
  return {
    maps,
    node: `${node.name || maps} (${node.operator})`,
    layout,
    pools: pooled.map(({ kind }) => kind),
    weights,
    bias,
    activation,
  };
}

/** The node that computes a value, looked up through transparent ones. */
function behind(graph: Graph, value: string): GraphNode | undefined {
  let node = graph.producer(value);
  while (node && transparent.has(node.operator)) node = graph.producer(node.inputs[0]);
  return node;
}

/** A weight: an initializer or a constant, perhaps widened or renamed on its way. */
function constant(graph: Graph, value: string | undefined): Tensor | null {
  let name = value ?? "";
  for (;;) {
    const known = graph.weights.get(name);
    if (known) return known;
    const node = graph.producer(name);
    if (node?.operator === "Constant") return node.constant;
    if (node?.operator !== "Cast" && node?.operator !== "Identity") return null;
    name = node.inputs[0];
  }
}

function linearLayer(graph: Graph, last: GraphNode | undefined) {
  let node = last;
  let bias: Tensor | null = null;
  if (node?.operator === "Add") {
    const [a, b] = node.inputs;
    bias = constant(graph, b) ?? constant(graph, a);
    if (!bias) throw new Refused(messages.headOperator("Add"));
    node = behind(graph, constant(graph, b) ? a : b);
    if (node?.operator !== "MatMul") throw new Refused(messages.headOperator(node?.operator));
  }
  if (node?.operator !== "MatMul" && node?.operator !== "Gemm" && node?.operator !== "Conv")
    return { weights: null, bias: null, from: node };
  const weights = constant(graph, node.inputs[1]);
  if (!weights) throw new Refused(messages.weightsUnreadable(node.operator));
  if (node.operator !== "MatMul" && node.inputs[2]) {
    bias = constant(graph, node.inputs[2]);
    if (!bias) throw new Refused(messages.weightsUnreadable(node.operator));
  }
  const { operator, real, whole } = node;
  const isConvolution = operator === "Conv";
  if (
    isConvolution &&
    (weights.dims.slice(2).some((size) => size !== 1) || (whole.get("group")?.[0] ?? 1) !== 1)
  )
    throw new Refused(messages.headOperator("Conv"));
  const alpha = operator === "Gemm" ? (real.get("alpha") ?? 1) : 1;
  const beta = operator === "Gemm" ? (real.get("beta") ?? 1) : 1;
  const byValue = isConvolution || (operator === "Gemm" && whole.get("transB")?.[0] === 1);
  return {
    weights: scaled(byValue ? weights.values : transposed(weights), alpha),
    bias: bias && scaled(bias.values, beta),
    from: behind(graph, node.inputs[0]),
  };
}

const scaled = (values: Float64Array, by: number) => (by === 1 ? values : values.map((value) => value * by));

function transposed({ dims, values }: Tensor): Float64Array {
  const [rows, columns] = dims;
  return Float64Array.from(values, (_, i) => values[(i % rows) * columns + Math.floor(i / rows)]);
}

interface Pool {
  readonly kind: "mean" | "max";
  readonly maps: string;
  readonly layout: "NCHW" | "NHWC";
}

function poolings(graph: Graph, node: GraphNode | undefined): Pool[] {
  switch (node?.operator) {
    case "Concat":
      return node.inputs.flatMap((value) => poolings(graph, behind(graph, value)));
    case "GlobalAveragePool":
    case "AveragePool":
      return [{ kind: "mean", maps: node.inputs[0], layout: "NCHW" }];
    case "GlobalMaxPool":
    case "MaxPool":
      return [{ kind: "max", maps: node.inputs[0], layout: "NCHW" }];
    case "ReduceMean":
    case "ReduceMax": {
      const axes = node.whole.get("axes") ?? [...(constant(graph, node.inputs[1])?.values ?? [])];
      const places = axes.map((axis) => (axis < 0 ? axis + 4 : axis)).sort((a, b) => a - b);
      const layout = places.join() === "2,3" ? "NCHW" : places.join() === "1,2" ? "NHWC" : null;
      if (!layout) throw new Refused(messages.reducedAxes(node.operator, axes));
      return [{ kind: node.operator === "ReduceMean" ? "mean" : "max", maps: node.inputs[0], layout }];
    }
    default:
      throw new Refused(messages.headOperator(node?.operator));
  }
}
