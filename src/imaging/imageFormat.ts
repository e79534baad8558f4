export type ImageFormat = "dicom" | "png" | "jpeg" | "tiff";

/** Which kind of image the bytes are, by their first bytes and never by a file name; null if none we read. */
export function imageFormat(bytes: Uint8Array): ImageFormat | null {
  if (ascii(bytes, 128, "DICM")) return "dicom";
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return "png";
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return "jpeg";
  // The version is 42, or 43 for BigTIFF.
  if (ascii(bytes, 0, "II") && (bytes[2] === 42 || bytes[2] === 43) && bytes[3] === 0) return "tiff";
  if (ascii(bytes, 0, "MM") && bytes[2] === 0 && (bytes[3] === 42 || bytes[3] === 43)) return "tiff";
  return bareDataSetSyntax(bytes) === null ? null : "dicom";
}

/**
 * Transfer syntax of a DICOM data set written without preamble and meta header, as archives of the
 * nineties did: it starts with group 0008, whose first elements are short. Null if it isn't one.
 */
export function bareDataSetSyntax(bytes: Uint8Array): string | null {
  if (bytes.length < 16 || bytes[0] !== 8 || bytes[1] !== 0 || bytes[3] !== 0) return null;
  if (isCapital(bytes[4]) && isCapital(bytes[5])) return "1.2.840.10008.1.2.1";
  return bytes[6] === 0 && bytes[7] === 0 ? "1.2.840.10008.1.2" : null;
}

function isCapital(byte: number): boolean {
  return byte >= 0x41 && byte <= 0x5a;
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, i) => bytes[i] === byte);
}

function ascii(bytes: Uint8Array, offset: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[offset + i] !== text.charCodeAt(i)) return false;
  return true;
}
