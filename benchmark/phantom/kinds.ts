/** What a case shows. Labels follow from the kind, never the other way round. */
export type Kind =
  | "normal"
  | "physis"
  | "overlap"
  | "healed-deformity"
  | "displaced"
  | "impacted"
  | "torus"
  | "intra-articular"
  | "occult"
  | "implant";

export const FRACTURED_KINDS: ReadonlySet<Kind> = new Set([
  "displaced",
  "impacted",
  "torus",
  "intra-articular",
  "occult",
]);

/** Ages (years, inclusive) at which a kind is seen. */
export const AGES: Record<Kind, readonly [number, number]> = {
  normal: [5, 95],
  physis: [8, 24],
  overlap: [5, 95],
  "healed-deformity": [18, 95],
  displaced: [7, 95],
  impacted: [16, 95],
  torus: [5, 13],
  "intra-articular": [17, 95],
  occult: [8, 95],
  implant: [25, 90],
};

export type Weights = readonly (readonly [Kind, number])[];

/** Kinds of cases by stratum and label, with the share of each. */
export const MIX: { general: [Weights, Weights]; ctConfirmed: [Weights, Weights] } = {
  general: [
    [
      ["normal", 0.88],
      ["physis", 0.05],
      ["overlap", 0.04],
      ["healed-deformity", 0.03],
    ],
    [
      ["displaced", 0.46],
      ["impacted", 0.24],
      ["torus", 0.12],
      ["intra-articular", 0.18],
    ],
  ],
  ctConfirmed: [
    [
      ["physis", 0.25],
      ["overlap", 0.45],
      ["healed-deformity", 0.3],
    ],
    [["occult", 1]],
  ],
};

/** Share of general fractures that are subtle (a small step, a faint band). */
export const SUBTLE_SHARE = 0.2;
