import { corrupt, corruptions, type Severity } from "../../src/imaging/corruptions/index.js";
import type { GreyImage } from "../../src/imaging/image.js";
import { decodeImage, readWhole } from "../../src/imaging/readImage.js";
import { imagesOf, phantomCohort } from "./radiographs.js";
import type { BenchmarkRow, BenchmarkSection } from "./section.js";
import { time } from "./timing.js";

/** Megapixels a second of one thread to reach. */
const TARGET = 20;
const SEVERITY: Severity = 3;
/** Columns and rows of phantoms side by side: some 3 megapixels, a detector's image. */
const [ACROSS, DOWN] = [4, 3];

/** Each corruption of one radiograph at severity 3, one thread. */
export const corruptionSection: BenchmarkSection = {
  name: "corruptions",
  title: `Corrupt one radiograph at severity ${SEVERITY}, one thread`,
  async run() {
    const [phantom] = imagesOf(await phantomCohort(1));
    const image = tiled(await decodeImage(await readWhole(phantom.path!), phantom.path!));
    const megapixels = (image.width * image.height) / 1e6;
    const rows: BenchmarkRow[] = [];
    for (const { name } of corruptions) {
      const processor: number[] = [];
      const { median } = await time(
        async () => {
          const before = process.cpuUsage();
          await corrupt(image, name, SEVERITY, "speed");
          const { user, system } = process.cpuUsage(before);
          processor.push((user + system) / 1e6);
        },
        5,
        2,
      );
      const least = Math.min(...processor);
      rows.push({
        what: name,
        seconds: median,
        target: Number((megapixels / TARGET).toPrecision(3)),
        note: `${(megapixels / median).toFixed(1)} megapixels/s; ${(megapixels / Math.max(least, 1e-6)).toFixed(1)} a second of processor time at best`,
      });
    }
    return rows;
  },
};

function tiled(one: GreyImage): GreyImage {
  const [width, height] = [ACROSS * one.width, DOWN * one.height];
  const pixels = new Float32Array(width * height);
  for (let y = 0; y < height; y++)
    for (let tile = 0; tile < ACROSS; tile++) {
      const from = (y % one.height) * one.width;
      pixels.set(one.pixels.subarray(from, from + one.width), y * width + tile * one.width);
    }
  return { ...one, width, height, pixels };
}
