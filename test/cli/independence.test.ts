import { copyFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { wristBench } from "./commandLine.js";
import { smallRuns } from "./smallRuns.js";

const { folder, run, read, strata } = smallRuns();
const at = (...parts: string[]) => join(folder, ...parts);
const training = (columns: string) => (text: string) =>
  `${text}training:\n  manifest: train.csv\n  columns: {${columns}}\n`;
const text = (out: string) =>
  readFileSync(at(out, "report.html"), "utf8")
    .replace(/<style[\s\S]*?<\/style>|<[^>]+>/g, "")
    .replace(/\s+/g, " ");

beforeAll(() => {
  writeFileSync(at("train.csv"), "who,what\npatient3,0012\nsomeone,\n patient9,7\n");
});

describe("cases that depend on each other or on the training", () => {
  it("are counted, named by pseudonym, warned of and recomputed by verify", async () => {
    copyFileSync(at("images/0-PA.png"), at("images/7-PA.png"));
    writeFileSync(at("images/9-LAT.png"), "damaged");
    strata("found.yaml", (before) =>
      training("patient: who")(
        before.replace("  images: images\n", "  images: images\n  onUnreadable: exclude\n"),
      ),
    );
    const { code } = await run(
      ...["--model", "brightness.onnx", "--strata", "found.yaml", "--out", "found", "--identifiers", "plain"],
    );
    expect(code).toBe(0);
    const { results } = read("found");
    const { cohort, missingResults, warnings } = results;
    expect(cohort.independence).toEqual({
      duplicateFiles: {
        ...{ status: "checked", images: 94, groups: 1, cases: 2, differingLabels: 1 },
        examples: [["case0", "case7"]],
      },
      training: {
        ...{ file: "train.csv", sha256: expect.stringMatching(/^[0-9a-f]{64}$/), rows: 3 },
        overlap: [{ status: "checked", by: "patient", listed: 3, cases: 1, first: ["case3"] }],
      },
    });
    expect(warnings).toEqual(
      expect.arrayContaining([
        expect.stringMatching(
          /^One image file stands in more than one case.*1 of them under different labels/,
        ),
        expect.stringMatching(/^1 case \(case3\) evaluated has its patient in the training list train\.csv/),
      ]),
    );
    expect(missingResults).toMatchObject({ cases: 1, positives: 1, negatives: 0 });
    const [easy] = results.strata;
    const { tp, fn } = easy.confusion;
    const missing = missingResults!.strata[0];
    expect(missing.allWrong.sensitivity.value).toBeCloseTo(tp / (tp + fn + 1), 12);
    expect(missing.allRight.sensitivity.value).toBeCloseTo((tp + 1) / (tp + fn + 1), 12);
    expect(missing.allWrong.specificity.value).toBe(easy.metrics.specificity.value);
    const failures = results.failureCases!.strata[0];
    expect(failures.missed).toMatchObject({ count: fn, of: tp + fn });
    const html = text("found");
    expect(html).toMatch(/1 case that was to be evaluated has no result.* 1 with and 0 without a fracture/);
    expect(html).toMatch(/1 \(cases: 2\); under different labels: 1; such as case0 &#61; case7/);
    expect(html).toMatch(
      /Patients in the training list cases evaluated: 1 \(3 listed in train\.csv\); such as case3/,
    );

    const verified = await wristBench(["verify", "found"], { cwd: folder });
    expect(verified.stdout).toMatch(/verified: nothing differs/);
    rmSync(at("images/0-LAT.png"));
    const without = await wristBench(["verify", "found"], { cwd: folder });
    expect(without.stdout).toMatch(/not checked: results\.cohort\.independence/);
    expect(without.stdout).toMatch(/nothing that was checked differs|nothing differs/);
  });

  it("are not known of where nothing is declared, and none is missing", () => {
    const html = text("out");
    expect(html).toMatch(/Training list not supplied: the strata file declares none/);
    expect(html).toMatch(/The same image file in several cases none among 96 files/);
    expect(html).toMatch(/No result is missing/);
  });
});

describe("a training list that can't be used", () => {
  const fault = async (columns: string, change = (before: string) => before) => {
    strata("fault.yaml", (before) => change(training(columns)(before)));
    const { code, stderr } = await wristBench(["validate", "--strata", "fault.yaml"], { cwd: folder });
    expect(code).toBe(2);
    return stderr;
  };

  it("is refused with its place", async () => {
    expect(await fault("patient: whoo")).toMatch(
      /fault\.yaml:\d+:\d+: training\.columns\.patient: .*train\.csv has no column "whoo" \(did you mean "who"\?\)/,
    );
    expect(await fault("patient: who", (before) => before.replace("train.csv", "trian.csv"))).toMatch(
      /fault\.yaml:\d+:\d+: training\.manifest: trian\.csv exists neither/,
    );
    expect(await fault("sha256: what")).toMatch(/train\.csv: row 1 has "0012", which is no SHA-256/);
    expect(await fault("")).toMatch(/training\.columns: needs at least one of patient, case, sha256/);
    expect(await fault("patient: who", (before) => before.replace("patient: patient_id, ", ""))).toMatch(
      /training\.columns\.patient: the cohort declares no patient column/,
    );
  });
});

describe("a cohort whose manifest names no images", () => {
  it("has no images in words or numbers", async () => {
    const cases = Array.from({ length: 48 }, (_, i) => `case${i},${((i * 7) % 48) / 48}`);
    writeFileSync(at("scores.csv"), `case_id,probability\n${cases.join("\n")}\n`);
    strata("table.yaml", (before) => before.replace("image: path, ", ""));
    const { code } = await run("--predictions", "scores.csv", "--strata", "table.yaml", "--out", "table");
    expect(code).toBe(0);
    expect(read("table").results.cohort).toMatchObject({ images: 0, namesImages: false });
    const html = text("table");
    expect(html).toMatch(/Case flow\. The manifest names no images\./);
    expect(html).toMatch(/Images the manifest names no images/);
    expect(html).not.toMatch(/\d images/);
    expect(html).toMatch(/not checked: the manifest names no images/);
  });
});
