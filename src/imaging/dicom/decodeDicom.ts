import type { GreyImage } from "../image.js";
import { parseDataSet } from "./dataSet.js";
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
  const description = pixelDescription(dataSet, name);
  const modality = modalityTransform(dataSet, description, name);
  const { spacing, spacingFrom } = pixelSpacing(dataSet);
  const samples =
    syntax.coding === "native"
      ? nativeSamples(dataSet, description, syntax.bigEndian, name)
      : (await import("./encapsulatedSamples.js")).encapsulatedSamples(dataSet, description, syntax, name);
  const { width, height, bitsStored, photometric } = description;
  return {
    width,
    height,
    pixels: greyValues(await samples, description, modality),
    spacing,
    source: { format: "dicom", bitsStored, transferSyntax: syntax.uid, photometric, spacingFrom },
  };
}
