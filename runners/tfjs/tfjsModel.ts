import { stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import type { InferenceSession } from "onnxruntime-node";
import * as modelMessages from "../../src/messages/model.js";
import * as messages from "../../src/messages/tfjs.js";
import { UserError } from "../../src/messages/userError.js";
import type { ImageModel } from "../imageModel.js";
import { type ModelFile, modelFileSchema } from "../modelFile/schema.js";
import { type DetectedInput, detectInput } from "../network/detectInput.js";
import { detectOutput } from "../network/detectOutput.js";
import { batchShape, networkModel } from "../network/networkModel.js";
import type { Provider } from "../onnx/session.js";
import { inputLength } from "../prepareImage.js";
import { type ChosenBackend, chooseBackend, type LoadPackage } from "./chooseBackend.js";
import { openGradCamModel } from "./gradCamModel.js";
import { type LoadedModel, loadModel, type TensorInfo } from "./loadedModel.js";
import { type ModelFiles, readModelFiles } from "./modelFiles.js";
import type { Tensor } from "./tensorFlow.js";

/**
 * Loads a TF.js classifier, a layers model or a graph model.
 * @param path of its `model.json`, or of the folder where that lies
 * @throws UserError: not TF.js, weights missing or cut, operations that can't be run, an input or output
 *   that can't be told, a provider that isn't there
 */
export async function openTfjsModel(
  path: string,
  options: {
    description?: ModelFile;
    descriptionSha256?: string;
    provider: Provider;
    /** Stands in for the packages, in tests. */
    load?: LoadPackage;
  },
): Promise<ImageModel> {
  const file = await modelJson(path);
  const description = options.description ?? modelFileSchema.parse({ version: 1, model: path });
  const files = await readModelFiles(file);
  const backend = await chooseBackend(path, options.provider, options.load);
  const model = await load(path, backend, files);
  try {
    const declared = files.teachableMachine
      ? { ...asTeachableMachine, ...description.input }
      : description.input;
    const input = detectInput(path, model.inputs.map(metadata), declared);
    // What a graph says of its outputs may be nothing; what comes out is certain.
    const { tensors } = await run(path, backend, model, input, input.batchSize ?? 1);
    const outputs = model.outputs.map(({ name }, i) => metadata({ name, ...tensors[i]! }));
    const output = detectOutput(path, model.operatorOf, outputs, description.output);
    const which = outputs.findIndex((one) => one.name === output.name);
    const folder = basename(dirname(resolve(file)));
    return networkModel({
      path,
      file: `${folder}/${basename(file)}`,
      name: folder,
      format: "tfjs",
      sha256: files.sha256,
      description,
      descriptionSha256: options.descriptionSha256,
      input,
      output,
      repeatable: true,
      warnings: files.teachableMachine ? [messages.teachableMachine(`${folder}/${basename(file)}`)] : [],
      environment: backend.environment,
      infer: async (batch, shape) => (await run(path, backend, model, input, shape[0]!, batch, which)).values,
      async openGradCam(shape) {
        const split = model.split(output.name);
        if ("refused" in split) return split;
        const { type } = input.spec;
        return openGradCamModel(backend.tf, split, `${folder}/${basename(file)}`, { type, shape }, output);
      },
      close: async () => model.dispose(),
    });
  } catch (error) {
    model.dispose();
    throw error;
  }
}

/** How Teachable Machine's own library feeds its image models. */
const asTeachableMachine = {
  contrast: "none",
  crop: "centre",
  resize: "antialiased",
  scaling: "-1-1",
} as const;

async function modelJson(path: string): Promise<string> {
  const isFolder = (await stat(path).catch(() => null))?.isDirectory() ?? false;
  if (!isFolder) return path;
  const file = join(path, "model.json");
  if ((await stat(file).catch(() => null)) === null) throw new UserError(messages.folderWithoutModel(path));
  return file;
}

async function load(path: string, backend: ChosenBackend, files: ModelFiles): Promise<LoadedModel> {
  try {
    return await loadModel(backend.tf, files);
  } catch (error) {
    throw unsupported(path, backend, error) ?? new UserError(messages.notTfjs(path, firstLine(error)));
  }
}

/** A tensor's facts in the words of onnxruntime, which the detection of inputs and outputs speaks. */
function metadata({ name, dtype, shape }: TensorInfo): InferenceSession.ValueMetadata {
  const free = (size: number | null) => (size === null || size < 1 ? "free" : size);
  // TF.js keeps 8-bit inputs as 32-bit integers.
  const type = dtype === "int32" ? "uint8" : dtype;
  return { name, isTensor: true, type: type as "float32", shape: (shape ?? []).map(free) };
}

/**
 * One pass of the network; of zeros where no batch is given, which finds operations that can't be run
 * before any image is read.
 */
async function run(
  path: string,
  { tf, environment }: ChosenBackend,
  model: LoadedModel,
  { spec }: DetectedInput,
  images: number,
  batch: Float32Array | Uint8Array = new Float32Array(images * inputLength(spec)),
  which = 0,
): Promise<{ tensors: Omit<TensorInfo, "name">[]; values: ArrayLike<number> }> {
  const image = tf.tensor(batch, batchShape(spec, images), spec.type === "uint8" ? "int32" : "float32");
  let outputs: Tensor[] = [];
  try {
    outputs = await model.run(image);
    return {
      tensors: outputs.map(({ dtype, shape }) => ({ dtype, shape })),
      values: (await outputs[which]!.data()) as Float32Array,
    };
  } catch (error) {
    throw (
      unsupported(path, { tf, environment }, error) ??
      new UserError(modelMessages.modelFails(path, firstLine(error)))
    );
  } finally {
    image.dispose();
    for (const output of outputs) output.dispose();
  }
}

function unsupported(path: string, backend: ChosenBackend, error: unknown): UserError | null {
  const text = (error as Error).message;
  const operation =
    /Kernel '(\w+)' not registered/.exec(text) ?? /(?:[Uu]nknown op|not supported:?) '?(\w+)/.exec(text);
  if (operation)
    return new UserError(
      messages.tfjsOperation(path, operation[1]!, backend.environment["tfjsBackend"] ?? "TF.js"),
    );
  const layer = /Unknown layer: (\w+)/.exec(text);
  return layer && new UserError(messages.tfjsLayer(path, layer[1]!));
}

const firstLine = (error: unknown): string => (error as Error).message.split("\n")[0]!.trim();
