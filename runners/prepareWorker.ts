import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { move, transferableSymbol, valueSymbol } from "piscina";
import { contrastNormalise } from "../src/imaging/contrastNormalise.js";
import type { GreyImage } from "../src/imaging/image.js";
import { decodeImage, readImage } from "../src/imaging/readImage.js";
import { UserError } from "../src/messages/userError.js";
import type { Preparation, PreparedImage } from "./imageModel.js";
import { prepareImage } from "./prepareImage.js";

export interface PrepareTask {
  readonly path: string;
  readonly preparation: Preparation;
}

/** The prepared image and the SHA-256 of its file, or why it can't be had. */
export type PrepareResult =
  | { readonly image: PreparedImage; readonly sha256: string }
  | { readonly fault: string };

/** Runs in a worker thread: reads, decodes and prepares one image. */
export default async function prepare({ path, preparation }: PrepareTask): Promise<PrepareResult> {
  try {
    const bytes = await readFile(path).catch(() => null);
    // readImage says what is wrong with a path that can't be read.
    const decoded = bytes === null ? await readImage(path) : await decodeImage(bytes, path);
    const image = preparedImage(decoded, preparation);
    const sha256 = bytes === null ? "" : createHash("sha256").update(bytes).digest("hex");
    const result: PrepareResult = { image, sha256 };
    // The pixels change hands instead of being copied; the pool unwraps the result.
    const buffers = [...image.whole, ...(image.normalised ? [image.normalised.pixels] : [])].map(
      (values) => values.buffer,
    );
    const moved = { [transferableSymbol]: buffers, [valueSymbol]: result };
    return move(moved as never) as unknown as PrepareResult;
  } catch (error) {
    if (error instanceof UserError) return { fault: error.message };
    throw error;
  }
}

/** Everything that a model asked for of one radiograph. */
export function preparedImage(image: GreyImage, preparation: Preparation): PreparedImage {
  const normalised =
    preparation.normalised || preparation.whole.some((spec) => spec.contrast === "percentile")
      ? contrastNormalise(image.pixels)
      : null;
  const { width, height, spacing } = image;
  return {
    whole: preparation.whole.map((spec) => prepareImage(image, normalised, spec)),
    normalised: preparation.normalised ? { width, height, spacing, pixels: normalised! } : null,
  };
}
