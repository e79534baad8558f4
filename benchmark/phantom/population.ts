import type { Draw } from "./draw.js";
import { AGES, type Kind, type Weights } from "./kinds.js";

export type Sex = "M" | "F";

/** Who the wrist belongs to. */
export interface Person {
  readonly age: number;
  readonly sex: Sex;
  /** Size of the bones: 1 is an average adult man's and woman's mean. */
  readonly size: number;
  /** Bone mineral density, 1 in a healthy young adult: scales cortical thickness and attenuation. */
  readonly density: number;
  /** Soft-tissue build: 1 average. */
  readonly build: number;
}

/**
 * Age and sex of people sent for a wrist radiograph after an injury: a peak in childhood, a plateau, a
 * second hump past fifty; rejection by the odds of fracture, which rise with age and, past fifty, in women.
 */
function ageAndSex(draw: Draw, range: readonly [number, number], fractured: boolean): [number, Sex] {
  for (let attempt = 0; attempt < 400; attempt++) {
    const age = Math.floor(
      draw.weighted<() => number>([
        [() => draw.normal(12, 4), 0.22],
        [() => draw.between(18, 55), 0.38],
        [() => draw.normal(64, 12), 0.4],
      ])(),
    );
    const sex: Sex = draw.chance(age > 50 ? 0.66 : 0.47) ? "F" : "M";
    const odds = fractureOdds(age, sex);
    const keep = fractured ? odds / (1 + odds) : 1 / (1 + odds);
    if (age >= range[0] && age <= range[1] && draw.chance(keep)) return [age, sex];
  }
  return [Math.floor(draw.between(range[0], range[1] + 1)), draw.chance(0.5) ? "F" : "M"];
}

function fractureOdds(age: number, sex: Sex): number {
  const byAge = age < 16 ? 0.9 : 0.5 + (0.9 * (age - 16)) / 70;
  return byAge * (sex === "F" && age > 50 ? 1.9 : 1);
}

/** A person of the age range of a kind. */
export function person(draw: Draw, kind: Kind, fractured: boolean): Person {
  const [age, sex] = ageAndSex(draw, AGES[kind], fractured);
  const grown = age >= 17 ? 1 : 0.5 + (0.5 * age) / 17;
  const loss = age < 40 ? 0 : ((age - 40) / 50) * (sex === "F" ? 0.42 : 0.26);
  const youth = age < 18 ? 0.82 + (0.18 * age) / 18 : 1;
  return {
    age,
    sex,
    size: (age < 14 ? 1 : sex === "M" ? 1.05 : 0.95) * grown * draw.normal(1, 0.035),
    density: Math.max(0.45, youth * (1 - loss) * draw.normal(1, 0.08)),
    build: draw.normal(1, 0.08),
  };
}

/** A kind from the mix; for a known person, one that is seen at this age. */
export function kindFor(draw: Draw, mix: Weights, age?: number): Kind {
  const fitting = mix.filter(([kind]) => age === undefined || (AGES[kind][0] <= age && age <= AGES[kind][1]));
  return draw.weighted(fitting.length > 0 ? fitting : mix.slice(0, 1));
}
