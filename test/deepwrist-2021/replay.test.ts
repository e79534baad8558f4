import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { matricesPrintedAs, rounded } from "../../benchmark/deepwrist-2021/reconstruct.js";
import { replay } from "../../benchmark/deepwrist-2021/replay.js";
import { publishedStudy, tableMetrics } from "../../benchmark/deepwrist-2021/study.js";

const study = publishedStudy();
const result = replay(study, { iterations: 50_000, seed: 12345 });

interface Golden {
  raters: {
    stratum: string;
    rater: string;
    estimates: Record<string, number>;
    bounds: Record<string, { lower: [number, number]; upper: [number, number] }>;
    kappa: number;
  }[];
  kappaBetween: [number, number];
}
const golden: Golden = JSON.parse(readFileSync(new URL("golden/replay.json", import.meta.url), "utf8"));

describe("the replayed study", () => {
  it("reproduces every matrix, estimate, bound and kappa", () => {
    expect(result.agrees).toBe(true);
    expect([result.matrices.length, result.figures.length, result.kappas.length]).toEqual([15, 75, 6]);
  });

  it("estimates equal scikit-learn's", () => {
    for (const { stratum, rater, metric, ours } of result.figures) {
      const expected = golden.raters.find((one) => one.stratum === stratum && one.rater === rater)!;
      expect(ours, `${stratum}, ${rater}, ${metric}`).toBeCloseTo(expected.estimates[metric], 12);
    }
  });

  it("bounds lie within chance of the exact distribution over resamples (SciPy's binomials)", () => {
    for (const { stratum, rater, metric, lower, upper } of result.figures) {
      const expected = golden.raters.find((one) => one.stratum === stratum && one.rater === rater)!.bounds[
        metric
      ];
      for (const [bound, [least, most]] of [
        [lower.ours, expected.lower],
        [upper.ours, expected.upper],
      ] as const) {
        expect(bound, `${stratum}, ${rater}, ${metric}`).toBeGreaterThanOrEqual(least - 1e-12);
        expect(bound, `${stratum}, ${rater}, ${metric}`).toBeLessThanOrEqual(most + 1e-12);
      }
    }
  });

  it("kappas equal scikit-learn's, and the range of one between readers is that of all coincidences", () => {
    for (const { stratum, a, ours, range } of result.kappas)
      if (ours === null) {
        expect(range!.lower).toBeCloseTo(golden.kappaBetween[0], 12);
        expect(range!.upper).toBeCloseTo(golden.kappaBetween[1], 12);
      } else {
        const expected = golden.raters.find((one) => one.stratum === stratum && one.rater === a)!;
        expect(ours, a).toBeCloseTo(expected.kappa, 12);
      }
  });

  it("read as rounded, the figures of 13 of the 15 raters fit no matrix at all", () => {
    const fitting = study.strata.flatMap(({ positives, negatives, model, readers }) =>
      [...readers, ...model].map(
        ({ metrics }) => matricesPrintedAs(positives, negatives, metrics, rounded).length,
      ),
    );
    expect(fitting.filter((count) => count > 0).length).toBe(2);
  });

  it("a figure that is off by a hundredth, a wrong matrix and a wrong bound are found", () => {
    const changed = structuredClone(study);
    const [first, second] = changed.strata[1].readers;
    first.metrics.f1.value += 0.01;
    second.confusion.tp++;
    second.confusion.fn--;
    changed.strata[0].readers[0].metrics.specificity.lower = 0.85;
    const wrong = replay(changed, { iterations: 50_000, seed: 12345 });
    expect(wrong.agrees).toBe(false);
    const raters = wrong.matrices.filter(({ agrees }) => !agrees).map(({ rater }) => rater);
    expect(raters).toEqual(["Radiologist 1", "Radiologist 2"]);
    const figures = wrong.figures
      .filter(({ agrees }) => !agrees)
      .map(({ rater, metric }) => `${rater} ${metric}`);
    expect(figures).toContain("Radiologist 1 f1");
    expect(figures).toContain("Radiologist 2 sensitivity");
    const bounds = wrong.figures.filter(({ stratum, lower }) => stratum === "general" && !lower.agrees);
    expect(bounds.map(({ rater, metric }) => `${rater} ${metric}`)).toEqual([
      "Radiology resident specificity",
    ]);
  });

  it("table 1 and the strata add up", () => {
    const { training, strata } = study;
    expect(training.positives + training.negatives).toBe(training.cases);
    for (const view of ["PA", "LAT"] as const) {
      const { positives, negatives, all } = training.radiographs[view];
      expect(positives + negatives).toBe(all);
    }
    for (const { positives, negatives, cases, eligible, excluded, model, readers } of strata) {
      expect([positives + negatives, eligible - excluded]).toEqual([cases, cases]);
      for (const { confusion } of [...model, ...readers]) {
        expect([confusion.tp + confusion.fn, confusion.fp + confusion.tn]).toEqual([positives, negatives]);
      }
    }
  });
});

