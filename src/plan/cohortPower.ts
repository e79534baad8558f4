import {
  type AurocVariance,
  aurocHalfWidth,
  aurocLimitShown,
  aurocLossSeen,
  aurocMarginPower,
  aurocMarginShown,
  aurocNeeded,
  aurocPower,
  type ClassSizes,
  clopperPearson,
  discordance,
  limitShown,
  lossFailing,
  lossSeen,
  marginPower,
  marginShown,
  proportionPower,
  successesNeeded,
  truthNeeded,
} from "../statistics/index.js";
import { casesForLimit, casesForMargin, continuity, type Terms } from "./needed.js";
import type {
  Assumptions,
  CriterionPower,
  Limit,
  Margin,
  MarginPower,
  PlannedMetric,
  Shown,
} from "./planned.js";

/** A metric of a stratum of which the cases are given. */
export interface GivenCases {
  readonly stratum: string;
  readonly metric: PlannedMetric;
  /** Independent cases: patients, where patients are resampled. */
  readonly sizes: ClassSizes;
  /** The true value; null where none is assumed. */
  readonly assumed: number | null;
  readonly variance: AurocVariance;
}

/** The cases that a proportion is of. */
const trialsOf = ({ metric, sizes }: GivenCases) =>
  metric === "sensitivity" ? sizes.positives : sizes.negatives;

const enough = (given: GivenCases) =>
  given.metric === "auroc" ? given.sizes.positives > 0 && given.sizes.negatives > 0 : trialsOf(given) > 0;

/** An AUROC at 0 or 1 has no variance to plan with. */
const atEnd = ({ metric, assumed }: GivenCases) => metric === "auroc" && (assumed === 0 || assumed === 1);

/** Half-width, limit and loss that the cases can show. */
export function cohortShows(given: GivenCases, { level, power, correlation }: Assumptions): Shown {
  const { stratum, metric, sizes, assumed, variance } = given;
  const none = (reason: string) => ({ reason, halfWidth: null, limitShown: null, lossSeen: null });
  const figures = () => {
    if (!enough(given)) return none("no cases of a class that it needs");
    if (assumed === null) return none("no value assumed");
    if (atEnd(given)) return none(`an AUROC of ${assumed} has no variance to plan with; assume one below 1`);
    if (metric === "auroc")
      return {
        reason: null,
        halfWidth: aurocHalfWidth(assumed, sizes, level, variance),
        limitShown: aurocLimitShown(assumed, power, level, given),
        lossSeen: aurocLossSeen({ auroc: assumed, correlation, level, variance }, 0, power, sizes),
      };
    const trials = trialsOf(given);
    const { lower, upper } = clopperPearson(assumed * trials, trials, level).interval!;
    return {
      reason: null,
      halfWidth: (upper - lower) / 2,
      limitShown: limitShown(assumed, trials, power, level),
      lossSeen: lossSeen(assumed, correlation, trials, power, level),
    };
  };
  return { stratum, metric, ...sizes, assumed, ...figures() };
}

/** How a criterion would fare on the cases. */
export function criterionPower(given: GivenCases, limit: Limit, assumptions: Assumptions): CriterionPower {
  const { stratum, metric, sizes, assumed } = given;
  const judged = limit.judge === "estimate" ? ("estimate" as const) : { level: assumptions.level };
  const tooFew = Math.min(sizes.positives, sizes.negatives) < limit.minimum;
  const usable = assumed !== null && !atEnd(given);
  const trials = trialsOf(given);
  const rightNeeded = metric === "auroc" || tooFew ? null : successesNeeded(limit.atLeast, trials, judged);
  const chance = () => {
    if (!usable) return null;
    if (tooFew) return 0;
    return metric === "auroc"
      ? aurocPower(assumed, limit.atLeast, judged, given)
      : proportionPower(assumed, limit.atLeast, trials, judged);
  };
  const truth = () => {
    if (tooFew) return null;
    return metric === "auroc"
      ? aurocNeeded(limit.atLeast, assumptions.power, judged, given)
      : truthNeeded(limit.atLeast, trials, assumptions.power, judged);
  };
  return {
    ...{ stratum, metric, limit, assumed },
    power: chance(),
    mostWrong: rightNeeded === null ? null : trials - rightNeeded,
    truthNeeded: truth(),
    needed: usable ? casesForLimit(metric, assumed, limit, termsOf(given, assumptions)) : null,
  };
}

/** How a regression margin would fare on the cases, had nothing changed. */
export function marginPowerOf(given: GivenCases, rule: Margin, assumptions: Assumptions): MarginPower {
  const { stratum, metric, sizes, assumed } = given;
  const figures = assumed === null || atEnd(given) ? null : marginFigures(given, assumed, rule, assumptions);
  const tooFew = Math.min(sizes.positives, sizes.negatives) < rule.minimum;
  return {
    ...{ stratum, metric, ...rule, assumed },
    power: figures && (tooFew ? 0 : figures.power),
    marginShown: figures && !tooFew ? figures.marginShown : null,
    lossFailing: figures?.lossFailing ?? null,
    needed: figures && casesForMargin(metric, assumed!, rule, termsOf(given, assumptions)),
  };
}

function marginFigures(
  given: GivenCases,
  assumed: number,
  { margin }: Margin,
  { level, power, correlation }: Assumptions,
): Pick<MarginPower, "power" | "marginShown" | "lossFailing"> {
  if (!enough(given)) return { power: null, marginShown: null, lossFailing: null };
  const { metric, sizes, variance } = given;
  if (metric === "auroc") {
    const paired = { auroc: assumed, correlation, level, variance };
    return {
      power: aurocMarginPower({ ...paired, change: 0 }, margin, sizes),
      marginShown: aurocMarginShown(paired, power, sizes),
      lossFailing: aurocLossSeen(paired, margin, power, sizes),
    };
  }
  const trials = trialsOf(given);
  const same = discordance(assumed, 0, correlation);
  return {
    power: marginPower(same, trials, margin, level, continuity),
    marginShown: marginShown(same, trials, power, level, continuity),
    lossFailing: lossFailing({ first: assumed, correlation, trials, margin }, power, level, continuity),
  };
}

const termsOf = ({ sizes, variance }: GivenCases, assumptions: Assumptions): Terms => ({
  ...assumptions,
  ratio: ratioOf(sizes),
  variance,
});

/** Negatives a positive; 1 where a class is missing. */
function ratioOf({ positives, negatives }: ClassSizes): number {
  return positives > 0 && negatives > 0 ? negatives / positives : 1;
}
