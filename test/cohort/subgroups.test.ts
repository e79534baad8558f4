import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { buildCohort } from "../../src/cohort/buildCohort.js";
import { manifestSource } from "../../src/cohort/source.js";
import { subgroupsOf } from "../../src/cohort/subgroups.js";
import { UserError } from "../../src/messages/userError.js";
import { readStrataFile } from "../../src/strata/readStrataFile.js";
import { temporaryFolder } from "../temporaryFolder.js";

const folder = temporaryFolder();
let files = 0;

const manifest = `case_id,fracture,ct,age,sex,site,score
a,1,0,16,F,north,1
b,0,0,15.9,M,north,2
c,1,1,50,F,"a,b",3
d,0,1,120,M,south=1,4
e,1,0,121,F,north,5
f,0,0,,,north,6
g,0,1,49.99,F,south=1,7
`;

/** The groups that keys of a strata file give, as names and the cases in them. */
async function groups(keys: string, table = manifest) {
  const name = `cohort${++files}.csv`;
  writeFileSync(join(folder, name), table);
  const path = join(folder, `strata${files}.yaml`);
  writeFileSync(
    path,
    `version: 1
name: small
cohort:
  manifest: ${name}
  columns: {case: case_id, label: fracture, age: age, sex: sex}
strata:
  - {name: general, where: "ct = 0"}
  - {name: hard, where: "ct = 1"}
${keys}
`,
  );
  const yaml = await readStrataFile(path);
  const cohort = await buildCohort(yaml, manifestSource(yaml, {}));
  return subgroupsOf(yaml.value, cohort, yaml.place).map((one) => ({
    ...one,
    groups: one.groups.map(({ name, label, where, selected }) => ({
      name,
      label,
      where,
      cases: cohort.cases
        .filter((_, i) => selected[i])
        .map(({ id }) => id)
        .join(""),
    })),
  }));
}

const refused = async (keys: string, message: RegExp) => {
  const error = await groups(keys).catch((e) => e);
  expect(error).toBeInstanceOf(UserError);
  expect(error.message).toMatch(message);
  expect(error.message).not.toMatch(/\n/);
  expect(error.message).toMatch(/^\S+strata\d+\.yaml:\d+:\d+: /);
};

describe("crossed strata", () => {
  it("are the combinations that occur; blanks and empty combinations are counted", async () => {
    expect(await groups("cross: [ct, sex]")).toEqual([
      {
        kind: "crossed",
        by: ["ct", "sex"],
        groups: [
          { name: "ct=0,sex=F", label: "0, F", where: "ct = 0 AND sex = 'F'", cases: "ae" },
          { name: "ct=0,sex=M", label: "0, M", where: "ct = 0 AND sex = 'M'", cases: "b" },
          { name: "ct=1,sex=F", label: "1, F", where: "ct = 1 AND sex = 'F'", cases: "cg" },
          { name: "ct=1,sex=M", label: "1, M", where: "ct = 1 AND sex = 'M'", cases: "d" },
        ],
        blank: 1,
        outside: 0,
        empty: [],
      },
    ]);
  });

  it("take declared strata, bands, SQL and several crossings; odd values are quoted", async () => {
    const [first, second, third] = await groups(
      'bands: {age: [0, 50, 120]}\ncross: [[hard, age], [site], ["score > 3", sex]]',
    );
    expect(first.groups.map(({ name, cases }) => [name, cases])).toEqual([
      ["hard=no,age=0 to <50", "ab"],
      ["hard=yes,age=0 to <50", "g"],
      ["hard=yes,age=50 to 120", "cd"],
    ]);
    expect(first).toMatchObject({ blank: 1, outside: 1, empty: ["hard=no,age=50 to 120"] });
    expect(first.groups[0].where).toBe("NOT coalesce((ct = 1), false) AND age >= 0 AND age < 50");
    expect(second.groups.map(({ name }) => name)).toEqual(['site="a,b"', "site=north", 'site="south=1"']);
    expect(third.groups.map(({ name, cases }) => [name, cases])).toEqual([
      ["score > 3=false,sex=F", "ac"],
      ["score > 3=false,sex=M", "b"],
      ["score > 3=true,sex=F", "eg"],
      ["score > 3=true,sex=M", "d"],
    ]);
  });

  it("are refused where they make no sense, with the place", async () => {
    await refused("cross: [sex, sex]", /names `sex` twice/);
    await refused("cross: [[ct, sex], [sex, ct]]", /is crossed twice/);
    await refused("cross: [gender]", /cross.0: .* has no column "gender".*it has case_id/);
    await refused("cross: [cct]", /has no column "cct" \(did you mean "ct"\?\)/);
    await refused("cross: sex", /cross: /);
    await refused('cross: ["nullif(sex, sex)"]', /has a value of nullif/);
  });

  it("are refused where they are too many, with what to do", async () => {
    const many = Array.from({ length: 60 }, (_, i) => `c${i},${i % 2},${i % 2},${i},F,north,${i}`).join("\n");
    const table = `${manifest.split("\n")[0]}\n${many}\n`;
    await expect(groups("cross: [score, age, ct]", table)).rejects.toThrow(
      /score × age × ct gives 60 groups of cases, more than 50; .*`bands`/,
    );
    await expect(groups('cross: [["score % 30"], ["score % 29"]]', table)).rejects.toThrow(/59 groups/);
  });
});

describe("bands", () => {
  it("hold their lower bound, the last its upper one too; outside and blank are counted", async () => {
    expect(await groups("bands: {age: [0, 16, 50, 65, 120]}")).toEqual([
      {
        kind: "band",
        by: ["age"],
        groups: [
          { name: "age 0 to <16", label: "0 to <16", where: "age >= 0 AND age < 16", cases: "b" },
          { name: "age 16 to <50", label: "16 to <50", where: "age >= 16 AND age < 50", cases: "ag" },
          { name: "age 65 to 120", label: "65 to 120", where: "age >= 65 AND age <= 120", cases: "d" },
        ].toSpliced(2, 0, {
          name: "age 50 to <65",
          label: "50 to <65",
          where: "age >= 50 AND age < 65",
          cases: "c",
        }),
        blank: 1,
        outside: 1,
        empty: [],
      },
    ]);
  });

  it("are refused where they make no sense, with the place", async () => {
    await refused("bands: {age: [0, 50, 50]}", /bands.age: bounds must rise/);
    await refused("bands: {age: [0]}", /bands.age: a band needs two bounds/);
    await refused(
      "bands: {site: [0, 1]}",
      /bands.site: 7 cases, the first a, b, c have no number there but "north"/,
    );
    await refused("bands: {score: [100, 200]}", /no case of .* lies between 100 and 200/);
    await refused("bands: {hight: [0, 1]}", /bands.hight: .* has no column "hight"/);
  });
});
