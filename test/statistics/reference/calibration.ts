import { expect, it } from "vitest";
import {
  brier,
  calibrationErrors,
  calibrationInTheLarge,
  calibrationSlope,
  decisionCurve,
  hosmerLemeshow,
  logLoss,
  spiegelhalter,
} from "../../../src/statistics/index.js";
import { expectClose, expectRelative, T } from "../agreement.js";
import { type Fixture, labelsOf, scoresOf } from "../oracle.js";

/** Checks of calibration and decision curves against a fixture. */
export function calibrationChecks(fixture: Fixture): void {
  const labels = fixture ? labelsOf(fixture) : new Uint8Array(0);

  it("calibration equals scikit-learn, statsmodels and R", () => {
    const scores = scoresOf(fixture);
    const expected = fixture.python.calibration;
    expectRelative(brier(scores, labels).value, expected.brier, T, "Brier");
    expectRelative(logLoss(scores, labels).value, expected.log_loss_eps1e15, T, "log loss");
    const errors = calibrationErrors(scores, labels);
    expectRelative(errors.ece.value, expected.ece_10_equal_width, T, "ECE");
    expectRelative(errors.mce.value, expected.mce_10_equal_width, T, "MCE");
    const { slope, intercept } = calibrationSlope(scores, labels);
    if (typeof expected.slope_fit?.slope === "number") {
      expectRelative(slope.estimate.value, expected.slope_fit.slope, T, "slope");
      expectRelative(intercept.estimate.value, expected.slope_fit.intercept, T, "intercept");
      expectRelative(slope.standardError, expected.slope_fit.se[1], T, "slope SE");
      expectRelative(slope.ci!.lower, expected.slope_fit.ci[1][0], T, "slope lower");
      expectRelative(slope.ci!.upper, expected.slope_fit.ci[1][1], T, "slope upper");
    } else {
      expect(slope.estimate.value).toBeNull();
      expect(slope.estimate.reason).toBeTruthy();
    }
    const large = calibrationInTheLarge(scores, labels);
    if (typeof expected.citl?.intercept === "number") {
      expectRelative(large.estimate.value, expected.citl.intercept, T, "in the large");
      // statsmodels' GLM stops when the deviance has settled to 1e-8, before its weights have: for a
      // constant score the SE is 1 / √(n p (1 − p)), which ours equals to the last digit and its doesn't.
      expectRelative(large.standardError, expected.citl.se, 1e-8, "in the large SE");
      expectRelative(large.ci!.lower, expected.citl.ci[0], 1e-8, "in the large lower");
    } else expect(large.estimate.value).toBeNull();
    if (expected.spiegelhalter) {
      const { z, p } = spiegelhalter(scores, labels);
      expectRelative(z.value, expected.spiegelhalter.z, T, "Spiegelhalter z");
      expectRelative(p, expected.spiegelhalter.p, T, "Spiegelhalter p");
    }
    const theirs = fixture.r?.hosmer_lemeshow;
    if (typeof theirs?.statistic === "number") {
      const ours = hosmerLemeshow(scores, labels);
      expectRelative(ours.statistic.value, theirs.statistic, T, "Hosmer–Lemeshow");
      expectRelative(ours.p, theirs.p, T, "Hosmer–Lemeshow p");
      expectRelative(ours.pExternal, theirs.p_external_df_g, T, "Hosmer–Lemeshow external p");
      expect(ours.groups.map((g) => g.cases)).toEqual(theirs.n);
      expect(ours.groups.map((g) => g.observed)).toEqual(theirs.observed);
    } else if (theirs) expect(hosmerLemeshow(scores, labels).statistic.value).toBeNull();
  });

  it("decision curve equals the oracle's", () => {
    const expected: Fixture[] = fixture.python.decision_curve ?? [];
    const curve = decisionCurve(
      scoresOf(fixture),
      labels,
      expected.map((point) => point.threshold),
    );
    for (const [i, point] of curve.entries()) {
      expectClose(point.netBenefit, expected[i].net_benefit, T, 1e-15, "net benefit");
      expectClose(point.treatAll, expected[i].treat_all, T, 1e-15, "treat all");
      if (expected[i].standardized === null) expect(point.standardised).toBeNull();
      else expectClose(point.standardised, expected[i].standardized, T, 1e-15, "standardised");
      expectClose(point.interventionsAvoided, expected[i].interventions_avoided_per_100, T, 1e-12, "avoided");
    }
  });
}
