import { describe, expect, it } from "vitest";
import { analyse } from "../../src/analysis/analyse.js";
import type { Gap } from "../../src/results/schema/analyses.js";
import { resultsSchema } from "../../src/results/schema/results.js";
import { auroc, normalCdf, normalQuantile, RandomStream } from "../../src/statistics/index.js";
import { cohortOf, type MadeCase } from "./cohortOf.js";

/** Cases whose scores are binormal with this AUROC, as probabilities around 0.5. */
function binormal(
  random: RandomStream,
  stratum: string,
  positives: number,
  negatives: number,
  area: number,
): MadeCase[] {
  const d = Math.SQRT2 * normalQuantile(area);
  return Array.from({ length: positives + negatives }, (_, i) => {
    const label = i < positives ? 1 : 0;
    const z = normalQuantile(random.uniform() + 2 ** -54) + (label - 0.5) * d;
    return { stratum, label, probability: normalCdf(z) };
  });
}

const family = (gaps: readonly Gap[], name: Gap["family"]) => gaps.filter((gap) => gap.family === name);

describe("a stratum made worse by a known amount", () => {
  const random = new RandomStream(11, "planted");
  const list = [
    ...binormal(random, "a", 120, 120, 0.97),
    ...binormal(random, "b", 100, 140, 0.97),
    ...binormal(random, "hard", 40, 80, 0.75),
  ];

  it("is found, with the others silent, and its cause is said", async () => {
    const { gaps, masking } = await analyse(cohortOf(["a", "b", "hard"], list));
    const declared = family(gaps, "declared");
    expect(declared).toHaveLength(6);
    const auroc = declared.find((gap) => gap.stratum === "hard" && gap.metric === "auroc")!;
    expect(auroc.pAdjusted!).toBeLessThan(0.001);
    expect(auroc.ci!.lower).toBeLessThan(-0.22);
    expect(auroc.ci!.upper).toBeGreaterThan(-0.22);
    for (const gap of declared.filter(({ stratum }) => stratum === "b"))
      expect(gap.pAdjusted!, gap.metric).toBeGreaterThan(0.05);
    expect(masking).toMatchObject({ masks: true, worst: { stratum: "hard" } });
    const { worst, others, across } = masking!.parts!;
    expect(worst).toMatchObject({ pairs: 40 * 80, weight: (40 * 80) / (260 * 340), lift: 0 });
    expect(others.pairs).toBe(120 * 120 + 100 * 140);
    expect(worst.weight + others.weight + across.weight).toBeCloseTo(1, 12);
    expect(others.lift + across.lift).toBeCloseTo(masking!.merged - masking!.worst.value, 12);
    expect(across.lift).toBeGreaterThan(others.lift);
    expect(masking!.statement).toMatch(
      /^The merged AUROC of 0\.9\d\d hides 0\.\d\d\d in hard: only 4% of its pairs .* lie within hard; 64% lie across strata, at an AUROC of 0\.9\d\d, and 32% within the other strata, at 0\.9\d\d; what lifts it most are the pairs across strata\.$/,
    );
  });

  it("is found against the rest, too, where strata are more than two", async () => {
    const { gaps } = await analyse(cohortOf(["a", "b", "hard"], list));
    const rest = gaps.filter((gap) => gap.reference === "rest");
    expect(new Set(rest.map(({ stratum }) => stratum))).toEqual(new Set(["a", "b", "hard"]));
    const hard = rest.find((gap) => gap.stratum === "hard" && gap.metric === "auroc")!;
    expect(hard).toMatchObject({ family: "descriptive", pAdjusted: null });
    expect(hard.p!).toBeLessThan(0.001);
    const outside = list.filter(({ stratum }) => stratum !== "hard");
    const value = auroc(
      Float64Array.from(outside, ({ probability }) => probability),
      Uint8Array.from(outside, ({ label }) => label),
    ).value!;
    expect(hard.referenceValue).toBeCloseTo(value, 12);
    expect(hard.difference).toBeCloseTo(hard.stratumValue! - value, 12);
  });

  it("lies hidden where its own pairs are many, by the other strata's pairs", async () => {
    const random = new RandomStream(12, "planted");
    const mostly = [...binormal(random, "easy", 300, 10, 0.99), ...binormal(random, "hard", 10, 300, 0.7)];
    const apart = mostly.map((one) =>
      one.stratum === "hard" ? { ...one, probability: 0.4 + one.probability / 10 } : one,
    );
    const { masking } = await analyse(cohortOf(["easy", "hard"], apart, { reference: "easy" }));
    const { across, others } = masking!.parts!;
    expect(across.weight).toBeCloseTo((300 * 300 + 10 * 10) / (310 * 310), 12);
    expect(across.lift).toBeGreaterThan(others.lift);
  });
});

