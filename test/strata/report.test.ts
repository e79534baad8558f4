import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { studyReportKeys, studyReportSchema } from "../../src/results/schema/studyReport.js";
import { readStrataFile } from "../../src/strata/readStrataFile.js";
import { temporaryFolder } from "../temporaryFolder.js";

const folder = temporaryFolder();

async function withReport(report: string) {
  const path = join(folder, "strata.yaml");
  writeFileSync(
    path,
    `version: 1
name: one
cohort: {manifest: a.csv, columns: {case: id, label: y}}
strata: [{name: all, where: "true"}]
report: ${report}
`,
  );
  return (await readStrataFile(path)).value.report;
}

it("prose on device and study is kept as it was written, and results.json may have it", async () => {
  const report = await withReport('{device: "A: 1.0 <b>", sampling: Consecutive}');
  expect(report).toEqual({ device: "A: 1.0 <b>", sampling: "Consecutive" });
  expect(studyReportSchema.parse(report)).toEqual(report);
});

it("a key that is none, or has nothing to say, is refused with its place", async () => {
  await expect(withReport("{intendeduse: x}")).rejects.toThrow(
    /strata\.yaml:5:\d+.*intendeduse.*intendedUse/,
  );
  await expect(withReport('{dates: "  "}')).rejects.toThrow(/strata\.yaml:5:\d+.*must not be blank/);
});

it("the phantom's strata files say all but who performed the evaluation, the same in both", async () => {
  const [plain, gate] = await Promise.all(
    ["ct-confirmed.yaml", "ct-confirmed.gate.yaml"].map((name) =>
      readStrataFile(join(import.meta.dirname, "../../strata", name)),
    ),
  );
  expect(Object.keys(plain.value.report ?? {}).sort()).toEqual(
    Object.keys(studyReportKeys)
      .filter((key) => key !== "performedBy")
      .sort(),
  );
  expect(gate.value.report).toEqual(plain.value.report);
});
