import * as messages from "../../src/messages/explain.js";
import type { Refusal } from "../explain/explainer.js";
import type { SplitModel } from "./splitModel.js";
import type { LayersModel, Tensor } from "./tensorFlow.js";

type Symbolic = LayersModel["outputs"][number];
type Layer = Symbolic["sourceLayer"];
/** A model used as a layer. */
type Nested = Layer & { readonly inputs: Symbolic[]; readonly outputs: Symbolic[] };
/** Where a value comes from: computed once it is asked for. */
type Bindings = Map<Symbolic, () => Tensor>;

const isNested = (layer: Layer): layer is Nested => "outputs" in layer && "inputs" in layer;

/**
 * Cuts a layers model at the last value that has a height and a width, on the way back from an output; nested
 * models are looked into.
 */
export function splitLayers(model: LayersModel, output: Symbolic): SplitModel | Refusal {
  const found = new Set<Symbolic>();
  const outer = new Map<Symbolic, Symbolic>();
  collectMaps(output, outer, found);
  if (found.size === 0) return { refused: messages.mapsAreInput };
  if (found.size > 1) return { refused: messages.severalMaps };
  const [maps] = found;
  return {
    node: `${maps.sourceLayer.name} (${maps.sourceLayer.getClassName()})`,
    features(image) {
      const bound: Bindings = new Map([[model.inputs[0], () => image]]);
      // The maps may lie inside nested models.
      for (const [inner, fed] of outer) bound.set(inner, () => computed(fed, bound));
      return computed(maps, bound);
    },
    head: (value) => computed(output, new Map([[maps, () => value]])),
  };
}

const before = (tensor: Symbolic): Symbolic[] =>
  tensor.sourceLayer.inboundNodes[tensor.nodeIndex ?? 0]?.inputTensors ?? [];

const isSpatial = ({ shape }: Symbolic): boolean => shape.length === 4 && (shape[1] !== 1 || shape[2] !== 1);

/**
 * Adds the last spatial values before a tensor.
 * @param outer what a nested model's inputs are fed
 */
function collectMaps(tensor: Symbolic, outer: Map<Symbolic, Symbolic>, found: Set<Symbolic>): void {
  const layer = tensor.sourceLayer;
  if (layer.getClassName() === "InputLayer") {
    const fed = outer.get(tensor);
    if (fed) collectMaps(fed, outer, found);
    return;
  }
  if (isSpatial(tensor)) {
    found.add(tensor);
    return;
  }
  if (isNested(layer)) {
    before(tensor).forEach((input, i) => {
      outer.set(layer.inputs[i], input);
    });
    collectMaps(layer.outputs[tensor.outputTensorIndex ?? 0], outer, found);
    return;
  }
  for (const input of before(tensor)) collectMaps(input, outer, found);
}

/** Computes a value layer by layer, as far as it isn't bound. */
function computed(tensor: Symbolic, bound: Bindings): Tensor {
  const known = bound.get(tensor);
  if (known) return known();
  const layer = tensor.sourceLayer;
  const inputs = before(tensor);
  let value: Tensor;
  if (isNested(layer)) {
    inputs.forEach((input, i) => {
      bound.set(layer.inputs[i], () => computed(input, bound));
    });
    value = computed(layer.outputs[tensor.outputTensorIndex ?? 0], bound);
  } else {
    const values = inputs.map((input) => computed(input, bound));
    const out = layer.apply(values.length === 1 ? values[0] : values, { training: false });
    value = (Array.isArray(out) ? out[tensor.outputTensorIndex ?? 0] : out) as Tensor;
  }
  bound.set(tensor, () => value);
  return value;
}
