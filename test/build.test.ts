import { mkdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { outdated } from "./build.js";
import { temporaryFolder } from "./temporaryFolder.js";

it("a source is outdated that is newer than its build or has none", () => {
  const folder = temporaryFolder();
  for (const part of ["src/a", "dist/src/a"]) mkdirSync(join(folder, part), { recursive: true });
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ include: ["src/**/*.ts"] }));
  const write = (file: string, seconds: number) => {
    writeFileSync(join(folder, file), "");
    utimesSync(join(folder, file), seconds, seconds);
  };
  write("src/a/one.ts", 100);
  write("dist/src/a/one.js", 101);
  write("src/two.ts", 100);
  write("dist/src/two.js", 101);
  expect(outdated(folder)).toEqual([]);
  write("src/a/one.ts", 102);
  expect(outdated(folder)).toEqual([join("src", "a", "one.ts")]);
  rmSync(join(folder, "dist/src/two.js"));
  expect(outdated(folder).sort()).toEqual([join("src", "a", "one.ts"), join("src", "two.ts")]);
});

it("the build that these tests' threads run is of these sources", () => {
  expect(outdated(join(import.meta.dirname, ".."))).toEqual([]);
});
