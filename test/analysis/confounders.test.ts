import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { confounderParts, confounderPartsBeside } from "../../src/analysis/confounders/confounderParts.js";
import { confounders } from "../../src/analysis/confounders/confounders.js";
import { strataInteraction } from "../../src/analysis/confounders/strataInteraction.js";
import { type ConfounderModel, confounderSchema } from "../../src/results/schema/confounders.js";
import { RandomStream } from "../../src/statistics/index.js";
import { expectClose, expectRelative } from "../statistics/agreement.js";
import { inputOf, type TestCase } from "./confoundersInput.js";

interface Row {
  label: number;
  hard: boolean;
  age: number | null;
  sex: string | null;
  maker: string;
  score: number;
  separating: number;
  patient: string;
}
// biome-ignore lint/suspicious/noExplicitAny: free-form figures, every one read is compared
const golden: { rows: Row[]; results: any; firth: any; interaction: any } = JSON.parse(
  readFileSync(join(import.meta.dirname, "golden/confounders.json"), "utf8"),
);
const strata = ["easy", "hard"];

const casesOf = (score: "score" | "separating" = "score"): TestCase[] =>
  golden.rows.map((row) => ({
    label: row.label,
    score: row[score],
    stratum: row.hard ? "hard" : "easy",
    patient: row.patient,
    age: row.age,
    sex: row.sex,
    variables: { maker: row.maker },
  }));

/** Relative; p far below 1e-15 comes from statsmodels as 1 − something. */
const T = 1e-8;

function compare(ours: ConfounderModel, theirs: typeof golden.results, robust: boolean): void {
  expect(ours.status).toBe("ok");
  expect(confounderSchema.parse(ours)).toEqual(ours);
  expect([ours.cases, ours.excluded]).toEqual([theirs.cases, theirs.excluded]);
  expect(ours.terms.map(({ name }) => name)).toEqual(Object.keys(theirs.terms));
  for (const term of ours.terms) {
    const expected = theirs.terms[term.name];
    expectRelative(term.coefficient, expected.coefficient, T, term.name);
    expectRelative(term.standardError, expected.standardError, T, `${term.name} SE`);
    expectRelative(term.z, expected.z, T, `${term.name} z`);
    expectRelative(term.p, expected.p, T, `${term.name} p`);
    expectRelative(term.ci!.lower, expected.lower, T, `${term.name} lower`);
    expectRelative(term.ci!.upper, expected.upper, T, `${term.name} upper`);
    if (robust) {
      expect(term.lrP).toBeNull();
      expectRelative(term.standardError, theirs.sandwich[term.name], T, `${term.name} SE by R's sandwich`);
    } else expectRelative(term.lrP, expected.lrP, T, `${term.name} LR p`);
    if (term.name === "intercept") continue;
    const sd = expected.sd;
    const fitted = term.scaled ? 1 : sd;
    expectRelative(term.oddsRatioPerSd, Math.exp(expected.coefficient * fitted), T, `${term.name} per SD`);
    if (!term.scaled)
      expectRelative(term.oddsRatio, Math.exp(expected.coefficient), T, `${term.name} per unit`);
    expectRelative(term.oddsRatioPerSdCi!.upper, Math.exp(expected.upper * fitted), T, `${term.name} per SD`);
  }
  for (const key of ["addedValue", "addedValueOfConfounders"] as const) {
    expectRelative(ours[key]!.statistic, theirs[key].statistic, T, key);
    expectRelative(ours[key]!.p, theirs[key].p, 1e-6, `${key} p`);
    expect(ours[key]!.df).toBe(theirs[key].df);
  }
  expectClose(ours.addedValue!.auroc!.apparent, theirs.apparent, 0, 1e-12, "apparent difference in AUROC");
  expectRelative(ours.scoreAlone!.term!.coefficient, theirs.scoreAlone.coefficient, T, "score alone");
  expectRelative(ours.scoreAlone!.term!.standardError, theirs.scoreAlone.standardError, T, "score alone SE");
}

