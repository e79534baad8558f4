import { corrupt, corruptions, severities } from "../corruptions/index.js";
import type { GreyImage } from "../image.js";
import { percentiles } from "../orderStatistics.js";
import { resizeAntialiased } from "../resizeAntialiased.js";
import { type Picture, write } from "./canvas.js";

/** Dots of a label's letters, pixels, and the height that a label takes. */
const [dot, labelHeight] = [2, 16];
const gap = 4;

/**
 * A radiograph under every corruption, a row each: itself, then severities 1 to 5, all in the grey window of
 * the radiograph itself. Severities whose label isn't safe have a bar along the foot.
 * @param key of the random streams, as for `corrupt`
 * @param side of a panel, pixels
 */
export async function contactSheet(image: GreyImage, key: string, side = 150): Promise<Picture> {
  const window = percentiles(image.pixels, [0.5, 99.7]);
  const columns = severities.length + 1;
  const rowHeight = side + labelHeight + gap;
  const width = columns * (side + gap) + gap;
  const height = corruptions.length * rowHeight + gap;
  const sheet: Picture = { width, height, rgb: new Uint8Array(3 * width * height).fill(40) };
  for (const [row, { name, labelSafe, values, unit }] of corruptions.entries()) {
    const top = gap + row * rowHeight;
    write(sheet, `${name} ${unit}`, gap, top + 2, dot);
    const place = (column: number) => ({ left: gap + column * (side + gap), top: top + labelHeight, side });
    panel(sheet, image, window, place(0));
    for (const severity of severities) {
      const at = place(severity);
      panel(sheet, await corrupt(image, name, severity, key), window, at);
      write(sheet, shortNumber(values[severity - 1]), at.left + 2, at.top + 2, dot);
      if (!labelSafe[severity - 1]) bar(sheet, at.left, at.top + side - 4, side);
    }
  }
  return sheet;
}

const shortNumber = (value: number) => String(Number(value.toPrecision(3)));

/** The whole image as large as fits, square pixels, in the middle of its panel. */
function panel(
  { width, rgb }: Picture,
  image: GreyImage,
  [low, high]: readonly number[],
  { left, top, side }: { left: number; top: number; side: number },
): void {
  const scale = side / Math.max(image.width, image.height);
  const [across, down] = [image.width, image.height].map((n) => Math.max(1, Math.round(n * scale)));
  const range = high > low ? high - low : 1;
  const grey = Uint8Array.from(image.pixels, (value) =>
    Math.min(255, Math.max(0, Math.round(((value - low) / range) * 255))),
  );
  const small = resizeAntialiased(grey, image.width, image.height, across, down);
  const [startX, startY] = [left + ((side - across) >> 1), top + ((side - down) >> 1)];
  for (let y = 0; y < down; y++)
    for (let x = 0; x < across; x++) {
      const at = 3 * ((startY + y) * width + startX + x);
      rgb.fill(small[y * across + x], at, at + 3);
    }
}

function bar({ width, rgb }: Picture, left: number, top: number, length: number): void {
  for (let y = top; y < top + 4; y++)
    for (let x = left; x < left + length; x++) rgb.set([230, 120, 30], 3 * (y * width + x));
}
