import { readFileSync } from "node:fs";

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
  readFileSync(new URL("arithmetic.json", import.meta.url), "utf8"),
);

export function unpackBytes(base64: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64, "base64"));
}

export function unpackFloats(base64: string): Float32Array {
  return new Float32Array(unpackBytes(base64).buffer);
}
