/** Size of a pixel in millimetres, at the detector. */
export interface PixelSpacing {
  /** Distance between neighbouring rows (down the image), mm. */
  readonly row: number;
  /** Distance between neighbouring columns (across the image), mm. */
  readonly column: number;
}

/**
 * A decoded radiograph: one grey channel, bright where more X-rays were absorbed (bone is white), so
 * MONOCHROME1 has been inverted already. Values are the file's stored units after the modality
 * rescale; nothing is windowed or normalised.
 */
export interface GreyImage {
  readonly width: number;
  readonly height: number;
  /** Row-major, `height × width`. */
  readonly pixels: Float32Array;
  /** Null where the file doesn't say. */
  readonly spacing: PixelSpacing | null;
}
