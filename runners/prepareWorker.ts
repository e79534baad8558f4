import { createHash } from "node:crypto";
import piscina, { move, transferableSymbol, valueSymbol } from "piscina";
import { contrastNormalise } from "../src/imaging/contrastNormalise.js";
import type { GreyImage } from "../src/imaging/image.js";
import { decodeImage, readWhole } from "../src/imaging/readImage.js";
import { UserError } from "../src/messages/userError.js";
import type { Preparation, PreparedImage } from "./imageModel.js";
import { imageKey } from "./keptScores.js";
import { prepareImage } from "./prepareImage.js";

export interface PrepareTask {
  readonly path: string;
  readonly view: string | null;
  readonly spacing: number | null;
}

/** What all tasks of a pool share. */
export interface PrepareSetting {
  readonly preparation: Preparation;
  /** Keys of images whose score is known: they are hashed, not decoded. */
  readonly known: ReadonlySet<string>;
}

/**
 * The SHA-256 of the image's file and the prepared image (null where its score is known), or why it
 * can't be had.
 */
export type PrepareResult =
  | { readonly image: PreparedImage | null; readonly sha256: string }
  | { readonly fault: string };

/** Runs in a worker thread: reads, decodes and prepares one image. */
export default async function prepare(task: PrepareTask): Promise<PrepareResult> {
  const { preparation, known } = piscina.workerData as PrepareSetting;
  const { path, view, spacing } = task;
  try {
    const bytes = await readWhole(path);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    if (known.has(imageKey({ sha256, view, spacing }))) return { image: null, sha256 };
    const image = preparedImage(await decodeImage(bytes, path), preparation);
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
