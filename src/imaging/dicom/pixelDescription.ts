import type { DataSet } from "dicom-parser";
import * as messages from "../../messages/imaging.js";
import { UserError } from "../../messages/userError.js";
import { maximumPixels } from "../image.js";
import { pixelDataTag } from "./dataSet.js";

/** The image pixel module (DICOM PS3.3, C.7.6.3) of a single grey frame, checked. */
export interface PixelDescription {
  readonly width: number;
  readonly height: number;
  /** Bits of the container of a native sample. */
  readonly bitsAllocated: 8 | 16;
  /** Significant bits, 1 to bitsAllocated. */
  readonly bitsStored: number;
  /** Empty bits below the significant ones in a native sample: nearly always 0. */
  readonly lowestBit: number;
  readonly signed: boolean;
  readonly photometric: "MONOCHROME1" | "MONOCHROME2";
}

const dicomDirectory = "1.2.840.10008.1.3.10";

/** @throws UserError if the file holds anything but one grey frame of 8 to 16 bits */
export function pixelDescription(dataSet: DataSet, name: string): PixelDescription {
  if (dataSet.elements["x7fe00008"] !== undefined || dataSet.elements["x7fe00009"] !== undefined)
    throw new UserError(messages.floatPixelData(name));
  if (dataSet.elements[pixelDataTag] === undefined)
    throw new UserError(messages.noPixelData(name, contents(dataSet)));

  const photometric = dataSet.string("x00280004")?.trim() ?? "";
  const samples = dataSet.uint16("x00280002") ?? 1;
  if (photometric !== "MONOCHROME1" && photometric !== "MONOCHROME2") {
    if (samples > 1 || /^(RGB|YBR|PALETTE|HSV|ARGB|CMYK|XYB)/.test(photometric))
      throw new UserError(messages.colour(name, photometric));
    const expected = "MONOCHROME1 or MONOCHROME2";
    throw new UserError(
      messages.badAttribute(name, "PhotometricInterpretation (0028,0004)", photometric, expected),
    );
  }
  if (samples !== 1) throw new UserError(messages.colour(name, `${samples} samples per pixel`));

  const frames = dataSet.string("x00280008")?.trim() ?? "1";
  // Some writers put 0, or leave it blank, for an ordinary image.
  if (!/^\+?\d*$/.test(frames))
    throw new UserError(messages.badAttribute(name, "NumberOfFrames (0028,0008)", frames, "1"));
  if (Number(frames) > 1) throw new UserError(messages.multiFrame(name, Number(frames)));

  const height = dataSet.uint16("x00280010") ?? 0;
  const width = dataSet.uint16("x00280011") ?? 0;
  if (!(width * height > 0 && width * height <= maximumPixels))
    throw new UserError(messages.implausibleSize(name, width, height, maximumPixels));

  const bitsAllocated = dataSet.uint16("x00280100") ?? 0;
  if (bitsAllocated !== 8 && bitsAllocated !== 16)
    throw new UserError(
      messages.badAttribute(name, "BitsAllocated (0028,0100)", `${bitsAllocated}`, "8 or 16"),
    );
  const bitsStored = dataSet.uint16("x00280101") ?? bitsAllocated;
  if (bitsStored < 1 || bitsStored > bitsAllocated) {
    const expected = `1 to ${bitsAllocated}`;
    throw new UserError(messages.badAttribute(name, "BitsStored (0028,0101)", `${bitsStored}`, expected));
  }
  const highBit = dataSet.uint16("x00280102") ?? bitsStored - 1;
  if (highBit < bitsStored - 1 || highBit >= bitsAllocated) {
    const expected = `${bitsStored - 1} to ${bitsAllocated - 1}`;
    throw new UserError(messages.badAttribute(name, "HighBit (0028,0102)", `${highBit}`, expected));
  }
  const signed = dataSet.uint16("x00280103") === 1;
  const lowestBit = highBit + 1 - bitsStored;
  return { width, height, bitsAllocated, bitsStored, lowestBit, signed, photometric };
}

/** What a file without pixels is, for the message. */
function contents(dataSet: DataSet): string {
  const storageClass = dataSet.string("x00080016") ?? dataSet.string("x00020002");
  if (storageClass === dicomDirectory || dataSet.elements["x00041220"] !== undefined)
    return "a DICOMDIR index";
  const modality = dataSet.string("x00080060") ?? "";
  return modality === "" ? "" : `modality ${modality}`;
}
