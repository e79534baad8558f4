import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { analyse } from "../../src/analysis/analyse.js";
import { checkReaders, readerCalls } from "../../src/cohort/readerCalls.js";
import { resultsSchema } from "../../src/results/schema/results.js";
import { RandomStream } from "../../src/statistics/index.js";
import type { StrataFile } from "../../src/strata/schema.js";
import type { ValidatedYaml } from "../../src/yaml/readYaml.js";
import { type ReadCase, readerInput } from "./readerCohort.js";

interface GoldenRow {
  label: 0 | 1;
  hard: boolean;
  probability: number;
  good: 0 | 1;
  poor: 0 | 1 | null;
}
const golden = JSON.parse(readFileSync(join(import.meta.dirname, "golden/readers.json"), "utf8"));
const cases: ReadCase[] = (golden.rows as GoldenRow[]).map(({ good, poor, ...rest }) => ({
  ...rest,
  answers: { good, poor },
}));
const found = await analyse(readerInput(cases));
const strata = ["easy", "hard", "merged"];

describe.each(strata)("%s: figures equal scikit-learn's, intervals R's", (stratum) => {
  const expected = golden.expected[stratum];

  it.each(["good", "poor"])("of the reader %s", (name) => {
    const reader = found.readers.find((one) => one.stratum === stratum && one.name === name)!;
    const want = expected.readers[name];
    expect(reader.confusion).toEqual(want.confusion);
    expect(reader.missing).toBe(want.missing);
    for (const metric of ["f1", "balancedAccuracy", "accuracy", "mcc"])
      expect(reader.metrics[metric].value, metric).toBeCloseTo(want[metric], 12);
    for (const metric of ["sensitivity", "specificity", "precision", "npv"]) {
      const { value, exactCi, ci } = reader.metrics[metric];
      expect(
        [value, exactCi!.lower, exactCi!.upper].map((x, i) => Math.abs(x! - want[metric][i]) < 1e-9),
      ).toEqual([true, true, true]);
      expect(ci!.method).toMatch(/percentile bootstrap/);
    }
    expect(reader.modelSensitivity!.value).toBeCloseTo(want.modelSensitivity, 12);
    for (const metric of ["sensitivity", "specificity"]) {
      const { modelOnly, readerOnly, difference, p, cases: pairs } = expected.comparison[name][metric];
      const one = found.readerComparison!.find(
        (c) => c.stratum === stratum && c.reader === name && c.metric === metric,
      )!;
      expect(one).toMatchObject({ modelOnly, readerOnly, cases: pairs });
      expect(one.difference).toBeCloseTo(difference, 12);
      expect(one.p).toBeCloseTo(p, 12);
      expect(one.ci!.lower).toBeLessThan(one.difference!);
      expect(one.ci!.upper).toBeGreaterThan(one.difference!);
    }
  });

  it("kappas and their standard errors", () => {
    for (const [pair, want] of Object.entries<{ cases: number; kappa: number; se: number }>(
      expected.agreement,
    )) {
      const [a, b] = pair.split("-");
      const one = found.agreement.find((k) => k.stratum === stratum && k.a === a && k.b === b)!;
      expect(one.cases).toBe(want.cases);
      expect(one.kappa.value).toBeCloseTo(want.kappa, 12);
      expect(one.kappa.ci!.upper - one.kappa.value!).toBeCloseTo(1.959963984540054 * want.se, 9);
    }
    expect(found.agreement.filter((k) => k.stratum === stratum)).toHaveLength(6);
  });
});

it("adjusted p are R's p.adjust over all tests", () => {
  const order = strata.flatMap((stratum) => ["good", "poor"].map((reader) => ({ stratum, reader })));
  const p = order.flatMap(({ stratum, reader }) =>
    found.readerComparison!.filter((c) => c.stratum === stratum && c.reader === reader),
  );
  p.forEach((one, i) => {
    expect(one.pAdjusted).toBeCloseTo(golden.holm[i], 10);
  });
});

