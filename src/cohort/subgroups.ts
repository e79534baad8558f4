import * as messages from "../messages/subgroups.js";
import { UserError } from "../messages/userError.js";
import type { Place } from "../messages/yaml.js";
import type { StrataFile } from "../strata/schema.js";
import { crossings } from "../strata/subgroupsSchema.js";
import type { YamlPath } from "../yaml/readYaml.js";
import type { Cohort } from "./cohort.js";
import { bandLevels, type Levels, quoted, valueLevels } from "./subgroupLevels.js";
import { subgroupVariable } from "./subgroupVariables.js";

/** The groups of one crossing, or the bands of one variable. */
export interface Subgroups {
  readonly kind: "crossed" | "band";
  readonly by: readonly string[];
  readonly groups: readonly Subgroup[];
  /** Cases with a blank value of a variable: in no group. */
  readonly blank: number;
  /** Cases whose number is in none of the bands. */
  readonly outside: number;
  /** Bands, or combinations of values that occur, in which there is no case. */
  readonly empty: readonly string[];
}

export interface Subgroup {
  readonly name: string;
  /** The name without its variables. */
  readonly label: string;
  /** The SQL that selects its cases. */
  readonly where: string;
  /** By case, in the cohort's order. */
  readonly selected: readonly boolean[];
}

/** More groups than these no report can hold, nor any cohort fill. */
export const mostGroups = 50;

/**
 * The sets of cases that `cross` and `bands` declare, among the cases analysed: crossings first, then
 * bands, each in the order of declaration; values rise, text in the order of its code units.
 * @param place of a key in the strata file, for errors
 * @throws UserError: too many groups, a banded value that is no number, nothing to group
 */
export function subgroupsOf(
  strata: StrataFile,
  cohort: Cohort,
  place: (at: YamlPath) => Place = () => ({ file: strata.name }),
): Subgroups[] {
  const { cases, file } = cohort;
  const nested = Array.isArray(strata.cross[0]);
  const bands = new Map(
    Object.entries(strata.bands).map(([name, bounds]) => [
      name,
      bandLevels(subgroupVariable(name, strata), bounds, cases, file, place(["bands", name])),
    ]),
  );
  const seen = new Set<string>();
  const all: Subgroups[] = crossings(strata.cross).map((names, i) => {
    const at = place(nested ? ["cross", i] : ["cross"]);
    refuseTwice(names, seen, at);
    const parts = names.map((name) => bands.get(name) ?? valueLevels(subgroupVariable(name, strata), cases));
    const crossed = crossingOf(names, parts, at);
    if (crossed.groups.length === 0) throw new UserError(messages.nothingToCross(at, names, file));
    return crossed;
  });
  for (const [name, { levels, of }] of bands) {
    const groups = levels.map(({ label, where }, k) => ({
      name: `${quoted(name)} ${label}`,
      label,
      where,
      selected: of.map((level) => level === k),
    }));
    all.push({ kind: "band", by: [name], ...withoutEmpty(groups), ...leftOut(of) });
  }
  const names = [...cohort.strata, ...all.flatMap(({ groups }) => groups.map((group) => group.name))];
  const at = place([Object.keys(strata.bands).length > 0 ? "bands" : "cross"]);
  refuseMany(names.length - cohort.strata.length, "all that is crossed and banded", at);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined) throw new UserError(messages.groupNameTwice(at, twice));
  return all;
}

function refuseTwice(names: readonly string[], seen: Set<string>, at: Place): void {
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined) throw new UserError(messages.crossedTwice(at, twice));
  const key = JSON.stringify([...names].sort());
  if (seen.has(key)) throw new UserError(messages.crossingTwice(at, names));
  seen.add(key);
}

function refuseMany(groups: number, what: string, at: Place): void {
  if (groups > mostGroups) throw new UserError(messages.tooManyGroups(at, what, groups, mostGroups));
}

/** The combinations of levels that occur; those that don't are named where they are few enough to be. */
function crossingOf(names: readonly string[], parts: readonly Levels[], at: Place): Subgroups {
  const placesOf = parts[0]!.of.map((_, i) => parts.map(({ of }) => of[i]!));
  const keys = placesOf.map((places) =>
    places.every((one) => typeof one === "number") ? places.join() : "",
  );
  const occurring = new Set(keys.filter((key) => key !== ""));
  refuseMany(occurring.size, names.join(" × "), at);
  const possible = parts.reduce((product, { levels }) => product * levels.length, 1);
  const places =
    possible <= mostGroups
      ? parts.reduce<number[][]>(
          (heads, { levels }) => heads.flatMap((head) => levels.map((_, k) => [...head, k])),
          [[]],
        )
      : [...occurring].map((key) => key.split(",").map(Number)).sort(byPlaces);
  const groups = places.map((place) => {
    const levels = place.map((k, v) => parts[v]!.levels[k]!);
    const key = place.join();
    return {
      name: levels.map(({ label }, v) => `${quoted(names[v]!)}=${label}`).join(","),
      label: levels.map(({ label }) => label).join(", "),
      where: levels.map(({ where }) => where).join(" AND "),
      selected: keys.map((one) => one === key),
    };
  });
  const left = placesOf.map((levels) => levels.find((level) => typeof level === "string") ?? 0);
  return { kind: "crossed", by: names, ...withoutEmpty(groups), ...leftOut(left) };
}

function byPlaces(a: readonly number[], b: readonly number[]): number {
  const differing = a.findIndex((one, v) => one !== b[v]);
  return differing < 0 ? 0 : a[differing]! - b[differing]!;
}

function withoutEmpty(groups: readonly Subgroup[]) {
  const filled = (group: Subgroup) => group.selected.includes(true);
  return {
    groups: groups.filter(filled),
    empty: groups.filter((group) => !filled(group)).map(({ name }) => name),
  };
}

function leftOut(of: Levels["of"]) {
  const counted = (why: string) => of.filter((level) => level === why).length;
  return { blank: counted("blank"), outside: counted("outside") };
}
