import type { EvidenceState } from "../checklist/finding.js";
import { type Part, type Prose, say } from "../prose.js";

const item = (title: string, source?: string) => ({ title, source: source && `[${source}]` });

/** The evidence checklist: its items, their sources, and what each state rests on. */
export const checklistWords = {
  title: "Evidence checklist",
  lead: (counts: Record<EvidenceState, string>): Prose =>
    say`What a reviewer of a report on diagnostic AI looks for, and how it stands here: ${counts.met} met, ${counts.supplied} supplied, ${counts["not-supplied"]} not supplied, ${counts["not-assessable"]} not assessable.`,
  meaning: say`Met: results.json shows it. Supplied: the strata file says it in words, which nothing here checks. Not supplied: it is missing, in whole or in part. Not assessable: these cases or columns can’t show it. An item counts only where all of its parts are there. A state says that the evidence is in the report, not that it is good enough.`,
  caption: say`Items of evidence, with the documents that ask for them in brackets.`,
  columns: { item: "Item", state: "State", because: "What it rests on", where: "Where" },
  states: {
    met: "●\u00A0Met",
    supplied: "■\u00A0Supplied",
    "not-supplied": "○\u00A0Not\u00A0supplied",
    "not-assessable": "□\u00A0Not\u00A0assessable",
  } satisfies Record<EvidenceState, string>,
  items: {
    device: item(
      "Device, intended use, inputs, outputs, limitations",
      "21 CFR 892.2090(b)(1), the class of wrist-fracture CADe/CADx software; STARD 3",
    ),
    identity: item(
      "Identity: hashes of model, strata file, manifest and scores; tool version, commit and lockfile",
      "EU AI Act Annex IV",
    ),
    protocol: item(
      "Pre-specified protocol: strata, thresholds and margins fixed before scoring",
      "21 CFR 892.2090(b)(1)(ii); STARD 12a",
    ),
    flow: item("Case flow that adds up, with the reasons for exclusion", "STARD 19; CLAIM"),
    eligibility: item("Eligibility, setting, dates, sampling", "STARD 5–9"),
    standard: item(
      "Reference standard per stratum: definition, readers, blinding, adjudication",
      "STARD 10b, 11, 13b",
    ),
    words: item(
      "Sensitivity and specificity only against a reference standard; who had the better reference test",
      "FDA 2007 statistical guidance",
    ),
    operatingPoint: item("Operating point: its origin, never tuned on these cases", "STARD 12a"),
    indeterminate: item(
      "Missing and indeterminate results counted, with the two extreme analyses",
      "FDA 2007; STARD 15–16",
    ),
    counts: item("2×2 counts, overall and per stratum", "STARD 23; ISO/IEC TS 4213"),
    accuracy: item(
      "ROC, sensitivity, specificity, PPV and NPV with their prevalence, likelihood ratios",
      "21 CFR 892.2090",
    ),
    intervals: item(
      "Confidence intervals: method, level, resamples, seed, and the patient as unit",
      "STARD 14, 24",
    ),
    subgroups: item(
      "Subgroups: n⁺, n⁻, estimate, interval, difference; too few cases is a result",
      "TRIPOD+AI; FDA",
    ),
    prespecified: item("Pre-specified strata apart from discovered ones", "STARD 17"),
    multiplicity: item("Multiplicity: family, method, raw and adjusted p"),
    sampleSize: item("Sample size: the half-width or power that each stratum had", "STARD 18"),
    calibration: item("Calibration per stratum", "TRIPOD+AI"),
    robustness: item("Robustness to perturbation", "EU AI Act Art. 15; CLAIM"),
    confounders: item("Shortcuts and confounders", "ISO/IEC TS 4213"),
    independence: item(
      "Data independence: duplicates, patients in several strata or in the training list",
      "GMLP principle 4",
    ),
    environment: item(
      "Environment: execution provider, precision, hardware, preprocessing",
      "ISO/IEC TS 4213",
    ),
    predecessor: item(
      "Comparison with the predecessor: paired difference, interval, margin, verdict",
      "PCCP guidance 2024",
    ),
    failures: item("Failure cases per stratum, pseudonymous", "CLAIM"),
    metrics: item("Which metric answers which question, and why it was chosen", "EU AI Act Annex IV"),
    limits: item("Limits: standalone performance, no claim on readers who use it", "STARD 26; DECIDE-AI"),
    reproduction: item("The command that reproduces it, lines for date and signature", "STARD 28–30"),
  },
  inWords: say`In the words of the strata file.`,
  missing: (what: Prose) => say`Missing: ${what}.`,
  older: say`These results were made by a version that did not record it.`,
  fromTable: say`The scores came from a table, without the model.`,
  identity: {
    met: say`All are recorded.`,
    commit: say`the tool’s commit`,
    lockfile: say`the hash of its lockfile`,
  },
  protocol: {
    met: (file: Part) => say`As it was locked in ${file}.`,
    absent: say`The protocol was never locked (wrist-bench lock), so nothing shows that it was fixed before scoring.`,
    changed: say`The protocol was changed since it was locked.`,
  },
  flow: {
    met: say`Every case of the manifest is analysed or counted with the reason why not.`,
    open: say`The case flow does not add up.`,
    none: say`There is no case flow in these results.`,
    reason: say`Cases were excluded without a reason.`,
  },
  standardOf: (names: Prose) => say`the reference standard of ${names}`,
  operatingPoint: {
    met: (cases: Part) =>
      say`Chosen on ${cases} validation cases, none of which (and none of whose patients) is evaluated.`,
  },
  indeterminate: {
    met: say`Every case selected has a score, so that both extreme analyses would be this one.`,
    counted: (cases: Prose) =>
      say`Left out since an image can’t be read: ${cases} cases, by stratum and label; both extreme analyses are given.`,
    open: (cases: Prose) =>
      say`Left out since an image can’t be read: ${cases} cases. What would be, were the model right or wrong on all of them, is not in these results.`,
  },
  counts: {
    met: say`They add up to the cases of every stratum.`,
    open: (names: Prose) => say`They do not add up in ${names}.`,
  },
  accuracy: {
    met: say`In every stratum.`,
    oneClass: (names: Prose) => say`One class is missing in ${names}.`,
    roc: say`the ROC curve`,
    ratios: say`likelihood ratios`,
  },
  intervals: {
    patients: (iterations: Part, seed: Part) =>
      say`Bootstrap of whole patients, ${iterations} resamples, seed ${seed}.`,
    onePerPatient: say`Cases are resampled, and no patient has more than one.`,
    cases: say`Cases are resampled although patients have several.`,
    noPatients: say`The cohort names no patients, so cases are resampled.`,
    none: say`No interval could be computed.`,
  },
  subgroups: {
    met: say`Each declared stratum is compared with the reference, or the table says why it can’t be.`,
    one: say`Only one stratum is declared.`,
    missing: (names: Prose) => say`No difference is given for ${names}.`,
    none: say`No difference could be computed: too few cases.`,
  },
  prespecified: {
    met: say`All strata are declared in the strata file.`,
    apart: say`Crossed and banded strata have a section and p-values of their own.`,
    mixed: say`Crossed and banded strata are tested in one family with the declared ones.`,
  },
  multiplicity: {
    met: (tests: Part) => say`One family of ${tests} tests: declared strata × primary metrics.`,
    none: say`There was no difference to test.`,
    open: say`Some p-values are not adjusted.`,
  },
  sampleSize: {
    met: say`Every stratum has the interval of each primary metric; how many cases were aimed at is not said.`,
    andAim: say`Every stratum has the interval of each primary metric; the number aimed at is in the words of the strata file.`,
    open: (names: Prose) => say`Primary metrics have no interval in ${names}.`,
  },
  calibration: {
    met: say`Slope and level with intervals in every stratum.`,
    open: (names: Prose) => say`It can’t be estimated in ${names}.`,
  },
  robustness: {
    met: (images: Part) => say`${images} images were scored again under corruptions.`,
    notAsked: say`No corruptions were asked for (--robustness).`,
    none: say`No corruption could be scored.`,
  },
  confounders: {
    met: (names: Prose) => say`Looked at: ${names}. Others are not.`,
    none: say`No confounders are declared (\u2018confounders\u2019).`,
    open: (names: Prose) => say`No model could be fitted in ${names}.`,
  },
  independence: {
    noPatients: say`The cohort names no patients.`,
    met: (patients: Part) =>
      say`Patients in several declared strata: ${patients}. No file is in two cases, and none of these cases is in the training list.`,
    found: say`Files in several cases, or cases in the training list, were found: the cohort section counts them.`,
    supplied: (patients: Part) =>
      say`Patients in several declared strata: ${patients}. The same file twice is refused; pixels are not compared. On training cases the strata file says it in words.`,
    open: (patients: Part) =>
      say`Patients in several declared strata: ${patients}. Missing: whether training cases are among these.`,
  },
  environment: {
    met: say`All are recorded.`,
    provider: say`execution provider`,
    hardware: say`hardware`,
    precision: say`numerical precision`,
    preprocessing: say`preprocessing`,
  },
  predecessor: {
    met: (rules: Part) => say`${rules} rules with a margin, judged on the cases that both runs have.`,
    notAsked: say`No baseline was given (--baseline).`,
    noMargin: say`Compared, but no margin is declared (\u2018regression\u2019).`,
    none: say`No difference could be computed: too few cases.`,
  },
  failures: {
    met: say`Wrong calls of every declared stratum are counted, and the most wrong listed.`,
    plain: say`Identifiers are those of the manifest (--identifiers plain).`,
    open: (names: Prose) => say`None are listed for ${names}.`,
  },
  reproduction: {
    met: say`The lines are filled in by hand.`,
    none: say`The run was not started from the command line.`,
  },
};
