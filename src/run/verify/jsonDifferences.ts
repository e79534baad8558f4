import { absent } from "../../messages/verify.js";
import type { Difference } from "./findings.js";

/**
 * Where two JSON values differ, leaf by leaf.
 * @param where put in front of each JSON pointer: `results.json /results`
 * @param relative how far numbers may be apart, of the greater; 0 unless told
 */
export function jsonDifferences(
  expected: unknown,
  found: unknown,
  where: string,
  relative = 0,
): Difference[] {
  if (isObject(expected) && isObject(found) && Array.isArray(expected) === Array.isArray(found)) {
    const keys = new Set([...Object.keys(expected), ...Object.keys(found)]);
    return [...keys].flatMap((key) =>
      jsonDifferences(
        own(expected, key),
        own(found, key),
        `${where}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`,
        relative,
      ),
    );
  }
  if (expected === found || near(expected, found, relative)) return [];
  return [{ where, expected: shown(expected), found: shown(found) }];
}

/** How many values that are no list and no object a JSON value holds. */
export function leaves(value: unknown): number {
  if (!isObject(value)) return value === undefined ? 0 : 1;
  return Object.values(value).reduce((sum: number, inner) => sum + leaves(inner), 0);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

const own = (value: Record<string, unknown>, key: string): unknown =>
  Object.hasOwn(value, key) ? value[key] : undefined;

const near = (a: unknown, b: unknown, relative: number): boolean =>
  typeof a === "number" &&
  typeof b === "number" &&
  Math.abs(a - b) <= relative * Math.max(Math.abs(a), Math.abs(b));

/** A value as text, cut where it is long. */
export function shown(value: unknown): string {
  if (value === undefined) return absent;
  const text = JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}
