import { expect, it } from "vitest";
import { renderHtml, renderJunit, renderMarkdown } from "../../reports/index.js";
import { resultsFileSchema } from "../../src/results/schema/results.js";
import { interval, withComparison } from "./comparisonResults.js";
import { goldenResults } from "./goldenResults.js";

const sectionOf = (html: string) => {
  const from = html.indexOf('id="comparison"');
  expect(from).toBeGreaterThan(0);
  return html.slice(from, html.indexOf("</section>", from));
};
const textOf = (html: string) =>
  html
    .replace(/<svg[\s\S]*?<\/svg>/g, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/&#60;|&lt;/g, "<")
    .replace(/&#62;|&gt;/g, ">")
    .replace(/\s+/g, " ");

it("results without a comparison still render, and say that there was no baseline", async () => {
  const html = await renderHtml(goldenResults("reference"));
  expect(html).not.toContain('data-pointer="/results/comparison');
  expect(textOf(html)).toContain("No baseline was given (--baseline)");
});

it("says against what, at which thresholds, and how each rule came out and what it could see", async () => {
  const text = textOf(sectionOf(await renderHtml(withComparison())));
  expect(text).toMatch(/This run against old <model> \( ?0123456789ab ?\)/);
  expect(text).toMatch(/Threshold: 0\.543 in this run, 0\.457 in the baseline/);
  expect(text).toContain("Outcome of the comparison: inconclusive.");
  expect(text).toMatch(
    /general.* AUROC 0\.033 −0\.101 −0\.234 to \+0\.022 Inconclusive These cases can&#39;t tell\./,
  );
  expect(text).toMatch(/from a margin of 0\.178 ?, and fail a true loss of 0\.289 as often/);
  // An undecided rule's reason says how many cases it would take; a decided one's doesn't.
  expect(text).not.toContain("For this margin that would take");
  const [rule] = withComparison().results.comparison!.rules;
  const decided = withComparison({ rules: [{ ...rule, outcome: "pass" }] });
  expect(textOf(sectionOf(await renderHtml(decided)))).toMatch(
    /For this margin that would take n⁺ 1[, ]?234 ?, n⁻ 2[, ]?345 ?\./,
  );
  expect(text).toContain("better than the baseline, with confidence");
  expect(text).toContain("the baseline calls nothing positive");
  expect(text).toContain("The manifests are <different> files.");
});

it("lists flips: all of the few, fifty of the many, with counts by stratum", async () => {
  const html = sectionOf(await renderHtml(withComparison()));
  const text = textOf(html);
  expect(text).toMatch(/case <1> Newly wrong .*general.* fracture 0\.732 0\.247/);
  expect(text).toContain("right-49.");
  expect(text).not.toContain("right-50.");
  expect(text).toMatch(/Newly wrong: 1 ?, newly right: 71 ?; of each, the fifty greatest/);
  expect(text).toContain("every prediction is the same");
  const none = withComparison({ flips: { newlyWrong: [], newlyRight: [] } });
  expect(textOf(sectionOf(await renderHtml(none)))).toContain("No case is called rightly by one run and");
});

it("draws a dashed margin where a rule is, on the side of worse, and none where there is no rule", async () => {
  const dashes = (html: string) => html.match(/stroke-dasharray="3,2"/g)?.length ?? 0;
  const html = sectionOf(await renderHtml(withComparison()));
  expect(dashes(html)).toBe(2);
  const charts = html.split("<svg width").slice(1);
  // Upright lines: the margin's is 18 long, that of no difference 16.
  const at = (index: number) => {
    const x = (length: number) =>
      Number(new RegExp(`M([-\\d.]+),[-\\d.]+v${length}\\b`).exec(charts[index])![1]);
    return x(18) - x(16);
  };
  // AUROC: less is worse. Brier, the last chart: more is.
  expect(at(0)).toBeLessThan(0);
  expect(at(charts.length - 1)).toBeGreaterThan(0);
  expect(dashes(sectionOf(await renderHtml(withComparison({ rules: [], verdict: "none" }))))).toBe(0);
});

it("without rules the differences are there and not judged", async () => {
  const text = textOf(sectionOf(await renderHtml(withComparison({ rules: [], verdict: "none" }))));
  expect(text).toContain("No regression rules are declared");
  expect(text).not.toContain("Outcome of the comparison");
  expect(text).toContain("−0.101");
});

it("the rules are checks of JUnit and rows of the summary", () => {
  const junit = renderJunit(withComparison());
  expect(junit).toMatch(/name="AUROC not worse than the baseline by more than 0\.033 \(general\)"/);
  const summary = renderMarkdown(withComparison());
  expect(summary).toMatch(/^\| general.*\| AUROC \| 0\.033 \| −0\.101 \|/m);
  expect(summary).toMatch(
    /^\| merged \| Brier score \| 0\.020 \| −0\.050 .*\| Pass<br>better than the baseline/m,
  );
});

it("an older file, whose comparison has no robustness, reads as it is", () => {
  const file = withComparison();
  expect(resultsFileSchema.parse(structuredClone(file))).toEqual(file);
  expect(file.results.comparison).not.toHaveProperty("robustness");
});

it("degradation beside the baseline's, or why it is not there", async () => {
  const level = { stratum: "general", corruption: "noise-<x>", severity: 3, metric: "auroc" as const };
  const sides = { baseline: { value: 0.9, drop: 0.0321 }, candidate: { value: 0.8, drop: 0.1321 } };
  const drops = [{ ...level, ...sides, difference: 0.1 }];
  const robustness = { drops, errors: [], leftOut: ["blur at severity 1 was <left out>."] };
  const text = textOf(sectionOf(await renderHtml(withComparison({ robustness }))));
  expect(text).toMatch(/general.* noise-<x> 3 \+0\.032 \+0\.132 \+0\.100/);
  expect(text).toContain("without an interval");
  expect(text).toContain("blur at severity 1 was <left out>.");
  const refused = { refused: "Other corruptions.", drops: [], errors: [], leftOut: [] };
  const none = textOf(sectionOf(await renderHtml(withComparison({ robustness: refused }))));
  expect(none).toContain("Other corruptions.");
  expect(none).not.toContain("Drop in this run");
});

it("differences of drops with the interval judged; of many the largest first, the whole table folded", async () => {
  const drop = (severity: number, difference: number | null) => ({
    ...{
      stratum: "general",
      corruption: `noise-${severity}`,
      severity,
      metric: "auroc" as const,
      difference,
    },
    baseline: { value: 0.9, drop: 0.01 },
    candidate: {
      value: difference === null ? null : 0.8,
      drop: difference === null ? null : 0.01 + difference,
    },
    ci: difference === null ? null : interval(difference - 0.01, difference + 0.02),
    ...(difference === null ? { ciReason: "only <fractures>" } : {}),
  });
  const few = { drops: [drop(1, 0.1), drop(2, null)], errors: [], leftOut: [] };
  const short = textOf(sectionOf(await renderHtml(withComparison({ robustness: few }))));
  expect(short).toMatch(/noise-1 1 \+0\.010 \+0\.110 \+0\.100 \+0\.090 to \+0\.120/);
  expect(short).toContain("only <fractures>");
  expect(short).toContain("not adjusted for how many there are");
  expect(short).not.toContain("without an interval: small ones");
  const drops = [drop(0, null), ...Array.from({ length: 20 }, (_, i) => drop(i + 1, ((i * 7) % 20) / 100))];
  const html = sectionOf(await renderHtml(withComparison({ robustness: { ...few, drops } })));
  const [open, folded] = html.split("What every corruption takes from the AUROC in both runs");
  const names = [
    ...textOf(open.slice(open.indexOf("comparison-robustness-greatest"))).matchAll(/noise-(\d+)/g),
  ];
  const differences = names.map(([, severity]) => ((Number(severity) - 1) * 7) % 20);
  expect(differences).toEqual([19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8]);
  expect([...textOf(folded).matchAll(/noise-\d+/g)]).toHaveLength(21);
});

it("a rule on corrupted images is named as such in the report, in JUnit and in the summary", async () => {
  const [rule] = withComparison().results.comparison!.rules;
  const under = { ...rule, corruption: "noise-<x>", severity: 4 };
  const rules = [
    rule,
    under,
    { ...under, metric: "sensitivity", of: "drop" as const, outcome: "fail" as const },
  ];
  const file = withComparison({ rules, verdict: "fail" });
  const section = sectionOf(await renderHtml(file));
  expect(textOf(section)).toMatch(/ AUROC under noise-<x> at severity 4 0\.033 /);
  expect(textOf(section)).toMatch(/ Drop in sensitivity under noise-<x> at severity 4 0\.033 /);
  // Only the rule on the images as they are has a margin among their differences.
  expect(section.match(/stroke-dasharray="3,2"/g)).toHaveLength(1);
  const junit = renderJunit(file);
  expect(junit).toMatch(
    /name="AUROC under noise-&lt;x&gt; at severity 4 not worse than the baseline by more/,
  );
  expect(junit).toMatch(/name="Drop in sensitivity under noise-&lt;x&gt; at severity 4 not worse/);
  const markdown = renderMarkdown(file);
  expect(markdown).toMatch(/^- AUROC under noise-&#60;x&#62; at severity 4 in general against the baseline/m);
  expect(markdown).toMatch(/\| Drop in sensitivity under noise-&#60;x&#62; at severity 4 \|/);
});
