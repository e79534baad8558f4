import { expect, it } from "vitest";
import { cohenKappa, fisherExact, mcnemarExact } from "../../../src/statistics/index.js";
import { expectEstimate, expectRelative, T } from "../agreement.js";
import { type Fixture, labelsOf, scoresOf } from "../oracle.js";

/** Checks of kappa and McNemar against a fixture. */
export function agreementChecks(fixture: Fixture): void {
  const labels = fixture ? labelsOf(fixture) : new Uint8Array(0);

  it("kappas equal scikit-learn, their standard errors statsmodels", () => {
    for (const expected of Object.values<Fixture>(fixture.python.kappa ?? {}))
      for (const weights of ["unweighted", "linear", "quadratic"] as const) {
        const { kappa, standardError, nullStandardError, ci, p } = cohenKappa(expected.table, weights);
        expectEstimate(kappa, expected[weights], weights);
        const theirs = expected[`${weights}_statsmodels`];
        if (!theirs) continue;
        expectRelative(standardError, theirs.std, T, "SE");
        expectRelative(nullStandardError, theirs.std0, T, "null SE");
        expectRelative(p, theirs.p_two_sided, T, "p");
        expectRelative(ci!.lower, theirs.ci[0], T, "lower");
        expectRelative(ci!.upper, theirs.ci[1], T, "upper");
      }
  });

  it("McNemar's exact test equals statsmodels", () => {
    const expected = fixture.python.mcnemar_exact;
    if (!expected) return;
    const right = (which: "score" | "score2") =>
      scoresOf(fixture, which).map((score, i) => ((score >= 0.5 ? 1 : 0) === labels[i] ? 1 : 0));
    const [a, b] = [right("score"), right("score2")];
    const first = a.filter((value, i) => value === 1 && b[i] === 0).length;
    const second = a.filter((value, i) => value === 0 && b[i] === 1).length;
    expect([first, second].sort()).toEqual([expected.b, expected.c].sort());
    expectRelative(mcnemarExact(first, second).p, expected.p, T, "p");
  });

  it("Fisher's exact test of a group's sensitivity against the rest's equals SciPy", () => {
    const expected = fixture.python.subgroup?.sens_fisher_vs_rest;
    if (!expected) return;
    const positives = [...labels.keys()].filter((i) => labels[i] === 1);
    for (const [k, group] of (expected.groups as string[]).entries()) {
      const count = (own: boolean, called: boolean) =>
        positives.filter(
          (i) => (fixture.inputs.group[i] === group) === own && fixture.inputs.score[i] >= 0.5 === called,
        ).length;
      if (expected.p[k] === null) continue;
      const p = fisherExact(count(true, true), count(true, false), count(false, true), count(false, false));
      expectRelative(p, expected.p[k], T, group);
    }
  });
}
