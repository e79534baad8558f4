import { createHash } from "node:crypto";
import * as messages from "../../src/messages/remote.js";
import { UserError } from "../../src/messages/userError.js";
import type { ImageModel } from "../imageModel.js";
import { type ModelFile, modelFileSchema } from "../modelFile/schema.js";
import { detectInput } from "../network/detectInput.js";
import { detectOutput } from "../network/detectOutput.js";
import { networkModel } from "../network/networkModel.js";
import type { Provider } from "../onnx/session.js";
import { exchange } from "./exchange.js";
import { inferenceRequest, readAnswer, readMetadata, valueMetadata } from "./protocol.js";

export const isAddress = (model: string): boolean => /^https?:\/\//i.test(model);

/**
 * Opens a model on a server of the Open Inference Protocol v2 (Triton, KServe, OpenVINO Model Server).
 * Pixels are sent to it and nothing else: no file names, views or identifiers.
 * @param address `http://HOST:PORT/v2/models/NAME`, perhaps with `/versions/VERSION`
 * @throws UserError: no server, no such model, an input or output that can't be told
 */
export async function openRemoteModel(
  address: string,
  options: {
    description?: ModelFile;
    descriptionSha256?: string;
    provider: Provider;
    signal?: AbortSignal | undefined;
  },
): Promise<ImageModel> {
  const url = address.replace(/\/+$/, "");
  if (!/^https?:\/\/[^/?#@]+\/(?:[^?#]*\/)?v2\/models\/[^/?#]+(?:\/versions\/[^/?#]+)?$/i.test(url))
    throw new UserError(messages.address(address));
  if (options.provider !== "cpu") throw new UserError(messages.provider(url, options.provider));
  const description = options.description ?? modelFileSchema.parse({ version: 1, model: url });
  const closing = new AbortController();
  const exchanged = {
    timeout: 60,
    retries: 4,
    ...description.remote,
    signal: AbortSignal.any([closing.signal, ...(options.signal ? [options.signal] : [])]),
  };

  const answer = await exchange(url, url, null, exchanged);
  const metadata = readMetadata(url, answer);
  const input = detectInput(url, metadata.inputs.map(valueMetadata), description.input);
  const assumed = description.output.activation === undefined;
  const output = detectOutput(url, () => null, metadata.outputs.map(valueMetadata), {
    ...description.output,
    activation: description.output.activation ?? "none",
  });
  return networkModel({
    path: url,
    file: url,
    name: metadata.name,
    format: "remote",
    sha256: createHash("sha256").update(answer).digest("hex"),
    description,
    descriptionSha256: options.descriptionSha256,
    input,
    output,
    repeatable: false,
    warnings: [messages.weightsUnknown(url), ...(assumed ? [messages.assumedProbability(url)] : [])],
    environment: {
      server: `Open Inference Protocol v2, HTTP with JSON, platform ${metadata.platform ?? "not stated"}`,
    },
    async infer(batch, shape) {
      const request = inferenceRequest(
        { name: input.name, type: input.spec.type, shape },
        batch,
        output.name,
      );
      const bytes = await exchange(url, `${url}/infer`, request, exchanged);
      const values = readAnswer(url, bytes, output, shape[0]!);
      if (assumed && output.values > 1) checkDistributions(url, output.name, values, output.values);
      return values;
    },
    close: async () => closing.abort(),
  });
}

/** Values that nobody called probabilities must at least add up to 1, an image. */
function checkDistributions(url: string, name: string, values: Float64Array, count: number): void {
  for (let from = 0; from < values.length; from += count) {
    const sum = values.subarray(from, from + count).reduce((total, value) => total + value, 0);
    if (Math.abs(sum - 1) > 1e-3) throw new UserError(messages.noDistribution(url, name, sum));
  }
}