describe("every figure of the models equals statsmodels'", () => {
  const forms = {
    plain: {},
    maker: { confounders: ["age", "sex", { column: "maker", reference: "GE" }] },
    published: { intercept: false },
    clustered: { unit: "patient" },
  } as const;
  for (const [form, change] of Object.entries(forms)) {
    const models = confounders(inputOf(casesOf(), { strata, confounders: ["age", "sex"], ...change }));
    for (const model of models)
      it(`${form}, ${model.stratum}`, () => {
        compare(model, golden.results[model.stratum][form], form === "clustered");
        expect(model.errors).toBe(form === "clustered" ? "cluster-robust" : "model");
        expect(model.clusters).toBe(golden.results[model.stratum][form].clusters ?? null);
        expect(model.intercept).toBe(form !== "published");
      });
  }

  it("stratum × score", () => {
    for (const [form, unit] of [
      ["plain", "case"],
      ["clustered", "patient"],
    ] as const) {
      const found = strataInteraction(
        inputOf(casesOf(), { strata, confounders: ["age", "sex"], unit, reference: "easy" }),
      )!;
      const expected = golden.interaction[form];
      expect([found.status, found.reference, found.terms.length]).toEqual(["ok", "easy", 1]);
      expect(found.terms[0].stratum).toBe("hard");
      expectRelative(found.terms[0].coefficient, expected.term.coefficient, T, "interaction");
      expectRelative(found.terms[0].standardError, expected.term.standardError, T, "interaction SE");
      expectRelative(found.terms[0].p, expected.term.p, T, "interaction p");
      expectRelative(found.joint!.statistic, expected.joint.statistic, 1e-7, "joint");
      expectRelative(found.joint!.p, expected.joint.p, 1e-6, "joint p");
    }
  });

  it("Firth where the score separates the classes, penalised tests as SciPy maximises them", () => {
    const input = inputOf(casesOf("separating"), { strata, confounders: ["age", "sex"] });
    const [easy, hard] = confounders(input);
    expect(easy.method).toBe("logit");
    expect([hard.method, hard.separation, hard.status]).toEqual(["firth", "complete", "ok"]);
    expect(hard.terms.at(-1)!.ci!.method).toBe("profile penalised likelihood");
    expect(hard.addedValue!.method).toBe("penalised likelihood ratio");
    expectRelative(hard.addedValue!.statistic, golden.firth.addedValue, 1e-6, "added value");
    expectRelative(
      hard.addedValueOfConfounders!.statistic,
      golden.firth.addedValueOfConfounders,
      1e-5,
      "of confounders",
    );
  });

  it("optimism and interval of the AUROC difference lie where another generator's resamples put them", () => {
    for (const [form, unit] of [
      ["plain", "case"],
      ["clustered", "patient"],
    ] as const) {
      const iterations = 1000;
      const hard = confounders(
        inputOf(casesOf(), { strata, confounders: ["age", "sex"], unit, iterations }),
      )[1];
      const { value, apparent, optimism, ci } = hard.addedValue!.auroc!;
      const expected = golden.results.hard[form].auroc;
      // 4.5 standard errors of a mean of 1000 against one of 4000; a 2.5 % quantile's is 2.67 SD / √n.
      const ours = expected.optimismSe * Math.sqrt(4000 / iterations);
      expect(Math.abs(optimism! - expected.optimism)).toBeLessThan(
        4.5 * Math.hypot(ours, expected.optimismSe),
      );
      expect(value).toBeCloseTo(apparent! - optimism!, 12);
      const quantile =
        4.5 * 2.67 * expected.spread * Math.hypot(1 / Math.sqrt(iterations), 1 / Math.sqrt(4000));
      expect(Math.abs(ci!.lower - expected.lower)).toBeLessThan(quantile);
      expect(Math.abs(ci!.upper - expected.upper)).toBeLessThan(quantile);
    }
  });
});

/** Standard normal by Box and Muller. */
function normal(random: RandomStream): number {
  return Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
}
const logistic = (x: number) => 1 / (1 + Math.exp(-x));

