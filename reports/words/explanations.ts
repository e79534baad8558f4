import { noun, type Part, type Prose, say } from "../prose.js";

/** Sentences on pictures of single cases and their heat maps. */
export const explanationWords = {
  title: "Pictures and heat maps",
  lead: say`The cases the model gets most wrong and most right, each radiograph beside its heat map. A heat map shows which places raised the model’s probability. It does not show why, nor that what lies there is a fracture; a model can look at the right place and be wrong, or be right for another reason.`,
  method: (how: Part): Prose => say`How they were made: ${how}`,
  occlusion: (reason: Part | undefined): Prose =>
    reason === undefined
      ? say` Grad-CAM was not possible: this kind of model gives scores alone.`
      : say` Grad-CAM was not possible: ${reason}.`,
  nodes: (files: Prose): Prose => say` Feature maps: ${files}.`,
  reading: (within: Part, bar: Part): Prose =>
    say`Each heat map is scaled to its own greatest value, from dark violet (little) over orange to white (most), so that a weak one looks as strong as a strong one: read it with the probability. The cross is its peak; the ring has a radius of ${within} around the true fracture, where that is known; the bar is ${bar} long.`,

  localisation: {
    caption: (within: Part): Prose =>
      say`Does the heat map peak at the fracture? Radiographs of true positives whose peak lies within ${within} of the true fracture, with exact confidence interval. A case can be a true positive by one view alone: the other view’s heat map may then be empty, and counts as not within.`,
    none: say`The strata file does not say where fractures lie (cohort.columns.fracture), so whether the heat maps peak there was not measured.`,
    some: say`Occlusion takes hundreds of scores a radiograph, so it was measured on true positives drawn by lot where a stratum has many.`,
    allViews: "all",
    positives: "True positives",
    tried: (cases: Part): Prose => say`${cases} looked at`,
    images: "Radiographs",
    empty: "Without heat",
    emptyMeaning: "heat maps that are 0 throughout",
    distance: "Median distance",
    distanceMeaning: "of the peak from the true fracture, where there is a peak",
    share: "Share within",
    shuffled: "Without looking",
    shuffledMeaning:
      "the share if each radiograph had the peaks of the other patients’ radiographs of its view",
    limits: say`Wrists break where they mostly break, and radiographs show them at much the same place: the last column is the share that peaks of other patients’ radiographs reach at the same place. Only what lies above it speaks for looking at the fracture.`,
  },

  stratum: (name: Part, wrong: Part, right: Part): Prose =>
    say`${name}: ${wrong} ${noun(wrong, "case", "cases")} on the wrong side of the threshold, ${right} on the right side.`,
  kinds: { "most-wrong": "Most wrong", "most-right": "Most right" },
  noneOf: {
    "most-wrong": say`No case of this stratum is on the wrong side of the threshold.`,
    "most-right": say`No case of this stratum is on the right side of the threshold.`,
  },
  group: (stratum: Part, kind: string): Prose => say`${kind} in ${stratum}`,
  call: (label: 0 | 1, positive: boolean): string => {
    if (label === 1) return positive ? "fracture, found" : "fracture, missed";
    return positive ? "no fracture, false alarm" : "no fracture, rightly negative";
  },
  case: (name: Part, call: string, probability: Part): Prose =>
    say`${name}: ${call}; probability ${probability}`,
  view: (view: Part | undefined): Prose => (view === undefined ? [] : say`${view}: `),
  peakAt: (distance: Part): Prose => say`peak ${distance} from the fracture`,
  peakOnly: say`peak marked`,
  noHeat: say`no heat anywhere`,
  file: (file: Part): Prose => say` (${file})`,
  alt: (view: string | undefined, call: string, what: string) =>
    `Radiograph${view === undefined ? "" : ` ${view}`} beside its heat map: ${call}; ${what}`,
  notEmbedded: (count: Part): Prose =>
    say`Further pictures (${count}) are in the folder pictures beside results.json alone: with them this file would be too large.`,
} as const;
