/** Size of a pixel in millimetres, at the detector. */
export interface PixelSpacing {
  /** Distance between neighbouring rows (down the image), mm. */
  readonly row: number;
  /** Distance between neighbouring columns (across the image), mm. */
  readonly column: number;
}

/** How the pixels lay in the file: facts for reports and for messages, not needed to use the image. */
export interface ImageSource {
  readonly format: "dicom" | "png" | "jpeg" | "tiff";
  /** Significant bits of a stored sample. */
  readonly bitsStored: number;
  /** DICOM only: transfer syntax UID, photometric interpretation, and which attribute gave the spacing. */
  readonly transferSyntax?: string;
  readonly photometric?: "MONOCHROME1" | "MONOCHROME2";
  readonly spacingFrom?: "ImagerPixelSpacing" | "PixelSpacing";
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
  /** Set by the file readers, absent on an image made in memory. */
  readonly source?: ImageSource;
}

/** Images with more pixels than this are taken for damaged headers: 2^28, a gigabyte once decoded. */
export const maximumPixels = 2 ** 28;