const transcript = new URL("../../../shared/paper/deepwrist-2021.json", import.meta.url);

describe.skipIf(!existsSync(transcript))("tables.json (skipped where ../shared/paper is absent)", () => {
  it("holds what another transcript of the paper holds", () => {
    const other = JSON.parse(readFileSync(transcript, "utf8"));
    const figure = ({ value, lower, upper }: { value: number; lower: number; upper: number }) => [
      value,
      lower,
      upper,
    ];
    let compared = 0;
    for (const { name, model, readers, ...stratum } of study.strata) {
      const set = other.test_sets[name];
      expect([stratum.cases, stratum.positives, stratum.negatives]).toEqual([
        set.cases,
        set.fracture,
        set.normal,
      ]);
      expect([stratum.eligible, stratum.radiographs]).toEqual([set.eligible, set.radiographs]);
      const raters = other.raters[name];
      expect([...model, ...readers].map((one) => one.name).sort()).toEqual(Object.keys(raters).sort());
      for (const rater of [...model, ...readers]) {
        const same = raters[rater.name];
        expect(rater.confusion, rater.name).toEqual(same.confusion);
        expect("kappaAgainstTruth" in rater ? rater.kappaAgainstTruth : undefined).toBe(same.kappa_vs_truth);
        tableMetrics.forEach((metric, k) => {
          expect(figure(rater.metrics[metric]), rater.name).toEqual([same.estimate[k], ...same.ci[k]]);
          compared++;
        });
      }
      for (const { unit, metrics } of model) {
        const ranking = other.ranking[name][unit === "case" ? "Ensemble" : unit];
        expect([figure(metrics.auroc), figure(metrics.aupr)]).toEqual([ranking.auroc, ranking.aupr]);
      }
    }
    expect(compared).toBe(75);
    const { merged, outOfDistribution, landmarkRecall, thresholds, outOfFoldAccuracy } = study;
    expect({ auroc: figure(merged.auroc), aupr: figure(merged.aupr) }).toEqual(other.ranking.merged.Ensemble);
    expect(figure(outOfDistribution.auroc)).toEqual(other.ood.auroc);
    expect(Object.fromEntries(landmarkRecall.map((one) => [String(one.withinMm), figure(one)]))).toEqual(
      other.landmarks.recall_at_mm,
    );
    expect([thresholds.PA, thresholds.LAT, thresholds.case]).toEqual([
      ...[other.thresholds.PA, other.thresholds.LAT, other.thresholds.Ensemble],
    ]);
    expect({ PA: figure(outOfFoldAccuracy.PA), LAT: figure(outOfFoldAccuracy.LAT) }).toEqual(
      other.out_of_fold_accuracy,
    );
    expect(study.kappaBetweenReaders[0].kappa).toBe(
      other.kappa_between_readers.general["Primary care physician 1 vs Primary care physician 2"],
    );
  });
});
