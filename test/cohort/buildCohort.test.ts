import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { buildCohort } from "../../src/cohort/buildCohort.js";
import { manifestSource } from "../../src/cohort/source.js";
import { UserError } from "../../src/messages/userError.js";
import { readStrataFile } from "../../src/strata/readStrataFile.js";
import { temporaryFolder } from "../temporaryFolder.js";

const folder = temporaryFolder();
let files = 0;

const strata = `version: 1
name: small
cohort:
  manifest: MANIFEST
  columns: {case: case_id, patient: patient_id, view: view, image: path, spacing: spacing_mm, label: fracture, age: age, sex: sex}
  where: "split = 'test'"
  exclude:
    - {where: "implant = 1", reason: Implant}
strata:
  - {name: general, where: "ct = 0"}
  - {name: hard, where: "ct = 1"}
`;

const manifest = `case_id,patient_id,view,path,spacing_mm,fracture,age,sex,split,ct,implant
0012,p1,PA,b.png,0.15,1,70,F,test,0,0
0012,p1,LAT,a.png,0.15,1,70,F,test,0,0
12,p2,PA,c.png,,0,,M,test,0,0
13,p3,PA,d.png,0.1,1,30,F,test,1,0
14,p3,PA,e.png,0.1,0,30,F,test,1,0
15,p4,PA,f.png,0.1,1,44,M,test,0,1
15,p4,LAT,g.png,0.1,1,44,M,test,0,0
16,p5,PA,h.png,0.1,0,44,M,training,0,0
17,p6,PA,i.png,0.1,0,44,M,test,,0
`;

async function build(
  edit: { strata?: (s: string) => string; manifest?: (s: string) => string; ending?: string } = {},
) {
  const ending = edit.ending ?? "csv";
  const table = `manifest${++files}.${ending}`;
  writeFileSync(join(folder, table), (edit.manifest ?? ((s) => s))(manifest));
  const path = join(folder, `strata${files}.yaml`);
  writeFileSync(path, (edit.strata ?? ((s) => s))(strata).replace("MANIFEST", table));
  const yaml = await readStrataFile(path);
  return buildCohort(yaml, manifestSource(yaml, {}));
}

const fault = async (edit: Parameters<typeof build>[0]) => {
  const error = await build(edit).then(
    () => {
      throw new Error("nothing was wrong");
    },
    (e) => e,
  );
  expect(error).toBeInstanceOf(UserError);
  expect(error.message).not.toMatch(/\n/);
  return error.message as string;
};

describe("the case flow", () => {
  it("counts everybody, and adds up in cases and in images", async () => {
    const { flow } = await build();
    expect(flow.map(({ step, cases, images }) => [step, cases, images])).toEqual([
      ["manifest", 7, 9],
      ["not-selected", 1, 1],
      ["excluded", 1, 2],
      ["in-no-stratum", 1, 1],
      ["analysed", 4, 5],
    ]);
    const taken = flow.slice(1, -1);
    for (const key of ["cases", "images"] as const)
      expect(flow[0][key]).toBe(taken.reduce((sum, step) => sum + step[key], flow.at(-1)![key]));
  });

  it("a NULL in a predicate selects nothing", async () => {
    expect((await build()).cases.map((one) => one.id)).not.toContain("17");
  });
});

