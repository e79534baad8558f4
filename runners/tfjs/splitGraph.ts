import * as messages from "../../src/messages/explain.js";
import type { Refusal } from "../explain/explainer.js";
import type { SplitModel } from "./splitModel.js";
import type { GraphModel, Tensor } from "./tensorFlow.js";

/** What is needed of a TensorFlow NodeDef. */
interface NodeDef {
  readonly name: string;
  readonly op: string;
  readonly input?: readonly string[];
}

const poolings = new Set(["Mean", "Max", "AvgPool", "MaxPool"]);
const sources = new Set(["Const", "VariableV2", "VarHandleOp"]);
/** Beyond which there is no head: what they give is feature maps that nothing pooled. */
const convolutions = /Conv2[dD]/;

/** Cuts a graph model where the last pooling takes its values from. */
export function splitGraph(model: GraphModel, topology: object, output: string): SplitModel | Refusal {
  const nodes = new Map((topology as { node: NodeDef[] }).node.map((node) => [node.name, node]));
  const find = (name: string) => nodes.get(name.replace(/:\d+$/, ""));
  const maps = new Set<string>();
  const seen = new Set<NodeDef>();
  const walk = (name: string): string | null => {
    const node = find(name);
    if (!node || sources.has(node.op) || seen.has(node)) return null;
    seen.add(node);
    if (poolings.has(node.op)) {
      maps.add(node.input![0]);
      return null;
    }
    if (node.op === "Placeholder" || convolutions.test(node.op)) return node.op;
    for (const input of node.input ?? []) {
      const refused = input.startsWith("^") ? null : walk(input);
      if (refused !== null) return refused;
    }
    return null;
  };
  const refused = walk(output);
  if (refused !== null || maps.size === 0) return { refused: messages.headOperator(refused ?? undefined) };
  if (maps.size > 1) return { refused: messages.severalMaps };
  const [value] = maps;
  const node = find(value)!;
  if (node.op === "Placeholder") return { refused: messages.mapsAreInput };
  const one = (tensors: Tensor | Tensor[]) => (Array.isArray(tensors) ? tensors[0] : tensors);
  return {
    node: `${node.name} (${node.op})`,
    features: (image) => one(model.execute({ [model.inputs[0].name]: image }, value)),
    head: (tensor) => one(model.execute({ [value]: tensor }, output)),
  };
}
