import sharp from "sharp";
import * as messages from "../messages/imaging.js";
import { UserError } from "../messages/userError.js";
import { type GreyImage, maximumPixels } from "./image.js";
import type { ImageFormat } from "./imageFormat.js";
import { pngFrames } from "./pngAnimation.js";

/**
 * Decodes a PNG, TIFF or JPEG. Grey values are kept exactly as stored, 8 or 16 bits: colour profiles
 * and gamma chunks are not applied, and an EXIF orientation doesn't turn the pixels. A colour file
 * whose three channels agree everywhere counts as grey; an alpha channel is dropped if it is opaque.
 * Their resolution tags are a printer's, not the detector's, so spacing is null.
 */
export async function decodeRaster(
  bytes: Uint8Array,
  format: Exclude<ImageFormat, "dicom">,
  name: string,
): Promise<GreyImage> {
  const damaged = (error: unknown) =>
    new UserError(
      messages.damagedRaster(name, format, error instanceof Error ? error.message : String(error)),
    );
  // Size is judged below, with a message of our own. A warning of the decoder is a damaged file.
  const options = { limitInputPixels: false, failOn: "warning", ignoreIcc: true } as const;

  const facts = await sharp(bytes, options)
    .metadata()
    .catch((error: unknown) => {
      throw damaged(error);
    });
  const { width, height, channels, depth } = facts;
  const size = width * height;
  if (!(size > 0 && size <= maximumPixels))
    throw new UserError(messages.implausibleSize(name, width, height, maximumPixels));
  const frames = format === "png" ? pngFrames(bytes) : (facts.pages ?? 1);
  if (frames > 1) throw new UserError(messages.multiFrame(name, frames));
  if (facts.space === "cmyk") throw new UserError(messages.colour(name, "CMYK"));
  if (depth !== "uchar" && depth !== "ushort") throw new UserError(messages.unsupportedDepth(name, depth));
  if (channels > 4) throw new UserError(messages.colour(name, `${channels} channels`));

  const deep = depth === "ushort";
  // As grey, the pipeline would drop an alpha channel unseen; as colour it repeats the grey exactly.
  const space = channels >= 2 ? (deep ? "rgb16" : "srgb") : deep ? "grey16" : "b-w";
  const { data, info } = await sharp(bytes, options)
    .pipelineColourspace(space)
    .toColourspace(space)
    .raw({ depth })
    .toBuffer({ resolveWithObject: true })
    .catch((error: unknown) => {
      throw damaged(error);
    });
  if (info.width !== width || info.height !== height || data.length !== size * info.channels * (deep ? 2 : 1))
    throw damaged("unexpected size after decoding");

  const samples = deep ? new Uint16Array(data.buffer, data.byteOffset, data.length / 2) : data;
  const pixels = greyChannel(samples, size, info.channels, deep ? 65535 : 255, name);
  return { width, height, pixels, spacing: null, source: { format, bitsStored: deep ? 16 : 8 } };
}

/** The one grey channel of interleaved samples: grey, grey + alpha, RGB or RGB + alpha. */
function greyChannel(
  samples: Uint8Array | Uint16Array,
  size: number,
  channels: number,
  opaque: number,
  name: string,
): Float32Array {
  const pixels = new Float32Array(size);
  if (channels === 1) {
    pixels.set(samples);
    return pixels;
  }
  const hasAlpha = channels === 2 || channels === 4;
  const hasColour = channels >= 3;
  for (let i = 0, at = 0; i < size; i++, at += channels) {
    const value = samples[at];
    if (hasColour && (samples[at + 1] !== value || samples[at + 2] !== value))
      throw new UserError(messages.colour(name, "its red, green and blue differ"));
    if (hasAlpha && samples[at + channels - 1] !== opaque) throw new UserError(messages.transparent(name));
    pixels[i] = value;
  }
  return pixels;
}
