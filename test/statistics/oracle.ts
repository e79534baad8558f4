import { existsSync, readFileSync } from "node:fs";

/** Fixtures made by others' tools, kept beside the project; tests that need them skip without them. */
const FOLDER = new URL("../../../shared/oracle/", import.meta.url);

export const ORACLE_SETS = [
  "n312",
  "n312_ties",
  "n40_5pos",
  "separated",
  "constant",
  "one_class_pos",
] as const;

export function oraclePresent(): boolean {
  return existsSync(FOLDER);
}

// biome-ignore lint/suspicious/noExplicitAny: the fixtures are free-form, and every figure read is compared
export type Fixture = any;

export function oracle(name: string): Fixture {
  return JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), "utf8"));
}

export function scoresOf(fixture: Fixture, which: "score" | "score2" = "score"): Float64Array {
  return Float64Array.from(fixture.inputs[which]);
}

export function labelsOf(fixture: Fixture): Uint8Array {
  return Uint8Array.from(fixture.inputs.y);
}
