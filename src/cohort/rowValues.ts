import { UserError } from "../messages/userError.js";
import type { TruePoint } from "./cohort.js";

/** NULL, or text of white space alone: `Number(" ")` would be 0. */
const isBlank = (value: unknown): boolean =>
  value === null || value === undefined || (typeof value === "string" && value.trim() === "");

/** A cell as a finite number, or null: blank, or not a number. */
export function numberOrNull(value: unknown): number | null {
  if (isBlank(value) || typeof value === "boolean") return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

/**
 * A label: 0 or 1, as number, text or boolean; null where blank.
 * @throws UserError with the given message for anything else
 */
export function labelOf(value: unknown, message: () => string): 0 | 1 | null {
  if (isBlank(value)) return null;
  if (value === true || value === "true") return 1;
  if (value === false || value === "false") return 0;
  const number = Number(value);
  if (number === 0 || number === 1) return number;
  throw new UserError(message());
}

/**
 * An age; null where blank.
 * @throws UserError with the given message for anything but a number
 */
export function ageOf(value: unknown, message: () => string): number | null {
  if (isBlank(value)) return null;
  const number = numberOrNull(value);
  if (number === null) throw new UserError(message());
  return number;
}

/**
 * A pixel spacing in mm, above 0; null where blank.
 * @throws UserError with the given message for anything else
 */
export function spacingOf(value: unknown, message: () => string): number | null {
  if (isBlank(value)) return null;
  const number = numberOrNull(value);
  if (number === null || number <= 0) throw new UserError(message());
  return number;
}

/**
 * Points from their coordinates, null where both are blank.
 * @param values x1, y1, x2, y2, …
 * @param message for anything but two numbers or two blanks: which point, from 1, and what stands there
 * @throws UserError with that message
 */
export function pointsOf(
  values: readonly unknown[],
  message: (point: number, values: readonly unknown[]) => string,
): TruePoint[] {
  const points: TruePoint[] = [];
  for (let p = 0; 2 * p < values.length; p++) {
    const own = [values[2 * p], values[2 * p + 1]];
    if (own.every((value) => value === null || value === undefined || value === "")) {
      points.push(null);
      continue;
    }
    const [x, y] = own.map(numberOrNull);
    if (x === null || y === null) throw new UserError(message(p + 1, own));
    points.push([x, y]);
  }
  return points;
}
