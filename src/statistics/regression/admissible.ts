import { conditionNumber, HIGH_CONDITION } from "./conditionNumber.js";
import type { Design } from "./design.js";
import type { Regression } from "./regressionResult.js";

/** The parts of a result that are known before fitting; status other than `ok` when fitting is no use. */
export function beforeFitting(design: Design, method: Regression["method"]): Regression {
  const cases = design.labels.length;
  const empty: Regression = {
    method,
    status: "ok",
    separation: "none",
    terms: [],
    logLikelihood: null,
    nullLogLikelihood: null,
    overall: null,
    conditionNumber: null,
    warnings: [],
    iterations: 0,
  };
  const refuse = (status: Regression["status"], reason: string): Regression => ({ ...empty, status, reason });
  if (cases === 0) return refuse("too-few", "no cases");
  if (design.columns.length === 0) return refuse("not-applicable", "no terms");
  const positives = design.labels.reduce((sum, label) => sum + label, 0);
  if (positives === 0 || positives === cases)
    return refuse("one-class", `no ${positives === 0 ? "positive" : "negative"} cases`);
  if (cases <= design.columns.length)
    return refuse("too-few", `${cases} cases for ${design.columns.length} coefficients`);
  const constant = design.columns.findIndex(
    (column, j) => !(design.intercept && j === 0) && column.every((value) => value === column[0]),
  );
  if (constant >= 0 && (design.intercept || design.columns[constant][0] === 0))
    return refuse("undefined", `${design.names[constant]} does not vary`);
  const condition = conditionNumber(design.columns);
  if (condition === Number.POSITIVE_INFINITY)
    return refuse("undefined", `linearly dependent terms: ${dependent(design).join(", ")}`);
  const warnings =
    condition > HIGH_CONDITION
      ? [
          `condition number ${condition.toPrecision(3)}: the terms are nearly dependent, coefficients unstable`,
        ]
      : [];
  return { ...empty, conditionNumber: condition, warnings };
}

/** The columns without which the rest would be independent, one at a time. */
function dependent({ names, columns }: Design): string[] {
  const found = names.filter((_, j) =>
    Number.isFinite(conditionNumber(columns.filter((_column, k) => k !== j))),
  );
  return found.length > 0 ? found : names;
}