it("of the study's pairs 7 % lie within ct-confirmed and 52 % across", async () => {
  const random = new RandomStream(13, "study");
  const list = [...binormal(random, "general", 129, 78, 0.99), ...binormal(random, "ct", 20, 85, 0.84)];
  const { masking } = await analyse(cohortOf(["general", "ct"], list));
  const { worst, across, others } = masking!.parts!;
  expect(worst).toMatchObject({ pairs: 1700 });
  expect(across.pairs).toBe(129 * 85 + 20 * 78);
  expect([worst.weight, across.weight, others.weight].map((w) => Math.round(100 * w))).toEqual([7, 52, 41]);
  expect(masking!.statement).toMatch(/only 7% of its pairs .* within ct; 52% lie across strata/);
});

describe("metrics at the reference's prevalence", () => {
  const scores = {
    1: [0.9, 0.8, 0.7, 0.65, 0.6, 0.55, 0.45, 0.3, 0.85, 0.75, 0.72, 0.2],
    0: [0.1, 0.2, 0.3, 0.52, 0.4, 0.62],
  };
  const times = (stratum: string, label: 0 | 1, copies: number): MadeCase[] =>
    Array.from({ length: copies }, () =>
      scores[label].map((probability) => ({ stratum, label, probability })),
    ).flat();
  const metrics = ["aupr", "precision", "npv", "f1", "accuracy"] as const;

  it("are alike where only the prevalence differs", async () => {
    const list = [
      ...[...times("rich", 1, 4), ...times("rich", 0, 2)],
      ...[...times("poor", 1, 1), ...times("poor", 0, 9)],
    ];
    const { strata } = await analyse(cohortOf(["rich", "poor"], list));
    const [rich, poor, merged] = strata;
    expect(rich.atReferencePrevalence).toBeUndefined();
    expect(poor.atReferencePrevalence).toMatchObject({ reference: "rich", prevalence: 0.8 });
    expect(merged.atReferencePrevalence!.differences).toBeUndefined();
    for (const metric of metrics) {
      const { value, ci } = poor.atReferencePrevalence!.metrics[metric];
      expect(value, metric).toBeCloseTo(rich.metrics[metric].value!, 12);
      expect(merged.atReferencePrevalence!.metrics[metric].value).toBeCloseTo(value!, 12);
      if (metric !== "npv") expect(poor.metrics[metric].value! - value!, metric).not.toBeCloseTo(0, 2);
      expect(ci!.lower).toBeLessThan(value!);
      expect(ci!.upper).toBeGreaterThan(value!);
      expect(ci!.method).toMatch(/at a prevalence of 0\.800/);
      const difference = poor.atReferencePrevalence!.differences![metric];
      expect(difference.value).toBeCloseTo(0, 12);
      expect(difference.ci!.lower).toBeLessThan(0);
      expect(difference.ci!.upper).toBeGreaterThan(0);
    }
  });

  it("say why there are none", async () => {
    const onlyPositives = [...times("rich", 1, 2), ...times("poor", 1, 1), ...times("poor", 0, 4)];
    const { strata } = await analyse(cohortOf(["rich", "poor"], onlyPositives));
    expect(strata[1].atReferencePrevalence).toBeUndefined();
    const few = [...times("rich", 1, 2), ...times("rich", 0, 4), ...times("poor", 1, 1).slice(0, 3)];
    const { strata: other } = await analyse(cohortOf(["rich", "poor"], few));
    const { metrics: at, differences } = other[1].atReferencePrevalence!;
    expect(at.precision).toMatchObject({ value: null, status: "one-class", ci: null });
    expect(differences!.aupr.reason).toMatch(/no negative/);
  });
});

