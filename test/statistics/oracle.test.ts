import { describe, it } from "vitest";
import {
  benjaminiHochberg,
  benjaminiYekutieli,
  clopperPearson,
  hochberg,
  holm,
  wilson,
} from "../../src/statistics/index.js";
import { expectClose, T } from "./agreement.js";
import { ORACLE_SETS, oracle, oraclePresent } from "./oracle.js";
import { referenceChecks } from "./reference/all.js";

describe.skipIf(!oraclePresent())("outside fixtures (skipped where ../shared/oracle is absent)", () => {
  describe.each(ORACLE_SETS)("%s", (name) => {
    referenceChecks(name, oraclePresent() ? oracle(name) : null);
  });

  it("adjusted p-values equal R's p.adjust", () => {
    for (const { p, ...expected } of oracle("multiplicity_proportions").multiplicity)
      for (const [key, adjust] of [
        ["holm", holm],
        ["hochberg", hochberg],
        ["bh", benjaminiHochberg],
        ["by", benjaminiYekutieli],
      ] as const)
        for (const [i, value] of adjust(p).entries())
          expectClose(value, expected[key][i], T, 0, `${key} ${i}`);
  });

  it("intervals of proportions equal statsmodels", () => {
    for (const { x, n, level, ...expected } of oracle("multiplicity_proportions").proportions) {
      for (const [bounds, { interval }] of [
        [expected.wilson, wilson(x, n, level)],
        [expected.clopper_pearson, clopperPearson(x, n, level)],
      ]) {
        expectClose(interval.lower, bounds[0], T, 1e-15, `${interval.method} ${x}/${n}`);
        expectClose(interval.upper, bounds[1], T, 1e-15, `${interval.method} ${x}/${n}`);
      }
    }
  });
});
