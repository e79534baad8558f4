import type { AnalysisInput } from "../../src/analysis/analyse.js";
import type { Value } from "../../src/cohort/variables.js";
import { strataFileSchema } from "../../src/strata/schema.js";

/** A case of a made-up cohort. */
export interface MadeCase {
  readonly stratum: string;
  readonly label: 0 | 1;
  readonly probability: number;
  /** The case itself unless told. */
  readonly patient?: string;
  readonly age?: number | null;
  readonly sex?: string | null;
  readonly variables?: Readonly<Record<string, Value>>;
  /** Strata it is in besides. */
  readonly also?: readonly string[];
}

/** The input of an analysis of made-up cases, with one declared stratum a name, in the order given. */
export function cohortOf(
  names: readonly string[],
  list: readonly MadeCase[],
  keys: object = {},
  settings: { iterations?: number; seed?: number; unit?: "patient" | "case" } = {},
): AnalysisInput {
  const strata = strataFileSchema.parse({
    version: 1,
    name: "made-up",
    cohort: {
      manifest: "made-up.csv",
      columns: { case: "id", label: "label", patient: "patient", age: "age", sex: "sex" },
    },
    strata: names.map((name) => ({ name, where: `stratum = '${name}'` })),
    ...keys,
  });
  return {
    cohort: {
      name: "made-up",
      file: "made-up.csv",
      sha256: "0".repeat(64),
      strata: names,
      views: [],
      flow: [],
      manifestCases: new Map(),
      hasPatients: true,
      hasImages: false,
      cases: list.map((one, i) => ({
        id: String(i),
        patient: one.patient ?? `patient of ${i}`,
        label: one.label,
        member: names.map((name) => name === one.stratum || (one.also ?? []).includes(name)),
        images: [],
        age: one.age ?? null,
        sex: one.sex ?? null,
        variables: new Map(Object.entries(one.variables ?? {})),
      })),
    },
    strata,
    scores: {
      cases: Float64Array.from(list, ({ probability }) => probability),
      views: new Map(),
      members: [],
    },
    modelThreshold: null,
    resampling: { iterations: settings.iterations ?? 500, seed: settings.seed ?? 12345, level: 0.95 },
    unit: settings.unit ?? "case",
  };
}
