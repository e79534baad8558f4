import type { Replay, ReplayedBound, ReplayedFigure, ReplayedKappa } from "./replay.js";

/** The replay as text: a row a figure, published beside ours, then what can't be recomputed and why. */
export function printReplay(replay: Replay): string {
  const sections = [
    `${replay.citation}\ndoi ${replay.doi}`,
    "Confusion matrices: how many give all five figures of a rater as printed (1: the tables leave no other)",
    table(
      ["stratum", "rater", "tp", "fp", "fn", "tn", "fitting", "agrees"],
      replay.matrices.map(({ stratum, rater, confusion: { tp, fp, fn, tn }, fitting, agrees }) => [
        ...[stratum, rater, String(tp), String(fp), String(fn), String(tn), String(fitting), yes(agrees)],
      ]),
    ),
    "Estimates: the published ones are truncated to two decimals, so 0 ≤ difference < 0.01 agrees",
    table(
      ["stratum", "rater", "metric", "published", "ours", "difference", "agrees"],
      replay.figures.map((figure) => [
        ...[figure.stratum, figure.rater, figure.metric, figure.published.toFixed(2), figure.ours.toFixed(4)],
        ...[signed(figure.difference), yes(figure.agrees)],
      ]),
    ),
    `Bounds of the ${100 * replay.published.level}% intervals: percentile bootstrap, stratified by label, ${replay.iterations} resamples, seed ${replay.seed}.\n` +
      `A published bound is a quantile of ${replay.published.iterations} resamples: it agrees within three standard errors of such a quantile`,
    table(
      ["stratum", "rater", "metric", "published", "ours", "differences", "agrees"],
      replay.figures.map(boundsRow),
    ),
    `largest difference of a bound ${replay.largestBoundDifference.toFixed(4)}`,
    "Cohen's kappas, quadratic weights; the published ones are rounded",
    table(
      ["stratum", "between", "published", "ours", "agrees"],
      replay.kappas.map((kappa) => [
        ...[kappa.stratum, `${kappa.a} and ${kappa.b}`, kappa.published.toFixed(2), kappaText(kappa)],
        yes(kappa.agrees),
      ]),
    ),
    "Not recomputable from confusion matrices",
    table(
      ["what", "published", "why not"],
      replay.notRecomputable.map(({ what, published, why }) => [what, published, why]),
    ),
    conclusion(replay),
  ];
  return `${sections.join("\n\n")}\n`;
}

function boundsRow({ stratum, rater, metric, lower, upper }: ReplayedFigure): string[] {
  const pair = (of: (bound: ReplayedBound) => string, between: string) =>
    [lower, upper].map(of).join(between);
  return [
    ...[stratum, rater, metric, pair((bound) => bound.published.toFixed(2), "–")],
    ...[pair((bound) => bound.ours.toFixed(4), "–"), pair((bound) => signed(bound.difference), " ")],
    yes(lower.agrees && upper.agrees),
  ];
}

function kappaText({ ours, range }: ReplayedKappa): string {
  if (ours !== null) return ours.toFixed(4);
  return range ? `between ${range.lower.toFixed(4)} and ${range.upper.toFixed(4)}` : "";
}

/** `estimates 75 of 75, …`. */
function conclusion({ matrices, figures, kappas, agrees }: Replay): string {
  const of = (list: readonly { agrees: boolean }[]) =>
    `${list.filter((one) => one.agrees).length} of ${list.length}`;
  const bounds = figures.flatMap(({ lower, upper }) => [lower, upper]);
  return (
    `agree: matrices ${of(matrices)}, estimates ${of(figures)}, bounds ${of(bounds)}, kappas ${of(kappas)}\n` +
    (agrees ? "the tables are reproduced" : "the tables are NOT reproduced")
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, c) => Math.max(title.length, ...rows.map((row) => row[c].length)));
  return [head, ...rows]
    .map((row) =>
      row
        .map((cell, c) => cell.padEnd(widths[c]))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

const yes = (agrees: boolean): string => (agrees ? "yes" : "NO");

/** Four decimals with a sign; a difference of 0 has none. */
function signed(difference: number): string {
  const digits = Math.abs(difference).toFixed(4);
  if (digits === "0.0000") return digits;
  return `${difference < 0 ? "-" : "+"}${digits}`;
}