describe("crossed cells and bands", () => {
  const random = new RandomStream(14, "cells");
  const list = [...binormal(random, "general", 90, 90, 0.95), ...binormal(random, "ct", 40, 60, 0.85)].map(
    (one, i) => ({
      ...one,
      sex: i % 13 === 0 ? null : i % 3 === 0 ? "M" : "F",
      age: 10 + ((i * 37) % 80),
      patient: `p${Math.floor(i / 2)}`,
      variables: { ct_confirmed: one.stratum === "ct" ? 1 : 0 },
    }),
  );
  const keys = { cross: ["ct_confirmed", "sex"], bands: { age: [0, 16, 50, 65, 120] } };

  it("stand in results between the declared strata and merged, with their gaps as exploratory", async () => {
    const result = await analyse(cohortOf(["general", "ct"], list, keys, { unit: "patient" }));
    const { strata, gaps, subgroups } = result;
    expect(strata.map(({ name, kind }) => [name, kind])).toEqual([
      ["general", "declared"],
      ["ct", "declared"],
      ["ct_confirmed=0,sex=F", "crossed"],
      ["ct_confirmed=0,sex=M", "crossed"],
      ["ct_confirmed=1,sex=F", "crossed"],
      ["ct_confirmed=1,sex=M", "crossed"],
      ["age 0 to <16", "band"],
      ["age 16 to <50", "band"],
      ["age 50 to <65", "band"],
      ["age 65 to 120", "band"],
      ["merged", "merged"],
    ]);
    expect(subgroups!.map(({ by, blank, outside }) => [by, blank, outside])).toEqual([
      [["ct_confirmed", "sex"], Math.ceil(280 / 13), 0],
      [["age"], 0, 0],
    ]);
    const sizes = strata.filter(({ kind }) => kind === "band").map(({ cases }) => cases);
    expect(sizes.reduce((sum, n) => sum + n, 0)).toBe(280);
    const exploratory = family(gaps, "exploratory");
    expect(exploratory).toHaveLength(8 * 3);
    expect(family(gaps, "declared")).toHaveLength(3);
    for (const gap of exploratory) {
      expect(gap.reference).toBe("general");
      // Cells of ct share patients with general only where a patient has cases in both; bands always do.
      if (gap.stratum.startsWith("age")) expect(gap.method).toMatch(/jointly/);
      if (gap.p !== null) expect(gap.pAdjusted!).toBeGreaterThanOrEqual(gap.p);
    }
    const subset = exploratory.find((gap) => gap.stratum === "ct_confirmed=0,sex=F")!;
    expect(subset.method).toMatch(/jointly/);
    expect(resultsSchema.shape.strata.safeParse(strata).success).toBe(true);
    expect(resultsSchema.shape.gaps.safeParse(gaps).success).toBe(true);
    expect(resultsSchema.shape.subgroups.safeParse(subgroups).success).toBe(true);
  });

  it("change nothing of the declared strata's figures", async () => {
    const settings = { unit: "patient" as const };
    const plain = await analyse(cohortOf(["general", "ct"], list, {}, settings));
    const crossed = await analyse(cohortOf(["general", "ct"], list, keys, settings));
    expect(crossed.strata.filter(({ kind }) => kind === "declared" || kind === "merged")).toEqual(
      plain.strata,
    );
    expect(family(crossed.gaps, "declared")).toEqual(family(plain.gaps, "declared"));
    expect(crossed.masking).toEqual(plain.masking);
  });

  it("are compared with the rest where that is the reference", async () => {
    const { gaps } = await analyse(
      cohortOf(["general", "ct"], list, { ...keys, reference: "rest", primary: ["auroc"] }),
    );
    expect(family(gaps, "exploratory").map(({ reference }) => reference)).toEqual(Array(8).fill("rest"));
    for (const gap of gaps) expect(gap.reference).toBe("rest");
  });
});

