import { expect, it } from "vitest";
import { firthRegression, logisticRegression } from "../../../src/statistics/index.js";
import { expectClose, expectRelative, T } from "../agreement.js";
import { type Fixture, labelsOf } from "../oracle.js";

/** Checks of logistic and Firth regression against a fixture. */
export function regressionChecks(fixture: Fixture): void {
  const labels = fixture ? labelsOf(fixture) : new Uint8Array(0);

  it("logistic regression equals statsmodels, to 1e-9", () => {
    const logit = fixture.python.logit;
    if (!logit?.names) return;
    const standardised = (name: string) => {
      const values = Float64Array.from(fixture.inputs[name]);
      return { name, values: values.map((value) => (value - logit.means[name]) / logit.sds[name]) };
    };
    for (const [key, intercept] of [
      ["with_intercept", true],
      ["no_intercept", false],
      ["age_sex_only", true],
    ] as const) {
      const expected = logit[key];
      const names: string[] = key === "age_sex_only" ? ["age", "sex"] : logit.names;
      const fit = logisticRegression({ terms: names.map(standardised), labels, intercept });
      if (expected.status !== "ok") {
        expect(fit.status, key).toBe("undefined");
        expect(fit.separation, key).toBe(expected.separation ?? "complete");
        continue;
      }
      expect(fit.status).toBe("ok");
      for (const [j, term] of fit.terms.entries()) {
        const what = `${key} ${term.name}`;
        expectRelative(term.coefficient, expected.coef[j], T, what);
        expectRelative(term.standardError, expected.se[j], T, `${what} SE`);
        expectRelative(term.z, expected.z[j], T, `${what} z`);
        expectRelative(term.p, expected.p[j], T, `${what} p`);
        expectRelative(term.ci!.lower, expected.ci[j][0], T, `${what} lower`);
        expectRelative(term.ci!.upper, expected.ci[j][1], T, `${what} upper`);
        expectRelative(term.oddsRatio, expected.odds_ratio[j], T, `${what} odds ratio`);
        const drop = expected.lr_drop1?.[term.name];
        if (!drop) continue;
        // The statistic is a difference of log likelihoods, printed there with their rounding.
        expectClose(term.likelihoodRatio!.statistic, drop.stat, T, 1e-11, `${what} LR`);
        expectRelative(term.likelihoodRatio!.p, drop.p, T, `${what} LR p`);
      }
      expectRelative(fit.logLikelihood, expected.llf, T, `${key} log likelihood`);
      if (expected.lr_overall) {
        expectRelative(fit.nullLogLikelihood, expected.ll_null, T, `${key} null`);
        expectRelative(fit.overall!.statistic, expected.lr_overall.stat, T, `${key} overall`);
        expectRelative(fit.overall!.p, expected.lr_overall.p, T, `${key} overall p`);
        expect(fit.overall!.df).toBe(expected.lr_overall.df);
      }
    }
  });

  it("Firth regression equals logistf, to 1e-6", () => {
    const expected = fixture.r?.firth;
    const logit = fixture.python.logit;
    if (!expected?.coef) return;
    const terms = (expected.names as string[]).slice(1).map((name) => ({
      name,
      values: Float64Array.from(
        fixture.inputs[name],
        (v: number) => (v - logit.means[name]) / logit.sds[name],
      ),
    }));
    const fit = firthRegression({ terms, labels });
    expect(fit.status).toBe("ok");
    const F = 1e-6;
    for (const [j, term] of fit.terms.entries()) {
      expectRelative(term.coefficient, expected.coef[j], F, term.name);
      expectRelative(term.standardError, expected.se[j], F, `${term.name} SE`);
      expectRelative(term.fisherStandardError!, expected.se_fisher[j], F, `${term.name} Fisher SE`);
      expectRelative(term.ci!.lower, expected.ci_profile.lower[j], F, `${term.name} lower`);
      expectRelative(term.ci!.upper, expected.ci_profile.upper[j], F, `${term.name} upper`);
      // logistf takes 1 − a distribution function: it prints 0 for what is below 1e-16.
      expectClose(term.likelihoodRatio!.p, expected.p_plr[j], F, 1e-15, `${term.name} LR p`);
      expectClose(term.p, expected.p_wald[j], F, 1e-15, `${term.name} Wald p`);
    }
    expectRelative(fit.logLikelihood, expected.loglik_penalized[0], F, "log likelihood");
    expectRelative(fit.nullLogLikelihood, expected.loglik_penalized[1], F, "null log likelihood");
  });
}
