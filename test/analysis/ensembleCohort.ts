import type { AnalysisInput } from "../../src/analysis/analyse.js";
import type { Cohort } from "../../src/cohort/cohort.js";
import { RandomStream } from "../../src/statistics/index.js";
import { strataFileSchema } from "../../src/strata/schema.js";

export interface MadeEnsemble {
  /** Cases by stratum, `[with, without]` a fracture. */
  general: readonly [number, number];
  hard: readonly [number, number];
  members: number;
  /** How far the members' logits lie apart (standard deviation), by stratum. */
  spread: { general: number; hard: number };
  /** How far a case's mean logit lies on the right side, on average. */
  skill?: { general: number; hard: number };
  seed: number;
  tempered?: number;
}

/** An invented cohort with an ensemble whose disagreement is as told. */
export function madeEnsemble(made: MadeEnsemble): AnalysisInput {
  const stream = new RandomStream(made.seed, "made ensemble");
  const normal = () =>
    Math.sqrt(-2 * Math.log(1 - stream.uniform())) * Math.cos(2 * Math.PI * stream.uniform());
  const kinds = (["general", "hard"] as const).flatMap((stratum) =>
    made[stratum].flatMap((count, k) => Array.from({ length: count }, () => ({ stratum, label: 1 - k }))),
  );
  const skill = made.skill ?? { general: 1.5, hard: 1.5 };
  const members = Array.from({ length: made.members }, () => new Float64Array(kinds.length));
  kinds.forEach(({ stratum, label }, i) => {
    const centre = (2 * label - 1) * skill[stratum] + normal();
    for (const member of members) member[i] = 1 / (1 + Math.exp(-(centre + made.spread[stratum] * normal())));
  });
  const cohort: Cohort = {
    name: "made",
    file: "made.csv",
    sha256: "0".repeat(64),
    strata: ["general", "hard"],
    views: [],
    flow: [],
    manifestCases: new Map(),
    hasPatients: false,
    hasImages: false,
    cases: kinds.map(({ stratum, label }, i) => ({
      id: String(i),
      patient: null,
      label: label as 0 | 1,
      member: [stratum === "general", stratum === "hard"],
      images: [],
      age: null,
      sex: null,
      variables: new Map(),
    })),
  };
  const strata = strataFileSchema.parse({
    version: 1,
    name: "made",
    cohort: { manifest: "made.csv", columns: { case: "id", label: "label" } },
    strata: [
      { name: "general", where: "hard = 0" },
      { name: "hard", where: "hard = 1" },
    ],
    ood: { in: "general", out: ["hard"] },
  });
  const { tempered } = made;
  return {
    cohort,
    strata,
    scores: {
      cases: members[0].map((_, i) => members.reduce((sum, member) => sum + member[i], 0) / members.length),
      views: new Map(),
      members,
      ...(tempered === undefined
        ? {}
        : {
            temperedMembers: members.map((member) =>
              member.map((p) => 1 / (1 + ((1 - p) / p) ** (1 / tempered))),
            ),
          }),
    },
    modelThreshold: null,
    resampling: { iterations: 500, seed: 12345, level: 0.95 },
    unit: "case",
  };
}
