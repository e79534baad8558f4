import type { CommandModule } from "yargs";
import * as messages from "../messages/plan.js";
import { UserError } from "../messages/userError.js";
import type { Context } from "./context.js";
import { cohortOptions, wholeNumber } from "./options.js";

/** Checks a number that yargs left as text. */
function numberIn(option: string, range: string, fits: (value: number) => boolean) {
  return (value: unknown): number | undefined => {
    if (value === undefined) return undefined;
    const number = typeof value === "string" && value.trim() === "" ? Number.NaN : Number(value);
    if (!Number.isFinite(number) || !fits(number))
      throw new UserError(messages.outside(option, value, range));
    return number;
  };
}

const number = (option: string, describe: string, range: string, fits: (value: number) => boolean) =>
  ({ type: "string", requiresArg: true, describe, coerce: numberIn(option, range, fits) }) as const;
const text = (describe: string) => ({ type: "string", requiresArg: true, describe }) as const;
const count = (option: string, describe: string) =>
  ({ type: "string", requiresArg: true, describe, coerce: wholeNumber(option, 1) }) as const;

const options = {
  auroc: number("auroc", "The true AUROC assumed", "above 0.5 and below 1", (v) => v > 0.5 && v < 1),
  sensitivity: number(
    "sensitivity",
    "The true sensitivity assumed",
    "between 0 and 1",
    (v) => v >= 0 && v <= 1,
  ),
  specificity: number(
    "specificity",
    "The true specificity assumed",
    "between 0 and 1",
    (v) => v >= 0 && v <= 1,
  ),
  "half-width": number(
    "half-width",
    "Cases for an interval of so much on either side",
    "from 0.001 to below 0.5",
    (v) => v >= 0.001 && v < 0.5,
  ),
  "at-least": number(
    "at-least",
    "Cases to be shown to reach this limit, or how the limit fares on given cases",
    "above 0 and below 1",
    (v) => v > 0 && v < 1,
  ),
  margin: number(
    "margin",
    "Cases to show an unchanged model no worse than another by this, or how it fares on given cases",
    "from 0.001 to below 0.5",
    (v) => v >= 0.001 && v < 0.5,
  ),
  ratio: number(
    "ratio",
    "Cases without a fracture a case with  [default: 1]",
    "from 0.001 to 1000",
    (v) => v >= 0.001 && v <= 1000,
  ),
  positives: count("positives", "Cases with a fracture that there are"),
  negatives: count("negatives", "Cases without a fracture that there are"),
  results: text("Cases, values and criteria of a run: results.json or the folder it is in"),
  strata: text("Cases, criteria and margins of a strata file; nothing is scored"),
  ...cohortOptions,
  metric: text("Metrics, comma-separated  [default: auroc,sensitivity,specificity, or those assumed]"),
  stratum: text("Strata, comma-separated  [default: the declared ones and merged]"),
  level: number(
    "level",
    "Confidence level  [default: as declared, else 0.95]",
    "above 0.5 and below 1",
    (v) => v > 0.5 && v < 1,
  ),
  power: number(
    "power",
    "Chance that what is true is shown  [default: 0.8]",
    "from 0.01 to 0.9999",
    (v) => v >= 0.01 && v <= 0.9999,
  ),
  correlation: number(
    "correlation",
    "Of two models on the same cases  [default: 0.5]",
    "above -1 and below 1",
    (v) => v > -1 && v < 1,
  ),
  variance: {
    choices: ["observed", "binormal", "hanley-mcneil"],
    describe: "Of an AUROC  [default: observed with --results, else binormal]",
  },
  json: { type: "boolean", default: false, describe: "Print JSON in place of tables" },
} as const;

/** `wrist-bench plan`: how many cases it takes, or what given cases can show. */
export function planCommand(context: Context): CommandModule {
  return {
    command: "plan",
    describe: "How many cases it takes, or what given cases can show",
    builder: (parser) => parser.options(options),
    handler: async (args) => {
      const { plan } = await import("../run/plan.js");
      const { printPlan } = await import("../plan/printPlan.js");
      const { terminalProgress } = await import("./terminal.js");
      const terminal = terminalProgress();
      const made = await plan({ ...args, progress: terminal, signal: context.signal }).finally(terminal.end);
      process.stdout.write(args["json"] ? `${JSON.stringify(made, null, 2)}\n` : printPlan(made));
    },
  };
}