describe("planted answers", () => {
  const random = new RandomStream(3, "planted");
  const planted: ReadCase[] = Array.from({ length: 200 }, (_, i) => {
    const label = (i % 2) as 0 | 1;
    const probability = Math.min(1, Math.max(0, 0.5 + (label - 0.5) * 0.5 + (random.uniform() - 0.5) * 0.7));
    const model = probability >= 0.5;
    return {
      label,
      probability,
      hard: i % 3 === 0,
      patient: `p${i >> 1}`,
      answers: {
        perfect: label === 1,
        copy: model ? 1 : 0,
        worse: random.uniform() < 0.4 ? 1 - label : label,
      },
    };
  });

  it("a reader copied from the truth has kappa 1 and sensitivity 1; copied from the model, no difference", async () => {
    const { readers, agreement, readerComparison } = await analyse(readerInput(planted));
    for (const stratum of strata) {
      const perfect = readers.find((one) => one.stratum === stratum && one.name === "perfect")!;
      expect(perfect.metrics["sensitivity"]).toMatchObject({ value: 1 });
      expect(perfect.metrics["sensitivity"].exactCi!.lower).toBeLessThan(1);
      const kappa = (a: string, b: string) =>
        agreement.find((one) => one.stratum === stratum && one.a === a && one.b === b)!.kappa;
      expect(kappa("perfect", "truth")).toMatchObject({ value: 1, ci: null });
      expect(kappa("copy", "model").value).toBe(1);
      expect(kappa("copy", "truth").value).toBe(kappa("model", "truth").value);
      for (const one of readerComparison!.filter((c) => c.stratum === stratum && c.reader === "copy")) {
        expect(one).toMatchObject({ difference: 0, p: 1, pAdjusted: 1, modelOnly: 0, readerOnly: 0 });
        expect(one.ci!.lower).toBeLessThan(0);
        expect(one.ci!.upper).toBe(-one.ci!.lower);
      }
    }
    const worse = readerComparison!.filter((c) => c.stratum === "merged" && c.reader === "worse");
    for (const one of worse) {
      expect(one.pAdjusted!).toBeLessThan(0.05);
      expect(one.ci!.lower).toBeGreaterThan(0);
    }
  });

  it("patients with several cases count as patients, and it is said", async () => {
    const thrice = planted
      .slice(0, 60)
      .flatMap((one, i) => [0, 1, 2].map(() => ({ ...one, patient: `p${i}` })));
    const [alone, repeated] = await Promise.all(
      [planted.slice(0, 60).map((one, i) => ({ ...one, patient: `p${i}` })), thrice].map(
        async (list) => await analyse(readerInput(list)),
      ),
    );
    for (const [i, one] of repeated.readerComparison!.entries()) {
      const single = alone.readerComparison![i];
      expect(one.difference).toBeCloseTo(single.difference!, 12);
      expect(one.p).toBeCloseTo(single.p!, 12);
      expect(one.method).toMatch(/sign-flip test by patient/);
      expect(single.method).toMatch(/McNemar/);
      // Three copies of a case are worth hardly more than the one.
      expect(one.ci!.upper - one.ci!.lower).toBeGreaterThan(0.85 * (single.ci!.upper - single.ci!.lower));
    }
    const width = (ci: { lower: number; upper: number } | null) => ci!.upper - ci!.lower;
    const last = repeated.agreement.findIndex(
      (k) => k.stratum === "merged" && k.a === "worse" && k.b === "truth",
    );
    expect(repeated.agreement[last].kappa.value).toBeCloseTo(alone.agreement[last].kappa.value!, 12);
    expect(width(repeated.agreement[last].kappa.ci) / width(alone.agreement[last].kappa.ci)).toBeCloseTo(
      1,
      1,
    );
  });

  it("a reader who read none of a stratum has null figures with a reason there", async () => {
    const list = planted.map((one) => ({ ...one, answers: { r: one.hard ? null : one.label } }));
    const { readers, agreement, readerComparison } = await analyse(readerInput(list));
    const hard = readers.find((one) => one.stratum === "hard")!;
    expect(hard).toMatchObject({
      cases: 0,
      missing: 67,
      metrics: { f1: { value: null, status: "too-few" } },
    });
    expect(readers.find((one) => one.stratum === "merged")).toMatchObject({ missing: 67, cases: 133 });
    expect(readerComparison!.find((one) => one.stratum === "hard")).toMatchObject({
      p: null,
      difference: null,
    });
    expect(agreement.find((one) => one.stratum === "hard")!.kappa).toMatchObject({ value: null, ci: null });
  });

  it("a reader with one answer for all cases: kappa null where the other has one answer too", async () => {
    const list = planted.map((one) => ({ ...one, label: 1 as const, answers: { yes: 1 } }));
    const { agreement } = await analyse(readerInput(list));
    const kappa = agreement.find((one) => one.a === "yes" && one.b === "truth")!.kappa;
    expect(kappa).toMatchObject({
      value: null,
      status: "undefined",
      reason: "both raters use a single category",
    });
  });

  it("nothing declared, nothing computed", async () => {
    const none = await analyse(readerInput(planted, { strata: { readers: {} } }));
    expect(none).toMatchObject({ readers: [], agreement: [] });
    expect(none.readerComparison).toBeUndefined();
  });

  it("the results are as the schema has them", () => {
    for (const key of ["readers", "agreement", "readerComparison"] as const)
      expect(() => resultsSchema.shape[key].parse(found[key])).not.toThrow();
  });
});

