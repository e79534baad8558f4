import { expect, it } from "vitest";
import { align, type ComparedRun } from "../../src/analysis/comparison/align.js";
import { compareRuns } from "../../src/analysis/comparison/compareRuns.js";
import { judgeRegression } from "../../src/gate/regression.js";
import type { KeptCase } from "../../src/results/schema/keptCases.js";
import { BootstrapThreads, mcnemarExact, RandomStream } from "../../src/statistics/index.js";

const threads = new BootstrapThreads(1);

interface Made {
  readonly path?: string;
  readonly sha256?: string;
  readonly model?: string;
  readonly threshold?: number;
  readonly strata?: readonly string[];
  readonly change?: (one: KeptCase, i: number) => KeptCase;
  /** Scores under `noise` at severity 2, which the run is then scored under. */
  readonly corrupted?: (one: KeptCase, i: number) => number;
}

/** 120 cases, half of them positive, in two strata of 60. */
function run({
  path = "run",
  sha256 = "a",
  model = "m",
  threshold = 0.5,
  strata = ["x", "y"],
  change,
  corrupted,
}: Made) {
  const random = new RandomStream(7, "cases");
  const cases = Array.from({ length: 120 }, (_, i): KeptCase => {
    const label = i % 2 === 0 ? 1 : 0;
    const probability = 0.35 * label + 0.65 * random.uniform();
    const one: KeptCase = {
      ...{ name: `case ${i}`, patient: `patient ${i}`, label, probability },
      ...{ member: [i < 60, i >= 60], age: String(i), sex: "F" },
    };
    return change ? change(one, i) : one;
  });
  const declared = strata.map((name) => ({ name, kind: "declared", threshold, where: name }));
  return {
    path,
    cases: { strata, cases },
    corrupted:
      corrupted === undefined
        ? null
        : [{ ...level, rows: new Map(cases.map((one, i) => [one.name, [corrupted(one, i)]])) }],
    results: {
      robustness: corrupted && {
        version: "1",
        corruptions: [{ name: "noise", levels: [{ severity: 2, value: 1, labelSafe: true }] }],
        strata: [],
      },
      strata: declared,
      cohort: { sha256, imagesSha256: null },
      model: { sha256: model },
      protocol: { bootstrap: { iterations: 400, seed: 1, level: 0.95, unit: "case" } },
    },
  } as unknown as ComparedRun;
}

const level = { corruption: "noise", severity: 2 };

const rules = [
  { stratum: "*", metric: "auroc", margin: 0.02, minimum: 10 },
  { stratum: "merged", metric: "brier", margin: 0.02, minimum: 10 },
];

async function judged(baseline: ComparedRun, candidate: ComparedRun, over = rules) {
  const compared = await compareRuns(baseline, candidate, threads);
  return { compared, rules: judgeRegression(over, { ...compared, level: 0.95 }) };
}

it("the same model twice: difference 0, p 1, pass, also below the minimum", async () => {
  const high = rules.map((rule) => ({ ...rule, margin: 0, minimum: 1000 }));
  const { compared, rules: out } = await judged(run({}), run({}), high);
  expect(out.map(({ outcome }) => outcome)).toEqual(["pass", "pass", "pass"]);
  for (const { change } of compared.changes) {
    expect(change.difference).toBe(0);
    expect(change.p).toBe(1);
    expect(change.judgedCi).toMatchObject({ lower: 0, upper: 0 });
  }
  expect(compared.flips).toEqual({ newlyWrong: [], newlyRight: [] });
});

it("the same predictions of another model pass, but not below the minimum", async () => {
  const { rules: out } = await judged(run({}), run({ model: "n" }));
  expect(out.map(({ outcome }) => outcome)).toEqual(["pass", "pass", "pass"]);
  const few = await judged(run({}), run({ model: "n" }), [{ ...rules[0], minimum: 31 }]);
  expect(few.rules.map(({ outcome }) => outcome)).toEqual(["inconclusive", "inconclusive"]);
});

it("a stratum whose scores are turned round fails and the other doesn't; Brier's sign is turned", async () => {
  const worse = run({
    model: "n",
    change: (one, i) => (i < 60 ? { ...one, probability: 1 - one.probability } : one),
  });
  const { rules: out, compared } = await judged(run({}), worse);
  expect(out.map(({ stratum, outcome }) => [stratum, outcome])).toEqual([
    ["x", "fail"],
    ["y", "pass"],
    ["merged", "fail"],
  ]);
  expect(out[2].difference).toBeGreaterThan(0.02);
  expect(out[2].ci!.lower).toBeGreaterThan(0.02);
  const wrong = compared.strata[0].newlyWrong;
  expect(wrong).toBeGreaterThan(10);
  expect(compared.strata[1]).toMatchObject({ newlyWrong: 0, newlyRight: 0, identical: true });
  const accuracy = compared.changes.find(
    ({ change }) => change.stratum === "x" && change.metric === "accuracy",
  )!;
  expect(accuracy.change.p).toBeCloseTo(mcnemarExact(compared.strata[0].newlyRight, wrong).p, 12);
});

it("a small change on few cases is inconclusive and says what it would take", async () => {
  const noisy = run({
    model: "n",
    change: (one, i) => ({ ...one, probability: (one.probability + ((i * 37) % 11) * 0.05) / 1.5 }),
  });
  const { rules: out } = await judged(run({}), noisy);
  expect(out[0].outcome).toBe("inconclusive");
  expect(out[0].couldSee!.needed!.positives).toBeGreaterThan(30);
  expect(out[0].couldSee!.passes).toBeCloseTo(-out[0].ci!.lower, 12);
});

