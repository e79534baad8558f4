import type { Apply } from "./corruption.js";
import { greyScale } from "./exposure.js";
import { pixelPitch } from "./pixelPitch.js";

/** Turned about the middle, to the side that the image's key says; what comes in from outside is air. */
export const rotation: Apply = (image, degrees, { ofImage }) => {
  const sign = ofImage().integer(2) === 0 ? 1 : -1;
  return { ...image, pixels: rotated(image, sign * degrees, greyScale(image).air) };
};

/**
 * The image turned clockwise about its middle, bilinear between pixels, the same size.
 * @param outside value of what lies outside the image
 */
export function rotated(
  image: Parameters<typeof pixelPitch>[0],
  degrees: number,
  outside: number,
): Float32Array {
  const { width, height, pixels } = image;
  const { row, column } = pixelPitch(image);
  const angle = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const aspect = row / column;
  const [middleX, middleY] = [(width - 1) / 2, (height - 1) / 2];
  const out = new Float32Array(pixels.length);
  for (let y = 0, at = 0; y < height; y++) {
    const down = (y - middleY) * aspect;
    for (let x = 0; x < width; x++, at++) {
      const across = x - middleX;
      const fromX = middleX + cos * across + sin * down;
      const fromY = middleY + (cos * down - sin * across) / aspect;
      out[at] = between(pixels, width, height, fromX, fromY, outside);
    }
  }
  return out;
}

/** The value at a place between pixels; `outside` beyond the edges' pixels, mixed in over the last one. */
function between(
  pixels: Float32Array,
  width: number,
  height: number,
  x: number,
  y: number,
  outside: number,
): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  if (left < -1 || top < -1 || left >= width || top >= height) return outside;
  const [right, down] = [x - left, y - top];
  const first = top * width + left;
  const [isLeft, isRight] = [left >= 0, left + 1 < width];
  const [isTop, isBottom] = [top >= 0, top + 1 < height];
  const a = isLeft && isTop ? pixels[first] : outside;
  const b = isRight && isTop ? pixels[first + 1] : outside;
  const c = isLeft && isBottom ? pixels[first + width] : outside;
  const d = isRight && isBottom ? pixels[first + width + 1] : outside;
  return (a + (b - a) * right) * (1 - down) + (c + (d - c) * right) * down;
}
