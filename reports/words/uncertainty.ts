import type { OodVerdict } from "../../src/results/schema/uncertainty.js";
import { type Part, type Prose, say } from "../prose.js";

export interface ScoreWords {
  readonly name: string;
  /** Within a sentence. */
  readonly inSentence: string;
  readonly meaning: string;
}

const scores: Readonly<Record<string, ScoreWords>> = {
  variance: {
    name: "Predictive variance",
    inSentence: "predictive variance",
    meaning: "population variance of the members’ probabilities of the case; 0 where they agree.",
  },
  predictiveEntropy: {
    name: "Predictive entropy",
    inSentence: "predictive entropy",
    meaning: "entropy of the mean probability, in nats; greatest (0.693) at one half.",
  },
  meanEntropy: {
    name: "Mean entropy",
    inSentence: "mean entropy",
    meaning: "mean of the members’ own entropies, in nats: the doubt that they share.",
  },
  mutualInformation: {
    name: "Mutual information",
    inSentence: "mutual information",
    meaning: "predictive less mean entropy, in nats: the doubt that is due to the members’ disagreement.",
  },
  maximumProbability: {
    name: "1 − maximum probability",
    inSentence: "distance of the maximum probability from 1",
    meaning:
      "one less the mean probability of the likelier answer. Of two answers it ranks cases as predictive entropy does, so that their figures are the same.",
  },
  margin: {
    name: "Nearness to the threshold",
    inSentence: "nearness to the threshold",
    meaning: "how near the model’s probability is to its threshold.",
  },
};

/** Words for a score; one that is not known here goes by its own name. */
export function scoreWords(score: string): ScoreWords {
  return Object.hasOwn(scores, score) ? scores[score] : { name: score, inSentence: score, meaning: "" };
}

interface VerdictParts {
  readonly score: string;
  readonly inside: Part;
  readonly outside: Prose;
  /** AUROC with its interval, over all cases and by class. */
  readonly auroc: Prose;
  readonly withFracture: Prose;
  readonly withoutFracture: Prose;
  readonly falseRate: Part | undefined;
}

