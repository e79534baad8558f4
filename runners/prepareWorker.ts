import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { move, transferableSymbol, valueSymbol } from "piscina";
import { decodeImage, readImage } from "../src/imaging/readImage.js";
import { UserError } from "../src/messages/userError.js";
import { type InputSpec, prepareImage } from "./prepareImage.js";

export interface PrepareTask {
  readonly path: string;
  readonly input: InputSpec;
}

/** The prepared image and the SHA-256 of its file, or why it can't be had. */
export type PrepareResult =
  | { readonly values: Float32Array | Uint8Array; readonly sha256: string }
  | { readonly fault: string };

/** Runs in a worker thread: reads, decodes and prepares one image. */
export default async function prepare({ path, input }: PrepareTask): Promise<PrepareResult> {
  try {
    const bytes = await readFile(path).catch(() => null);
    // readImage says what is wrong with a path that can't be read.
    const image = bytes === null ? await readImage(path) : await decodeImage(bytes, path);
    const values = prepareImage(image, input);
    const sha256 = bytes === null ? "" : createHash("sha256").update(bytes).digest("hex");
    const result: PrepareResult = { values, sha256 };
    // The pixels change hands instead of being copied; the pool unwraps the result.
    const moved = { [transferableSymbol]: values.buffer, [valueSymbol]: result };
    return move(moved as never) as unknown as PrepareResult;
  } catch (error) {
    if (error instanceof UserError) return { fault: error.message };
    throw error;
  }
}
