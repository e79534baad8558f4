import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type AnalysisInput, analyse } from "../../src/analysis/analyse.js";
import { thin } from "../../src/analysis/curves.js";
import type { Cohort } from "../../src/cohort/cohort.js";
import { type MetricName, metricNames } from "../../src/results/schema/metric.js";
import { strataFileSchema } from "../../src/strata/schema.js";

interface Row {
  id: string;
  patient: string;
  label: 0 | 1;
  hard: boolean;
  views: Record<"PA" | "LAT", number | null>;
}
const golden = JSON.parse(readFileSync(join(import.meta.dirname, "golden/strata.json"), "utf8"));
const rows = golden.rows as Row[];

function input(change: { rows?: Row[]; strata?: object; unit?: "patient" | "case" } = {}): AnalysisInput {
  const list = change.rows ?? rows;
  const cohort: Cohort = {
    name: "golden",
    file: "golden.csv",
    sha256: "0".repeat(64),
    strata: ["easy", "hard"],
    views: ["LAT", "PA"],
    flow: [],
    manifestCases: new Map(list.map((row) => [row.id, new Set<string>()])),
    hasPatients: true,
    hasImages: false,
    cases: list.map((row) => ({
      id: row.id,
      patient: row.patient,
      label: row.label,
      member: [!row.hard, row.hard],
      images: [],
      age: null,
      sex: null,
      variables: new Map(),
    })),
  };
  const view = (name: "PA" | "LAT") => Float64Array.from(list, (row) => row.views[name] ?? Number.NaN);
  const strata = strataFileSchema.parse({
    version: 1,
    name: "golden",
    cohort: { manifest: "golden.csv", columns: { case: "id", label: "label" } },
    strata: [
      { name: "easy", where: "hard = 0" },
      { name: "hard", where: "hard = 1" },
    ],
    threshold: golden.thresholds,
    ...change.strata,
  });
  return {
    cohort,
    strata,
    scores: {
      cases: Float64Array.from(list, ({ views }) => {
        const present = Object.values(views).filter((p): p is number => p !== null);
        return present.reduce((sum, p) => sum + p, 0) / present.length;
      }),
      views: new Map([
        ["LAT", view("LAT")],
        ["PA", view("PA")],
      ]),
      members: [],
    },
    modelThreshold: null,
    resampling: { iterations: 2000, seed: 12345, level: 0.95 },
    unit: change.unit ?? "patient",
  };
}

const analysis = await analyse(input());
const stratum = (name: string) => analysis.strata.find((one) => one.name === name)!;

describe("every figure of every stratum equals scikit-learn's", () => {
  for (const name of ["easy", "hard", "merged"])
    for (const unit of ["case", "PA", "LAT"])
      it(`${name}, ${unit}`, () => {
        const expected = golden.expected[name][unit];
        const found = unit === "case" ? stratum(name) : stratum(name).views[unit];
        expect(found.confusion).toEqual(expected.confusion);
        for (const metric of metricNames)
          expect(Math.abs(found.metrics[metric].value! - expected[metric]), metric).toBeLessThan(1e-12);
      });
});

describe("intervals", () => {
  it("hold their estimate, and carry level, method and iterations", async () => {
    for (const one of analysis.strata)
      for (const metric of metricNames) {
        const { value, ci, exactCi } = one.metrics[metric];
        expect(ci).toMatchObject({ level: 0.95, iterations: 2000 });
        expect(ci!.method).toMatch(/patient/);
        expect(ci!.lower).toBeLessThanOrEqual(value!);
        expect(ci!.upper).toBeGreaterThanOrEqual(value!);
        const exact: MetricName[] = ["auroc", "sensitivity", "specificity", "precision", "npv", "accuracy"];
        expect(exactCi !== undefined, metric).toBe(exact.includes(metric));
        if (exactCi) {
          expect(exactCi.lower).toBeLessThan(value!);
          expect(exactCi.upper).toBeGreaterThan(value! - 1e-12);
        }
      }
  });

  it("are the same for the same seed, and others for another", async () => {
    expect(await analyse(input())).toEqual(analysis);
    const other = await analyse({ ...input(), resampling: { iterations: 2000, seed: 1, level: 0.95 } });
    expect(other.strata[0].metrics.auroc.ci).not.toEqual(analysis.strata[0].metrics.auroc.ci);
    expect(other.strata[0].metrics.auroc.value).toBe(analysis.strata[0].metrics.auroc.value);
  });
});

