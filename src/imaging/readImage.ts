import { readFile, stat } from "node:fs/promises";
import * as messages from "../messages/imaging.js";
import { UserError } from "../messages/userError.js";
import type { GreyImage } from "./image.js";
import { imageFormat } from "./imageFormat.js";

/**
 * Reads one radiograph: DICOM, PNG, TIFF or JPEG, told apart by content.
 * @throws UserError naming the file, if it is missing, damaged, in colour, multi-frame or not an image
 */
export async function readImage(path: string): Promise<GreyImage> {
  return decodeImage(await readWhole(path), path);
}

/**
 * Decodes a radiograph held in memory, see {@link readImage}.
 * @param name how messages call it
 */
export async function decodeImage(bytes: Uint8Array, name: string): Promise<GreyImage> {
  if (bytes.length === 0) throw new UserError(messages.fileEmpty(name));
  const format = imageFormat(bytes);
  if (format === null) throw new UserError(messages.notAnImage(name));
  // Loaded on use, so that a run over DICOM never loads libvips and --help loads neither.
  if (format === "dicom") return (await import("./dicom/decodeDicom.js")).decodeDicom(bytes, name);
  return (await import("./rasterImage.js")).decodeRaster(bytes, format, name);
}

/**
 * The bytes of an image file.
 * @throws UserError naming the file, if it is missing, a folder or not a regular file
 */
export async function readWhole(path: string): Promise<Uint8Array> {
  try {
    const facts = await stat(path);
    if (facts.isDirectory()) throw new UserError(messages.fileIsFolder(path));
    // Reading a pipe or a device could wait forever.
    if (!facts.isFile()) throw new UserError(messages.fileNotRegular(path));
    return await readFile(path);
  } catch (error) {
    if (error instanceof UserError) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    if (code === "ENOENT" || code === "ENOTDIR") throw new UserError(messages.fileNotFound(path));
    throw new UserError(messages.fileUnreadable(path, code));
  }
}
