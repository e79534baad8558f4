import { expect, test } from "vitest";
import { plainText } from "../../reports/prose.js";
import { methodsSection } from "../../reports/sections/methods.js";
import { sourceOf } from "../../reports/source.js";
import type { Results } from "../../src/results/schema/results.js";
import { goldenResults } from "./goldenResults.js";

function methods(change: (results: Results) => Partial<Results> = () => ({})): Map<string, string> {
  const file = goldenResults("reference");
  const changed = { ...file, results: { ...file.results, ...change(file.results) } };
  const [block] = methodsSection(sourceOf(changed)).blocks;
  if (block.kind !== "terms") throw new Error("the methods are a list of topics");
  return new Map(block.terms.map(({ term, meaning }) => [plainText(term), plainText(meaning)]));
}

test("what was done is said, with its settings", () => {
  const said = methods();
  expect(said.get("Cases")).toMatch(/^312 of the manifest’s [\d,]+ cases were analysed/);
  expect(said.get("Intervals")).toMatch(
    /at 95%: percentiles .* of 5,000 bootstrap resamples of patients, .* seed 12,?345/,
  );
  expect(said.get("Intervals")).toMatch(/Patients are drawn whole/);
  expect(said.get("Differences between strata")).toMatch(/Holm’s method/);
  expect(said.get("Operating point")).toMatch(/at or above 0\.\d+/);
});

test("what was not done is not said", () => {
  const bare = methods((results) => ({
    ...{ ood: null, confounders: [], strataInteraction: undefined, readers: [], acceptance: [], gaps: [] },
    ...{ referral: undefined, masking: null, subgroups: undefined, landmarks: undefined, comparison: null },
    strata: results.strata.map(({ calibration: _, needed: __, atReferencePrevalence: ___, ...one }) => one),
    protocol: { ...results.protocol, bootstrap: { ...results.protocol.bootstrap, unit: "case" as const } },
  }));
  expect([...bare.keys()]).toEqual(["Cases", "Scores", "Operating point", "Intervals"]);
  expect(bare.get("Intervals")).not.toMatch(/atients are drawn whole/);
});

test("each analysis has its sentence, and brings no other’s", () => {
  const without = methods((results) => ({ acceptance: [], confounders: results.confounders }));
  expect(without.has("Acceptance criteria")).toBe(false);
  const judged = methods(() => ({
    acceptance: [
      {
        ...{ stratum: "general", metric: "auroc", value: 0.9, ci: null, outcome: "pass", reason: "" },
        rule: { atLeast: 0.8, judge: "estimate", minimum: 10 },
      },
    ],
  }));
  expect(judged.get("Acceptance criteria")).toMatch(/judged on the estimate alone/);
});