it("other cases and thresholds are aligned, and said", () => {
  const fewer = run({ threshold: 0.4 });
  const candidate = { ...fewer, cases: { ...fewer.cases, cases: fewer.cases.cases.slice(10) } };
  const aligned = align(run({}), candidate);
  expect(aligned).toMatchObject({ onlyBaseline: 10, onlyCandidate: 0 });
  expect(aligned.labels).toHaveLength(110);
  expect(aligned.warnings.join(" ")).toMatch(/10 only the baseline.*operating points differ: 0.4/);
});

it("what can't be compared is refused with the reason", () => {
  const refused = (made: Made, pattern: RegExp) =>
    expect(() => align(run({ path: "old" }), run({ path: "new", ...made }))).toThrow(pattern);
  const flipped = (one: KeptCase): KeptCase => ({ ...one, label: one.label === 1 ? 0 : 1 });
  refused({ change: (one, i) => (i === 3 ? flipped(one) : one) }, /1 case \(case 3\) has another label/);
  refused(
    { change: (one) => ({ ...one, member: [!one.member[0], one.member[1]] }) },
    /stratum "x" is not the/,
  );
  refused({ strata: ["x", "z"] }, /stratum "y" of old is not declared in new/);
  refused({ change: (one) => ({ ...one, name: `${one.name}!` }) }, /no case in common: they are other cases/);
  refused(
    { sha256: "b", change: (one) => ({ ...one, patient: `${one.patient}!` }) },
    /seem to be of other cases/,
  );
  const hex = (start: string) => (one: KeptCase, i: number) => ({
    ...one,
    name: `c-${start}${String(i).padStart(15, "0")}`,
  });
  expect(() => align(run({ change: hex("a") }), run({ change: hex("b") }))).toThrow(/different keys/);
});

const under = (more: object) => ({
  stratum: "*",
  metric: "auroc",
  margin: 0.02,
  minimum: 10,
  ...level,
  ...more,
});
const lessen = (one: KeptCase) => 0.02 + 0.96 * one.probability;

it("the same on clean images and worse under a corruption: the rule on the corruption fails, in its stratum", async () => {
  const candidate = run({
    model: "n",
    corrupted: (one, i) => (i < 60 ? 1 - one.probability : lessen(one)),
  });
  const declared = [...rules, under({}), under({ of: "drop" }), under({ metric: "sensitivity" })];
  const { rules: out, compared } = await judged(run({ corrupted: lessen }), candidate, declared);
  expect(out.map(({ stratum, of, outcome }) => [stratum, of, outcome])).toEqual([
    ["x", undefined, "pass"],
    ["y", undefined, "pass"],
    ["merged", undefined, "pass"],
    ["x", undefined, "fail"],
    ["y", undefined, "pass"],
    ["x", "drop", "fail"],
    ["y", "drop", "pass"],
    ["x", undefined, "fail"],
    ["y", undefined, "pass"],
  ]);
  // The same images score alike, so what the corruption takes more is what the figure is lower by.
  expect(out[5].difference).toBeCloseTo(-out[3].difference!, 12);
  expect(out[3].difference).toBeLessThan(-0.5);
  expect(out[3]).toMatchObject({ ...level, rule: { margin: 0.02, minimum: 10 } });
  expect(out[4].reason).toMatch(/Every prediction is the same/);
  expect(out[3].pAdjusted).toBeGreaterThanOrEqual(out[3].p!);
  expect(compared.robustness!.drops).toHaveLength(3 * 4);
});

it("the very same model under the corruption passes, also below the minimum", async () => {
  const same = () => run({ corrupted: lessen });
  const { rules: out } = await judged(same(), same(), [under({ minimum: 1000 })]);
  expect(out.map(({ outcome }) => outcome)).toEqual(["pass", "pass"]);
});

it.each([
  ["neither", undefined, undefined, /^Neither run was scored under corruptions/],
  ["only one", lessen, undefined, /^Only the baseline was scored under corruptions/],
])("%s was scored under corruptions: inconclusive, never judged on nothing", async (_, before, after, why) => {
  const { rules: out } = await judged(run({ corrupted: before }), run({ corrupted: after }), [under({})]);
  for (const one of out)
    expect(one).toMatchObject({
      outcome: "inconclusive",
      difference: null,
      ci: null,
      p: null,
      pAdjusted: null,
    });
  expect(out[0].reason).toMatch(why);
});

it("a severity that neither run scored is inconclusive with its name", async () => {
  const { rules: out } = await judged(run({ corrupted: lessen }), run({ corrupted: lessen }), [
    under({ severity: 5 }),
  ]);
  expect(out[0].reason).toBe("noise at severity 5 was scored in neither run.");
});

it("a rule on a figure that isn't compared, as only a results.json that was written into has, is inconclusive", async () => {
  const { rules: out } = await judged(run({ corrupted: lessen }), run({ corrupted: lessen }), [
    under({ metric: "brier" }),
    { ...rules[0], metric: "<b>" },
  ]);
  expect(out.map(({ outcome, reason }) => [outcome, reason])).toEqual([
    ["inconclusive", "There is nothing to judge: the runs were not compared by brier."],
    ["inconclusive", "There is nothing to judge: the runs were not compared by brier."],
    ["inconclusive", "There is nothing to judge: the runs were not compared by <b>."],
    ["inconclusive", "There is nothing to judge: the runs were not compared by <b>."],
  ]);
});
