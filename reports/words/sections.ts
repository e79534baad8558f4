import { say } from "../prose.js";

/** Titles of the report's sections in their order, and what a section says that has no data. */
export const sectionWords = {
  titles: {
    decision: "Verdict",
    hidden: "Hidden stratification",
    failures: "Failure cases",
    methods: "Methods",
  },
  /** Why a section has no data. */
  why: {
    notComputed: say`Not in these results: the version that made them did not compute it.`,
    ood: say`Not analysed: the strata file declares no in-distribution and out-of-distribution strata (\u2018ood\u2019).`,
    referral: say`Not analysed: there is no score of uncertainty to refer cases by.`,
    confounders: say`Not analysed: the strata file declares no confounders (\u2018confounders\u2019), so nothing here says whether the model’s score stands for age, sex, site or the like.`,
    readers: say`Not analysed: the strata file declares no readers (\u2018readers\u2019). These figures do not say how the model compares with people.`,
    comparison: say`No baseline was given (--baseline), so nothing here says whether the model got better or worse than its predecessor.`,
    pictures: {
      notAsked: say`No pictures were asked for (--explain), so where the model looked is not shown.`,
      noModel: say`No heat maps: the scores came from a table, and a heat map needs the model.`,
    },
  },
};
