import { createHash } from "node:crypto";

/** The file in an output folder that lists the SHA-256 of every other, as `sha256sum --check` reads it. */
export const checksumsFile = "SHA256SUMS";

export const sha256 = (content: string | Uint8Array): string =>
  createHash("sha256").update(content).digest("hex");

/** By file, relative to the folder. */
export type Checksums = ReadonlyMap<string, string>;

/** The list, sorted by file. */
export function checksumsText(checksums: Checksums): string {
  const lines = [...checksums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([file, hash]) => `${hash}  ${file}\n`);
  return lines.join("");
}

/** Reads such a list; null where a line is none. */
export function parseChecksums(text: string): Checksums | null {
  const lines = text.split("\n").filter((line) => line !== "");
  const entries = lines.map((line) => /^([0-9a-f]{64}) [ *](.+)$/.exec(line));
  if (entries.some((entry) => entry === null)) return null;
  return new Map(entries.map((entry) => [entry![2], entry![1]]));
}
