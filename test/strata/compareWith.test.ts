import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { publishedStudy } from "../../benchmark/deepwrist-2021/study.js";
import { validate } from "../../src/run/validate.js";
import { strataFileSchema } from "../../src/strata/schema.js";
import { temporaryFolder } from "../temporaryFolder.js";

const folder = temporaryFolder();

function written(compareWith: string): string {
  writeFileSync(
    join(folder, "cohort.csv"),
    "id,view,ct,fracture\na,PA,0,1\na,LAT,0,1\nb,PA,1,0\nb,LAT,1,0\n",
  );
  const file = join(folder, "own.yaml");
  writeFileSync(
    file,
    `version: 1
name: own
cohort: {manifest: cohort.csv, columns: {case: id, view: view, label: fracture}}
strata:
  - {name: easy, where: "ct = 0"}
  - {name: hard, where: "ct = 1"}
compareWith: ${compareWith}
`,
  );
  return file;
}

const check = (compareWith: string) =>
  validate({ strata: written(compareWith), provider: "cpu", threads: 1 });

it("pairs declared strata and views with the study's", async () => {
  await expect(
    check("{study: deepwrist-2021, strata: {easy: general, hard: ct-confirmed}, views: {PA: PA, LAT: LAT}}"),
  ).resolves.toContain("stratum hard: 1 case, 0 positive, 1 negative");
});

it.each<[string, string, RegExp]>([
  [
    "a stratum that isn't declared",
    "{study: deepwrist-2021, strata: {hrd: general}}",
    /own\.yaml:7:\d+: compareWith\.strata\.hrd names the stratum "hrd", which isn't declared \(did you mean "hard"\?\)/,
  ],
  [
    "a stratum the study hasn't",
    "{study: deepwrist-2021, strata: {hard: ct}}",
    /own\.yaml:7:\d+: .*compareWith\.strata\.hard/,
  ],
  [
    "a study that isn't here",
    "{study: deepwrist, strata: {hard: general}}",
    /own\.yaml:7:\d+: .*compareWith\.study/,
  ],
  ["no strata", "{study: deepwrist-2021, strata: {}}", /must pair at least one stratum/],
  [
    "a view that isn't there",
    "{study: deepwrist-2021, strata: {hard: general}, views: {AP: PA}}",
    /own\.yaml:7:\d+: compareWith\.views names the view "AP", which the manifest doesn't have.*it has: LAT, PA/,
  ],
])("refuses %s", async (_, compareWith, message) => {
  await expect(check(compareWith)).rejects.toThrow(message);
});

it("offers the strata that tables.json has", () => {
  const { strata } = strataFileSchema.shape.compareWith.unwrap().shape;
  expect(strata.valueType.options).toEqual(publishedStudy().strata.map(({ name }) => name));
});
