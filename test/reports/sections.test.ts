import { expect, test } from "vitest";
import { flattened } from "../../reports/document.js";
import { renderHtml } from "../../reports/index.js";
import { plainText } from "../../reports/prose.js";
import { reportSections } from "../../reports/sections/report.js";
import { gapProse } from "../../reports/sections/verdict.js";
import { sourceOf } from "../../reports/source.js";
import { goldenNames, goldenResults, manyStrata } from "./goldenResults.js";
import { besideStudy } from "./studyResults.js";

const order = [
  ...["decision", "figures", "hidden-stratification", "curves", "operating-point", "calibration"],
  ...["out-of-distribution", "referral", "confounders", "readers", "comparison", "robustness", "failures"],
  ...["cohort", "checklist", "methods", "provenance"],
];

const files = [
  ...goldenNames.map((name) => [name, () => goldenResults(name)] as const),
  ["twelve strata", () => manyStrata(12)] as const,
  ["beside the study", besideStudy] as const,
];

test.each(files)("%s: the same sections in the same order, none of them empty", (_, file) => {
  const sections = reportSections(sourceOf(file()));
  expect(sections.map(({ id }) => id)).toEqual(order);
  for (const { id, lead, blocks, parts } of flattened(sections))
    expect(lead.length + blocks.length + (parts ?? []).length, id).toBeGreaterThan(0);
});

test("the contents name the sections, and every link leads somewhere", async () => {
  const page = await renderHtml(goldenResults("reference"));
  const contents = page.slice(page.indexOf('<nav class="contents"'), page.indexOf("</nav>"));
  expect([...contents.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id)).toEqual([
    "verdict",
    ...order.slice(1),
  ]);
  const ids = new Set([...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id));
  for (const [, target] of page.matchAll(/href="#([^"]+)"/g)) expect(ids, target).toContain(target);
});

test("a section without data says so, and why", () => {
  const { results, ...rest } = goldenResults("reference");
  const bare = { ...results, ood: null, confounders: [], readers: [], comparison: null };
  const sections = reportSections(
    sourceOf({ ...rest, results: { ...bare, protocol: { ...results.protocol, confounders: [] } } }),
  );
  const said = Object.fromEntries(sections.map(({ id, lead }) => [id, lead.map(plainText).join(" ")]));
  expect(said["out-of-distribution"]).toMatch(/declares no in-distribution/);
  expect(said["confounders"]).toMatch(/declares no confounders/);
  expect(said["readers"]).toMatch(/declares no readers/);
  expect(said["comparison"]).toMatch(/No baseline was given \(--baseline\)/);
  expect(said["robustness"]).toMatch(/no corruptions were asked for/);
});

test("the headline says that a stratum is worse only where the adjusted p shows it", () => {
  const file = goldenResults("reference");
  const headline = () => plainText(gapProse(sourceOf(file)));
  const { worst, metric } = file.results.masking!;
  const gap = file.results.gaps.find((one) => one.stratum === worst.stratum && one.metric === metric)!;
  gap.pAdjusted = 0.049;
  expect(headline()).toMatch(/^The AUROC in ct-confirmed is lower than in general: difference/);
  gap.pAdjusted = 0.4;
  expect(headline()).toMatch(
    /^The data can’t tell whether the AUROC in ct-confirmed differs from that in general: difference .*CI .*adjusted p.0\.400\)/,
  );
});
