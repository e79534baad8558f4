import { describe, expect, it } from "vitest";
import { planCohort } from "../../benchmark/phantom/cohort.js";
import { FRACTURED_KINDS } from "../../benchmark/phantom/kinds.js";
import { planTest, planTraining } from "../../benchmark/phantom/plan.js";

const test = planTest(7);
const training = planTraining(7, 1946);
const count = (plans: typeof test, where: (plan: (typeof test)[number]) => boolean) =>
  plans.filter(where).length;

describe("the cohort's plan", () => {
  it("has the counts of Raisuddin et al. 2021", () => {
    expect(test.length).toBe(315);
    expect(count(test, (p) => p.ctConfirmed === 0)).toBe(210);
    expect(count(test, (p) => p.implant === 1)).toBe(3);
    expect(count(test, (p) => p.ctConfirmed === 0 && p.implant === 0 && p.fracture === 1)).toBe(129);
    expect(count(test, (p) => p.implant === 1 && p.ctConfirmed === 1)).toBe(0);
    expect(count(test, (p) => p.ctConfirmed === 1 && p.fracture === 1)).toBe(20);
    expect(training.length).toBe(1946);
    expect(count(training, (p) => p.fracture === 1)).toBe(953);
  });

  it("keeps the share of fractures in a shorter training set, which is the beginning of a longer one", () => {
    const short = planTraining(7, 100);
    expect(count(short, (p) => p.fracture === 1)).toBe(48);
    expect(short).toEqual(training.slice(0, 100));
  });

  it("gives every case its own name, and keeps patients within one split and one stratum", () => {
    const all = [...test, ...training];
    expect(new Set(all.map((p) => p.caseId)).size).toBe(all.length);
    const places = new Map<string, Set<string>>();
    for (const p of all)
      places.set(p.patientId, (places.get(p.patientId) ?? new Set()).add(`${p.split} ${p.ctConfirmed}`));
    expect([...places.values()].every((set) => set.size === 1)).toBe(true);
    for (const plans of [test, training]) {
      const patients = new Set(plans.map((p) => p.patientId)).size;
      expect(patients).toBeLessThan(plans.length);
      expect(patients).toBeGreaterThan(plans.length * 0.9);
    }
  });

  it("labels by kind: plain kinds in general, occult and suspicious ones in CT-confirmed", () => {
    for (const p of [...test, ...training]) {
      expect(p.fracture).toBe(FRACTURED_KINDS.has(p.kind) ? 1 : 0);
      expect(p.kind === "occult").toBe(p.ctConfirmed === 1 && p.fracture === 1);
      if (p.ctConfirmed) expect(p.kind).not.toBe("normal");
      if (p.kind === "torus") expect(p.person.age).toBeLessThan(14);
    }
    const suspicious = count(training, (p) => ["physis", "overlap", "healed-deformity"].includes(p.kind));
    expect(suspicious / 993).toBeGreaterThan(0.08);
    expect(suspicious / 993).toBeLessThan(0.17);
  });

  it("deals folds by patient, balanced on fracture", () => {
    const foldOf = new Map<string, number | null>();
    const sums = Array.from({ length: 5 }, () => [0, 0]);
    for (const p of training) {
      expect(foldOf.get(p.patientId) ?? p.fold).toBe(p.fold);
      foldOf.set(p.patientId, p.fold);
      sums[p.fold!][p.fracture]++;
    }
    for (const [normal, fractured] of sums) {
      expect(Math.abs(normal - 993 / 5)).toBeLessThan(5);
      expect(Math.abs(fractured - 953 / 5)).toBeLessThan(5);
    }
    expect(test.every((p) => p.fold === null)).toBe(true);
  });

  it("lets fracture odds rise with age, in women over fifty most, and bone density fall", () => {
    const share = (from: number, to: number, sex?: string) => {
      const group = training.filter(
        (p) => p.person.age >= from && p.person.age < to && (!sex || p.person.sex === sex),
      );
      return group.filter((p) => p.fracture).length / group.length;
    };
    expect(share(60, 96)).toBeGreaterThan(share(18, 45) + 0.05);
    expect(share(50, 96, "F")).toBeGreaterThan(share(50, 96, "M") + 0.05);
    const density = (from: number, to: number) => {
      const group = training.filter((p) => p.person.age >= from && p.person.age < to);
      return group.reduce((sum, p) => sum + p.person.density, 0) / group.length;
    };
    expect(density(70, 96)).toBeLessThan(density(25, 45) - 0.1);
    const missing = training.filter((p) => !p.ageKnown || !p.sexKnown).length / training.length;
    expect(missing).toBeGreaterThan(0.04);
    expect(missing).toBeLessThan(0.12);
  });

  it("refuses sizes and splits it can't make", () => {
    expect(() => planCohort({ split: "training", trainingCases: 3 })).toThrow("from 10 to 9000");
    expect(() => planCohort({ split: "validation" as "test" })).toThrow("choose test, training or all");
  });
});
