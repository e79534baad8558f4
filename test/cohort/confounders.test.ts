import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { buildCohort } from "../../src/cohort/buildCohort.js";
import { confounderValue, declaredConfounders } from "../../src/cohort/confounders.js";
import { manifestSource } from "../../src/cohort/source.js";
import { UserError } from "../../src/messages/userError.js";
import { casesTable } from "../../src/results/casesTable.js";
import { checkProtocol } from "../../src/run/checkProtocol.js";
import { readStrataFile } from "../../src/strata/readStrataFile.js";
import { temporaryFolder } from "../temporaryFolder.js";

const folder = temporaryFolder();
let files = 0;

const manifest = `case_id,view,fracture,age,sex,maker,kv,site,implant
1,PA,1,70,F,GE,55,0012,false
1,LAT,1,70,F,GE,55,0012,false
2,PA,0,,M,Philips,60,0013,true
3,PA,1,30,F,GE,,0012,false
`;

async function open(confounders: string, columns = "age: age, sex: sex") {
  const table = `manifest${++files}.csv`;
  writeFileSync(join(folder, table), manifest);
  const path = join(folder, `strata${files}.yaml`);
  writeFileSync(
    path,
    `version: 1
name: small
cohort:
  manifest: ${table}
  columns: {case: case_id, view: view, label: fracture, ${columns}}
strata: [{name: all, where: "true"}]
confounders: ${confounders}
`,
  );
  const yaml = await readStrataFile(path);
  const cohort = await buildCohort(yaml, manifestSource(yaml, {}));
  checkProtocol(yaml, cohort);
  return { yaml, cohort };
}

const fault = async (...declared: Parameters<typeof open>) => {
  const error = await open(...declared).then(
    () => {
      throw new Error("nothing was wrong");
    },
    (e) => e,
  );
  expect(error).toBeInstanceOf(UserError);
  return (error.message as string).replaceAll(`${folder}/`, "");
};

it("takes age and sex from the cohort's columns, others from the manifest, each case one value", async () => {
  const { yaml, cohort } = await open(
    '[age, sex, maker, {column: kv * 2, name: dose}, {column: site, reference: "0012"}, implant]',
  );
  const declared = declaredConfounders(yaml.value);
  expect(declared.map(({ name }) => name)).toEqual(["age", "sex", "maker", "dose", "site", "implant"]);
  expect(cohort.cases.map((one) => declared.map((each) => confounderValue(one, each)))).toEqual([
    [70, "F", "GE", 110, "0012", false],
    [null, "M", "Philips", 120, "0013", true],
    [30, "F", "GE", null, "0012", false],
  ]);
});

it("an age that the cohort's columns don't declare is the manifest's column of that name", async () => {
  const { yaml, cohort } = await open("[age]", "sex: sex");
  expect(cohort.cases[0].age).toBeNull();
  expect(confounderValue(cohort.cases[0], declaredConfounders(yaml.value)[0])).toBe(70);
});

it("cases.csv has a column for each confounder that isn't there already", async () => {
  const { yaml, cohort } = await open("[age, sex, maker, {column: implant, name: metal}]");
  const scores = { cases: Float64Array.of(0.1, 0.2, 0.3), views: new Map(), members: [] };
  const table = casesTable(cohort, scores, (_, id) => id, {}, declaredConfounders(yaml.value));
  expect(table.split("\n").slice(0, 3)).toEqual([
    "case,label,all,probability,age,sex,maker,metal",
    "1,1,1,0.1,70,F,GE,0",
    "2,0,1,0.2,,M,Philips,1",
  ]);
});

it("names the place of what is wrong", async () => {
  expect(await fault("[age, makr]")).toMatch(
    /^strata\d+\.yaml:7:20: confounders\.1: manifest\d+\.csv has no column "makr" \(did you mean "maker"\?\)/,
  );
  expect(await fault("[{column: maker, reference: Siemens}]")).toMatch(
    /^strata\d+\.yaml:7:24: no case has maker = "Siemens"; its levels: GE, Philips$/,
  );
  expect(await fault("[{column: maker, name: score}]")).toMatch(/7:24: a confounder can't be called "score"/);
  expect(await fault("[{column: maker, name: all}]")).toMatch(/can't be called "all"/);
  expect(await fault("[{column: maker, name: Sex}]")).toMatch(/can't be called "Sex"/);
  expect(await fault("[maker, {column: site, name: maker}]")).toMatch(/7:31: two confounders are called/);
  expect(await fault("[age, Fracture]")).toMatch(/^strata\d+\.yaml:7:20: `Fracture` is the label itself/);
  expect(await fault("[view]")).toMatch(/view/);
  expect(await fault("[{colum: maker}]")).toMatch(/^strata\d+\.yaml:7:/);
});
