import type { DataSet } from "dicom-parser";
import * as messages from "../../messages/imaging.js";
import { UserError } from "../../messages/userError.js";
import type { PixelDescription } from "./pixelDescription.js";

/**
 * What turns a stored value into the image's value, before MONOCHROME1 is inverted (DICOM PS3.3,
 * C.11.1): a straight line, or a table of which `values[i]` belongs to stored value `first + i`, and
 * whose ends hold beyond it.
 */
export type ModalityTransform =
  | { readonly kind: "line"; readonly slope: number; readonly intercept: number }
  | { readonly kind: "table"; readonly first: number; readonly values: Uint16Array };

/** The Modality LUT Sequence if there is one, else rescale slope and intercept, else the identity. */
export function modalityTransform(
  dataSet: DataSet,
  description: PixelDescription,
  name: string,
): ModalityTransform {
  const item = dataSet.elements["x00283000"]?.items?.[0]?.dataSet;
  if (item !== undefined) return lookupTable(item, description, name);
  const slope = decimal(dataSet, "x00281053", "RescaleSlope (0028,1053)", 1, name);
  const intercept = decimal(dataSet, "x00281052", "RescaleIntercept (0028,1052)", 0, name);
  if (slope === 0)
    throw new UserError(
      messages.badAttribute(name, "RescaleSlope (0028,1053)", "0", "a number other than 0"),
    );
  return { kind: "line", slope, intercept };
}

function decimal(dataSet: DataSet, tag: string, attribute: string, absent: number, name: string): number {
  const text = (dataSet.string(tag) ?? "").trim();
  if (text === "") return absent;
  const value = Number(text);
  // Beyond 1e30 the products would leave the range of single precision.
  if (!(Math.abs(value) <= 1e30))
    throw new UserError(messages.badAttribute(name, attribute, text, "a number"));
  return value;
}

function lookupTable(item: DataSet, description: PixelDescription, name: string): ModalityTransform {
  const bad = (attribute: string, value: string, expected: string) =>
    new UserError(messages.badAttribute(name, attribute, value, expected));
  const descriptor = item.elements["x00283002"];
  const data = item.elements["x00283006"];
  if (descriptor === undefined || descriptor.length < 6)
    throw bad("LUTDescriptor (0028,3002)", "", "three numbers");
  const entries = item.uint16("x00283002", 0) || 65536;
  const first = (description.signed ? item.int16("x00283002", 1) : item.uint16("x00283002", 1)) ?? 0;
  const bits = item.uint16("x00283002", 2) ?? 0;
  if (bits < 8 || bits > 16) throw bad("LUTDescriptor (0028,3002), bits", `${bits}`, "8 to 16");
  const held = data?.length ?? 0;
  // A table of 8 bits may lie in words or, in some files, in bytes (padded to an even length).
  const inBytes = bits === 8 && held < 2 * entries;
  if (held < (inBytes ? entries : 2 * entries))
    throw bad("LUTData (0028,3006)", `${held} bytes`, `${entries} entries`);
  const values = new Uint16Array(entries);
  for (let i = 0; i < entries; i++)
    values[i] = inBytes ? item.byteArray[data!.dataOffset + i] : item.uint16("x00283006", i)!;
  return { kind: "table", first, values };
}