/** Sentences of the sections on uncertainty: out-of-distribution detection and referral. */
export const uncertaintyWords = {
  title: "Out-of-distribution",
  lead: (inside: Part, outside: Prose, of: Prose): Prose =>
    say`Can the model’s uncertainty tell hard cases (${outside}, to be found) from general ones (${inside})? ${of} Every score is higher where the model is less sure.`,
  ofMembers: (members: Part) =>
    say`It is the uncertainty of a deep ensemble of ${members} members, from each one’s probability of the case.`,
  ofModel: say`There is no ensemble of two members or more, so only the model’s own probability can be asked; an ensemble (ood.ensemble in the strata file, or member columns in a predictions table) would add variance, mean entropy and mutual information.`,
  verdicts: {
    yes: "Yes.",
    "in-part": "Only in part.",
    no: "No.",
    "not-shown": "Not shown.",
  } satisfies Record<OodVerdict["outcome"], string>,
  because: {
    better: (parts: VerdictParts, useful: boolean) =>
      say`The ${parts.score} of a case of ${parts.outside} is above that of a case of ${parts.inside} more often than chance (${parts.auroc})${
        parts.falseRate === undefined
          ? say`.`
          : useful
            ? say`; a limit that flags 95% of ${parts.outside} flags ${parts.falseRate} of ${parts.inside}.`
            : say`, but a limit that flags 95% of ${parts.outside} also flags ${parts.falseRate} of ${parts.inside}, too many to sort cases by it.`
      }`,
    chance: (parts: VerdictParts) =>
      say`These cases don’t show that the ${parts.score} tells ${parts.outside} from ${parts.inside}: the interval holds 0.5, which tossing a coin would reach (${parts.auroc}).`,
    lower: (parts: VerdictParts) =>
      say`The ${parts.score} is lower in ${parts.outside} than in ${parts.inside} (${parts.auroc}): the hard cases are those the model is surer of.`,
    "no-variation": (parts: VerdictParts) =>
      say`The ${parts.score} is the same for every case, so that it tells nothing apart.`,
    "class-mix": (parts: VerdictParts) =>
      say`Over all cases the ${parts.score} differs between ${parts.outside} and ${parts.inside} (${parts.auroc}), but neither among cases with a fracture (${parts.withFracture}) nor among those without (${parts.withoutFracture}) is that shown: it may be no more than the strata’s different shares of fractures.`,
    "too-few": (parts: VerdictParts) =>
      say`There are too few cases for a statement on whether the ${parts.score} tells ${parts.outside} from ${parts.inside}.`,
  } satisfies Record<OodVerdict["because"], (parts: VerdictParts, useful: boolean) => Prose>,
  limits: say`Hard is not the same as out-of-distribution. A score can be higher in a stratum because its cases are ambiguous, to readers too, and not because they are unlike what the model was trained on; and a stratum can be hard without the model noticing. What is said here holds for these strata and this model; it doesn’t show that cases of another kind would be noticed.`,
  scoresCaption: (level: Part) =>
    say`How well each score tells the strata apart, with ${level} confidence intervals (bootstrap). AUROC: 0.5 is chance. AUPR: average precision in finding one stratum’s cases; it depends on how many of each there are. False alarms: share of in-distribution cases flagged by the highest limit that flags at least 95% of the others.`,
  columns: {
    score: "Score",
    auroc: "AUROC",
    withinPositives: "AUROC, fractures",
    withinPositivesMeaning:
      "among cases with a fracture only, so that the strata’s shares of fractures don’t matter",
    withinNegatives: "AUROC, others",
    withinNegativesMeaning: "among cases without a fracture only",
    auprOut: "AUPR, out",
    auprOutMeaning: "average precision in finding the out-of-distribution cases",
    auprIn: "AUPR, in",
    auprInMeaning: "average precision in finding the in-distribution cases by low scores",
    fprAt95Tpr: "False alarms at 95%",
    fprAt95TprMeaning:
      "share of in-distribution cases flagged when 95% of the out-of-distribution cases are (FPR at 95% TPR)",
    from: "From",
    to: "Below",
    members: "Members",
    subsets: "Subsets",
    mean: "Mean AUROC",
    least: "Least",
    greatest: "Greatest",
    errors: "Wrong / all",
    coverage: "Share kept",
    risk: "Wrong of those kept",
    rate: "Refer at most",
    referred: "Referred",
    stratum: "Stratum",
    caught: "Wrong calls caught",
    caughtIn: (stratum: string) => `Caught: ${stratum}`,
    sensitivity: "Sensitivity of the kept",
    specificity: "Specificity of the kept",
    aurc: (score: string) => `AURC, ${score}`,
    oracle: "Ideal",
    random: "Chance",
  },
  histogramTitle: (score: string) => `${score} by stratum`,
  histogramDescription: (score: string, strata: string) =>
    `Histograms of the ${score}, one below the other in the same bins, for ${strata}. Bars are shares of the stratum’s cases.`,
  histogramCaption: (score: string) => say`Cases by ${score}.`,
  rootAxis: (score: string) =>
    score === "variance" ? "Standard deviation of the members" : "Root of the mutual information, nats",
  histogramAxes: {
    predictiveEntropy: "Predictive entropy, nats",
    meanEntropy: "Mean entropy, nats",
    maximumProbability: "1 − maximum probability",
  } as Readonly<Record<string, string>>,
  byMembersTitle: "AUROC of the variance by number of members",
  byMembersDescription:
    "A line through the mean AUROC over all choices of so many members, a band from the least to the greatest. The dashed rule is chance.",
  byMembersTempered: " A dashed line is the mean with temperatures.",
  byMembersAxes: { x: "Members", y: "AUROC" },
  byMembersCaption: (tempered: boolean) =>
    tempered
      ? say`AUROC of the predictive variance by number of members, with temperatures.`
      : say`AUROC of the predictive variance by number of members.`,
  exhaustive: (subsets: Part): Prose =>
    say`With fewer members: the mean, least and greatest AUROC over every choice of so many, ${subsets} in all.`,
  sampled: say`With fewer members: the mean, least and greatest AUROC over choices of so many, drawn at random where there are too many to go through; least and greatest are then those of the choices drawn.`,
  temperedSummary: "The same with temperature scaling",
  temperedCaption: (level: Part) =>
    say`The same scores with each member’s logits divided by its temperature, with ${level} confidence intervals.`,
  notTempered: say`Without temperature scaling: the ensemble’s description declares no temperatures.`,
  errorsLead: say`Another question is whether a score finds the model’s wrong decisions. An AUROC of 0.5 means that wrong and right decisions are equally uncertain.`,
  errorsCaption: (level: Part) =>
    say`AUROC of each score for wrong decisions among all, by stratum, with ${level} confidence intervals (bootstrap).`,

  referralTitle: "Referral",
  referralLead: say`Which cases should a person read? Here the most uncertain of all cases, over all strata, are handed to a reader, and the model’s call stands for the others.`,
  referralSentence: (parts: {
    rate: Part;
    score: string;
    referred: Part;
    cases: Part;
    strata: Prose;
  }): Prose =>
    say`Referring at most ${parts.rate} of all cases by ${parts.score} (${parts.referred} of ${parts.cases}) would have caught ${parts.strata}.`,
  caughtOf: (parts: {
    stratum: Part;
    caught: Part;
    level: Part;
    interval: Prose;
    errors: Part;
    referred: Part;
    cases: Part;
  }): Prose =>
    say`${parts.caught} (${parts.level}\u00A0CI ${parts.interval}) of the ${parts.errors} wrong calls in ${parts.stratum}, with ${parts.referred} of its ${parts.cases} cases referred`,
  noneWrong: (stratum: Part): Prose => say`nothing in ${stratum}, which has no wrong call`,
  referralLimits: say`This is hindsight: it counts what would have been referred, not what a reader would have made of it, and takes no rate as the right one. Referring cases at random would catch as large a share of a stratum’s wrong calls as of its cases. Sensitivity and specificity of the kept describe an easier set of cases than all, and can’t be compared with those of all.`,
  curveTitle: (score: string) => `Risk and coverage: ${score}`,
  curveDescription: (score: string, strata: string) =>
    `Share of wrong calls among the cases kept against the share of cases kept, the surest first, by ${score}, for ${strata}, each stratum ranked by itself. A lower line is better; its right end is the share of wrong calls among all.`,
  curveCaption: (stratum: Part, score: string) => say`Risk and coverage of ${stratum} by ${score}.`,
  curveAxes: { x: "Coverage (share of cases kept)", y: "Risk (wrong calls among them)" },
  aurcCaption: (level: Part) =>
    say`Area under the risk–coverage curve (AURC), less is better, with ${level} confidence intervals (bootstrap); the ideal score refers all wrong calls first, chance is the share of wrong calls.`,
  rateCaption: (score: string, level: Part) =>
    say`What referral by ${score} would catch, and what is left to the model, with exact ${level} confidence intervals.`,
  rateSummary: (score: string) => `Every stratum at every rate, by ${score}`,
  ties: say`Cases of equal uncertainty are referred together or, where they don’t fit, not at all.`,
};
