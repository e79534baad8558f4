import type { AnalysisInput } from "../../src/analysis/analyse.js";
import type { Cohort } from "../../src/cohort/cohort.js";
import type { Value } from "../../src/cohort/variables.js";
import { strataFileSchema } from "../../src/strata/schema.js";

/** A case as the tests of confounders and calibration make it. */
export interface TestCase {
  readonly label: number;
  readonly score: number;
  /** Default the first. */
  readonly stratum?: string;
  readonly patient?: string;
  readonly age?: number | null;
  readonly sex?: string | null;
  readonly variables?: Readonly<Record<string, Value>>;
}

/** What an analysis is given: cases in the strata named, with whatever else the strata file declares. */
export function inputOf(
  cases: readonly TestCase[],
  declared: {
    strata?: readonly string[];
    confounders?: readonly unknown[];
    intercept?: boolean;
    unit?: "patient" | "case";
    iterations?: number;
    reference?: string;
  } = {},
): AnalysisInput {
  const names = declared.strata ?? ["all"];
  const cohort: Cohort = {
    name: "test",
    file: "test.csv",
    sha256: "0".repeat(64),
    strata: names,
    views: [],
    flow: [],
    manifestCases: new Map(),
    hasPatients: true,
    hasImages: false,
    cases: cases.map((one, i) => ({
      id: `c${i}`,
      patient: one.patient ?? `p${i}`,
      label: one.label as 0 | 1,
      member: names.map((name) => name === (one.stratum ?? names[0])),
      images: [],
      age: one.age ?? null,
      sex: one.sex ?? null,
      variables: new Map(Object.entries(one.variables ?? {})),
    })),
  };
  return {
    cohort,
    strata: strataFileSchema.parse({
      version: 1,
      name: "test",
      cohort: { manifest: "test.csv", columns: { case: "id", label: "label", age: "age", sex: "sex" } },
      strata: names.map((name) => ({ name, where: "true" })),
      ...(declared.reference === undefined ? {} : { reference: declared.reference }),
      ...(declared.confounders === undefined ? {} : { confounders: declared.confounders }),
      ...(declared.intercept === undefined ? {} : { confounderModel: { intercept: declared.intercept } }),
    }),
    scores: { cases: Float64Array.from(cases, ({ score }) => score), views: new Map(), members: [] },
    modelThreshold: null,
    resampling: { iterations: declared.iterations ?? 200, seed: 12345, level: 0.95 },
    unit: declared.unit ?? "case",
  };
}
