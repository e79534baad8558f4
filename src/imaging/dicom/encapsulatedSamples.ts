import type { DataSet } from "dicom-parser";
import * as messages from "../../messages/imaging.js";
import { UserError } from "../../messages/userError.js";
import { jpeg2000Header, jpegHeader } from "./codestreamHeader.js";
import { joinedFragments } from "./fragments.js";
import type { StoredSamples } from "./greyValues.js";
import type { PixelDescription } from "./pixelDescription.js";
import { decodeRunLength } from "./runLength.js";
import type { CompressedCoding, TransferSyntax } from "./transferSyntax.js";

/** Lossy processes can leave the range of BitsStored; elsewhere bits above it are an overlay's. */
const lossy = new Set([
  "1.2.840.10008.1.2.4.50",
  "1.2.840.10008.1.2.4.51",
  "1.2.840.10008.1.2.4.81",
  "1.2.840.10008.1.2.4.91",
]);

/** The samples of compressed pixel data. */
export async function encapsulatedSamples(
  dataSet: DataSet,
  description: PixelDescription,
  syntax: TransferSyntax & { readonly coding: CompressedCoding },
  name: string,
): Promise<StoredSamples> {
  const stream = joinedFragments(dataSet, syntax.name, name);
  const { coding } = syntax;
  const { width, height, bitsAllocated, lowestBit } = description;
  try {
    if (coding === "rle") {
      const words = decodeRunLength(stream, width * height, bitsAllocated === 8 ? 1 : 2);
      return { words, lowestBit, overshoots: false };
    }
    checkHeader(stream, description, syntax, name);
    const words = await decodeCompressed(stream, description, coding);
    return { words, lowestBit: 0, overshoots: lossy.has(syntax.uid) };
  } catch (error) {
    if (error instanceof UserError) throw error;
    const detail = error instanceof Error ? error.message : String(error);
    throw new UserError(messages.damagedStream(name, syntax.name, detail));
  }
}

/** The stream's own header, which must agree with the DICOM attributes before a codec may see it. */
function checkHeader(
  stream: Uint8Array,
  description: PixelDescription,
  syntax: TransferSyntax,
  name: string,
): void {
  const header = syntax.coding === "jpeg-2000" ? jpeg2000Header(stream) : jpegHeader(stream);
  if (header === null) throw new Error("no frame header");
  if (header.components !== 1)
    throw new UserError(messages.colour(name, `${header.components} components in its ${syntax.name} data`));
  const { width, height, bitsAllocated } = description;
  if (header.width !== width || header.height !== height)
    throw new Error(`${header.width} × ${header.height} pixels, the header says ${width} × ${height}`);
  if (header.precision > bitsAllocated)
    throw new Error(`${header.precision} bits in ${bitsAllocated} allocated`);
}

async function decodeCompressed(
  stream: Uint8Array,
  description: PixelDescription,
  coding: Exclude<CompressedCoding, "rle">,
): Promise<Uint8Array | Uint16Array> {
  if (coding === "jpeg-sequential") return (await import("./sequentialJpeg.js")).decodeSequentialJpeg(stream);
  if (coding === "jpeg-lossless") return (await import("./losslessJpeg.js")).decodeLosslessJpeg(stream);
  return (await import("./codecs.js")).decodeFrame({ ...description, coding, stream });
}
