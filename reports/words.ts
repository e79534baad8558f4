import type { Outcome } from "../src/results/schema/analyses.js";
import type { Status } from "../src/results/schema/metric.js";
import { noun, type Part, type Prose, say } from "./prose.js";

/**
 * Every sentence the reports write, in HTML, Markdown and JUnit. Numbers and names come in as parts,
 * so that they are formatted, escaped and traced elsewhere.
 */
export const words = {
  documentKind: "Standalone performance by stratum",
  contents: "Contents",
  identity: {
    model: "Model",
    hash: "SHA-256",
    cohort: "Cohort",
    cases: "Cases analysed",
    started: "Run",
    tool: "Made with",
  },
  to: " to ",
  none: "–",
  notReported: "not in these results",
  noExactInterval: "no exact interval",
  exactPrinted: "exact CI",
  noWidth: "all resamples alike: no measure of certainty",
  dataOfChart: "Data of this chart",
  merged: "all strata together, each case once",
  reference: "reference",
  notGiven: "not given",
  noInterval: (reason: string | undefined) => (reason === undefined ? "no CI" : `no CI: ${reason}`),
  statuses: {
    ok: "no value",
    boundary: "at the boundary",
    undefined: "undefined",
    "one-class": "undefined: one class only",
    "too-few": "undefined: too few cases",
    "not-applicable": "does not apply",
  } satisfies Record<Status, string>,

  verdicts: {
    pass: "Pass",
    fail: "Fail",
    inconclusive: "Inconclusive",
    none: "No verdict",
  } satisfies Record<Outcome | "none", string>,
  verdictReason: {
    none: say`No acceptance criteria were declared, so these figures are neither passed nor failed.`,
    pass: (criteria: string) => say`Every declared criterion is met (${criteria}).`,
    fail: (failed: string, criteria: string, open: string | undefined) =>
      say`${failed} of ${criteria} declared criteria failed${open === undefined ? "" : `, ${open} could not be decided`}. Failed:`,
    inconclusive: (open: string, criteria: string) =>
      say`No criterion failed, but for ${open} of ${criteria} the cases do not suffice to tell. Undecided:`,
    elsewhere: say`No single criterion decided it; see the comparison with the baseline in results.json.`,
  },
  deciding: (what: {
    stratum: Part;
    metric: string;
    value: Part | undefined;
    interval: Prose;
    /** The corruption, where it is on corrupted images. */
    under: Prose;
    rule: Prose;
  }): Prose =>
    say`${what.metric} in ${what.stratum}${what.under}: ${what.value ?? "no value"}${what.interval}; declared: ${what.rule}`,
  warningsAhead: (count: string) => (count === "1" ? "1 warning" : `${count} warnings`),
  fact: {
    worst: "Worst stratum",
    gap: "Gap to the reference",
    masking: "What the merged figure hides",
  },
  worstFigure: (metric: string) => `${metric}, merged`,
  noWorst: (metric: string) =>
    say`No worst stratum is named: fewer than two strata have a defined ${metric}.`,
  worstIsReference: (worst: Part) =>
    say`The worst stratum, ${worst}, is the reference itself: no other has a lower figure.`,
  worstTied: (worst: Part, others: Prose) => say`${worst}, tied with ${others}`,
  tie: (worst: Part, others: Prose, metric: string) =>
    say`${worst} is named as the first of those whose ${metric} is lowest; it is the same in ${others}.`,
  gapNotTested: (worst: Part, metric: string) =>
    say`The ${metric} of ${worst} was not compared with a reference stratum.`,
  noGaps: say`No stratum was compared with a reference stratum.`,
  gapSentence: (gap: {
    stratum: Part;
    reference: Part;
    metric: string;
    direction: "lower" | "higher" | "the same";
    /** Whether the test shows a difference at the report's level. */
    shown: boolean;
    difference: Part;
    interval: Prose | undefined;
    level: Part | undefined;
    p: Part | undefined;
    pKind: string;
  }): Prose => {
    const uncertainty = gap.interval
      ? say`${gap.level}\u00A0CI ${gap.interval}`
      : say`no confidence interval`;
    const test = gap.p ? say`, ${gap.pKind}\u00A0${gap.p}` : say``;
    if (!gap.shown)
      return say`The data can’t tell whether the ${gap.metric} in ${gap.stratum} differs from that in ${gap.reference}: difference ${gap.difference} (${uncertainty}${test}). That is no evidence that they are equal.`;
    return say`The ${gap.metric} in ${gap.stratum} is ${gap.direction === "the same" ? "the same as" : `${gap.direction} than`} in ${gap.reference}: difference ${gap.difference} (${uncertainty}${test}).`;
  },
  gapUndefined: (stratum: Part, reference: Part, metric: string, reason: Part) =>
    say`The ${metric} of ${stratum} can't be compared with that of ${reference}: ${reason}.`,
  adjustedP: "adjusted p",
  rawP: "p",

  sections: {
    verdict: "Verdict",
    figures: "Performance by stratum",
    gaps: "Gaps between strata",
    curves: "ROC and precision–recall curves",
    operatingPoint: "At the operating threshold",
    views: "By view",
    criteria: "Acceptance criteria",
    cohort: "Cohort",
    warnings: "Warnings",
    reading: "How to read the figures",
    provenance: "Provenance",
  },

  keyTable: {
    caption: (level: Part, method: Prose) =>
      say`Main figures per stratum, each with its ${level} confidence interval${method}. n⁺: cases with a fracture, n⁻: without, by the reference standard.`,
    method: (iterations: Part, unit: string) =>
      say` (bootstrap, ${iterations} resamples of ${unit}, stratified by label)`,
    units: { patient: "patients", case: "cases" },
    lead: (unit: string, withViews: boolean) =>
      withViews
        ? say`The unit of analysis is the case: a case’s probability is the mean over its views, and it counts as positive where that is at or above the threshold. ${unit}`
        : say`The unit of analysis is the case, which counts as positive where its probability is at or above the threshold. ${unit}`,
    resampled: {
      patient: "Patients are resampled whole, so that cases of one patient stay together.",
      case: "Cases are resampled one by one.",
    },
    otherCaption: (level: Part) => say`Further figures per stratum, with ${level} confidence intervals.`,
    exactCaption: (level: Part) =>
      say`The same with exact intervals (${level}), on which criteria are judged: Clopper–Pearson for proportions, logit-DeLong for AUROC.`,
    exactSummary: "Exact intervals, on which criteria are judged",
    chartTitle: (metric: string) => `${metric} by stratum`,
    chartDescription: (metric: string) =>
      `One row a stratum: a marker at its ${metric}, a line over its confidence interval. All such charts share one scale.`,
  },
  columns: {
    stratum: "Stratum",
    view: "View",
    cases: "n⁺ / n⁻",
    casesMeaning: "cases with and without a fracture, by the reference standard",
    threshold: "Threshold",
    metric: "Metric",
    comparedWith: "Against",
    difference: "Difference",
    interval: "CI",
    p: "p",
    pAdjusted: "Adjusted p",
    method: "Method",
    criterion: "Criterion",
    estimate: "Estimate",
    judged: "Interval judged",
    outcome: "Outcome",
    why: "Why",
    positivesOf: "Fractures of",
    negativesOf: "Non-fractures of",
    pairs: "Pairs",
    weight: "Weight",
    fpr: "False positive rate",
    tpr: "Sensitivity",
    recall: "Sensitivity (recall)",
    precision: "Precision",
    selected: "Selected by",
    standard: "Reference standard",
    item: "Item",
    value: "Value",
    step: "Step",
    images: "Images",
    reason: "Reason",
    meaning: "Meaning",
  },
  unionOfStrata: "the union of the declared strata",
  noPredicate: "no predicate recorded",

  gaps: {
    lead: (reference: Part, lowerIsBetter: Prose): Prose =>
      say`Each stratum against the reference stratum, ${reference}. A difference below zero means that the stratum does worse${lowerIsBetter}.`,
    lowerIsBetter: (metrics: string) => say` (for ${metrics}: better)`,
    caption: (level: Part) =>
      say`Difference from the reference stratum, stratum minus reference, with ${level} confidence interval and two-sided p. Adjusted p: Holm, over all strata and primary metrics.`,
    chartTitle: (metric: string) => `${metric}: difference from the reference`,
    chartDescription: (metric: string) =>
      `Forest plot. One row a stratum: a marker at the difference in ${metric} from the reference stratum, a line over its confidence interval, a rule at no difference. All such charts share one scale.`,
    none: say`No gaps: the results compare no stratum with a reference.`,
    pairsCaption: say`Merged AUROC taken apart: its pairs by the strata of their fracture and their non-fracture.`,
  },
  curves: {
    lead: say`Markers: operating points at the threshold. ROC: the diagonal is chance. Precision–recall: ticks at the right edge are each stratum’s share of fractures, which a model without skill would reach as precision.`,
    rocTitle: "ROC",
    titleOf: (title: string, name: string) => `${title}: ${name}`,
    rocDescription: (names: string) =>
      `Sensitivity against false positive rate over all thresholds, for ${names}. A marker on each curve is the operating point.`,
    prTitle: "Precision–recall",
    prDescription: (names: string) =>
      `Precision against sensitivity over all thresholds, for ${names}. A marker on each curve is the operating point.`,
    none: say`No curves: they need cases with and without a fracture in a stratum, and no stratum has both.`,
    missing: (names: Prose) => say`No curve for ${names}: a curve needs cases with and without a fracture.`,
    thinned: (shownRows: string, vertices: string) =>
      say`${shownRows} of ${vertices} vertices, evenly chosen, ends kept; all are in results.json.`,
    allVertices: (vertices: string) => say`All ${vertices} vertices.`,
    rocCaption: (stratum: Part) => say`ROC of ${stratum}.`,
    prCaption: (stratum: Part) => say`Precision–recall of ${stratum}.`,
    noFiniteThreshold: "above all",
    rocAxes: { x: "False positive rate (1 − specificity)", y: "Sensitivity" },
    prAxes: { x: "Sensitivity (recall)", y: "Precision" },
  },
  operatingPoint: {
    lead: say`Counts of cases, model against reference standard. Positive: probability at or above the threshold.`,
    caption: (stratum: Part) => say`${stratum}`,
    atThreshold: (threshold: Part, origin: Part) => say`Threshold ${threshold}: ${origin}`,
    positive: "Model: fracture",
    negative: "Model: no fracture",
    truePositive: "true positives",
    falsePositive: "false positives",
    falseNegative: "missed",
    trueNegative: "true negatives",
    present: "Fracture",
    absent: "No fracture",
    standardHead: "Reference standard",
    total: "Cases",
  },
  views: {
    lead: say`The same figures for each view alone. The unit is one view of a case; a view has its own threshold.`,
    caption: (level: Part) => say`Per view and stratum, with ${level} confidence intervals.`,
    none: say`No figures by view: the cohort declares no views.`,
  },
  criteria: {
    lead: say`A criterion passes when its whole interval satisfies it, fails when none of it does, and is inconclusive in between: the cases then do not suffice to tell. Where the estimate alone is judged, the criterion says so. A stratum with too few fractures or non-fractures never passes.`,
    caption: say`Declared acceptance criteria and how each came out.`,
    none: say`No acceptance criteria: the strata file declares none (accept), so there is no verdict.`,
    atLeast: (limit: Part) => say`at least ${limit}`,
    atMost: (limit: Part) => say`at most ${limit}`,
    onEstimate: ", on the estimate alone",
    estimateJudged: "estimate alone",
    outcomes: { pass: "Pass", fail: "Fail", inconclusive: "Inconclusive" } satisfies Record<Outcome, string>,
  },
  cohort: {
    flowTitle: "Case flow",
    flowDescription:
      "From the manifest to the cases analysed: every case is analysed or listed with the reason it is not.",
    flowCaption: say`Case flow.`,
    flowCaptionNoImages: say`Case flow. The manifest names no images.`,
    steps: {
      manifest: "In the manifest",
      "not-selected": "Not selected for evaluation",
      excluded: "Excluded",
      "label-missing": "No label",
      unreadable: "Image unreadable",
      "in-no-stratum": "In no stratum",
      analysed: "Analysed",
    },
    casesOf: (count: number) => (count === 1 ? "case" : "cases"),
    imagesOf: (count: number) => (count === 1 ? "image" : "images"),
    casesHead: "Cases",
    fractured: "with",
    notFractured: "without fracture",
    addsUp: (total: Part, terms: Prose) => say`It adds up: ${total} = ${terms}.`,
    doesNotAddUp: (total: Part, terms: Prose) =>
      say`It does not add up: the manifest has ${total}, but the boxes below it give ${terms}. Don’t rely on these results.`,
    strataCaption: say`The strata as declared.`,
    aboutCaption: say`Who was analysed.`,
    patients: "Patients",
    several: "Patients in several declared strata",
    age: "Age in years: median (quartiles; range)",
    ageKnown: "age known for",
    sex: "Sex",
    views: "Images by view",
    rowsByView: "Rows by view",
    noPatients: "the cohort names no patients",
    noAge: "no age column declared",
    noSex: "no sex column declared",
    noViews: "no views declared",
    standardMissing: (names: Prose) =>
      say`No reference standard is described for ${names}. Sensitivity and specificity there are agreement with the manifest’s labels (positive and negative percent agreement), not accuracy against the truth.`,
  },
  warnings: { none: say`The analysis raised no warnings.` },
  reading: {
    points: (how: { level: Part; iterations: Part; seed: Part; unit: string }): Prose[] => [
      say`Standalone performance: the figures describe the model alone, on these cases. They say nothing on how readers do with it, nor on other populations, devices or sites.`,
      say`Truth: “with a fracture” means by the reference standard of the case’s stratum; the strata may differ in it.`,
      say`Unit: one case, unless a table says otherwise. Intervals (CI): ${how.level}, from ${how.iterations} bootstrap resamples of ${how.unit} (seed ${how.seed}), stratified by label. Resamples in which a metric is undefined are dropped; where that is too many, there is no interval. Where all resamples gave one value, the exact interval is printed and marked so.`,
      say`Inconclusive: the interval holds values on both sides of the limit, or the stratum has too few cases. It is not a pass and not a failure; more cases may tell.`,
      say`Undefined figures are not zero: the reason stands in their place.`,
      say`Rounding: rates, thresholds, differences and p to three decimals; p below 0.001 as <0.001. Results.json, from which every figure here is printed, has them in full.`,
    ],
  },
  provenance: {
    lead: say`Same inputs, seed and version give the same figures. Hashes are SHA-256.`,
    inputs: say`What went in.`,
    settings: say`Settings.`,
    run: say`The run.`,
    items: {
      model: "Model",
      modelFile: "Model file",
      format: "Format",
      modelHash: "Hash of the model or predictions",
      descriptionHash: "Hash of the model description",
      strata: "Strata file",
      strataHash: "Hash of the strata file",
      cohort: "Cohort",
      manifestHash: "Hash of the manifest",
      imagesHash: "Hash over all images",
      casesTable: "Table of cases",
      casesTableHash: "Hash of the table of cases",
      iterations: "Bootstrap resamples",
      seed: "Seed",
      level: "Confidence level",
      unit: "Unit of resampling",
      reference: "Reference stratum",
      tool: "Tool",
      started: "Started",
      duration: "Took",
    },
  },

  junit: {
    suite: (name: string) => `Acceptance criteria of ${name}`,
    inconclusive: (reason: string) => `inconclusive: ${reason}`,
  },
  markdown: {
    title: (title: string) => `# ${title}`,
    key: "## Performance by stratum",
    gaps: "## Gaps between strata",
    criteria: "## Acceptance criteria",
    model: (name: Part, hash: Part, cohort: Part, cases: Part): Prose =>
      say`Model ${name} (${hash}) on ${cohort}, ${cases} ${noun(cases, "case", "cases")}.`,
  },
};
