import { expect, it } from "vitest";
import { kinds, verifiedRuns } from "./verifiedRuns.js";

const { filesOf, changedDigit, faults, random } = verifiedRuns();

it.each(kinds)("$name: a digit changed anywhere in any file is found, 300 times", async (kind) => {
  const files = filesOf(kind.name);
  const missed: string[] = [];
  for (let i = 0; i < 300; i++) {
    const what = changedDigit(kind.name, files[random.integer(files.length)], "stays");
    if ((await faults(kind)) === "") missed.push(what);
  }
  expect(missed).toEqual([]);
});

it.each(kinds)("$name: also with SHA256SUMS put right, 100 times", async (kind) => {
  const files = filesOf(kind.name).filter((file) => file !== "SHA256SUMS");
  const missed: string[] = [];
  for (let i = 0; i < 100; i++) {
    const what = changedDigit(kind.name, files[random.integer(files.length)], "right");
    if ((await faults(kind)) === "") missed.push(what);
  }
  expect(missed).toEqual([]);
});
