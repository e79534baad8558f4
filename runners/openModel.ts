import { access, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import * as messages from "../src/messages/model.js";
import * as pipelineMessages from "../src/messages/pipeline.js";
import { UserError } from "../src/messages/userError.js";
import { openPipeline } from "./deepwrist/pipelineModel.js";
import { besideEnsemble, openMembers } from "./ensemble.js";
import type { ImageModel } from "./imageModel.js";
import { readModelFile } from "./modelFile/readModelFile.js";
import type { ModelFile } from "./modelFile/schema.js";
import { openOnnxModel } from "./onnx/onnxModel.js";
import type { SessionOptions } from "./onnx/session.js";
import { isAddress, openRemoteModel } from "./remote/remoteModel.js";
import { openTfjsModel } from "./tfjs/tfjsModel.js";

interface OpenOptions extends SessionOptions {
  /** Ends requests to a server. */
  readonly signal?: AbortSignal | undefined;
}

export interface ModelOptions extends OpenOptions {
  /** The description of a deep ensemble that stands beside the model, in place of its own. */
  readonly ensemble?: string | undefined;
}

/**
 * Opens a model: an ONNX file, a TF.js model.json or its folder, the address of a model on a
 * server, or a description (`*.model.yaml`) of one of them, of a pipeline or of an ensemble. A description
 * `NAME.model.yaml` beside `NAME.onnx`, `NAME.json` or the folder `NAME` is used without being named.
 * @throws UserError where there is no such model or it can't be told how to feed it
 */
export async function openModel(path: string, options: ModelOptions): Promise<ImageModel> {
  const { ensemble } = options;
  if (ensemble === undefined) return open(path, options, "with its ensemble");
  if (resolve(ensemble) === resolve(path)) {
    const model = await open(path, options, "with its ensemble");
    if (model.identity.ensemble) return model;
    await model.close();
    throw new UserError(pipelineMessages.noEnsemble(path));
  }
  const several = { ...options, spinning: false };
  const model = await open(path, several, "alone");
  try {
    return besideEnsemble(model, await openEnsemble(ensemble, several));
  } catch (error) {
    await model.close();
    throw error;
  }
}

/** What of a description that lists an ensemble besides is wanted; a member must have no need of one. */
type Wanted = "with its ensemble" | "alone" | "as a member";

async function open(path: string, options: OpenOptions, wanted: Wanted): Promise<ImageModel> {
  if (/\.ya?ml$/i.test(path)) return openDescribed(path, options, wanted);
  if (isAddress(path)) return openNetwork(path, options);
  const beside = `${path.replace(/\.(onnx|json)$|\/+$/i, "")}.model.yaml`;
  const described = await access(beside).then(
    () => true,
    () => false,
  );
  return described ? openDescribed(beside, options, wanted, path) : openNetwork(path, options);
}

async function openNetwork(
  path: string,
  options: OpenOptions & { description?: ModelFile; descriptionSha256?: string },
): Promise<ImageModel> {
  if (isAddress(path)) return openRemoteModel(path, options);
  if (/\.onnx$/i.test(path)) return openOnnxModel(path, options);
  const isFolder = (await stat(path).catch(() => null))?.isDirectory() ?? false;
  if (isFolder || /\.json$/i.test(path)) return openTfjsModel(path, options);
  throw new UserError(messages.unknownModelFormat(path));
}

async function openDescribed(
  description: string,
  options: OpenOptions,
  wanted: Wanted,
  network?: string,
): Promise<ImageModel> {
  const yaml = await readModelFile(description);
  const { value } = yaml;
  const declared = "model" in value ? value.model : undefined;
  const path =
    declared === undefined || isAddress(declared) ? declared : resolve(dirname(description), declared);
  const folder = (file: string) => resolve(file.replace(/\/model\.json$/i, ""));
  if (network !== undefined && (path === undefined || folder(network) !== folder(path)))
    throw new UserError(messages.describesAnother(description, declared ?? "no single network", network));
  const refuseMember = () => {
    if (wanted === "as a member") throw new UserError(pipelineMessages.memberIsEnsemble(description));
  };
  if (value.pipeline !== undefined) {
    const classifies = Object.values(value.views).some((view) => view.classifier);
    if (!classifies) refuseMember();
    const ensemble = wanted === "with its ensemble" || !classifies;
    return openPipeline({ ...yaml, value }, { classifier: true, ensemble }, options);
  }
  const several = { ...options, spinning: false };
  const openMember = (member: string) => open(member, several, "as a member");
  if (value.model === undefined) {
    refuseMember();
    return openMembers({ ...yaml, value }, openMember);
  }
  const beside = wanted === "with its ensemble" && value.ensemble !== undefined;
  const model = await openNetwork(path!, {
    ...(beside ? several : options),
    description: value,
    descriptionSha256: yaml.sha256,
  });
  if (!beside) return model;
  try {
    return besideEnsemble(model, await openMembers({ ...yaml, value }, openMember));
  } catch (error) {
    await model.close();
    throw error;
  }
}

/** The members that a description lists, without the model that it may describe besides. */
async function openEnsemble(path: string, options: OpenOptions): Promise<ImageModel> {
  if (!/\.ya?ml$/i.test(path)) throw new UserError(pipelineMessages.noEnsemble(path));
  const yaml = await readModelFile(path);
  const { value } = yaml;
  if (value.pipeline !== undefined) {
    if (!Object.values(value.views).some((view) => view.ensemble))
      throw new UserError(pipelineMessages.noEnsemble(path));
    return openPipeline({ ...yaml, value }, { classifier: false, ensemble: true }, options);
  }
  if (!value.ensemble) throw new UserError(pipelineMessages.noEnsemble(path));
  return openMembers({ ...yaml, value }, (member) => open(member, options, "as a member"));
}
