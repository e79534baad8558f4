import type { AnalysisInput } from "../../src/analysis/analyse.js";
import type { Cohort } from "../../src/cohort/cohort.js";
import type { Value } from "../../src/cohort/variables.js";
import { strataFileSchema } from "../../src/strata/schema.js";

export interface ReadCase {
  readonly label: 0 | 1;
  readonly probability: number;
  readonly hard?: boolean;
  /** Default: a patient of its own. */
  readonly patient?: string;
  /** Answers by column. */
  readonly answers: Readonly<Record<string, Value>>;
}

/** Cases with readers, one a row, scored as told. Each column is a reader of that name unless declared. */
export function readerInput(
  list: readonly ReadCase[],
  change: { strata?: object; unit?: "patient" | "case"; iterations?: number } = {},
): AnalysisInput {
  const cohort: Cohort = {
    name: "read",
    file: "read.csv",
    sha256: "0".repeat(64),
    strata: ["easy", "hard"],
    views: [],
    flow: [],
    manifestCases: new Map(),
    hasPatients: true,
    hasImages: false,
    cases: list.map((one, i) => ({
      id: `c${i}`,
      patient: one.patient ?? `p${i}`,
      label: one.label,
      member: [!one.hard, one.hard === true],
      images: [{ row: i + 1, path: null, view: null, spacing: null }],
      age: null,
      sex: null,
      variables: new Map(Object.entries(one.answers)),
    })),
  };
  const columns = [...new Set(list.flatMap((one) => Object.keys(one.answers)))];
  return {
    cohort,
    strata: strataFileSchema.parse({
      version: 1,
      name: "read",
      cohort: { manifest: "read.csv", columns: { case: "id", patient: "patient", label: "label" } },
      strata: [
        { name: "easy", where: "hard = 0" },
        { name: "hard", where: "hard = 1" },
      ],
      threshold: 0.5,
      readers: Object.fromEntries(columns.map((column) => [column, { column }])),
      ...change.strata,
    }),
    scores: {
      cases: Float64Array.from(list, (one) => one.probability),
      views: new Map(),
      members: [],
    },
    modelThreshold: null,
    resampling: { iterations: change.iterations ?? 300, seed: 5, level: 0.95 },
    unit: change.unit ?? "patient",
  };
}
