import { type Part, type Prose, say } from "../prose.js";

/** Sentences on who is in each stratum, on missing results and on independence. */
export const cohortWords = {
  namesNoImages: "the manifest names no images",
  makeUp: {
    title: "Age, sex and views by stratum",
    lead: say`Strata that differ in age, sex or views may differ in their figures for that reason alone.`,
    caption: (what: string): Prose =>
      say`Who is in each stratum. Age: median in years (quartiles; range). ${what}`,
    images: "Views count images.",
    rows: "Views count rows of the manifest, which names no images.",
    patients: "Patients",
    age: "Age",
    sex: "Sex",
    views: "Views",
    known: (known: Part): Prose => say`known for ${known}`,
    unknown: "not known",
    chartTitle: "Age by stratum",
    chartDescription: (strata: string) =>
      `Histograms one below the other, in the same bins and to one scale: the share of the cases of known age in each bin, for ${strata}.`,
    axis: "Age (years)",
    chartCaption: say`Cases by age.`,
    from: "From",
    below: "to below",
  },
  missing: {
    title: "Missing and indeterminate results",
    none: say`No result is missing: every case that was to be evaluated has a score. None is indeterminate: a score is at or above the threshold, or below it.`,
    lead: (cases: Part, positives: Part, negatives: Part, one: boolean): Prose =>
      say`${cases} ${one ? "case that was" : "cases that were"} to be evaluated ${one ? "has" : "have"} no result, since an image could not be read: ${positives} with and ${negatives} without a fracture. All other figures leave ${one ? "it" : "them"} out. Whatever made ${one ? "it" : "them"} go missing, the figures lie between the last two columns. None of the results there are is indeterminate.`,
    caption: (level: Part): Prose =>
      say`The two extreme analyses, with exact ${level} intervals: all missing cases called wrongly, and all called rightly.`,
    missing: "Missing",
    missingMeaning: "cases with a fracture for sensitivity, without for specificity",
    without: "Without them",
    allWrong: "All called wrongly",
    allRight: "All called rightly",
  },
  independence: {
    title: "Independence of the cases",
    caption: say`Whether cases depend on each other, or on what the model was trained on.`,
    check: "Check",
    found: "Found",
    several: "Patients in several declared strata",
    noPatients: "not checked: the cohort names no patients",
    duplicates: "The same image file in several cases",
    duplicatesFound: (groups: Part, cases: Part): Prose => say`${groups} (cases: ${cases})`,
    noDuplicates: (images: Part): Prose => say`none among ${images} files`,
    differing: (count: Part): Prose => say`; under different labels: ${count}`,
    examples: (groups: Prose): Prose => say`; such as ${groups}`,
    and: " = ",
    notChecked: (why: Part): Prose => say`not checked: ${why}`,
    training: {
      patient: "Patients in the training list",
      case: "Cases in the training list",
      sha256: "Image files in the training list",
      none: "Training list",
    },
    notSupplied:
      "not supplied: the strata file declares none (training), so whether the model has seen these cases is not known",
    overlap: (cases: Part): Prose => say`cases evaluated: ${cases}`,
    noOverlap: say`none`,
    listed: (listed: Part, file: Part): Prose => say` (${listed} listed in ${file})`,
    limits: say`Files are the same where every byte is (SHA-256). The same radiograph saved another way, or a patient under another identifier, is not found so.`,
  },
} as const;