it("threads share the work of a large cohort without changing a figure", async () => {
  const large = Array.from({ length: 25 }, (_, copy) =>
    rows.map((row) => ({ ...row, id: `${row.id}-${copy}`, patient: `${row.patient}-${copy}` })),
  ).flat();
  const few = { ...input({ rows: large }), resampling: { iterations: 200, seed: 5, level: 0.95 } };
  expect(large.length).toBeGreaterThan(5000);
  expect(await analyse({ ...few, threads: 3 })).toEqual(await analyse({ ...few, threads: 1 }));
});

describe("gaps", () => {
  it("are stratum minus reference, for every primary metric, Holm-adjusted", async () => {
    const declared = analysis.gaps.filter(({ family }) => family === "declared");
    expect(declared.map(({ stratum, reference, metric }) => [stratum, reference, metric])).toEqual([
      ["hard", "easy", "auroc"],
      ["hard", "easy", "sensitivity"],
      ["hard", "easy", "specificity"],
    ]);
    for (const gap of declared) {
      const metric = gap.metric as MetricName;
      expect(gap.difference).toBeCloseTo(
        stratum("hard").metrics[metric].value! - stratum("easy").metrics[metric].value!,
        12,
      );
      expect(gap.pAdjusted!).toBeGreaterThanOrEqual(gap.p!);
      expect(gap.ci!.lower).toBeLessThanOrEqual(gap.difference!);
    }
  });

  it("find the stratum that was made worse, and are silent where the strata are alike", async () => {
    const auroc = analysis.gaps[0];
    expect(auroc.pAdjusted!).toBeLessThan(0.05);
    expect(auroc.ci!.upper).toBeLessThan(0);
    const alike = rows
      .filter((row) => !row.hard)
      .map((row, i) => ({ ...row, hard: i % 2 === 1, patient: row.id }));
    const { gaps } = await analyse(input({ rows: alike }));
    for (const gap of gaps.filter(({ family }) => family === "declared"))
      expect(gap.pAdjusted!).toBeGreaterThan(0.05);
  });

  it("resample patients jointly where strata share them", async () => {
    const shared = rows.map((row, i) => (i === 200 ? { ...row, patient: rows[10].patient } : row));
    const { gaps } = await analyse(input({ rows: shared }));
    for (const gap of gaps) expect(gap.method).toMatch(/jointly/);
    for (const gap of analysis.gaps) expect(gap.method).not.toMatch(/jointly/);
  });

  it("compare each stratum with all other cases for `reference: rest`", async () => {
    const all = await analyse(input({ strata: { reference: "rest", primary: ["auroc"] } }));
    const gaps = all.gaps.filter(({ family }) => family === "declared");
    expect(gaps.map((gap) => gap.stratum)).toEqual(["easy", "hard"]);
    expect(gaps[0].difference!).toBeCloseTo(-gaps[1].difference!, 12);
  });
});

describe("gaps of small strata don't claim more than their cases show", () => {
  /** Cases whose probability is `high` or `low`, so many of each. */
  const cases = (hard: boolean, label: 0 | 1, high: number, low: number, patient?: string): Row[] =>
    Array.from({ length: high + low }, (_, i) => {
      const p = (i < high ? 0.9 : 0.1) + i * 1e-4;
      const id = `${hard ? "h" : "e"}${label}-${i}`;
      return { id, patient: patient ?? id, label, hard, views: { PA: p, LAT: p } };
    });
  const gap = async (metric: string, list: Row[], strata: object = {}) =>
    (await analyse(input({ rows: list, strata: { primary: [metric], ...strata } }))).gaps[0];

  it("20 of 20 against 122 of 129 fractures found: Fisher's exact p, as SciPy gives it", async () => {
    const list = [
      ...cases(true, 1, 20, 0),
      ...cases(true, 0, 20, 20),
      ...cases(false, 1, 122, 7),
      ...cases(false, 0, 10, 70),
    ];
    const found = await gap("sensitivity", list);
    expect(found.p!).toBeCloseTo(0.594258926668662, 12);
    expect(found.ci!.lower).toBeLessThan(0);
    expect(found.ci!.upper).toBeGreaterThan(0);
    expect(found.method).toBe("Newcombe's interval, Fisher's exact test");
  });

  it("an AUROC of 1 has a p that agrees with its interval", async () => {
    for (const overlap of [0, 3, 8, 15]) {
      const list = [
        ...cases(true, 1, 20, 0),
        ...cases(true, 0, 0, 30),
        ...cases(false, 1, 60 - overlap, overlap),
        ...cases(false, 0, overlap, 60 - overlap),
      ];
      const { p, ci } = await gap("auroc", list);
      expect(p! < 0.05, String(overlap)).toBe(ci!.lower > 0 || ci!.upper < 0);
    }
  });

  it("a metric that only resampling can judge has no p with fewer than ten cases of a class", async () => {
    const list = [
      ...cases(true, 1, 5, 1),
      ...cases(true, 0, 10, 20),
      ...cases(false, 1, 50, 10),
      ...cases(false, 0, 10, 50),
    ];
    expect(await gap("f1", list)).toMatchObject({ status: "too-few", p: null, ci: null });
    expect((await gap("f1", list)).reason).toMatch(/one side has 6 of a class/);
  });

  it("twenty cases of one patient are one", async () => {
    const list = [
      ...cases(true, 1, 8, 2, "one"),
      ...cases(true, 0, 2, 8, "one"),
      ...cases(false, 1, 50, 10),
      ...cases(false, 0, 10, 50),
    ];
    const { strata } = await analyse(input({ rows: list }));
    const hard = strata.find((one) => one.name === "hard")!;
    expect(hard).toMatchObject({ positives: 10, positivePatients: 1, negativePatients: 1 });
    expect(hard.metrics.auroc.exactCi).toBeNull();
    expect(hard.metrics.auroc.exactCiReason).toBeTruthy();
  });
});

