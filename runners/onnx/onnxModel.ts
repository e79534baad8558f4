import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { InferenceSession } from "onnxruntime-node";
import * as messages from "../../src/messages/model.js";
import { UserError } from "../../src/messages/userError.js";
import * as yamlMessages from "../../src/messages/yaml.js";
import type { ImageModel } from "../imageModel.js";
import { type ModelFile, modelFileSchema } from "../modelFile/schema.js";
import { type InputSpec, inputLength } from "../prepareImage.js";
import { detectInput } from "./detectInput.js";
import { detectOutput, type OutputSpec, probabilities } from "./detectOutput.js";

export type Provider = "cpu" | "cuda" | "webgpu";

/** Images a batch where the network leaves it open: enough to keep two cores busy, small in memory. */
const usualBatch = 8;

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
    const output = detectOutput(path, bytes, session.outputMetadata, description.output);
    const batchSize = input.batchSize ?? description.batchSize ?? usualBatch;
    if (
      input.batchSize !== null &&
      description.batchSize !== undefined &&
      description.batchSize !== batchSize
    )
      throw new UserError(messages.settingContradicts(path, "batchSize", description.batchSize, batchSize));
    const { spec } = input;
    const shape =
      spec.layout === "NCHW"
        ? [batchSize, spec.channels, spec.height, spec.width]
        : [batchSize, spec.height, spec.width, spec.channels];
    const length = inputLength(spec);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const environment = { provider: options.provider, onnxruntime: ort.env.versions.node ?? "unknown" };
    const { assumed: _, ...outputSpec } = output;
    const newBatch = () =>
      spec.type === "uint8" ? new Uint8Array(batchSize * length) : new Float32Array(batchSize * length);
    return {
      identity: {
        name: description.name ?? basename(path),
        format: "onnx",
        sha256,
        file: basename(path),
        ...(options.descriptionSha256 === undefined ? {} : { descriptionSha256: options.descriptionSha256 }),
        settings: settingsInWords(input.name, spec, output, batchSize),
      },
      preparation: { whole: [spec], normalised: false },
      scoreKey: JSON.stringify({ sha256, input: spec, output: outputSpec, batchSize, ...environment }),
      batchSize,
      threshold: description.threshold ?? null,
      warnings: [...input.assumed, ...output.assumed].map((sentence) => sentence(basename(path))),
      environment,
      async score(requests) {
        // Always a full batch: with another shape the library may sum in another order.
        const batch = newBatch();
        requests.forEach((request, i) => {
          batch.set(request.image.whole[0] as never, i * length);
        });
        const tensor = new ort.Tensor(spec.type, batch as never, shape);
        const results = await session.run({ [input.name]: tensor }, [output.name]).catch((error: Error) => {
          throw new UserError(messages.modelFails(path, firstLine(error)));
        });
        const raw = results[output.name].data as Float32Array;
        return [...probabilities(raw, requests.length, output)].map((probability) => ({ probability }));
      },
      close: () => session.release(),
    };
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

function settingsInWords(name: string, spec: InputSpec, output: OutputSpec, batchSize: number) {
  const list = (values: readonly number[]) => values.map((v) => Number(v.toPrecision(6))).join(", ");
  return {
    input: `${name}: ${spec.layout}, ${spec.channels} × ${spec.height} × ${spec.width}, ${spec.type}`,
    contrast:
      spec.contrast === "percentile" ? "5th–99th percentile of the image to 0–255" : "stored range to 0–255",
    resize: "whole image, bilinear, half-pixel centres, no antialiasing",
    scaling: spec.type === "uint8" ? "0–255" : `(grey / 255 − ${list(spec.mean)}) / ${list(spec.std)}`,
    output: `${output.name}: value ${output.index + 1} of ${output.values}, ${output.activation === "none" ? "a probability" : output.activation}`,
    batch: String(batchSize),
  };
}
