import type { PixelSpacing } from "../src/imaging/image.js";
import type { Landmark } from "../src/imaging/region.js";
import type { ModelIdentity } from "../src/results/schema/results.js";
import type { Explainer, Refusal } from "./explain/explainer.js";
import type { ThresholdSetting } from "./modelFile/schema.js";
import type { InputSpec } from "./prepareImage.js";

/** What worker threads must make of every radiograph for a model; plain data. */
export interface Preparation {
  /** Inputs made of the whole image, one tensor each. */
  readonly whole: readonly InputSpec[];
  /** Also the contrast-normalised image at full size, for models that cut regions out of it. */
  readonly normalised: boolean;
}

/** A contrast-normalised radiograph at full size. */
export interface NormalisedImage {
  readonly width: number;
  readonly height: number;
  /** Row-major, 0–255. */
  readonly pixels: Uint8Array;
  readonly spacing: PixelSpacing | null;
}

export interface PreparedImage {
  /** In the order of `Preparation.whole`. */
  readonly whole: readonly (Float32Array | Uint8Array)[];
  /** Null where the preparation didn't ask for it. */
  readonly normalised: NormalisedImage | null;
}

/** One radiograph to be scored. */
export interface ScoreRequest {
  /** How messages call it. */
  readonly name: string;
  readonly image: PreparedImage;
  readonly view: string | null;
  /** Pixel spacing from the manifest, mm; null where it says none. */
  readonly spacing: number | null;
}

export interface ImageScore {
  /** Raw; the caller checks that it is in [0, 1]. */
  readonly probability: number;
  /** Of a deep ensemble's members. */
  readonly members?: readonly number[];
  /** Likewise with their logits divided by their temperatures, where those are declared. */
  readonly temperedMembers?: readonly number[];
  /** Where a localizer found them. */
  readonly landmarks?: FoundLandmarks;
}

/** A localizer's points, and what turns them into pixels and millimetres. */
export interface FoundLandmarks {
  readonly points: readonly Landmark[];
  readonly width: number;
  readonly height: number;
  readonly spacing: PixelSpacing;
}

/**
 * A classifier that scores one radiograph at a time, independent of the others: what an adapter in this
 * folder makes of a model file. Nothing in it holds state from one batch to the next.
 */
export interface ImageModel {
  readonly identity: ModelIdentity;
  readonly preparation: Preparation;
  /**
   * Everything that a score depends on besides the image, as text: hashes of the model's files,
   * preparation, output settings, batch, provider and library version. Not thresholds. Null where that
   * can't be known: such scores aren't kept.
   */
  readonly scoreKey: string | null;
  /** The views that it can score; absent where it takes any, or none. */
  readonly views?: readonly string[];
  /** True where copies of it may score in threads beside each other. */
  readonly replicable?: boolean;
  /** Images a call of `score` takes at most. */
  readonly batchSize: number;
  /** Calls of `score` that may run at once; absent: one. */
  readonly atOnce?: number;
  /** The model's own operating point, where its description states one. */
  readonly threshold: ThresholdSetting | null;
  /** What was assumed because neither model nor description say it, a sentence each. */
  readonly warnings: readonly string[];
  /** Versions and execution provider: what may differ from machine to machine. */
  readonly environment: Readonly<Record<string, string>>;
  /** Scores up to `batchSize` radiographs; a figure doesn't depend on who shares the batch. */
  score(batch: readonly ScoreRequest[]): Promise<ImageScore[]>;
  /** Its heat maps by Grad-CAM, or why it has none; absent where its kind never has. */
  openGradCam?(): Promise<Explainer | Refusal>;
  close(): Promise<void>;
}
