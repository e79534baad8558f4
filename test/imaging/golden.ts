import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { inflateSync } from "node:zlib";

interface ContrastCase {
  name: string;
  lower: number;
  upper: number;
  pixels: string;
  percentiles: [number, number];
  normalised: string;
}

interface ResizeCase {
  name: string;
  kind: "uint8" | "float32";
  width: number;
  height: number;
  outWidth: number;
  outHeight: number;
  source: string;
  asFloat: string;
  resized: string | null;
}

/** Results of NumPy and OpenCV, written by arithmetic.py. */
export const arithmetic: { contrast: ContrastCase[]; resize: ResizeCase[] } = JSON.parse(
  readFileSync(new URL("golden/arithmetic.json", import.meta.url), "utf8"),
);

export function unpackBytes(base64: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64, "base64"));
}

export function unpackFloats(base64: string): Float32Array {
  return new Float32Array(unpackBytes(base64).buffer);
}

interface DicomCase {
  /** Row-major float32, deflated, base64. */
  pixels: string;
  /** How far a lossy decoder may be off, in stored units. */
  within: number;
  spacing: [row: number, column: number] | null;
}

/** Values of pydicom, DCMTK and GDCM for the DICOM files beside, written by dicom.py. */
export const dicomFiles: Record<string, DicomCase> = JSON.parse(
  readFileSync(new URL("golden/dicom.json", import.meta.url), "utf8"),
).files;

export function dicomPixels(golden: DicomCase): Float32Array {
  return new Float32Array(new Uint8Array(inflateSync(Buffer.from(golden.pixels, "base64"))).buffer);
}

export function dicomPath(name: string): string {
  return fileURLToPath(new URL(`golden/${name}.dcm`, import.meta.url));
}