it("who made the truth is marked by stratum, and of all strata together where it is any", async () => {
  const { readers, readerComparison } = await analyse(
    readerInput(cases, {
      strata: {
        readers: {
          a: { column: "good", name: "Anna", inReferenceStandard: ["easy"] },
          b: { column: "poor", inReferenceStandard: true },
          c: { column: "poor" },
        },
      },
    }),
  );
  const marks = (list: { stratum: string; inReferenceStandard: boolean }[], own: (one: never) => boolean) =>
    list.filter(own as never).map((one) => one.inReferenceStandard);
  expect(marks(readers, (one: { name: string }) => one.name === "Anna")).toEqual([true, false, true]);
  expect(marks(readers, (one: { name: string }) => one.name === "b")).toEqual([true, true, true]);
  expect(marks(readers, (one: { name: string }) => one.name === "c")).toEqual([false, false, false]);
  expect(marks(readerComparison!, (one: { reader: string }) => one.reader === "Anna")).toEqual([
    true,
    true,
    false,
    false,
    true,
    true,
  ]);
});

describe("answers", () => {
  const { cohort } = readerInput(
    [1, 0, true, "true", "0", null, 3, "maybe"].map((answer) => ({
      label: 0,
      probability: 0.5,
      answers: { r: answer, scale: typeof answer === "number" ? answer : null },
    })),
  );
  const upTo = (count: number) => ({ ...cohort, cases: cohort.cases.slice(0, count) });

  it("are 0, 1, true, false or blank; anything else is an error that names row, case and column", () => {
    expect(readerCalls({ column: "r" }, upTo(6))).toEqual([1, 0, 1, 1, 0, null]);
    expect(() => readerCalls({ column: "r" }, upTo(7))).toThrow(
      "read.csv: row 7: the answer of a reader (`r`) to case c6 is 3; it must be 0, 1 or blank (not read). For answers on a scale declare `atLeast`",
    );
  });

  it("on a scale become calls by `atLeast`", () => {
    expect(readerCalls({ column: "scale", atLeast: 3 }, cohort)).toEqual([
      0,
      0,
      null,
      null,
      null,
      null,
      1,
      null,
    ]);
    expect(() => readerCalls({ column: "r", atLeast: 3 }, cohort)).toThrow(
      /row 3: .*is true; with `atLeast: 3`/,
    );
  });

  it("that are blank throughout are an error at the declaration", () => {
    const strata = {
      value: { readers: { r: { column: "r" } } },
      place: () => ({ file: "s.yaml", line: 9, column: 3 }),
    } as unknown as ValidatedYaml<StrataFile>;
    const blank = { ...cohort, cases: [cohort.cases[5]] };
    expect(() => checkReaders(strata, blank)).toThrow(/^s\.yaml:9:3: the reader's column `r` is blank/);
  });
});
