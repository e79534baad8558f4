import { basename } from "node:path";
import * as messages from "../../src/messages/model.js";
import { UserError } from "../../src/messages/userError.js";
import type { ImageModel } from "../imageModel.js";
import { type ModelFile, modelFileSchema } from "../modelFile/schema.js";
import { detectInput } from "../network/detectInput.js";
import { detectOutput } from "../network/detectOutput.js";
import { networkModel } from "../network/networkModel.js";
import { openGradCamNetwork } from "./gradCamNetwork.js";
import { producingOperator } from "./graph.js";
import { firstLine, openSession, type SessionOptions } from "./session.js";

export type { Provider } from "./session.js";

/**
 * Loads an ONNX classifier.
 * @param path of the `.onnx` file
 * @param description its `*.model.yaml`, where there is one
 * @throws UserError: not ONNX, an input or output that can't be told, a provider that isn't there
 */
export async function openOnnxModel(
  path: string,
  options: SessionOptions & { description?: ModelFile; descriptionSha256?: string },
): Promise<ImageModel> {
  const description = options.description ?? modelFileSchema.parse({ version: 1, model: path });
  const { ort, session, bytes, sha256 } = await openSession(path, options);
  try {
    const input = detectInput(path, session.inputMetadata, description.input);
    const operatorOf = (output: string) => producingOperator(bytes, output);
    const output = detectOutput(path, operatorOf, session.outputMetadata, description.output);
    const model = networkModel({
      path,
      file: basename(path),
      format: "onnx",
      sha256,
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
      openGradCam: (shape) =>
        openGradCamNetwork(path, { name: input.name, type: input.spec.type, shape }, output, options),
      close: () => session.release(),
    });
    return { ...model, replicable: true };
  } catch (error) {
    await session.release();
    throw error;
  }
}
