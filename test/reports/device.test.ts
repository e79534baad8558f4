import { expect, test } from "vitest";
import { renderHtml } from "../../reports/index.js";
import { sourceOf } from "../../reports/source.js";
import { deviceTable } from "../../reports/tables/deviceTable.js";
import { resultsFileSchema } from "../../src/results/schema/results.js";
import { goldenResults } from "./goldenResults.js";

const withReport = (report: Record<string, string>) => {
  const file = goldenResults("reference");
  return resultsFileSchema.parse({
    ...file,
    results: { ...file.results, protocol: { ...file.results.protocol, report } },
  });
};

test("prose of the strata file is printed as it is, and what is missing is named", async () => {
  const file = withReport({ device: "<b>Reader 1.0</b>", sampling: "Consecutive" });
  const { rows } = deviceTable(sourceOf(file))!;
  const said = rows.map(([item, value]) => [item.content[0], value.kind]);
  expect(said.filter(([, kind]) => kind === "words").map(([item]) => item)).toEqual(["Device", "Sampling"]);
  expect(said.filter(([, kind]) => kind === "absent")).toHaveLength(17);
  const html = await renderHtml(file);
  const cohort = html.slice(html.indexOf('<section id="cohort"'), html.indexOf('id="case-flow"'));
  expect(cohort).toContain(
    '<bdi data-pointer="/results/protocol/report/device" data-format="text">&#60;b&#62;Reader 1.0&#60;/b&#62;</bdi>',
  );
});

test("results without such prose say that there is none", async () => {
  const html = await renderHtml(goldenResults("reference"));
  expect(html).not.toContain('id="device-and-study"');
  expect(html).toContain("The strata file says nothing on device and study in words");
});