describe("cases", () => {
  it("0012 is not 12", async () => {
    expect((await build()).cases.map((one) => one.id)).toEqual(["0012", "12", "13", "14"]);
  });

  it("come with label, strata, images by view, age and sex", async () => {
    const [first, second] = (await build()).cases;
    expect(first).toMatchObject({ patient: "p1", label: 1, member: [true, false], age: 70, sex: "F" });
    expect(first.images.map(({ row, view, spacing }) => [row, view, spacing])).toEqual([
      [2, "LAT", 0.15],
      [1, "PA", 0.15],
    ]);
    expect(second).toMatchObject({ age: null, label: 0 });
    expect(second.images[0].spacing).toBeNull();
  });

  it("don't depend on the order of rows", async () => {
    const shuffled = await build({
      manifest: (s) => {
        const [header, ...rows] = s.trim().split("\n");
        return [header, ...rows.reverse()].join("\n");
      },
    });
    const strip = ({ cases }: Awaited<ReturnType<typeof build>>) =>
      cases.map((one) => ({ ...one, images: one.images.map(({ row: _, ...rest }) => rest) }));
    expect(strip(shuffled)).toEqual(strip(await build()));
  });

  it("are read alike from CSV with a byte-order mark, semicolons or CRLF, and from JSON lines", async () => {
    const usual = (await build()).cases;
    for (const edit of [
      (s: string) => `\uFEFF${s}`,
      (s: string) => s.replaceAll(",", ";"),
      (s: string) => s.replaceAll("\n", "\r\n"),
    ])
      expect((await build({ manifest: edit })).cases).toEqual(usual.map((one) => ({ ...one })));
    const lines = (s: string) => {
      const [header, ...rows] = s.trim().split("\n");
      const names = header.split(",");
      return rows
        .map((row) => {
          const cells = row.split(",");
          return JSON.stringify(
            Object.fromEntries(
              names.map((name, i) => {
                const text = ["case_id", "patient_id", "view", "path", "sex", "split"].includes(name);
                return [name, cells[i] === "" ? null : text ? cells[i] : Number(cells[i])];
              }),
            ),
          );
        })
        .join("\n");
    };
    expect((await build({ manifest: lines, ending: "jsonl" })).cases).toEqual(usual);
  });

  it("any: 1 where any row is", async () => {
    const cohort = await build({
      strata: (s) => s.replace("  where:", "  withinCase: any\n  where:"),
      manifest: (s) => s.replace("0012,p1,LAT,a.png,0.15,1", "0012,p1,LAT,a.png,0.15,0"),
    });
    expect(cohort.cases[0].label).toBe(1);
  });

  it("expressions over the manifest are columns too", async () => {
    const cohort = await build({
      strata: (s) => s.replace("case: case_id", "case: \"patient_id || '-' || case_id\""),
    });
    expect(cohort.cases.map((one) => one.id)).toContain("p1-0012");
  });

  it("overlap is allowed where declared", async () => {
    const cohort = await build({
      strata: (s) => `${s.replace("ct = 0", "ct >= 0")}overlap: true\n`,
    });
    expect(cohort.cases.filter((one) => one.member.every((is) => is))).toHaveLength(2);
  });
});

