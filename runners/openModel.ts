import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import * as messages from "../src/messages/model.js";
import { UserError } from "../src/messages/userError.js";
import { readYaml } from "../src/yaml/readYaml.js";
import type { ImageModel } from "./imageModel.js";
import { modelFileSchema } from "./modelFile/schema.js";
import { openOnnxModel, type Provider } from "./onnx/onnxModel.js";

export interface ModelOptions {
  readonly provider: Provider;
  /** Threads of the network; the figures don't depend on it. */
  readonly threads: number;
}

/**
 * Opens a model by its file: an ONNX network, or a description (`*.model.yaml`) of one. A
 * description `NAME.model.yaml` beside `NAME.onnx` is used without being named.
 * @throws UserError where there is no such model or it can't be told how to feed it
 */
export async function openModel(path: string, options: ModelOptions): Promise<ImageModel> {
  if (/^https?:\/\//i.test(path)) throw new UserError(messages.modelIsUrl(path));
  if (/\.ya?ml$/i.test(path)) return openDescribed(path, options);
  if (!/\.onnx$/i.test(path)) throw new UserError(messages.unknownModelFormat(path));
  const beside = path.replace(/\.onnx$/i, ".model.yaml");
  const described = await readFile(beside).then(
    () => true,
    () => false,
  );
  return described ? openDescribed(beside, options, path) : openOnnxModel(path, options);
}

async function openDescribed(
  description: string,
  options: ModelOptions,
  network?: string,
): Promise<ImageModel> {
  const yaml = await readYaml(description, modelFileSchema, "model description");
  const path = resolve(dirname(description), yaml.value.model);
  if (network !== undefined && resolve(network) !== path)
    throw new UserError(messages.describesAnother(description, yaml.value.model, network));
  if (!/\.onnx$/i.test(path)) throw new UserError(messages.unknownModelFormat(path));
  return openOnnxModel(path, { ...options, description: yaml.value, descriptionSha256: yaml.sha256 });
}
