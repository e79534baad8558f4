import type { ThresholdSetting } from "../../runners/modelFile/schema.js";
import { chosenThreshold } from "../strata/chosenThreshold.js";
import type { AnalysisInput } from "./analyse.js";

/** The operating point of a case or of one of its views. */
export interface Threshold {
  readonly value: number;
  /** Where it came from, in words. */
  readonly source: string;
}

/** Where a threshold came from, of the model's own. */
export const modelsOwn = "the model's own";

/** Used where neither strata file nor model says one. */
const usual = 0.5;

/**
 * The threshold of each unit: the strata file's outranks the model's. A setting by name holds for the
 * units it names; others fall through.
 */
export function thresholdOf(
  unit: string,
  strata: ThresholdSetting | undefined,
  model: ThresholdSetting | null,
): Threshold {
  const from = (setting: ThresholdSetting | null | undefined) =>
    typeof setting === "object" && setting !== null
      ? Object.hasOwn(setting, unit)
        ? setting[unit]
        : undefined
      : (setting ?? undefined);
  const declared = from(strata);
  if (declared !== undefined) return { value: declared, source: "declared in the strata file" };
  const own = from(model);
  if (own !== undefined) return { value: own, source: modelsOwn };
  return { value: usual, source: "0.5, as neither strata file nor model says one" };
}

/** The threshold of a case or view of this analysis: chosen where that is declared, else as declared. */
export function thresholdIn(
  { strata, modelThreshold, chosen }: Pick<AnalysisInput, "strata" | "modelThreshold" | "chosen">,
  unit: string,
): Threshold {
  const declared = chosenThreshold(strata.threshold) === null ? strata.threshold : undefined;
  return chosen?.get(unit) ?? thresholdOf(unit, declared as ThresholdSetting | undefined, modelThreshold);
}
