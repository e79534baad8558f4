import type { Apply } from "./corruption.js";
import { clamp, greyScale, latitude } from "./exposure.js";
import { pixelPitch } from "./pixelPitch.js";

/** Lead strips of stationary antiscatter grids, a mm. */
const [coarsest, finest] = [3, 7];

/**
 * The shadow of a stationary antiscatter grid: strips of lead take a share of the exposure, seen at the
 * frequency that sampling leaves of theirs, a degree or two off the columns or the rows.
 */
export const gridLines: Apply = (image, share, { ofImage }) => {
  const scale = greyScale(image);
  const { width, height } = image;
  const stream = ofImage();
  const { row, column } = pixelPitch(image);
  const isAcross = stream.integer(2) === 0;
  const perMillimetre = coarsest + (finest - coarsest) * stream.uniform();
  const tilt = ((stream.uniform() - 0.5) * 4 * Math.PI) / 180;
  const phase = 2 * Math.PI * stream.uniform();
  const perColumn = 2 * Math.PI * perMillimetre * column * (isAcross ? Math.cos(tilt) : Math.sin(tilt));
  const perRow = 2 * Math.PI * perMillimetre * row * (isAcross ? -Math.sin(tilt) : Math.cos(tilt));
  const pixels = image.pixels.slice();
  const factor = -scale.span / latitude;
  for (let y = 0, at = 0; y < height; y++) {
    // Cosine by the rotation of a unit vector from pixel to pixel, begun afresh in every row.
    let [cos, sin] = [Math.cos(phase + perRow * y), Math.sin(phase + perRow * y)];
    const [stepCos, stepSin] = [Math.cos(perColumn), Math.sin(perColumn)];
    for (let x = 0; x < width; x++, at++) {
      pixels[at] += factor * Math.log(1 - share * (0.5 + 0.5 * cos));
      [cos, sin] = [cos * stepCos - sin * stepSin, sin * stepCos + cos * stepSin];
    }
  }
  return { ...image, pixels: clamp(pixels, scale) };
};