describe("planted answers", () => {
  const random = new RandomStream(7, "planted");
  const people = Array.from({ length: 400 }, () => {
    const age = 20 + 70 * random.uniform();
    const label = random.uniform() < logistic((age - 55) / 12) ? 1 : 0;
    return { age, sex: random.uniform() < 0.5 ? "F" : "M", label, noise: normal(random) };
  });

  it("a score that is age in disguise is associated alone, and adds nothing shown", () => {
    const disguised = people.map((one) => ({ ...one, score: logistic((one.age - 55) / 15 + one.noise) }));
    const [model] = confounders(inputOf(disguised, { confounders: ["age", "sex"] }));
    expect(model.scoreAlone!.term!.p).toBeLessThan(1e-10);
    expect(model.addedValue!.p).toBeGreaterThan(0.05);
    expect(model.addedValueOfConfounders!.p).toBeLessThan(0.001);
    const { ci } = model.addedValue!.auroc!;
    expect(ci!.lower).toBeLessThan(0.005);
  });

  it("a score that sees the fracture is found beyond age and sex", () => {
    const seeing = people.map((one) => ({ ...one, score: logistic(1.5 * (one.label - 0.5) + one.noise) }));
    const [model] = confounders(inputOf(seeing, { confounders: ["age", "sex"] }));
    expect(model.addedValue!.p).toBeLessThan(1e-6);
    expect(model.addedValue!.auroc!.ci!.lower).toBeGreaterThan(0);
  });

  it("a score that works on one maker's images only because that maker's patients are fractured", () => {
    const makers = people.map((one) => {
      const maker =
        one.label === 1
          ? random.uniform() < 0.8
            ? "GE"
            : "Philips"
          : random.uniform() < 0.2
            ? "GE"
            : "Philips";
      return { ...one, variables: { maker }, score: logistic((maker === "GE" ? 1 : -1) + one.noise) };
    });
    const declared = ["age", { column: "maker", name: "manufacturer", reference: "Philips" }];
    const [model] = confounders(inputOf(makers, { confounders: declared }));
    const term = model.terms.find(({ name }) => name === "manufacturer")!;
    expect(term.coding).toBe("1 = GE, 0 = Philips");
    expect(term.oddsRatio).toBeGreaterThan(4);
    expect(model.scoreAlone!.term!.p).toBeLessThan(1e-6);
    expect(model.addedValue!.p).toBeGreaterThan(0.05);
  });

  it("a score that means less in one stratum", () => {
    const strata = ["general", "hard"];
    const cases = people.map((one, i) => ({
      ...one,
      stratum: strata[i % 2],
      score: logistic((i % 2 ? 0.1 : 1.5) * (2 * one.label - 1) + one.noise),
    }));
    const found = strataInteraction(inputOf(cases, { strata, confounders: ["age"] }))!;
    expect(found.joint!.p).toBeLessThan(0.001);
    expect(found.terms[0].coefficient).toBeLessThan(0);
  });
});

