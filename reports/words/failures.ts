import { type Part, type Prose, say } from "../prose.js";

/** Sentences on cases that are called wrongly. */
export const failureWords = {
  title: "Wrong calls",
  lead: say`Every case called wrongly at the operating threshold is counted here, and the most wrong are listed by pseudonym. Look them up, with the key, to see what they have in common: a list alone does not say why the model failed.`,
  caption: say`Wrong calls by stratum.`,
  columns: {
    missed: "Missed",
    missedMeaning: "fractures called negative",
    falseAlarms: "False alarms",
    falseAlarmsMeaning: "cases without a fracture called positive",
    case: "Case",
    probability: "Probability",
    margin: "From threshold",
    marginMeaning: "how far the probability lies on the wrong side of the threshold",
    views: "By view",
  },
  of: (count: Part, all: Part): Prose => say`${count} of ${all}`,
  listed: {
    missed: (stratum: Part): Prose => say`Missed fractures of ${stratum}, most wrong first`,
    falseAlarms: (stratum: Part): Prose => say`False alarms of ${stratum}, most wrong first`,
  },
  all: say`.`,
  firstOf: (listed: number, count: Part): Prose => say`: the first ${String(listed)} of ${count}.`,
  summary: {
    missed: (stratum: string) => `Missed fractures: ${stratum}`,
    falseAlarms: (stratum: string) => `False alarms: ${stratum}`,
  },
  none: say`No case of any stratum was called wrongly.`,
  noViews: "–",
} as const;
