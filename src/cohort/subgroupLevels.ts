import * as messages from "../messages/subgroups.js";
import { UserError } from "../messages/userError.js";
import type { Place } from "../messages/yaml.js";
import type { CohortCase } from "./cohort.js";
import type { SubgroupVariable } from "./subgroupVariables.js";

/** A value, or band, of a variable. */
export interface Level {
  readonly label: string;
  readonly where: string;
}

/** A variable's levels in order, and which of them each case has: a place, or why none. */
export interface Levels {
  readonly levels: readonly Level[];
  readonly of: readonly (number | "blank" | "outside")[];
}

/** Each value that occurs is a level. */
export function valueLevels({ of: valueIn, where }: SubgroupVariable, cases: readonly CohortCase[]): Levels {
  const values = cases.map(valueIn);
  const known = [...new Set(values.filter((value) => value !== null))].sort((a, b) =>
    typeof a === "string" && typeof b === "string" ? (a < b ? -1 : 1) : Number(a) - Number(b),
  );
  return {
    levels: known.map((value) => ({ label: quoted(String(value)), where: where(value) })),
    of: values.map((value) => (value === null ? "blank" : known.indexOf(value))),
  };
}

/** Half-open bands, [from, to), the last closed. */
export function bandLevels(
  { name, sql, of: valueIn }: SubgroupVariable,
  bounds: readonly number[],
  cases: readonly CohortCase[],
  file: string,
  at: Place,
): Levels {
  const values = cases.map((one) => {
    const value = valueIn(one);
    return value === null ? null : typeof value === "boolean" ? Number.NaN : Number(value);
  });
  const wrong = cases.filter((_, i) => Number.isNaN(values[i]));
  if (wrong.length > 0) {
    const shown = JSON.stringify(valueIn(wrong[0]!));
    const ids = wrong.map((one) => one.id);
    throw new UserError(messages.bandNotNumber(at, name, shown, wrong.length, ids));
  }
  const last = bounds.length - 2;
  const low = bounds[0]!;
  const high = bounds[last + 1]!;
  const of = values.map((value) => {
    if (value === null) return "blank" as const;
    if (value < low || value > high) return "outside" as const;
    return value === high ? last : bounds.findIndex((bound) => bound > value) - 1;
  });
  if (of.every((level) => typeof level === "string"))
    throw new UserError(messages.nothingInBands(at, name, low, high, file));
  return {
    levels: bounds.slice(0, -1).map((from, k) => {
      const to = bounds[k + 1]!;
      return {
        label: `${from} to ${k === last ? "" : "<"}${to}`,
        where: `${sql} >= ${from} AND ${sql} ${k === last ? "<=" : "<"} ${to}`,
      };
    }),
    of,
  };
}

/** A value as it stands in a group's name: quoted where it could be taken for more than one. */
export const quoted = (text: string): string =>
  /^[^,="'\\\p{C}]+$/u.test(text) ? text : JSON.stringify(text);
