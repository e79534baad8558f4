import { describe, expect, test } from "vitest";
import { type Format, formatted } from "../../reports/format/number.js";
import { renderHtml } from "../../reports/index.js";
import { valueAt } from "../../reports/source.js";
import { outOfDistribution } from "../../src/analysis/outOfDistribution.js";
import { referral } from "../../src/analysis/referral.js";
import { type ResultsFile, resultsFileSchema } from "../../src/results/schema/results.js";
import { type MadeEnsemble, madeEnsemble } from "../analysis/ensembleCohort.js";
import { goldenResults } from "./goldenResults.js";

const paper: MadeEnsemble = {
  general: [129, 78],
  hard: [20, 85],
  members: 9,
  spread: { general: 0.5, hard: 0.5 },
  skill: { general: 2.5, hard: 1 },
  seed: 1,
};

/** The reference run with the uncertainty of a made ensemble. */
function fileWith(change: Partial<MadeEnsemble>, without: "members" | "nothing" = "nothing"): ResultsFile {
  const made = madeEnsemble({ ...paper, ...change });
  const input = without === "members" ? { ...made, scores: { ...made.scores, members: [] } } : made;
  const file = goldenResults("reference");
  file.results.ood = outOfDistribution(input, 0.5);
  file.results.referral = referral(input, 0.5);
  return resultsFileSchema.parse(file);
}

/** A section's text, tags left out. */
async function textOf(file: ResultsFile, section: string): Promise<string> {
  const html = await renderHtml(file);
  const found = html.match(new RegExp(`<section id="${section}"[\\s\\S]*?</section>`))?.[0] ?? "";
  return found.replace(/<svg[\s\S]*?<\/svg>/g, "").replace(/<[^>]+>/g, "");
}

const planted = { spread: { general: 0.2, hard: 1.5 }, tempered: 2 };

describe("members that disagree on the hard cases", () => {
  const file = fileWith(planted);
  const html = renderHtml(file);

  test("every figure is the results' own", async () => {
    const printed = [...(await html).matchAll(/data-pointer="([^"]*)" data-format="(\w+)">([^<]*)</g)].filter(
      ([, pointer]) => /^\/results\/(ood|referral)/.test(pointer),
    );
    expect(printed.length).toBeGreaterThan(500);
    for (const [, pointer, format, text] of printed)
      expect(text, pointer).toBe(formatted(valueAt(file, pointer), format as Format));
  });

  test("no id twice, and the page stays small", async () => {
    const ids = [...(await html).matchAll(/<[a-z][^>]*\sid="([^"]*)"/g)].map(([, id]) => id);
    expect(ids.length).toBe(new Set(ids).size);
    expect(Buffer.byteLength(await html)).toBeLessThan(2_000_000);
    expect(await html).not.toMatch(/>(?:NaN|null|undefined|Infinity|\[object Object\])</);
  });

  test("the answer comes first, with its figures; what it doesn't mean stands below", async () => {
    const text = await textOf(file, "out-of-distribution");
    expect(text).toMatch(
      /Yes\. The predictive variance of a case of hard is above that of a case of general more often than chance \(AUROC [01]\.\d{3}, exact 95%\sCI 0\.9\d\d–[01]\.\d{3}\); a limit that flags 95% of hard flags [\d.]+% of general/,
    );
    expect(text).toContain("Hard is not the same as out-of-distribution.");
    expect(text).toContain("over every choice of so many, 502 in all");
    expect(text).toContain("logits divided by its temperature");
    expect(text).toContain("in nats");
  });

  test("charts are there, each with its data", async () => {
    for (const id of [
      "figure-histogram-0",
      "figure-by-members",
      "figure-risk-variance",
      "figure-risk-margin",
    ])
      expect(await html).toContain(`<figure id="${id}"`);
    for (const id of ["histogram-data-0", "by-members", "by-members-tempered", "aurc"])
      expect(await html).toContain(`<table id="${id}"`);
  });

  test("referral says what it would have caught, of how many", async () => {
    expect(await textOf(file, "referral")).toMatch(
      /Referring at most 20% of all cases by predictive variance \(62 of 312\) would have caught .* of the \d+ wrong calls in hard, with \d+ of its 105 cases referred/,
    );
  });
});

test("members that are identical: no", async () => {
  const text = await textOf(fileWith({ spread: { general: 0, hard: 0 } }), "out-of-distribution");
  expect(text).toContain("No. The predictive variance is the same for every case");
  expect(text).toContain("declares no temperatures");
});

test("nothing planted: not shown", async () => {
  const same = fileWith({ skill: { general: 1.5, hard: 1.5 }, seed: 5 });
  expect(await textOf(same, "out-of-distribution")).toMatch(
    /Not shown\. These cases don’t show that the predictive variance tells hard from general: the interval holds 0\.5/,
  );
});

test("surer of the hard cases: no", async () => {
  const text = await textOf(fileWith({ spread: { general: 1.5, hard: 0.2 } }), "out-of-distribution");
  expect(text).toMatch(/No\. The predictive variance is lower in hard than in general \(AUROC 0\.[0-4]/);
});

test("without members, what is missing and where to get it", async () => {
  const file = fileWith({}, "members");
  const text = await textOf(file, "out-of-distribution");
  expect(text).toContain("There is no ensemble of two members or more");
  expect(text).not.toContain("Mutual information");
  expect(await textOf(file, "referral")).toContain("by predictive entropy (62 of 312)");
});

test("no wrong calls are said, not shown as figures", async () => {
  const file = fileWith({ skill: { general: 9, hard: 9 } });
  expect(await textOf(file, "referral")).toContain("nothing in general, which has no wrong call");
  expect(await textOf(file, "out-of-distribution")).toContain("no wrong decision");
});

test("results that hold only what the contract fixes still render; without ood a line says why", async () => {
  const file = fileWith(planted);
  const { in: inside, out, members, scores, byMembers } = file.results.ood!;
  file.results.ood = { in: inside, out, members, scores, byMembers };
  file.results.referral = undefined;
  const html = await renderHtml(file);
  expect(html).toContain('<section id="out-of-distribution"');
  expect(await textOf(file, "referral")).toMatch(/Not analysed/);
  file.results.ood = null;
  expect(await textOf(file, "out-of-distribution")).toMatch(/Not analysed: the strata file declares no/);
});

test("many strata and long names keep to the page", async () => {
  const file = fileWith(planted);
  const { ood, referral: referred } = file.results;
  const name = "x".repeat(64);
  ood!.histograms![0].strata = Array.from({ length: 12 }, (_, i) => ({
    stratum: `${name.slice(2)}${i}`,
    counts: new Array(20).fill(i),
  }));
  referred!.curves = [...Array(12).keys()].flatMap((i) =>
    referred!.curves.map((one) =>
      one.stratum === "hard" ? { ...one, stratum: `${name.slice(2)}${i}` } : one,
    ),
  );
  expect(await renderHtml(file)).toContain("figure-risk-variance");
});
