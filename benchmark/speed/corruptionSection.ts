import { corrupt, corruptions, type Severity, severities } from "../../src/imaging/corruptions/index.js";
import type { GreyImage } from "../../src/imaging/image.js";
import { decodeImage, readWhole } from "../../src/imaging/readImage.js";
import { imagesOf, phantomCohort } from "./radiographs.js";
import type { BenchmarkRow, BenchmarkSection } from "./section.js";
import { time } from "./timing.js";

/** Megapixels a second of one thread to reach. */
const TARGET = 20;
/** Columns and rows of phantoms side by side: some 3 megapixels, a detector's image. */
const [ACROSS, DOWN] = [4, 3];

/** Each corruption of one radiograph at its slowest severity, one thread. */
export const corruptionSection: BenchmarkSection = {
  name: "corruptions",
  title: "Corrupt one radiograph at the slowest severity, one thread",
  async run() {
    const [phantom] = imagesOf(await phantomCohort(1));
    const image = tiled(await decodeImage(await readWhole(phantom.path!), phantom.path!));
    const megapixels = (image.width * image.height) / 1e6;
    const rows: BenchmarkRow[] = [];
    for (const { name } of corruptions) {
      const slowest = await slowestSeverity(image, name);
      const processor: number[] = [];
      const { median } = await time(
        async () => {
          processor.push(await processorTime(image, name, slowest));
        },
        5,
        2,
      );
      const least = Math.min(...processor);
      rows.push({
        what: `${name} ${slowest}`,
        seconds: median,
        target: Number((megapixels / TARGET).toPrecision(3)),
        note: `${(megapixels / median).toFixed(1)} megapixels/s; ${(megapixels / Math.max(least, 1e-6)).toFixed(1)} a second of processor time at best`,
      });
    }
    return rows;
  },
};

/** Seconds of processor time of one call. */
async function processorTime(image: GreyImage, name: string, severity: Severity): Promise<number> {
  const before = process.cpuUsage();
  await corrupt(image, name, severity, "speed");
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** By the better of two calls each, after one that warms up. */
async function slowestSeverity(image: GreyImage, name: string): Promise<Severity> {
  await corrupt(image, name, 5, "speed");
  let [slowest, most]: [Severity, number] = [1, 0];
  for (const severity of severities) {
    const least = Math.min(
      await processorTime(image, name, severity),
      await processorTime(image, name, severity),
    );
    if (least > most) [slowest, most] = [severity, least];
  }
  return slowest;
}

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