describe("bad input is one line that says what, where and what to do", () => {
  it.each<[string, Parameters<typeof build>[0], RegExp]>([
    [
      "unknown key",
      { strata: (s) => `${s}referense: general\n` },
      /strata\d+\.yaml:\d+:\d+: unknown key "referense" \(did you mean "reference"\?\)/,
    ],
    [
      "misspelt key in a list",
      { strata: (s) => s.replace("{name: general", "{nam: general") },
      /unknown key "nam" in strata\.0 \(did you mean "name"\?\)/,
    ],
    ["missing key", { strata: (s) => s.replace("name: small\n", "") }, /name: is missing/],
    [
      "not YAML",
      { strata: (s) => s.replace("strata:\n", "strata\n") },
      /strata\d+\.yaml:\d+:\d+: not valid YAML/,
    ],
    ["a key twice", { strata: (s) => `${s}name: again\n` }, /not valid YAML.*unique/],
    [
      "no manifest",
      { strata: (s) => s.replace("MANIFEST", "absent.csv") },
      /manifest .*absent\.csv does not exist/,
    ],
    ["unknown table format", { ending: "xlsx" }, /\.csv, \.tsv, \.parquet/],
    [
      "missing column",
      { strata: (s) => s.replace("label: fracture", "label: fractur") },
      /columns\.label: .* has no column "fractur" \(did you mean "fracture"\?\)/,
    ],
    [
      "unknown column in a predicate",
      { strata: (s) => s.replace("ct = 1", "ctt = 1") },
      /strata\.1\.where: .* has no column "ctt" \(did you mean "ct"\?\)/,
    ],
    [
      "predicate that doesn't parse",
      { strata: (s) => s.replace("ct = 1", "ct = = 1") },
      /strata\.1\.where: the SQL `ct = = 1` fails.*syntax error/,
    ],
    [
      "predicate that is no condition",
      { strata: (s) => s.replace("ct = 1", "ct") },
      /neither true nor false/,
    ],
    [
      "predicate that reads a file",
      { strata: (s) => s.replace("ct = 1", "exists(select * from read_text('/etc/hostname'))") },
      /fails on .*disabled/,
    ],
    [
      "predicate that is random",
      { strata: (s) => s.replace("ct = 1", "ct = 1 AND random() < 0.5") },
      /uses random, which gives another value each time/,
    ],
    [
      "predicate that multiplies rows",
      { strata: (s) => s.replace("ct = 1", "unnest([ct = 1, ct = 0])") },
      /gives \d+ values for 9 rows/,
    ],
    [
      "predicates that fail beside others",
      { strata: (s) => s.replace("ct = 0", "ct == a").replace("ct = 1", "nosuch(ct)") },
      /strata\.0\.where: .*no column "a"/,
    ],
    [
      "a label of white space",
      { manifest: (s) => s.replace("0.1,1,30", "0.1, ,30") },
      /blank for 1 case \(13\)/,
    ],
    ["empty stratum", { strata: (s) => s.replace("ct = 1", "ct = 7") }, /stratum "hard" is empty/],
    [
      "overlapping strata",
      { strata: (s) => s.replace("ct = 0", "ct >= 0") },
      /2 cases \(13, 14\) of stratum "hard" are also in "general".*overlap: true/,
    ],
    [
      "two strata of one name",
      { strata: (s) => s.replace("name: hard", "name: general") },
      /two strata are called "general"/,
    ],
    [
      "a reserved stratum name",
      { strata: (s) => s.replace("name: hard", "name: merged") },
      /can't be called "merged"/,
    ],
    [
      "an undeclared reference",
      { strata: (s) => `${s}reference: easy\n` },
      /reference names the stratum "easy".*declared: general, hard/,
    ],
    [
      "nobody left",
      { strata: (s) => s.replace("split = 'test'", "split = 'tset'") },
      /no case of .* is left/,
    ],
    [
      "label not 0/1",
      { manifest: (s) => s.replace("0.1,1,30", "0.1,3,30") },
      /row 4: the label \(`fracture`\) is 3/,
    ],
    [
      "blank label",
      { manifest: (s) => s.replace("0.1,1,30", "0.1,,30") },
      /blank for 1 case \(13\).*exclude/,
    ],
    [
      "label differs within a case",
      { manifest: (s) => s.replace("a.png,0.15,1", "a.png,0.15,0") },
      /differ in label in 1 case \(0012\).*withinCase: any/,
    ],
    [
      "stratum differs within a case",
      { manifest: (s) => s.replace("a.png,0.15,1,70,F,test,0", "a.png,0.15,1,70,F,test,1") },
      /differ in stratum "general"/,
    ],
    [
      "patients differ within a case",
      { manifest: (s) => s.replace("0012,p1,LAT", "0012,p9,LAT") },
      /case 0012 has rows of more than one patient/,
    ],
    [
      "the same image twice",
      { manifest: (s) => s.replace("a.png", "./b.png") },
      /rows 1 and 2 name the same image/,
    ],
    [
      "blank case",
      { manifest: (s) => s.replace("\n12,p2", "\n,p2") },
      /case \(`case_id`\) is blank in 1 row \(3\)/,
    ],
    ["blank view", { manifest: (s) => s.replace("12,p2,PA", "12,p2,") }, /view \(`view`\) is blank/],
    [
      "bad age",
      { manifest: (s) => s.replace("p3,PA,d.png,0.1,1,30", "p3,PA,d.png,0.1,1,30Y") },
      /row 4: the age \(`age`\) is "?30Y"?; .*TRY_CAST/,
    ],
    ["bad spacing", { manifest: (s) => s.replace("d.png,0.1", "d.png,-1") }, /row 4: spacing .* is -1/],
    ["no rows", { manifest: (s) => `${s.split("\n")[0]}\n` }, /has no rows/],
    ["a row too short", { manifest: (s) => `${s}18,p7\n` }, /Line: 11; Original Line: 18,p7/],
    [
      "line ends of carriage returns alone",
      { manifest: (s) => s.replaceAll("\n", "\r") },
      /carriage returns alone/,
    ],
    ["a column twice", { manifest: (s) => s.replace("spacing_mm", "Age") }, /two columns are called "age"/],
  ])("%s", async (_, edit, message) => {
    expect(await fault(edit)).toMatch(message);
  });
});

