import type { DataSet } from "dicom-parser";
import type { ImageSource, PixelSpacing } from "../image.js";

const attributes = [
  ["ImagerPixelSpacing", "x00181164"],
  ["PixelSpacing", "x00280030"],
] as const;

/**
 * Pixel spacing at the detector: ImagerPixelSpacing, else PixelSpacing, both `row\column` in mm. One
 * that is blank, not two numbers, not finite or not positive counts as absent, since what needs no
 * spacing can still be scored; what does need it says so itself.
 */
export function pixelSpacing(dataSet: DataSet): {
  spacing: PixelSpacing | null;
  spacingFrom?: ImageSource["spacingFrom"];
} {
  for (const [spacingFrom, tag] of attributes) {
    const values = (dataSet.string(tag) ?? "").split("\\").map((text) => text.trim());
    const [row, column] = values.map((text) => (text === "" ? Number.NaN : Number(text)));
    if (values.length === 2 && isLength(row) && isLength(column))
      return { spacing: { row, column }, spacingFrom };
  }
  return { spacing: null };
}

function isLength(value: number): boolean {
  return Number.isFinite(value) && value > 0;
}
