import type { Picture } from "./canvas.js";

/** A picture as a PNG, nothing lost. */
export const asPng = (picture: Picture): Promise<Uint8Array> =>
  encode(picture, (image) => image.png({ compressionLevel: 9 }));

/** A picture as a small WebP. */
export const asWebp = (picture: Picture): Promise<Uint8Array> =>
  encode(picture, (image) => image.webp({ quality: 62, effort: 6 }));

async function encode(
  { width, height, rgb }: Picture,
  to: (image: import("sharp").Sharp) => import("sharp").Sharp,
): Promise<Uint8Array> {
  const { default: sharp } = await import("sharp");
  return to(sharp(rgb, { raw: { width, height, channels: 3 } })).toBuffer();
}
