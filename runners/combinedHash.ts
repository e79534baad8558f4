import { createHash } from "node:crypto";

/** SHA-256 over the SHA-256 of several files in hex, a line each. */
export function combinedHash(files: readonly { readonly sha256: string }[]): string {
  const hash = createHash("sha256");
  for (const { sha256 } of files) hash.update(`${sha256}\n`);
  return hash.digest("hex");
}