it("a part against the whole that holds it: the joint bootstrap spreads as the delta method says", async () => {
  // 200 of 500 fractures are of the part; it finds 120 of them, the others 270 of 300.
  const found = (i: number) => (i < 200 ? i < 120 : i < 470);
  const list = Array.from({ length: 1000 }, (_, i): MadeCase => {
    const label = i < 500 ? 1 : 0;
    const probability = (label === 1 && found(i) ? 0.9 : 0.1) + i / 1e5;
    return { stratum: "all", label, probability, variables: { part: i < 200 || i >= 900 ? 1 : 0 } };
  });
  const { gaps } = await analyse(cohortOf(["all"], list, { cross: ["part"] }, { iterations: 20_000 }));
  const gap = gaps.find((one) => one.stratum === "part=1" && one.metric === "sensitivity")!;
  expect(gap).toMatchObject({ family: "exploratory", reference: "all" });
  const [part, rest, share] = [120 / 200, 270 / 300, 200 / 500];
  expect(gap.difference).toBeCloseTo((1 - share) * (part - rest), 12);
  const variance =
    (1 - share) ** 2 * ((part * (1 - part)) / 200 + (rest * (1 - rest)) / 300) +
    ((part - rest) ** 2 * share * (1 - share)) / 500;
  const spread = (gap.ci!.upper - gap.ci!.lower) / (2 * 1.959964);
  expect(spread / Math.sqrt(variance)).toBeGreaterThan(0.97);
  expect(spread / Math.sqrt(variance)).toBeLessThan(1.03);
});

describe("cases needed for an interval of ± 0.05", () => {
  it("are said of strata whose intervals are wider, at the observed proportion", async () => {
    const random = new RandomStream(15, "needed");
    const list = [...binormal(random, "big", 4000, 4000, 0.9), ...binormal(random, "small", 8, 40, 0.9)];
    const { strata } = await analyse(cohortOf(["big", "small"], list, {}, { iterations: 100 }));
    expect(strata[0].needed).toBeUndefined();
    expect(strata[2].needed).toBeUndefined();
    const { needed, metrics } = strata[1];
    expect(needed).toMatchObject({ halfWidth: 0.05, tooSmall: true });
    expect(needed!.sensitivity).toMatchObject({ at: metrics.sensitivity.value, from: "observed" });
    expect(needed!.sensitivity!.positives).toBeGreaterThan(100);
    expect(needed!.auroc!.negatives).toBe(needed!.auroc!.positives * 5);
  });

  it("rest on the reference where the stratum has no value to plan with", async () => {
    const random = new RandomStream(16, "needed");
    const list = [
      ...binormal(random, "big", 400, 400, 0.9),
      ...binormal(random, "perfect", 5, 5, 0.9).map((one) => ({
        ...one,
        probability: one.label * 0.8 + 0.1,
      })),
      ...binormal(random, "negatives", 0, 30, 0.9),
    ];
    const { strata } = await analyse(
      cohortOf(["big", "perfect", "negatives"], list, {}, { iterations: 100 }),
    );
    expect(strata[1].needed!.auroc).toEqual({ from: "observed", at: 1, positives: 36, negatives: 36 });
    expect(strata[2].needed!.sensitivity).toMatchObject({ from: "reference" });
    expect(strata[2].needed!.auroc).toMatchObject({ from: "reference" });
  });
});
