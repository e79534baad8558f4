import { createHash } from "node:crypto";
import { asPng, asWebp } from "../imaging/pictures/encodePicture.js";
import { type HeatPicture, heatPicture } from "../imaging/pictures/heatPicture.js";
import type { PictureFile } from "./explain.js";

/** Greatest side of a radiograph in the picture's file and in the report, pixels. */
const sides = { file: 1000, report: 260 } as const;

/** A picture in its two sizes. */
export interface DrawnPicture {
  readonly file: PictureFile;
  readonly sha256: string;
  /** Small, as a data address. */
  readonly small: string;
  /** Of the small one. */
  readonly width: number;
  readonly height: number;
  readonly peak: HeatPicture["peak"];
  readonly fracture: HeatPicture["fracture"];
  /** Between the two, mm. */
  readonly distance: number | null;
}

/** Draws a radiograph beside its heat map, for a file and for the report. */
export async function drawPicture(
  file: string,
  one: HeatPicture & { readonly distance: number | null },
): Promise<DrawnPicture> {
  const bytes = await asPng(heatPicture(one, sides.file));
  const small = heatPicture(one, sides.report);
  const { width, height } = small;
  return {
    file: { file, bytes },
    sha256: createHash("sha256").update(bytes).digest("hex"),
    small: `data:image/webp;base64,${Buffer.from(await asWebp(small)).toString("base64")}`,
    ...{ width, height, peak: one.peak, fracture: one.fracture, distance: one.distance },
  };
}

/** Names of picture files: after the case as the results call it, numbered where it has several. */
export class PictureNames {
  private readonly used = new Set<string>();

  next(name: string): string {
    const safe = name.replace(/[^A-Za-z0-9_-]/g, "_").slice(0, 80);
    let number = 1;
    // Some file systems take upper and lower case for the same.
    const key = () => `${safe}-${number}`.toLowerCase();
    while (this.used.has(key())) number++;
    this.used.add(key());
    return `pictures/${safe}-${number}.png`;
  }
}
