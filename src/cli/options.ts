import { UserError } from "../messages/userError.js";

/** Checks of option values that yargs doesn't make; the message names the option. */
export function wholeNumber(option: string, least: number) {
  return (value: unknown): number | undefined => {
    if (value === undefined) return undefined;
    const number = typeof value === "string" && value.trim() === "" ? Number.NaN : Number(value);
    if (!Number.isSafeInteger(number) || number < least)
      throw new UserError(`--${option} is ${String(value)}; it must be a whole number, ${least} or more`);
    return number;
  };
}

export const strataOption = {
  type: "string",
  demandOption: true,
  requiresArg: true,
  describe: "Strata file (.yaml): cohort, strata, criteria; also looked for in the package",
} as const;

export const cohortOptions = {
  cohort: { type: "string", requiresArg: true, describe: "Manifest table in place of the strata file's" },
  images: { type: "string", requiresArg: true, describe: "Folder that image paths are relative to" },
} as const;

export const threadsOption = {
  type: "string",
  requiresArg: true,
  describe: "Threads; the figures don't depend on it  [default: all processors]",
  coerce: wholeNumber("threads", 1),
} as const;

export const providerOption = {
  choices: ["cpu", "cuda", "webgpu"],
  default: "cpu",
  describe: "Where the network runs",
} as const;

/** Every option of every command, for a guess at what a mistyped one was meant to be. */
export const optionNames = [
  ...[
    "strata",
    "model",
    "predictions",
    "cohort",
    "images",
    "out",
    "bootstrap",
    "seed",
    "threads",
    "baseline",
  ],
  ...[
    "provider",
    "inconclusive",
    "identifiers",
    "key",
    "cache",
    "html",
    "explain",
    "robustness",
    "quiet",
    "split",
    "cases",
  ],
  ...["json", "format"],
  ...["history", "add", "metric", "stratum"],
  ...["code-quality", "force"],
  ...["sheet", "image"],
  ...["auroc", "sensitivity", "specificity"],
  ...[
    "half-width",
    "at-least",
    "margin",
    "ratio",
    "positives",
    "negatives",
    "results",
    "level",
    "power",
    "correlation",
    "variance",
  ],
];
