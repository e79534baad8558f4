import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { InferenceSession } from "onnxruntime-node";
import * as messages from "../../src/messages/model.js";
import { UserError } from "../../src/messages/userError.js";
import * as yamlMessages from "../../src/messages/yaml.js";
import type { ImageModel } from "../imageModel.js";
import { type ModelFile, modelFileSchema } from "../modelFile/schema.js";
import { detectInput } from "../network/detectInput.js";
import { detectOutput } from "../network/detectOutput.js";
import { networkModel } from "../network/networkModel.js";
import { producingOperator } from "./graph.js";

export type Provider = "cpu" | "cuda" | "webgpu";

/**
 * Loads an ONNX classifier.
 * @param path of the `.onnx` file
 * @param description its `*.model.yaml`, where there is one
 * @throws UserError: not ONNX, an input or output that can't be told, a provider that isn't there
 */
export async function openOnnxModel(
  path: string,
  options: { description?: ModelFile; descriptionSha256?: string; provider: Provider; threads: number },
): Promise<ImageModel> {
  const description = options.description ?? modelFileSchema.parse({ version: 1, model: path });
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new UserError(
      error.code === "ENOENT"
        ? yamlMessages.fileMissing("model", path)
        : yamlMessages.fileUnreadable(
            "model",
            path,
            error.code === "EISDIR" ? "it is a folder" : error.message,
          ),
    );
  });
  const { default: ort } = await import("onnxruntime-node");
  // What goes wrong is thrown as well; the library's own lines would double it.
  ort.env.logLevel = "fatal";
  const session = await createSession(ort, path, options);
  try {
    const input = detectInput(path, session.inputMetadata, description.input);
    const operatorOf = (output: string) => producingOperator(bytes, output);
    const output = detectOutput(path, operatorOf, session.outputMetadata, description.output);
    return networkModel({
      path,
      file: basename(path),
      format: "onnx",
      sha256: createHash("sha256").update(bytes).digest("hex"),
      description,
      descriptionSha256: options.descriptionSha256,
      input,
      output,
      repeatable: true,
      warnings: [],
      environment: { provider: options.provider, onnxruntime: ort.env.versions.node ?? "unknown" },
      async infer(batch, shape) {
        const tensor = new ort.Tensor(input.spec.type, batch as never, shape);
        const results = await session.run({ [input.name]: tensor }, [output.name]).catch((error: Error) => {
          throw new UserError(messages.modelFails(path, firstLine(error)));
        });
        return results[output.name].data as Float32Array;
      },
      close: () => session.release(),
    });
  } catch (error) {
    await session.release();
    throw error;
  }
}

async function createSession(
  ort: typeof import("onnxruntime-node"),
  path: string,
  { provider, threads }: { provider: Provider; threads: number },
): Promise<InferenceSession> {
  try {
    return await ort.InferenceSession.create(path, {
      executionProviders: [provider],
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      logSeverityLevel: 4,
    });
  } catch (error) {
    const detail = firstLine(error as Error).replace(/^Load model from .* failed:\s*/, "");
    throw new UserError(
      provider !== "cpu" && /provider|backend|cuda|webgpu/i.test(detail)
        ? messages.providerUnavailable(provider, path, detail)
        : messages.notOnnx(path, detail),
    );
  }
}

const firstLine = (error: Error): string => error.message.split("\n")[0]!.trim();
