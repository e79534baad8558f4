import type { ModalityTransform } from "./modality.js";
import type { PixelDescription } from "./pixelDescription.js";

/** Samples as they came out of the file or the codec, before masking and sign extension. */
export interface StoredSamples {
  readonly words: Uint8Array | Uint16Array;
  /** Empty bits below the significant ones. */
  readonly lowestBit: number;
  /**
   * Lossy codecs overshoot: a value above the range is then clamped, where elsewhere the bits above
   * the significant ones are something else (an overlay) and are masked.
   */
  readonly overshoots: boolean;
}

/**
 * The image's values from stored samples: significant bits, sign, modality transform, and last the
 * inversion of MONOCHROME1.
 *
 * DICOM puts the photometric interpretation after the modality transform, so the inversion mirrors
 * the range of what that can yield: y → least + greatest − y. Without rescale this is
 * 2^BitsStored − 1 − v (unsigned) or −1 − v (signed); with one it equals rescaling the mirrored stored
 * value, whatever the sign of the slope, and is computed so, which keeps whole numbers exact. A table
 * is mirrored between its least and its greatest entry. Either way bone comes out bright.
 */
export function greyValues(
  samples: StoredSamples,
  description: PixelDescription,
  modality: ModalityTransform,
): Float32Array {
  const { words } = samples;
  const pixels = description.width * description.height;
  // A sample has 65536 values at most: each up to the greatest there is worked out once.
  const values = new Float32Array(greatestOf(words, pixels) + 1);
  const inverted = description.photometric === "MONOCHROME1";
  const stored = storedValue(samples, description);
  const transformed =
    modality.kind === "line" ? line(modality, description, inverted) : table(modality, inverted);
  for (let word = 0; word < values.length; word++) values[word] = transformed(stored(word));

  const out = new Float32Array(pixels);
  for (let i = 0; i < out.length; i++) out[i] = values[words[i]];
  return out;
}

function greatestOf(words: Uint8Array | Uint16Array, count: number): number {
  let greatest = 0;
  for (let i = 0; i < count; i++) if (words[i] > greatest) greatest = words[i];
  return greatest;
}

function storedValue(
  { lowestBit, overshoots }: StoredSamples,
  { bitsStored, signed }: PixelDescription,
): (word: number) => number {
  const unused = 32 - bitsStored;
  if (signed) return (word) => ((word >>> lowestBit) << unused) >> unused;
  const greatest = 2 ** bitsStored - 1;
  return overshoots ? (word) => Math.min(word, greatest) : (word) => (word >>> lowestBit) & greatest;
}

function line(
  { slope, intercept }: Extract<ModalityTransform, { kind: "line" }>,
  { bitsStored, signed }: PixelDescription,
  inverted: boolean,
): (stored: number) => number {
  const mirror = signed ? -1 : 2 ** bitsStored - 1;
  return inverted
    ? (stored) => (mirror - stored) * slope + intercept
    : (stored) => stored * slope + intercept;
}

function table(
  { first, values }: Extract<ModalityTransform, { kind: "table" }>,
  inverted: boolean,
): (stored: number) => number {
  const last = values.length - 1;
  const sorted = values.slice().sort();
  const mirror = sorted[0] + sorted[last];
  return (stored) => {
    const value = values[Math.min(Math.max(stored - first, 0), last)];
    return inverted ? mirror - value : value;
  };
}
