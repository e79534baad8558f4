import { readFile } from "node:fs/promises";
import * as messages from "../messages/results.js";
import { UserError } from "../messages/userError.js";
import * as yamlMessages from "../messages/yaml.js";
import { type ResultsFile, resultsFileSchema, schemaVersion } from "./schema/results.js";

/**
 * Reads and validates a results.json.
 * @throws UserError: missing, not JSON, not results, or of a newer schema
 */
export async function readResults(path: string): Promise<ResultsFile> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new UserError(
      error.code === "ENOENT"
        ? yamlMessages.fileMissing("results file", path)
        : yamlMessages.fileUnreadable(
            "results file",
            path,
            error.code === "EISDIR" ? "it is a folder" : error.message,
          ),
    );
  });
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    throw new UserError(messages.notJson(path, (error as Error).message));
  }
  const version = (data as { schemaVersion?: unknown } | null)?.schemaVersion;
  if (typeof version === "number" && version > schemaVersion)
    throw new UserError(messages.newerSchema(path, version, schemaVersion));
  const parsed = resultsFileSchema.safeParse(data);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new UserError(messages.notResults(path, `${issue.path.join(".") || "the file"}: ${issue.message}`));
  }
  return parsed.data;
}