describe("what can't be modelled says so", () => {
  const cases = (count: number, change: (i: number) => Partial<TestCase> = () => ({})): TestCase[] => {
    const random = new RandomStream(3, "cases");
    return Array.from({ length: count }, (_, i) => ({
      label: i % 2,
      score: random.uniform(),
      age: 30 + 40 * random.uniform(),
      sex: random.uniform() < 0.5 ? "F" : "M",
      ...change(i),
    }));
  };
  const one = (list: TestCase[], change: Parameters<typeof inputOf>[1] = {}) =>
    confounders(inputOf(list, { confounders: ["age", "sex"], ...change }))[0];

  it("cases without age or sex are left out and counted", () => {
    const model = one(cases(60, (i) => (i < 5 ? { age: null } : i < 8 ? { sex: null } : {})));
    expect([model.cases, model.excluded, model.missing]).toEqual([52, 8, { age: 5, sex: 3 }]);
  });

  it("fewer fractures than terms, one class, nobody complete", () => {
    const few = one(cases(40, (i) => ({ label: i < 2 ? 1 : 0 })));
    expect([few.status, few.reason, few.terms.length, few.addedValue]).toEqual([
      "too-few",
      "2 cases with a fracture for 3 terms; the model needs at least as many",
      0,
      null,
    ]);
    expect(one(cases(40, () => ({ label: 0 }))).status).toBe("one-class");
    expect(one(cases(40, () => ({ age: null }))).reason).toBe("no case has all confounders");
  });

  it("a constant score is undefined, a constant confounder left out", () => {
    const constant = one(cases(60, () => ({ score: 0.5 })));
    expect([constant.status, constant.reason]).toEqual(["undefined", "score does not vary"]);
    const women = one(cases(60, () => ({ sex: "F" })));
    expect(women.status).toBe("ok");
    expect(women.left).toEqual([{ name: "sex", reason: "the same for all cases (F)" }]);
    expect(women.terms.map(({ name }) => name)).toEqual(["intercept", "age", "score"]);
  });

  it("the reference is the most frequent level of the cohort, ties by name; sex with three levels has two terms", () => {
    const three = one(cases(90, (i) => ({ sex: ["F", "M", "X"][i % 3] })));
    expect(three.terms.map(({ name }) => name)).toEqual(["intercept", "age", "sex=M", "sex=X", "score"]);
    expect(three.terms[2].coding).toBe("1 = M; reference F");
    const mostly = one(cases(90, (i) => ({ sex: i % 3 ? "M" : "F" })));
    expect(mostly.terms[2]).toMatchObject({ name: "sex", coding: "1 = F, 0 = M" });
  });

  it("a level that one stratum lacks is replaced as reference there, and said so", () => {
    const strata = ["a", "b"];
    const list = cases(200, (i) => ({
      stratum: strata[i % 4 < 2 ? 0 : 1],
      sex: i % 4 < 2 ? ["F", "M", "X"][i % 3] : ["M", "X"][i % 5 ? 0 : 1],
    }));
    const [, b] = confounders(inputOf(list, { strata, confounders: [{ column: "sex", reference: "F" }] }));
    expect(b.warnings).toEqual(["sex: no case here has the reference level F; compared with M instead"]);
    expect(b.terms.map(({ name }) => name)).toEqual(["intercept", "sex=X", "score"]);
  });

  it("numbers that are codes stay categories, plain numbers are numbers, whatever their type", () => {
    const coded = cases(80, (i) => ({
      variables: { site: i % 3 ? "0012" : "0013", dose: i % 7 ? "1.5" : 2 },
    }));
    const model = one(coded, { confounders: ["site", "dose"] });
    expect(model.terms.map(({ name, coding }) => [name, coding])).toEqual([
      ["intercept", undefined],
      ["site", "1 = 0013, 0 = 0012"],
      ["dose", undefined],
      ["score", undefined],
    ]);
  });

  it("a huge odds ratio is null, never infinite", () => {
    const random = new RandomStream(11, "huge");
    const list = cases(200, (i) => ({ score: 0.5 + (random.uniform() + (i % 2) / 2) * 1e-6 }));
    const model = one(list);
    expect(model.status).toBe("ok");
    const score = model.terms.at(-1)!;
    expect(score.coefficient).toBeGreaterThan(1000);
    expect(score.oddsRatio).toBeNull();
    expect(score.oddsRatioPerSd).toBeGreaterThan(1);
    expect(model.warnings).toContain("an odds ratio is too large or too small to be written as a number");
    expect(confounderSchema.parse(JSON.parse(JSON.stringify(model)))).toEqual(model);
  });

  it("patients that repeat under separation are named as a limit", () => {
    const list = cases(80, (i) => ({ score: (i % 2) * 0.5 + 0.004 * i, patient: `p${Math.floor(i / 2)}` }));
    const model = one(list, { unit: "patient" });
    expect([model.method, model.errors, model.clusters]).toEqual(["firth", "model", 40]);
    expect(model.warnings!.join()).toContain("Firth's tests take cases for independent");
  });

  it("no interaction between overlapping strata, or with one stratum", () => {
    const input = inputOf(cases(60), { confounders: ["age"] });
    expect(strataInteraction(input)).toMatchObject({ status: "not-applicable", joint: null, terms: [] });
    const both = { ...input, cohort: { ...input.cohort, strata: ["a", "b"] } };
    const shared = both.cohort.cases.map((each) => ({ ...each, member: [true, true] }));
    const found = strataInteraction({ ...both, cohort: { ...both.cohort, cases: shared } })!;
    expect(found.reason).toBe("the declared strata share cases, so that none of them stands apart");
  });

  it("nothing is computed where no confounders are declared", () => {
    const input = inputOf(cases(60), { confounders: [] });
    expect(confounders(input)).toEqual([]);
    expect(strataInteraction(input)).toBeUndefined();
  });

  it("the same input gives the same figures, and the order of cases changes none", () => {
    const list = cases(60);
    expect(one(list)).toEqual(one(list));
    const turned = one([...list].reverse());
    for (const [j, term] of one(list).terms.entries())
      expectRelative(turned.terms[j].coefficient, term.coefficient, 1e-9, term.name);
  });

  it("a thread of its own changes no figure", async () => {
    const input = { ...inputOf(cases(240), { confounders: ["age"] }), threads: 2, signal: undefined };
    const beside = confounderPartsBeside(input);
    expect(await beside.answer()).toEqual(confounderParts(input));
    await beside.stop();
  });
});
