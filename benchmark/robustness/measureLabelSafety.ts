import { createHash } from "node:crypto";
import { join } from "node:path";
import { greyScale } from "../../src/imaging/corruptions/exposure.js";
import { findMarkers } from "../../src/imaging/corruptions/findMarkers.js";
import { corrupt, corruptions, type Severity, severities } from "../../src/imaging/corruptions/index.js";
import type { GreyImage } from "../../src/imaging/image.js";
import { decodeImage, readWhole } from "../../src/imaging/readImage.js";
import { packageRoot } from "../../src/packageRoot.js";
import { openCohort } from "../../src/run/openCohort.js";
import { silent } from "../../src/run/progress.js";
import { readStrataFile } from "../../src/strata/readStrataFile.js";

/**
 * How often a corruption takes the fracture's place out of the image, covers it, or takes the contrast there
 * away, over the fractured radiographs of the embedded test cohort; and in how many of its radiographs a marker
 * is found.
 *
 * node dist/benchmark/robustness/measureLabelSafety.js
 */
const moving = ["rotation", "translation"];
const covering = [
  "collimation-loss",
  "marker-added",
  "marker-swapped",
  "marker-removed",
  "cast-overlay",
  "hardware-overlay",
];
/** Besides those that cover: what clips to one value. */
const clipping = ["over-exposure", "under-exposure", "contrast-up"];
/** Half the side of the square around the place, mm. */
const half = 2;
/** Covered pixels differ by this share of the grey scale or more; the place is lost with this share of them. */
const [change, share] = [0.2, 0.1];

/** A faint contrast, as a share of the grey scale, and the least share of it to be left. */
const [faint, left] = [0.02, 0.5];

type Place = readonly [x: number, y: number];

/** Pixels of the square around a place. */
function square({ width, height, spacing }: GreyImage, [x, y]: Place): number[] {
  const [across, down] = [half / spacing!.column, half / spacing!.row];
  const at: number[] = [];
  for (let v = Math.max(0, Math.ceil(y - down)); v <= Math.min(height - 1, y + down); v++)
    for (let u = Math.max(0, Math.ceil(x - across)); u <= Math.min(width - 1, x + across); u++)
      at.push(v * width + u);
  return at;
}

/** The share of the square that leaves the image when an image of the square alone is moved. */
async function gone(
  image: GreyImage,
  around: readonly number[],
  name: string,
  severity: Severity,
  key: string,
) {
  const pixels = new Float32Array(image.pixels.length);
  for (const at of around) pixels[at] = 1;
  const moved = await corrupt({ ...image, pixels }, name, severity, key);
  return 1 - moved.pixels.reduce((sum, value) => sum + value, 0) / around.length;
}

/** The share of the square whose pixels something new covers. */
async function covered(
  image: GreyImage,
  around: readonly number[],
  name: string,
  severity: Severity,
  key: string,
) {
  const { pixels } = await corrupt(image, name, severity, key);
  const least = change * greyScale(image).span;
  return around.filter((at) => Math.abs(pixels[at] - image.pixels[at]) > least).length / around.length;
}

/** The share of the square whose pixels no longer tell a faint light from a faint dark: what is opaque, or clipped. */
async function faded(
  image: GreyImage,
  around: readonly number[],
  name: string,
  severity: Severity,
  key: string,
) {
  const by = faint * greyScale(image).span;
  const light = image.pixels.slice();
  const dark = image.pixels.slice();
  for (const at of around) {
    light[at] += by / 2;
    dark[at] -= by / 2;
  }
  const [a, b] = await Promise.all(
    [light, dark].map((pixels) => corrupt({ ...image, pixels }, name, severity, key)),
  );
  return around.filter((at) => a.pixels[at] - b.pixels[at] < left * by).length / around.length;
}

const strata = await readStrataFile(join(packageRoot(), "strata/ct-confirmed.yaml"));
const { cohort } = await openCohort(strata, { threads: 2, progress: silent });
const places = table([...moving, ...covering]);
const contrasts = table([...covering, ...clipping]);
let [images, fractures, withMarker, read] = [0, 0, 0, 0];
for (const { path, fracture } of cohort.cases.flatMap((one) => one.images)) {
  const bytes = await readWhole(path!);
  const image = await decodeImage(bytes, path!);
  const key = createHash("sha256").update(bytes).digest("hex");
  images++;
  const markers = findMarkers(image, greyScale(image));
  if (markers.length > 0) withMarker++;
  if (markers[0]?.reading) read++;
  if (!fracture) continue;
  fractures++;
  const around = square(image, fracture);
  for (const severity of severities) {
    for (const [name, counts] of places) {
      const how = moving.includes(name) ? gone : covered;
      if ((await how(image, around, name, severity, key)) > share) counts[severity - 1]++;
    }
    for (const [name, counts] of contrasts)
      if ((await faded(image, around, name, severity, key)) > 0.5) counts[severity - 1]++;
  }
}
print(`Fracture's place lost, of ${fractures} radiographs`, places);
print(`Contrast at the place lost, of ${fractures} radiographs`, contrasts);
console.log(`Markers: found in ${withMarker} of ${images} radiographs, the clearest one read in ${read}`);

/** Counts at each severity, in the order of reports. */
function table(of: readonly string[]): Map<string, number[]> {
  return new Map(
    corruptions.flatMap(({ name }) => (of.includes(name) ? [[name, [0, 0, 0, 0, 0]] as const] : [])),
  );
}

function print(title: string, rows: ReadonlyMap<string, readonly number[]>): void {
  console.log(`${title}\n\n| corruption | 1 | 2 | 3 | 4 | 5 |\n|---|---:|---:|---:|---:|---:|`);
  for (const [name, counts] of rows) console.log(`| \`${name}\` | ${counts.join(" | ")} |`);
  console.log();
}
