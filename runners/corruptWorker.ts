import { createHash } from "node:crypto";
import piscina, { move, transferableSymbol, valueSymbol } from "piscina";
import { corrupt, corruptionNamed, type Severity } from "../src/imaging/corruptions/index.js";
import { corruptionsVersion } from "../src/imaging/corruptionsVersion.js";
import type { GreyImage } from "../src/imaging/image.js";
import { decodeImage, readWhole } from "../src/imaging/readImage.js";
import { UserError } from "../src/messages/userError.js";
import type { Preparation, PreparedImage } from "./imageModel.js";
import { imageKey, type ScoredImage } from "./keptScores.js";
import { preparedImage } from "./prepareWorker.js";

/** A corruption at a severity. */
export interface Variant {
  readonly corruption: string;
  readonly severity: Severity;
}

export interface CorruptTask extends Omit<ScoredImage, "sha256"> {
  readonly path: string;
  /** Which variant to begin with. */
  readonly from: number;
}

/** What all tasks of a pool share. */
export interface CorruptSetting {
  readonly preparation: Preparation;
  readonly variants: readonly Variant[];
  /** Keys of the scores that are known: they aren't made again. */
  readonly known: ReadonlySet<string>;
}

/** One variant of an image. */
export interface Made {
  readonly variant: number;
  /** Prepared; null where the score is known, or another's. */
  readonly image: PreparedImage | null;
  /** The variant before it, of the same task, whose input is the very same, and so its score. */
  readonly as?: number;
}

/**
 * Variants of one image from `from` on, and where to go on: null when all are made. Or why they can't be had.
 */
export type CorruptResult =
  | {
      readonly sha256: string;
      readonly made: readonly Made[];
      readonly next: number | null;
    }
  | { readonly fault: string };

/** Names a corrupted image in the store of scores: by what makes its pixels, whatever the file is called. */
export const variantKey = (image: ScoredImage, { corruption, severity }: Variant): string =>
  JSON.stringify([
    ...[imageKey(image), corruption, severity, corruptionNamed(corruption).values[severity - 1]],
    corruptionsVersion,
  ]);

/** Of one task's prepared images; where more are wanted, another task decodes the image again. */
const mostBytes = 48 * 2 ** 20;

/** Runs in a worker thread: decodes one image once, and corrupts and prepares it time and again. */
export default async function corruptAndPrepare(task: CorruptTask): Promise<CorruptResult> {
  const { preparation, variants, known } = piscina.workerData as CorruptSetting;
  const { path, view, spacing, from } = task;
  try {
    const bytes = await readWhole(path);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    let decoded: GreyImage | undefined;
    const made: Made[] = [];
    let unchanged: number | undefined;
    const buffers: ArrayBufferLike[] = [];
    let size = 0;
    let variant = from;
    for (; variant < variants.length && size < mostBytes; variant++) {
      const { corruption, severity } = variants[variant];
      if (known.has(variantKey({ sha256, view, spacing }, variants[variant]))) {
        made.push({ variant, image: null });
        continue;
      }
      const twin = made.find((one) => alike(variants[one.variant], variants[variant]));
      if (twin) {
        made.push({ variant, image: null, as: twin.as ?? twin.variant });
        continue;
      }
      decoded ??= withSpacing(await decodeImage(bytes, path), spacing);
      const corrupted = await corrupt(decoded, corruption, severity, sha256);
      if (isUnchanged(corrupted, decoded, preparation)) {
        if (unchanged !== undefined) {
          made.push({ variant, image: null, as: unchanged });
          continue;
        }
        unchanged = variant;
      }
      const image = preparedImage(corrupted, preparation);
      for (const values of [...image.whole, ...(image.normalised ? [image.normalised.pixels] : [])]) {
        buffers.push(values.buffer);
        size += values.byteLength;
      }
      made.push({ variant, image });
    }
    const result: CorruptResult = { sha256, made, next: variant < variants.length ? variant : null };
    // The pixels change hands instead of being copied; the pool unwraps the result.
    const moved = { [transferableSymbol]: [...new Set(buffers)], [valueSymbol]: result };
    return move(moved as never) as unknown as CorruptResult;
  } catch (error) {
    if (error instanceof UserError) return { fault: error.message };
    throw error;
  }
}

/** Equal values make equal images, but for noise, which is drawn at every severity. */
function alike(one: Variant, other: Variant): boolean {
  if (one.corruption !== other.corruption) return false;
  const { family, values } = corruptionNamed(one.corruption);
  return family !== "noise" && values[one.severity - 1] === values[other.severity - 1];
}

/** Whether the network's input can't differ: the spacing alone counts where regions are cut out by it. */
function isUnchanged(corrupted: GreyImage, original: GreyImage, { normalised }: Preparation): boolean {
  return corrupted === original || (!normalised && corrupted.pixels === original.pixels);
}

/** The manifest's spacing where the file has none, as models take it, so that it can be made wrong as well. */
function withSpacing(image: GreyImage, spacing: number | null): GreyImage {
  return image.spacing !== null || spacing === null
    ? image
    : { ...image, spacing: { row: spacing, column: spacing } };
}
