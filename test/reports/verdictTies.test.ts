import { expect, it } from "vitest";
import { renderMarkdown } from "../../reports/index.js";
import { plainText } from "../../reports/prose.js";
import { verdictOf } from "../../reports/sections/verdict.js";
import { sourceOf } from "../../reports/source.js";
import { gateWords } from "../../reports/words/gate.js";
import * as verify from "../../src/messages/verify.js";
import { goldenResults, variantResults } from "./goldenResults.js";

it("strata with the same lowest AUROC tie, and the verdict says so", () => {
  const file = variantResults("three-cases");
  const { strata, masking } = file.results;
  const { worst, gap } = verdictOf(sourceOf(file));
  expect(strata.slice(0, 2).map(({ metrics }) => metrics.auroc.value)).toEqual([1, 1]);
  expect(masking!.worst.stratum).toBe("general");
  expect(plainText(worst!.name)).toBe("general, tied with rare");
  expect(plainText(gap)).toContain("it is the same in rare");
});

it("a stratum that is alone the worst is named alone", () => {
  const { worst, gap } = verdictOf(sourceOf(goldenResults("reference")));
  expect(plainText(worst!.name)).toBe("ct-confirmed");
  expect(plainText(gap)).not.toContain("the same in");
});

it("the summary says which run it was compared with, and at which thresholds", () => {
  const file = variantResults("everything");
  const { baseline } = file.results.comparison!;
  const summary = renderMarkdown(file);
  expect(summary).toContain(
    `This run against ${baseline.model.name} (${baseline.model.sha256.slice(0, 12)})`,
  );
  expect(summary).toMatch(/Threshold: 0\.500 in this run, 0\.500 in the baseline/);
});

it("one case is a case", () => {
  const needed = (positives?: string, negatives?: string) =>
    plainText(gateWords.needed(positives, negatives, "pass"));
  expect(needed("1")).toContain("about 1 case with a fracture");
  expect(needed(undefined, "1")).toContain("about 1 case without fracture");
  expect(needed("2", "1")).toContain("about 2 cases with and 1 without");
  expect(verify.lacksRows(1)).toBe("lacks 1 case of the manifest");
  expect(verify.lacksRows(2)).toBe("lacks 2 cases of the manifest");
  expect(verify.noSuchRow(1, "x")).toBe("a case that the manifest doesn't have, x");
});
