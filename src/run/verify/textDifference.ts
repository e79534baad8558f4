import type { Difference } from "./findings.js";

/** Characters shown on either side of where two texts part. */
const around = 30;

/** Where two texts that should be the same first differ; none where they are. */
export function textDifference(file: string, expected: string, found: string): Difference[] {
  if (expected === found) return [];
  let at = 0;
  while (at < expected.length && expected[at] === found[at]) at++;
  const line = expected.slice(0, at).split("\n").length;
  const excerpt = (text: string) => JSON.stringify(text.slice(Math.max(0, at - around), at + around));
  return [{ where: `${file} line ${line}`, expected: excerpt(expected), found: excerpt(found) }];
}
