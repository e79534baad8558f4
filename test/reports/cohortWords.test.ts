import { expect, it } from "vitest";
import { plainText } from "../../reports/prose.js";
import { figuresSection } from "../../reports/sections/figures.js";
import { sourceOf } from "../../reports/source.js";
import { explanationWords } from "../../reports/words/explanations.js";
import { goldenResults } from "./goldenResults.js";

it("speaks of views only where there are any", () => {
  const file = goldenResults("reference");
  const lead = () => plainText(figuresSection(sourceOf(file)).lead[0]);
  expect(lead()).toMatch(/the mean over its views/);
  for (const stratum of file.results.strata) stratum.views = {};
  expect(lead()).toMatch(/^The unit of analysis is the case, which counts as positive/);
  expect(lead()).not.toMatch(/view/);
});

it("counts one case as one", () => {
  expect(plainText(explanationWords.stratum("easy", "1", "3"))).toMatch(/^easy: 1 case on the wrong side/);
  expect(plainText(explanationWords.stratum("easy", "21", "3"))).toMatch(/^easy: 21 cases on/);
});
