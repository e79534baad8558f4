import type { FlowStep } from "../results/schema/results.js";
import type { TrainingList } from "./trainingList.js";
import type { Value } from "./variables.js";

/** One image of a case, or one view of it where the manifest names no images. */
export interface CohortImage {
  /** 1-based row of the manifest, the header not counted. */
  readonly row: number;
  /** Absolute path; null where the manifest names no images. */
  readonly path: string | null;
  readonly view: string | null;
  /** Pixel spacing from the manifest, mm; null where it says none. */
  readonly spacing: number | null;
  /**
   * True landmarks as (column, row) of pixels, (0, 0) the centre of the first; null where one is blank,
   * absent where the strata file declares none.
   */
  readonly landmarks?: readonly TruePoint[];
  /** Where the fracture lies, in pixels likewise; null where blank, absent where the strata file doesn't say. */
  readonly fracture?: TruePoint;
}

export type TruePoint = readonly [x: number, y: number] | null;

export interface CohortCase {
  readonly id: string;
  readonly patient: string | null;
  /** 1 fracture, 0 none. */
  readonly label: 0 | 1;
  /** In the order of `Cohort.strata`. */
  readonly member: readonly boolean[];
  /** By view, then path. */
  readonly images: readonly CohortImage[];
  readonly age: number | null;
  readonly sex: string | null;
  /** What analyses want beside (readers, …), by the SQL that declares it. */
  readonly variables: ReadonlyMap<string, Value>;
}

/** Who is scored, and who isn't and why. */
export interface Cohort {
  readonly name: string;
  readonly file: string;
  /** Of the manifest's bytes. */
  readonly sha256: string;
  /** By id, in the order of UTF-16 code units, so that the order of the manifest's rows changes nothing. */
  readonly cases: readonly CohortCase[];
  readonly strata: readonly string[];
  /** Views in the order of their names; empty where the manifest names none. */
  readonly views: readonly string[];
  readonly flow: readonly FlowStep[];
  /** Cases that choose the operating point and are not evaluated, by id; absent where none is to be chosen. */
  readonly validation?: readonly CohortCase[];
  /** Cases that were to be evaluated and have no score, by id; absent where all have one. */
  readonly unscored?: readonly CohortCase[];
  /** Every case of the manifest, evaluated or not, with the views its rows name there. */
  readonly manifestCases: ReadonlyMap<string, ReadonlySet<string>>;
  /** What the model was trained on; absent where not declared. */
  readonly training?: TrainingList;
  readonly hasPatients: boolean;
  readonly hasImages: boolean;
}

/** Takes unreadable cases out of a cohort, writes it into the flow and keeps them as unscored. */
export function withoutUnreadable(cohort: Cohort, dropped: ReadonlySet<string>, reason: string): Cohort {
  if (dropped.size === 0) return cohort;
  const out = cohort.cases.filter((one) => dropped.has(one.id));
  const cases = cohort.cases.filter((one) => !dropped.has(one.id));
  const count = (list: readonly CohortCase[]) => list.reduce((sum, one) => sum + one.images.length, 0);
  const flow = [
    ...cohort.flow.slice(0, -1),
    { step: "unreadable" as const, cases: out.length, images: count(out), reason },
    { step: "analysed" as const, cases: cases.length, images: count(cases) },
  ];
  return { ...cohort, cases, flow, unscored: [...(cohort.unscored ?? []), ...out] };
}

/** How many patients have cases in more than one stratum. */
export function patientsInSeveralStrata(cohort: Cohort): number {
  const strataOf = new Map<string, Set<number>>();
  for (const one of cohort.cases) {
    if (one.patient === null) continue;
    const set = strataOf.get(one.patient) ?? new Set();
    one.member.forEach((is, s) => {
      if (is) set.add(s);
    });
    strataOf.set(one.patient, set);
  }
  return [...strataOf.values()].filter((set) => set.size > 1).length;
}
