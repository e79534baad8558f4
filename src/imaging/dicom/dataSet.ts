import { inflateRawSync } from "node:zlib";
import dicomParser, { type DataSet } from "dicom-parser";
import * as messages from "../../messages/imaging.js";
import { UserError } from "../../messages/userError.js";
import { maximumPixels } from "../image.js";
import { bareDataSetSyntax } from "../imageFormat.js";
import { type TransferSyntax, transferSyntax } from "./transferSyntax.js";

export const pixelDataTag = "x7fe00010";

/** Room for the largest image of 16 bits and a generous header: a deflated file can't fill the memory. */
const inflatedLimit = 2 * maximumPixels + 2 ** 26;

/** The attributes of a DICOM file up to its pixel data, whose value is left to the caller. */
export function parseDataSet(bytes: Uint8Array, name: string): { dataSet: DataSet; syntax: TransferSyntax } {
  // The parser reads from Buffers; this is a view, not a copy.
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const bare = bareDataSetSyntax(bytes);
  const isPart10 = buffer.toString("latin1", 128, 132) === "DICM";
  const syntaxUid = isPart10 || bare === null ? readSyntaxUid(buffer, name) : bare;
  const syntax = transferSyntax(syntaxUid);
  if (syntax === undefined) throw new UserError(messages.unknownTransferSyntax(name, syntaxUid));
  try {
    const dataSet = dicomParser.parseDicom(buffer, {
      untilTag: pixelDataTag,
      inflater: (whole, start) => inflate(whole as Buffer, start),
      ...(isPart10 ? {} : { TransferSyntaxUID: syntaxUid }),
    });
    return { dataSet, syntax };
  } catch (error) {
    throw new UserError(messages.damagedDicom(name, reason(error)));
  }
}

function readSyntaxUid(buffer: Buffer, name: string): string {
  let uid: string | undefined;
  try {
    uid = dicomParser.readPart10Header(buffer, { untilTag: pixelDataTag }).string("x00020010");
  } catch (error) {
    throw new UserError(messages.damagedDicom(name, reason(error)));
  }
  if (uid === undefined) throw new UserError(messages.noTransferSyntax(name));
  return uid;
}

/** The header as it is, then the rest inflated: what the parser expects of an inflater. */
function inflate(whole: Buffer, start: number): Buffer {
  const rest = inflateRawSync(whole.subarray(start), { maxOutputLength: inflatedLimit });
  return Buffer.concat([whole.subarray(0, start), rest]);
}

/** The parser throws strings, errors, and errors wrapped with what it had read. */
function reason(thrown: unknown): string {
  if (typeof thrown === "object" && thrown !== null && "exception" in thrown) return reason(thrown.exception);
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return withoutFunction(text);
}

/** The parser's messages start with the name of the function that threw. */
export function withoutFunction(text: string): string {
  return text.replace(/^dicomParser\.\w+: /, "");
}
