import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { PHANTOM_SEED } from "../../benchmark/phantom/cohort.js";
import { dicomFile } from "../../benchmark/phantom/dicomFile.js";
import { planTest } from "../../benchmark/phantom/plan.js";
import { radiographs } from "../../benchmark/phantom/radiograph.js";
import { contactSheet } from "../imaging/pictures/contactSheet.js";
import { asPng } from "../imaging/pictures/encodePicture.js";
import { decodeImage, readWhole } from "../imaging/readImage.js";
import { sheetNotPng, sheetNotWritable } from "../messages/corruptions.js";
import { UserError } from "../messages/userError.js";

/**
 * Writes a PNG of one radiograph under every corruption.
 * @param imagePath a radiograph's file; without one, the first fractured of the embedded cohort, from the palm
 * @throws UserError for a file that can't be read or written
 */
export async function writeContactSheet(path: string, imagePath?: string): Promise<void> {
  if (!/\.png$/i.test(path)) throw new UserError(sheetNotPng(path));
  const bytes = imagePath === undefined ? phantomBytes() : await readWhole(imagePath);
  const image = await decodeImage(bytes, imagePath ?? "phantom");
  const key = createHash("sha256").update(bytes).digest("hex");
  const png = await asPng(await contactSheet(image, key));
  await writeFile(path, png).catch((error: Error) => {
    throw new UserError(sheetNotWritable(path, error.message));
  });
}

function phantomBytes(): Uint8Array {
  const plan = planTest(PHANTOM_SEED).find(
    (one) => one.fracture === 1 && one.cast === 0 && one.implant === 0,
  )!;
  return dicomFile(plan, "PA", radiographs(plan).PA);
}
