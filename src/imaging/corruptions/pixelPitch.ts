import type { GreyImage } from "../image.js";

/** Millimetres of a pixel where the file doesn't say: usual for extremities. */
const usualPitch = 0.15;

/** Distance between neighbouring rows and columns, mm; a usual one where the file doesn't say. */
export function pixelPitch({ spacing }: GreyImage): { row: number; column: number } {
  return spacing ?? { row: usualPitch, column: usualPitch };
}
