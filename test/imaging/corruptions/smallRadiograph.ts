import type { GreyImage } from "../../../src/imaging/image.js";

/**
 * 12-bit values that look a little like an arm: dark air, a grey band, two bright bones, some structure.
 * Nothing in it is random.
 */
export function smallRadiograph(width = 96, height = 120): GreyImage {
  const pixels = new Float32Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const across = Math.abs(x - width / 2) / (width / 2);
      const arm = across < 0.62 ? 1200 * Math.sqrt(1 - (across / 0.62) ** 2) : 0;
      const bone = [0.3, 0.68].some((at) => Math.abs(x / width - at) < 0.09) ? 900 : 0;
      const grain = 60 * Math.sin(0.9 * x + 0.31 * y) * Math.cos(0.43 * x - 0.7 * y);
      pixels[y * width + x] = Math.round(300 + arm + bone + (arm > 0 ? grain : grain / 6));
    }
  return {
    width,
    height,
    pixels,
    spacing: { row: 0.2, column: 0.2 },
    source: { format: "dicom", bitsStored: 12 },
  };
}

export const someKey = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
export const otherKey = "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752";
