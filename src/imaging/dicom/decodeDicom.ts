import type { DataSet } from "dicom-parser";
import * as messages from "../../messages/imaging.js";
import { UserError } from "../../messages/userError.js";
import type { GreyImage } from "../image.js";
import { parseDataSet, withoutFunction } from "./dataSet.js";
import { greyValues } from "./greyValues.js";
import { modalityTransform } from "./modality.js";
import { nativeSamples } from "./nativeSamples.js";
import { pixelDescription } from "./pixelDescription.js";
import { pixelSpacing } from "./spacing.js";

/**
 * Decodes a DICOM radiograph: one frame, one grey channel of 8 to 16 bits, native or compressed. The
 * modality transform is applied and MONOCHROME1 inverted; windows (VOI) are not, nor overlays.
 */
export async function decodeDicom(bytes: Uint8Array, name: string): Promise<GreyImage> {
  const { dataSet, syntax } = parseDataSet(bytes, name);
  const { description, modality, spacing, spacingFrom } = attributes(dataSet, name);
  const { coding } = syntax;
  const samples =
    coding === "native"
      ? nativeSamples(dataSet, description, syntax.bigEndian, name)
      : await (await import("./encapsulatedSamples.js")).encapsulatedSamples(
          dataSet,
          description,
          { ...syntax, coding },
          name,
        );
  const { width, height, bitsStored, photometric } = description;
  return {
    width,
    height,
    pixels: greyValues(samples, description, modality),
    spacing,
    source: { format: "dicom", bitsStored, transferSyntax: syntax.uid, photometric, spacingFrom },
  };
}

function attributes(dataSet: DataSet, name: string) {
  try {
    const description = pixelDescription(dataSet, name);
    return { description, modality: modalityTransform(dataSet, description, name), ...pixelSpacing(dataSet) };
  } catch (error) {
    // The parser reads values on request, and throws a string if one lies beyond the file.
    if (typeof error === "string") throw new UserError(messages.damagedDicom(name, withoutFunction(error)));
    throw error;
  }
}
