import { createRequire } from "node:module";
import * as messages from "../../src/messages/tfjs.js";
import { UserError } from "../../src/messages/userError.js";
import type { Provider } from "../onnx/session.js";
import type { TensorFlow } from "./tensorFlow.js";

export interface ChosenBackend {
  readonly tf: TensorFlow;
  /** Where it runs and by what: for the results. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Loads a CommonJS package by its name; throws MODULE_NOT_FOUND where it isn't installed. */
export type LoadPackage = (name: string) => unknown;

/** What tfjs-node and tfjs-node-gpu have besides; TensorFlow's own library computes. */
interface NativePackage extends TensorFlow {
  readonly version: Readonly<Record<string, string>>;
}

const gpuPackage = "@tensorflow/tfjs-node-gpu";
const nativePackages = [gpuPackage, "@tensorflow/tfjs-node"];

/**
 * Which TF.js runs: TensorFlow's library where the user has installed `@tensorflow/tfjs-node-gpu` or
 * `@tensorflow/tfjs-node`, else WASM. The provider says on what; what can't be had is an error.
 * @param path of the model, for messages
 * @throws UserError: CUDA without the GPU package or without a GPU, a package that is broken
 */
export async function chooseBackend(
  path: string,
  provider: Provider,
  load: LoadPackage = createRequire(import.meta.url),
): Promise<ChosenBackend> {
  if (provider === "webgpu") throw new UserError(messages.tfjsProvider(path, provider));
  const visible = process.env["CUDA_VISIBLE_DEVICES"];
  // Read by CUDA when the library loads: without it the GPU package takes the GPU unasked.
  if (provider === "cpu") process.env["CUDA_VISIBLE_DEVICES"] = "-1";
  for (const name of provider === "cuda" ? [gpuPackage] : nativePackages) {
    const tf = installed<NativePackage>(path, name, load);
    if (tf === null) continue;
    if (!(await tf.setBackend("tensorflow")))
      throw new UserError(messages.tfjsBroken(path, name, "no backend"));
    const onGpu = (tf.backend() as { isUsingGpuDevice?: boolean }).isUsingGpuDevice === true;
    if (onGpu !== (provider === "cuda"))
      throw new UserError(onGpu ? messages.tfjsTakesGpu(path, name) : messages.tfjsNoGpu(path, name));
    return {
      tf,
      environment: { provider, tfjs: tf.version["tfjs-core"] ?? "unknown", tfjsBackend: name },
    };
  }
  if (provider === "cuda") throw new UserError(messages.tfjsNoGpuPackage(path, gpuPackage));
  if (visible === undefined) delete process.env["CUDA_VISIBLE_DEVICES"];
  else process.env["CUDA_VISIBLE_DEVICES"] = visible;
  return wasm(path, provider, load);
}

async function wasm(path: string, provider: Provider, load: LoadPackage): Promise<ChosenBackend> {
  const core = load("@tensorflow/tfjs-core") as typeof import("@tensorflow/tfjs-core");
  load("@tensorflow/tfjs-backend-wasm");
  const { loadLayersModel } = load("@tensorflow/tfjs-layers") as typeof import("@tensorflow/tfjs-layers");
  const { loadGraphModel } = load(
    "@tensorflow/tfjs-converter",
  ) as typeof import("@tensorflow/tfjs-converter");
  if (!(await core.setBackend("wasm"))) throw new UserError(messages.tfjsBroken(path, "WASM", "no backend"));
  const simd = await core.env().getAsync("WASM_HAS_SIMD_SUPPORT");
  return {
    tf: { ...core, loadLayersModel, loadGraphModel },
    environment: {
      provider,
      tfjs: core.version_core,
      // TF.js starts no WASM threads under Node (its issue 3830).
      tfjsBackend: `WASM${simd ? " with SIMD" : ""}, one thread`,
    },
  };
}

function installed<T>(path: string, name: string, load: LoadPackage): T | null {
  try {
    return load(name) as T;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    // A package that is there but lacks a part of its own names that part.
    if (code === "MODULE_NOT_FOUND" && message.includes(`'${name}'`)) return null;
    throw new UserError(messages.tfjsBroken(path, name, message.split("\n")[0]!));
  }
}
