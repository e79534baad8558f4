import type { DataSet } from "dicom-parser";
import * as messages from "../../messages/imaging.js";
import { UserError } from "../../messages/userError.js";
import { pixelDataTag } from "./dataSet.js";

const undefinedLength = 0xffffffff;
const item = 0xe000fffe;
const sequenceEnd = 0xe0ddfffe;

/**
 * The compressed stream of a single-frame image: all fragments of its encapsulated pixel data joined
 * (DICOM PS3.5, A.4). With one frame the basic offset table, filled or not, tells nothing more.
 */
export function joinedFragments(dataSet: DataSet, codec: string, name: string): Uint8Array {
  const damaged = (detail: string) => new UserError(messages.damagedStream(name, codec, detail));
  const element = dataSet.elements[pixelDataTag];
  if (element.length !== undefinedLength) throw damaged("they are not encapsulated");
  const bytes = dataSet.byteArray;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const fragments: Uint8Array[] = [];
  let at = element.dataOffset;
  let items = 0;
  // A missing end mark is harmless when the last fragment is whole.
  while (at + 8 <= bytes.length) {
    const tag = view.getUint32(at, true);
    if (tag === sequenceEnd) break;
    if (tag !== item) throw damaged("no fragment where one should start");
    const length = view.getUint32(at + 4, true);
    at += 8;
    if (at + length > bytes.length)
      throw damaged(`a fragment of ${length} bytes, of which ${bytes.length - at} are there`);
    // The first item is the offset table.
    if (items++ > 0) fragments.push(bytes.subarray(at, at + length));
    at += length;
  }
  if (fragments.length === 0) throw damaged("no fragments");
  return fragments.length === 1 ? fragments[0] : Buffer.concat(fragments);
}
