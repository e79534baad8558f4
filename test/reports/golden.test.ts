import { expect, test } from "vitest";
import { goldenResults } from "./goldenResults.js";

const { results } = goldenResults("reference");

test("reference.json has the published study's counts", () => {
  expect(results.strata.map(({ name, positives, negatives }) => [name, positives, negatives])).toEqual([
    ["general", 129, 78],
    ["ct-confirmed", 20, 85],
    ["merged", 149, 163],
  ]);
});

test.each(results.strata)("reference.json: the figures of $name agree with each other", (stratum) => {
  const { tp, fp, fn, tn } = stratum.confusion;
  expect([tp + fn, fp + tn, tp + fp + fn + tn]).toEqual([
    stratum.positives,
    stratum.negatives,
    stratum.cases,
  ]);
  expect(stratum.metrics.sensitivity.value).toBeCloseTo(tp / (tp + fn), 10);
  expect(stratum.metrics.specificity.value).toBeCloseTo(tn / (tn + fp), 10);
  let area = 0;
  for (let i = 1; i < stratum.roc.length; i++) {
    const [a, b] = [stratum.roc[i - 1], stratum.roc[i]];
    area += ((b.fpr - a.fpr) * (a.tpr + b.tpr)) / 2;
  }
  expect(stratum.metrics.auroc.value).toBeCloseTo(area, 10);
});

test("reference.json: the merged AUROC is the weighted mean of its pairs", () => {
  const pairs = results.masking?.pairs ?? [];
  expect(pairs.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 10);
  expect(pairs.reduce((sum, { weight, auroc }) => sum + weight * auroc!, 0)).toBeCloseTo(
    results.masking!.merged,
    10,
  );
});