describe("masking", () => {
  it("is said where the worst stratum is the reference itself", async () => {
    const { masking } = await analyse(input({ strata: { reference: "hard" } }));
    expect(masking!.masks).toBe(true);
    expect(masking!.statement).toMatch(/hides .* in hard/);
  });

  it("says that it was not tested where AUROC is none of the primary metrics", async () => {
    const { masking } = await analyse(input({ strata: { primary: ["sensitivity"] } }));
    expect(masking!.masks).toBe(false);
    expect(masking!.statement).toMatch(/was not tested/);
  });

  it("splits the merged AUROC exactly into its pairs", async () => {
    const { merged, pairs, worst } = analysis.masking!;
    expect(worst.stratum).toBe("hard");
    expect(pairs!.reduce((sum, pair) => sum + pair.weight, 0)).toBeCloseTo(1, 12);
    expect(pairs!.reduce((sum, pair) => sum + pair.weight * pair.auroc!, 0)).toBeCloseTo(merged, 12);
  });

  it("says that the merged figure hides the worst stratum only where the gap is shown", async () => {
    expect(analysis.masking!.masks).toBe(true);
    expect(analysis.masking!.statement).toMatch(/hides .* in hard/);
    const alike = rows
      .filter((row) => !row.hard)
      .map((row, i) => ({ ...row, hard: i % 2 === 1, patient: row.id }));
    expect((await analyse(input({ rows: alike }))).masking!.masks).toBe(false);
  });
});

describe("figures that can't be had", () => {
  it("a stratum of one class has null with a reason, and its gap too", async () => {
    const oneClass = rows.filter((row) => !row.hard || row.label === 0);
    const { strata, gaps } = await analyse(input({ rows: oneClass }));
    const hard = strata.find((one) => one.name === "hard")!;
    expect(hard.metrics.auroc).toMatchObject({ value: null, status: "one-class", ci: null });
    expect(hard.metrics.auroc.reason).toMatch(/no positive/);
    expect(hard.metrics.specificity.value).not.toBeNull();
    expect(hard.roc).toEqual([]);
    const gap = gaps.find((one) => one.metric === "auroc")!;
    expect(gap).toMatchObject({ difference: null, p: null, pAdjusted: null, ci: null });
    expect(gap.reason).toMatch(/no positive/);
  });

  it("three cases give results, not an exception", async () => {
    const three = [
      rows.find((r) => r.label === 1 && !r.hard)!,
      rows.find((r) => r.label === 0 && !r.hard)!,
      rows[180],
    ];
    const { strata } = await analyse(input({ rows: three }));
    expect(strata.map((one) => one.cases)).toEqual([2, 1, 3]);
  });
});

it("a long curve is thinned to its ends, its operating point and evenly between", async () => {
  const curve = Array.from({ length: 50_001 }, (_, i) => ({ threshold: 1 - i / 50_000 }));
  const thinned = thin(curve, 0.12345);
  expect(thinned.length).toBeLessThanOrEqual(2000);
  expect(thinned[0]).toBe(curve[0]);
  expect(thinned.at(-1)).toBe(curve.at(-1));
  const operating = curve.filter((point) => point.threshold >= 0.12345).at(-1)!;
  expect(thinned).toContain(operating);
});
