import type { Fixture } from "../oracle.js";
import { agreementChecks } from "./agreement.js";
import { aurocInferenceChecks } from "./aurocInference.js";
import { bootstrapChecks } from "./bootstrap.js";
import { calibrationChecks } from "./calibration.js";
import { rankingChecks } from "./ranking.js";
import { regressionChecks } from "./regression.js";

/** Every check that a fixture (inputs, and what other programs say of them) allows. */
export function referenceChecks(name: string, fixture: Fixture): void {
  rankingChecks(fixture);
  aurocInferenceChecks(fixture);
  calibrationChecks(fixture);
  agreementChecks(fixture);
  regressionChecks(fixture);
  bootstrapChecks(name, fixture);
}
