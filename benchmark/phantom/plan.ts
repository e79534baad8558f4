import { Draw } from "./draw.js";
import { FRACTURED_KINDS, type Kind, MIX, SUBTLE_SHARE } from "./kinds.js";
import { kindFor, type Person, person } from "./population.js";

export type Split = "training" | "test";

/** One case of the cohort: who, what, and which strata and fold it belongs to; no pixel yet. */
export interface CasePlan {
  readonly seed: number;
  readonly split: Split;
  /** Position in its split: the name of the case's random streams. */
  readonly index: number;
  readonly caseId: string;
  readonly patientId: string;
  readonly side: "L" | "R";
  readonly person: Person;
  /** Whether age and sex stand in the file and manifest. */
  readonly ageKnown: boolean;
  readonly sexKnown: boolean;
  readonly kind: Kind;
  readonly fracture: 0 | 1;
  readonly subtle: 0 | 1;
  readonly ctConfirmed: 0 | 1;
  readonly implant: 0 | 1;
  readonly cast: 0 | 1;
  /** Cross-validation fold 0 … 4 of training cases; null for test. */
  readonly fold: number | null;
}

/** Counts of the published study (Raisuddin et al. 2021): cases and fractures by split and stratum. */
export const COUNTS = {
  training: { cases: 1946, fractures: 953 },
  general: { cases: 210, implants: 3, fractures: 129 },
  ctConfirmed: { cases: 105, fractures: 20 },
} as const;

/** Patients can be numbered up to here. */
export const MOST_TRAINING_CASES = 9000;

interface Slot {
  readonly fracture: 0 | 1;
  readonly ctConfirmed: 0 | 1;
  readonly implant: 0 | 1;
}

/**
 * The cases of the test split: 210 general (3 with implants; of the rest 129 fractured), then 105
 * CT-confirmed (20 fractured), each in random order.
 */
export function planTest(seed: number): CasePlan[] {
  const { general, ctConfirmed } = COUNTS;
  const slots: Slot[] = [
    ...shuffled(seed, "general", general.cases, (i) => ({
      fracture: i < general.fractures ? 1 : 0,
      ctConfirmed: 0,
      implant: i >= general.cases - general.implants ? 1 : 0,
    })),
    ...shuffled(seed, "ct-confirmed", ctConfirmed.cases, (i) => ({
      fracture: i < ctConfirmed.fractures ? 1 : 0,
      ctConfirmed: 1,
      implant: 0,
    })),
  ];
  return planCases(seed, "test", slots);
}

/**
 * The first `cases` training cases, the fractured spread evenly: a shorter cohort is the beginning of
 * a longer one and keeps its share of fractures (953 of 1946).
 */
export function planTraining(seed: number, cases: number): CasePlan[] {
  const { training } = COUNTS;
  const fracturesBefore = (i: number) => Math.floor((i * training.fractures) / training.cases);
  const slots = Array.from(
    { length: cases },
    (_, i): Slot => ({
      fracture: fracturesBefore(i + 1) > fracturesBefore(i) ? 1 : 0,
      ctConfirmed: 0,
      implant: 0,
    }),
  );
  return planCases(seed, "training", slots);
}

function shuffled(seed: number, name: string, n: number, slot: (i: number) => Slot): Slot[] {
  return new Draw(seed, "plan", name).shuffle(Array.from({ length: n }, (_, i) => slot(i)));
}

function planCases(seed: number, split: Split, slots: readonly Slot[]): CasePlan[] {
  const numbers = new Draw(seed, "numbers").shuffle(Array.from({ length: 9999 }, (_, i) => i + 1));
  const testCases = COUNTS.general.cases + COUNTS.ctConfirmed.cases;
  const plans: CasePlan[] = [];
  const patients: Slot[][] = [];
  for (let index = 0; index < slots.length; index++) {
    const previous = plans[index - 1];
    const second = index % 2 === 1 && new Draw(seed, split, index, "second wrist").chance(0.08);
    const number = second
      ? previous.caseId.slice(1, 5)
      : padded(numbers[(split === "test" ? 0 : testCases) + index]);
    plans.push(planCase(seed, split, index, slots[index], number, second ? previous : undefined));
    if (second) patients[patients.length - 1].push(slots[index]);
    else patients.push([slots[index]]);
  }
  if (split === "test") return plans;
  const folds = foldsOf(patients);
  return plans.map((plan, i) => ({ ...plan, fold: folds[i] }));
}

/** Folds 0 … 4 by case: patients whole, dealt in turn within each pattern of labels. */
function foldsOf(patients: readonly Slot[][]): number[] {
  const dealt = new Map<string, number>();
  return patients.flatMap((slots) => {
    const pattern = slots.map((slot) => slot.fracture).join("");
    const turn = dealt.get(pattern) ?? pattern.length + slots[0].fracture * 2;
    dealt.set(pattern, turn + 1);
    return slots.map(() => turn % 5);
  });
}

function planCase(
  seed: number,
  split: Split,
  index: number,
  slot: Slot,
  number: string,
  other: CasePlan | undefined,
): CasePlan {
  const draw = new Draw(seed, split, index, "case");
  const mix = (slot.ctConfirmed ? MIX.ctConfirmed : MIX.general)[slot.fracture];
  const kind: Kind = slot.implant ? "implant" : kindFor(draw, mix, other?.person.age);
  const side = other ? (other.side === "L" ? "R" : "L") : draw.chance(0.5) ? "L" : "R";
  const plain = slot.ctConfirmed === 0 && FRACTURED_KINDS.has(kind);
  return {
    seed,
    split,
    index,
    caseId: `W${number}-${side}`,
    patientId: `P${number}`,
    side,
    person: other?.person ?? person(draw, kind, slot.fracture === 1),
    ageKnown: other?.ageKnown ?? !draw.chance(0.04),
    sexKnown: other?.sexKnown ?? !draw.chance(0.04),
    kind,
    fracture: FRACTURED_KINDS.has(kind) ? 1 : 0,
    subtle: plain && draw.chance(SUBTLE_SHARE) ? 1 : 0,
    ctConfirmed: slot.ctConfirmed,
    implant: slot.implant,
    cast: draw.chance(plain ? 0.09 : slot.ctConfirmed ? 0.08 : 0.05) ? 1 : 0,
    fold: null,
  };
}

function padded(n: number): string {
  return String(n).padStart(4, "0");
}
