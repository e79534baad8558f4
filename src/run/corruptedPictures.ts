import { createHash } from "node:crypto";
import type { Cohort } from "../cohort/cohort.js";
import { contrastNormalise } from "../imaging/contrastNormalise.js";
import { corrupt } from "../imaging/corruptions/index.js";
import type { GreyImage } from "../imaging/image.js";
import { asWebp } from "../imaging/pictures/encodePicture.js";
import { decodeImage, readWhole } from "../imaging/readImage.js";
import { resizeAntialiased } from "../imaging/resizeAntialiased.js";
import type { Pseudonymise } from "../results/pseudonyms.js";
import type { CorruptedPicture, Robustness } from "../results/schema/robustness.js";
import type { RobustnessPlan } from "./robustnessPlan.js";

/** Greatest side of a picture, pixels: the first that keeps all pictures within `mostCharacters`. */
const sides = [150, 120, 96, 72];
const mostCharacters = 150_000;

/**
 * Small pictures of one radiograph as it is and under each corruption, at the greatest severity scored. It is
 * of the fracture that the model is surest of, so that what is lost can be seen.
 * @param probabilities by case
 */
export async function corruptedPictures(
  cohort: Cohort,
  probabilities: Float64Array,
  { corruptions, variants }: RobustnessPlan,
  pseudonymise: Pseudonymise,
): Promise<Robustness["pictures"]> {
  const sure = surest(cohort, probabilities);
  const { path, view } = cohort.cases[sure].images[0];
  const bytes = await readWhole(path!);
  const image = await decodeImage(bytes, path!);
  const key = createHash("sha256").update(bytes).digest("hex");
  const shown: { corruption: string | null; severity: number; image: GreyImage }[] = [
    { corruption: null, severity: 0, image },
  ];
  for (const { name } of corruptions) {
    const strongest = variants.filter(({ corruption }) => corruption === name).at(-1);
    if (strongest) shown.push({ ...strongest, image: await corrupt(image, name, strongest.severity, key) });
  }
  let images: CorruptedPicture[] = [];
  for (const side of sides) {
    images = [];
    for (const { image: own, ...which } of shown) images.push({ ...which, ...(await small(own, side)) });
    if (images.reduce((sum, { embedded }) => sum + embedded.length, 0) <= mostCharacters) break;
  }
  return { case: pseudonymise("case", cohort.cases[sure].id), view, images };
}

/** The case with a fracture and the highest probability; the highest of all where none has one. */
function surest({ cases }: Cohort, probabilities: Float64Array): number {
  const all = cases.map((_, i) => i);
  const fractured = all.filter((i) => cases[i].label === 1);
  return (fractured.length > 0 ? fractured : all).reduce((most, i) =>
    probabilities[i] > probabilities[most] ? i : most,
  );
}

async function small(image: GreyImage, side: number) {
  const scale = side / Math.max(image.width, image.height);
  const width = Math.max(1, Math.round(scale * image.width));
  const height = Math.max(1, Math.round(scale * image.height));
  const grey = contrastNormalise(image.pixels);
  const resized = resizeAntialiased(grey, image.width, image.height, width, height);
  const rgb = new Uint8Array(3 * width * height);
  for (let i = 0; i < resized.length; i++) rgb.fill(Math.round(resized[i]), 3 * i, 3 * i + 3);
  const bytes = await asWebp({ width, height, rgb });
  return { embedded: `data:image/webp;base64,${Buffer.from(bytes).toString("base64")}`, width, height };
}
