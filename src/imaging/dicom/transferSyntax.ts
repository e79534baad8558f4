/** Codings of a frame in fragments. */
export type CompressedCoding = "rle" | "jpeg-sequential" | "jpeg-lossless" | "jpeg-ls" | "jpeg-2000";

/** How the pixel data of a transfer syntax are coded. */
export type PixelCoding = "native" | CompressedCoding;

export interface TransferSyntax {
  readonly uid: string;
  readonly name: string;
  readonly coding: PixelCoding;
  readonly bigEndian: boolean;
}

/** The transfer syntaxes we read (DICOM PS3.5, section 10 and annex A). */
const known: readonly (readonly [uid: string, name: string, coding: PixelCoding])[] = [
  ["1.2.840.10008.1.2", "implicit little endian", "native"],
  ["1.2.840.10008.1.2.1", "explicit little endian", "native"],
  ["1.2.840.10008.1.2.1.99", "deflated explicit little endian", "native"],
  ["1.2.840.10008.1.2.2", "explicit big endian", "native"],
  ["1.2.840.10008.1.2.5", "RLE", "rle"],
  ["1.2.840.10008.1.2.4.50", "JPEG baseline", "jpeg-sequential"],
  ["1.2.840.10008.1.2.4.51", "JPEG extended", "jpeg-sequential"],
  ["1.2.840.10008.1.2.4.57", "JPEG lossless", "jpeg-lossless"],
  ["1.2.840.10008.1.2.4.70", "JPEG lossless", "jpeg-lossless"],
  ["1.2.840.10008.1.2.4.80", "JPEG-LS", "jpeg-ls"],
  ["1.2.840.10008.1.2.4.81", "JPEG-LS", "jpeg-ls"],
  ["1.2.840.10008.1.2.4.90", "JPEG 2000", "jpeg-2000"],
  ["1.2.840.10008.1.2.4.91", "JPEG 2000", "jpeg-2000"],
];

const byUid = new Map<string, TransferSyntax>(
  known.map(([uid, name, coding]) => [uid, { uid, name, coding, bigEndian: uid === "1.2.840.10008.1.2.2" }]),
);

/** The transfer syntax of a UID, undefined if it is one we don't read. */
export function transferSyntax(uid: string): TransferSyntax | undefined {
  return byUid.get(uid);
}
