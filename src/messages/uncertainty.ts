import { type Place, place } from "./yaml.js";

export const oodWithoutMembers =
  "The strata file declares ood, but the scores have no ensemble of two members or more: out-of-distribution detection rests on the model's probability alone. Name a deep ensemble (ood.ensemble), or add member_1 … member_K to the predictions table.";

export const oodSideEmpty = (strata: readonly string[]) =>
  `ood compares with ${strata.join(", ")}, where no case is left, so the results hold nothing about it.`;

export const oodBothSides = (cases: number) =>
  `${cases} case${cases === 1 ? " is" : "s are"} both in \`ood.in\` and in \`ood.out\` and count${cases === 1 ? "s" : ""} for neither there.`;

export const oodSame = (at: Place, name: string) =>
  `${place(at)}: ood names the stratum "${name}" twice; \`in\` and \`out\` must be different strata`;

export const lackingSide = (label: 0 | 1) => ({
  positives: `no case ${label === 1 ? "with" : "without"} a fracture is out-of-distribution`,
  negatives: `no case ${label === 1 ? "with" : "without"} a fracture is in-distribution`,
});

export const lackingErrors = { positives: "no wrong decision", negatives: "no right decision" };

export const noneKept = (label: "positives" | "negatives") =>
  `no case ${label === "positives" ? "with" : "without"} a fracture is kept`;

export const noErrors = "no wrong decision to catch";

export const notResampled = "not resampled; the exact interval stands beside it";
