import { firstFew } from "./cohort.js";
import { type Place, place } from "./yaml.js";

export const crossedTwice = (at: Place, name: string) =>
  `${place(at)}: cross names \`${name}\` twice; name each variable once`;

export const crossingTwice = (at: Place, names: readonly string[]) =>
  `${place(at)}: ${names.join(" × ")} is crossed twice; keep one`;

export const tooManyGroups = (at: Place, what: string, groups: number, most: number) =>
  `${place(at)}: ${what} gives ${groups} groups of cases, more than ${most}; cross fewer variables, or cut numbers into \`bands\` and cross those`;

export const nothingToCross = (at: Place, names: readonly string[], file: string) =>
  `${place(at)}: no case of ${file} that is evaluated has a value of ${names.join(" and of ")}; check the column${names.length === 1 ? "" : "s"}`;

export const bandNotNumber = (
  at: Place,
  name: string,
  value: string,
  total: number,
  cases: readonly string[],
) =>
  `${place(at)}: bands.${name}: ${firstFew(total, "case", cases)} ha${total === 1 ? "s" : "ve"} no number there but ${value}; bands need numbers or blanks`;

export const nothingInBands = (at: Place, name: string, low: number, high: number, file: string) =>
  `${place(at)}: bands.${name}: no case of ${file} that is evaluated lies between ${low} and ${high}; check the bounds and the column`;

export const groupNameTwice = (at: Place, name: string) =>
  `${place(at)}: two groups of cases would be called "${name}"; rename the variable by an SQL expression`;
