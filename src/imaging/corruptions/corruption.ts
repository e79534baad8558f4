import type { RandomStream } from "../../statistics/random.js";
import type { GreyImage } from "../image.js";

/** 1 is the mildest, 5 the strongest. */
export type Severity = 1 | 2 | 3 | 4 | 5;
export const severities: readonly Severity[] = [1, 2, 3, 4, 5];

export type CorruptionFamily = "noise" | "blur" | "exposure" | "geometry" | "overlay" | "storage";

/** One way in which a radiograph gets worse, in five severities. */
export interface Corruption {
  /** Kebab-case, as strata files and results name it. */
  readonly name: string;
  readonly family: CorruptionFamily;
  /** What happens to the radiograph, in a sentence without its full stop. */
  readonly process: string;
  /** What the values are, and their unit ("" for a plain number). */
  readonly parameter: string;
  readonly unit: string;
  /** The parameter at severities 1 … 5. Equal values make equal images, but for noise. */
  readonly values: Five<number>;
  /** Whether the true label still holds at severities 1 … 5; where not, the radiograph isn't scored. */
  readonly labelSafe: Five<boolean>;
  /** One of the six of the quick suite, which is run at severity 3. */
  readonly quick: boolean;
}

export type Five<T> = readonly [T, T, T, T, T];

/** The random streams of one radiograph under one corruption. */
export interface Streams {
  /** The same at all severities: directions and places, so that severities differ by strength alone. */
  ofImage(): RandomStream;
  /** Another at each severity: noise. */
  ofSeverity(): RandomStream;
}

/**
 * Applies a corruption; `value` is its parameter. Never changes the image it is given; the image itself comes
 * back where there is nothing to corrupt (a marker to remove that isn't there).
 */
export type Apply = (image: GreyImage, value: number, streams: Streams) => GreyImage | Promise<GreyImage>;
