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
 * the range of what that yields: y → least + greatest − y. Without rescale this is 2^BitsStored − 1 − v
 * (unsigned) or −1 − v (signed); with one it equals rescaling the mirrored stored value, of either
 * sign of the slope, which is how it is computed, so that whole numbers stay exact. A table is
 * mirrored within its 2^bits values. Either way bone comes out bright.
 */
export function greyValues(
  samples: StoredSamples,
  description: PixelDescription,
  modality: ModalityTransform,
): Float32Array {
  const { words, lowestBit, overshoots } = samples;
  const { bitsStored, signed } = description;
  const inverted = description.photometric === "MONOCHROME1";
  const size = description.width * description.height;
  const out = new Float32Array(size);
  const greatest = 2 ** bitsStored - 1;
  const unused = 32 - bitsStored;
  const stored = signed
    ? (word: number) => ((word >>> lowestBit) << unused) >> unused
    : overshoots
      ? (word: number) => Math.min(word, greatest)
      : (word: number) => (word >>> lowestBit) & greatest;

  if (modality.kind === "table") {
    const { first, values, bits } = modality;
    const last = values.length - 1;
    const top = 2 ** bits - 1;
    for (let i = 0; i < size; i++) {
      const value = values[Math.min(Math.max(stored(words[i]) - first, 0), last)];
      out[i] = inverted ? top - value : value;
    }
    return out;
  }
  const { slope, intercept } = modality;
  const mirror = signed ? -1 : greatest;
  if (inverted) for (let i = 0; i < size; i++) out[i] = (mirror - stored(words[i])) * slope + intercept;
  else for (let i = 0; i < size; i++) out[i] = stored(words[i]) * slope + intercept;
  return out;
}
