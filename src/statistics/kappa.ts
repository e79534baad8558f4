import { normalQuantile, normalTwoSided } from "./distributions/normal.js";
import { defined, type Estimate, type Interval, missing } from "./estimate.js";
import { checkLength, checkLevel } from "./inputs.js";

/** How disagreement grows with the distance between categories. */
export type KappaWeights = "unweighted" | "linear" | "quadratic";

export interface Kappa {
  kappa: Estimate;
  /** For intervals; null when kappa is missing. */
  standardError: number | null;
  /** Under the hypothesis of no agreement beyond chance; for p. */
  nullStandardError: number | null;
  /** kappa ± z · SE, not cut at 1. Null when the standard error is 0. */
  ci: Interval | null;
  /** Two-sided, of kappa = 0. */
  p: number | null;
}

/**
 * Cohen's kappa of two raters, with large-sample standard errors (Fleiss, Cohen & Everitt,
 * Psychological Bulletin 72, 1969). Missing when both raters put every case into one category.
 * @param table counts: rows are the first rater's categories, columns the second's, in order
 */
export function cohenKappa(
  table: readonly (readonly number[])[],
  weights: KappaWeights = "unweighted",
  level = 0.95,
): Kappa {
  checkLevel(level);
  const size = table.length;
  for (const row of table) checkLength("row of the agreement table", row.length, size);
  const none = { standardError: null, nullStandardError: null, ci: null, p: null };
  const total = table.flat().reduce((sum, count) => sum + count, 0);
  if (total === 0) return { kappa: missing("too-few", "no cases"), ...none };
  const { cells, rows, columns, weight, sum, observed, chance } = momentsOf(table, total, weights);
  if (chance === 0) return { kappa: missing("undefined", "both raters use a single category"), ...none };
  const kappa = 1 - observed / chance;
  const { rowWeights, columnWeights } = marginalWeights(rows, columns, weight);
  const expected = 1 - chance;
  const spread = sum(
    (i, j) => cells[i][j] * (weight(i, j) - (rowWeights[i] + columnWeights[j]) * (1 - kappa)) ** 2,
  );
  const nullSpread = sum(
    (i, j) => rows[i] * columns[j] * (weight(i, j) - rowWeights[i] - columnWeights[j]) ** 2,
  );
  const error = (squares: number, centre: number) =>
    Math.sqrt(Math.max(0, squares - centre ** 2) / total) / chance;
  const standardError = error(spread, kappa - expected * (1 - kappa));
  const nullStandardError = error(nullSpread, expected);
  const half = -normalQuantile((1 - level) / 2) * standardError;
  return {
    kappa: defined(kappa),
    standardError,
    nullStandardError,
    ci:
      observed === 0
        ? null
        : { lower: kappa - half, upper: kappa + half, level, method: "Fleiss–Cohen–Everitt" },
    p: nullStandardError === 0 ? null : normalTwoSided(kappa / nullStandardError),
  };
}

/**
 * The same for cases that come in clusters (patients): kappa is the same, its standard error that of the
 * sum over clusters of each case's linearised contribution (those whose squares Fleiss, Cohen & Everitt add
 * up), with the factor K / (K − 1) for K clusters. No test of kappa = 0.
 * @param first category of each case, 0 … categories − 1
 * @param clusters one id a case
 */
export function clusteredKappa(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  categories: number,
  clusters: Int32Array,
  weights: KappaWeights = "unweighted",
  level = 0.95,
): Kappa {
  const n = first.length;
  checkLength("clusters", clusters.length, n);
  const table = agreementTable(first, second, categories);
  const plain = cohenKappa(table, weights, level);
  const kappa = plain.kappa.value;
  const lacking = { ...plain, standardError: null, nullStandardError: null, ci: null, p: null };
  if (kappa === null) return lacking;
  const { rows, columns, weight, observed, chance } = momentsOf(table, n, weights);
  const { rowWeights, columnWeights } = marginalWeights(rows, columns, weight);
  const centre = kappa - (1 - chance) * (1 - kappa);
  const sums = new Map<number, number>();
  for (let c = 0; c < n; c++) {
    const [i, j] = [first[c], second[c]];
    const own = weight(i, j) - (rowWeights[i] + columnWeights[j]) * (1 - kappa) - centre;
    sums.set(clusters[c], (sums.get(clusters[c]) ?? 0) + own);
  }
  const k = sums.size;
  if (k < 2) return lacking;
  const squares = [...sums.values()].reduce((all, sum) => all + sum * sum, 0);
  const standardError = Math.sqrt((k / (k - 1)) * squares) / (n * chance);
  const half = -normalQuantile((1 - level) / 2) * standardError;
  const method = `linearised, over ${k} patients`;
  return {
    ...lacking,
    standardError,
    ci: observed === 0 ? null : { lower: kappa - half, upper: kappa + half, level, method },
  };
}

function momentsOf(table: readonly (readonly number[])[], total: number, weights: KappaWeights) {
  const cells = table.map((row) => row.map((count) => count / total));
  const rows = cells.map((row) => row.reduce((sum, p) => sum + p, 0));
  const columns = rows.map((_, j) => cells.reduce((sum, row) => sum + row[j], 0));
  const weight = (i: number, j: number) => agreement(i, j, table.length, weights);
  const sum = (term: (i: number, j: number) => number) =>
    rows.reduce((all, _, i) => all + columns.reduce((part, _, j) => part + term(i, j), 0), 0);
  // Disagreement instead of agreement, so that near-perfect raters lose no digits.
  const observed = sum((i, j) => cells[i][j] * (1 - weight(i, j)));
  const chance = sum((i, j) => rows[i] * columns[j] * (1 - weight(i, j)));
  return { cells, rows, columns, weight, sum, observed, chance };
}

function marginalWeights(
  rows: readonly number[],
  columns: readonly number[],
  weight: (i: number, j: number) => number,
) {
  return {
    rowWeights: rows.map((_, i) => columns.reduce((all, q, j) => all + q * weight(i, j), 0)),
    columnWeights: columns.map((_, j) => rows.reduce((all, q, i) => all + q * weight(i, j), 0)),
  };
}

/**
 * Counts how often two raters give each pair of categories.
 * @param first category of each case, 0 … categories − 1
 */
export function agreementTable(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  categories: number,
): number[][] {
  checkLength("second rater", second.length, first.length);
  const table = Array.from({ length: categories }, () => new Array<number>(categories).fill(0));
  for (let i = 0; i < first.length; i++) {
    if (table[first[i]]?.[second[i]] === undefined)
      throw new RangeError(
        `case ${i}: categories ${first[i]} and ${second[i]} are not in 0 … ${categories - 1}`,
      );
    table[first[i]][second[i]]++;
  }
  return table;
}

function agreement(i: number, j: number, size: number, weights: KappaWeights): number {
  if (i === j) return 1;
  if (weights === "unweighted") return 0;
  const distance = Math.abs(i - j) / (size - 1);
  return 1 - (weights === "linear" ? distance : distance * distance);
}
