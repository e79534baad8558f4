import { readYaml, type ValidatedYaml } from "../../src/yaml/readYaml.js";
import { type PipelineFile, pipelineFileSchema } from "./pipelineSchema.js";
import { type EnsembleFile, ensembleFileSchema, type ModelFile, modelFileSchema } from "./schema.js";

/**
 * Reads a model description of any kind: a pipeline's has the key `pipeline`, a lone ensemble's
 * `ensemble` but no `model`, every other is of one network.
 * @throws UserError with file, line and column
 */
export function readModelFile(path: string): Promise<ValidatedYaml<ModelFile | PipelineFile | EnsembleFile>> {
  return readYaml<typeof modelFileSchema | typeof pipelineFileSchema | typeof ensembleFileSchema>(
    path,
    (data) => {
      const has = (key: string) => typeof data === "object" && data !== null && key in data;
      if (has("pipeline")) return pipelineFileSchema;
      return has("ensemble") && !has("model") ? ensembleFileSchema : modelFileSchema;
    },
    "model description",
  );
}
