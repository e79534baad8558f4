import { checkLength } from "../inputs.js";

/** One column of a regression. */
export interface Term {
  name: string;
  /** One finite value a case. */
  values: Float64Array;
}

/** What to regress. */
export interface RegressionRequest {
  terms: readonly Term[];
  /** 0 or 1. */
  labels: Uint8Array;
  /** Adds a column of ones named `intercept`, first. Default true. */
  intercept?: boolean;
  /** A known part of the linear predictor, one value a case. */
  offset?: Float64Array;
  /** Confidence level, default 0.95. */
  level?: number;
}

/** The columns that are fitted, and what they are fitted to. */
export interface Design {
  names: string[];
  columns: Float64Array[];
  labels: Uint8Array;
  offset: Float64Array;
  intercept: boolean;
}

/** Checks a request and lays out its columns. */
export function designOf({ terms, labels, intercept = true, offset }: RegressionRequest): Design {
  const cases = labels.length;
  for (const { name, values } of terms) {
    checkLength(`term ${name}`, values.length, cases);
    for (let i = 0; i < cases; i++)
      if (!Number.isFinite(values[i]))
        throw new RangeError(`term ${name}, case ${i}: ${values[i]} is not finite`);
  }
  for (let i = 0; i < cases; i++)
    if (labels[i] > 1) throw new RangeError(`label ${i} is ${labels[i]}, not 0 or 1`);
  if (offset) checkLength("offset", offset.length, cases);
  const ones = intercept ? [{ name: "intercept", values: new Float64Array(cases).fill(1) }] : [];
  const all = [...ones, ...terms];
  return {
    names: all.map(({ name }) => name),
    columns: all.map(({ values }) => values),
    labels,
    offset: offset ?? new Float64Array(cases),
    intercept,
  };
}

/** The design without one column. */
export function withoutColumn(design: Design, column: number): Design {
  return {
    ...design,
    names: design.names.filter((_, j) => j !== column),
    columns: design.columns.filter((_, j) => j !== column),
    intercept: design.intercept && column !== 0,
  };
}
