import { endianness } from "node:os";
import type { DataSet } from "dicom-parser";
import * as messages from "../../messages/imaging.js";
import { UserError } from "../../messages/userError.js";
import { pixelDataTag } from "./dataSet.js";
import type { StoredSamples } from "./greyValues.js";
import type { PixelDescription } from "./pixelDescription.js";

const machineIsBigEndian = endianness() === "BE";

/** The samples of uncompressed pixel data (already inflated, if they were deflated). */
export function nativeSamples(
  dataSet: DataSet,
  description: PixelDescription,
  bigEndian: boolean,
  name: string,
): StoredSamples {
  const { width, height, bitsAllocated, lowestBit } = description;
  const element = dataSet.elements[pixelDataTag];
  const bytes = dataSet.byteArray;
  const needed = (width * height * bitsAllocated) / 8;
  const held = Math.min(element.length, bytes.length - element.dataOffset);
  if (held < needed) throw new UserError(messages.truncatedPixelData(name, held, needed));

  const start = bytes.byteOffset + element.dataOffset;
  const wordsOfBytes = bitsAllocated === 8 && bigEndian && element.vr === "OW";
  if (bitsAllocated === 8 && !wordsOfBytes)
    return { words: new Uint8Array(bytes.buffer, start, needed), lowestBit, overshoots: false };

  // Swapping works in place, so on a copy; a view of words must start at an even address.
  const swap = wordsOfBytes || bigEndian !== machineIsBigEndian;
  const even = needed + (needed % 2);
  if (swap && held < even) throw new UserError(messages.truncatedPixelData(name, held, even));
  const aligned = !swap && start % 2 === 0;
  const source = new Uint8Array(bytes.buffer, start, swap ? even : needed);
  const content = aligned ? source : source.slice();
  if (swap) Buffer.from(content.buffer).swap16();
  const words = wordsOfBytes ? content : new Uint16Array(content.buffer, content.byteOffset, width * height);
  return { words, lowestBit, overshoots: false };
}