describe("true landmarks", () => {
  const declared = (s: string) =>
    s.replace("label: fracture,", "landmarks: [x1, y1, x2, y2, x3, 2 * x3], label: fracture,");
  const table = (row: string) => (s: string) =>
    s
      .split("\n")
      .map((line, i) =>
        line === "" ? "" : `${line},${i === 0 ? "x1,y1,x2,y2,x3" : i === 2 ? row : "1,2,3,4,5"}`,
      )
      .join("\n");

  it("are points in pixels, null where both coordinates are blank", async () => {
    const cohort = await build({ strata: declared, manifest: table("10.5,20,,,7") });
    expect(cohort.cases[0].images.map((image) => image.landmarks)).toEqual([
      [[10.5, 20], null, [7, 14]],
      [
        [1, 2],
        [3, 4],
        [5, 10],
      ],
    ]);
    expect((await build()).cases[0].images[0].landmarks).toBeUndefined();
  });

  it.each<[string, string, RegExp]>([
    ["half a point", "10,,3,4,5", /row 2: landmark 1 is \(10, blank\); it must be two numbers/],
    ["a word", "10,up,3,4,5", /row 2: landmark 1 is \(10, up\)/],
  ])("%s is refused", async (_, row, message) => {
    expect(await fault({ strata: declared, manifest: table(row) })).toMatch(message);
  });

  it("fewer than six coordinates, a column that isn't there", async () => {
    const short = (s: string) => s.replace("label: fracture,", "landmarks: [x1, y1], label: fracture,");
    expect(await fault({ strata: short })).toMatch(/:5:\d+: cohort\.columns\.landmarks/);
    expect(await fault({ strata: declared })).toMatch(/cohort\.columns\.landmarks\.0: .* no column "x1"/);
  });
});

describe("where the fracture lies", () => {
  const declared = (s: string) => s.replace("label: fracture,", "fracture: [fx, 2 * fx], label: fracture,");
  const table = (cell: string) => (s: string) =>
    s
      .split("\n")
      .map((line, i) => (line === "" ? "" : `${line},${i === 0 ? "fx" : i === 2 ? cell : "3"}`))
      .join("\n");

  it("is a point in pixels, null where it is blank, absent where nothing is declared", async () => {
    const cohort = await build({ strata: declared, manifest: table("") });
    expect(cohort.cases[0].images.map((image) => image.fracture)).toEqual([null, [3, 6]]);
    expect((await build()).cases[0].images[0]).not.toHaveProperty("fracture");
  });

  it("half a point and a single coordinate are refused", async () => {
    const half = (s: string) =>
      s.replace("label: fracture,", "fracture: [fx, 'CAST(NULL AS DOUBLE)'], label: fracture,");
    expect(await fault({ strata: half, manifest: table("7") })).toMatch(
      /row \d: the fracture's place is \(\d, blank\); it must be two numbers of pixels, or two blanks/,
    );
    const one = (s: string) => s.replace("label: fracture,", "fracture: [fx], label: fracture,");
    expect(await fault({ strata: one, manifest: table("7") })).toMatch(/cohort\.columns\.fracture/);
  });
});
