import { expect, it } from "vitest";
import {
  aurocLossSeen,
  aurocMarginPower,
  auroc as aurocOf,
  binormalVariance,
  clopperPearson,
  type Discordance,
  failurePower,
  marginPower,
  proportionPower,
  RandomStream,
  trialsForMargin,
  trialsForPower,
} from "../../src/statistics/index.js";
import { auroc, calls, drawn, sensitivity, shifted } from "../comparison/errorRates.js";
import { documented } from "./documented.js";

const repetitions = 2000;
const level = 0.95;
const three = (value: number) => value.toFixed(3);
/** 2.6 standard errors of a share of so many draws, and what rounding leaves. */
const slack = (share: number) => 2.6 * Math.sqrt((share * (1 - share)) / repetitions) + 0.002;

interface Judged {
  readonly interval: { readonly lower: number };
  readonly worseThan: (margin: number) => number;
}
const passes = (all: readonly Judged[], margin: number) =>
  all.filter(({ interval }) => interval.lower > -margin).length / repetitions;
const fails = (all: readonly Judged[], margin: number) =>
  all.filter((one) => one.worseThan(margin) < (1 - level) / 2).length / repetitions;

const lines: string[] = [];
const row = (...cells: (string | number)[]) => lines.push(`| ${cells.join(" | ")} |`);

it("AUROC margins pass and losses fail as often as in the comparison", () => {
  for (const [value, margin, loss, n] of [
    [0.95, 0.05, 0, 50],
    [0.95, 0.02, 0, 200],
    [0.9, 0.05, 0, 100],
    [0.97, 0.05, 0, 30],
    [0.9, 0.02, 0.07, 100],
    [0.95, 0, 0.03, 100],
  ] as const) {
    const sizes = { positives: n, negatives: 2 * n };
    const draws = Array.from({ length: repetitions }, (_, i) =>
      drawn(shifted(value, loss, 0.8), n, 2 * n, new RandomStream(6, `plan auroc ${value} ${loss}`, n, i)),
    );
    const judged = draws.map(auroc);
    // Plan is told the correlation of the two AUROCs over samples, which is not that of the scores.
    const correlation = correlationOf(
      draws.map(({ baseline, labels }) => aurocOf(baseline, labels).value!),
      draws.map(({ candidate, labels }) => aurocOf(candidate, labels).value!),
    );
    const paired = { auroc: value, change: -loss, correlation, level, variance: binormalVariance };
    const name = loss === 0 ? "unchanged passes" : `loss of ${loss} fails`;
    const planned =
      loss === 0 ? aurocMarginPower(paired, margin, sizes) : failing(paired, margin, loss, sizes);
    const simulated = loss === 0 ? passes(judged, margin) : fails(judged, margin);
    row(
      "AUROC",
      value,
      `${n} / ${2 * n}`,
      correlation.toFixed(2),
      `${name} ${margin}`,
      three(planned),
      three(simulated),
    );
    expect.soft(Math.abs(planned - simulated), `${value} ${name} ${margin}`).toBeLessThan(0.05);
  }
});

it("sensitivity passes and fails as often as in the comparison", () => {
  for (const [right, margin, loss, gained, n] of [
    [0.9, 0.1, 0, 0.02, 50],
    [0.9, 0.05, 0, 0.02, 200],
    [0.8, 0.1, 0.02, 0.05, 150],
    [0.9, 0.02, 0.15, 0.02, 100],
  ] as const) {
    const judged = Array.from({ length: repetitions }, (_, i) =>
      sensitivity(
        drawn(calls(right, loss, gained), n, 1, new RandomStream(6, `plan calls ${right} ${loss}`, n, i)),
      ),
    );
    const shares: Discordance = { gained, lost: gained + loss };
    const passing = loss <= margin;
    const planned = passing
      ? marginPower(shares, n, margin, level, 0.25)
      : failurePower(shares, n, margin, level, 0.25);
    const simulated = passing ? passes(judged, margin) : fails(judged, margin);
    const name = passing
      ? loss === 0
        ? "unchanged passes"
        : `loss of ${loss} passes`
      : `loss of ${loss} fails`;
    row(
      "sensitivity",
      right,
      n,
      phi(right, loss, gained).toFixed(2),
      `${name} ${margin}`,
      three(planned),
      three(simulated),
    );
    expect.soft(Math.abs(planned - simulated), `${right} ${name} ${margin}`).toBeLessThan(slack(planned));
  }
});

it("the cases needed have the power, exactly judged", () => {
  for (const [truth, limit] of [
    [0.92, 0.85],
    [0.97, 0.9],
  ] as const) {
    const n = trialsForPower(truth, limit, 0.8, { level })!;
    const power = shareOf(`share ${truth}`, (random) => {
      let successes = 0;
      for (let i = 0; i < n; i++) if (random.uniform() < truth) successes++;
      return clopperPearson(successes, n, level).interval!.lower >= limit;
    });
    const planned = proportionPower(truth, limit, n, { level });
    row("sensitivity", truth, n, "", `at least ${limit}, cases needed for 0.8`, three(planned), three(power));
    expect.soft(Math.abs(power - planned)).toBeLessThan(slack(planned));
  }
  const shares: Discordance = { gained: 0.03, lost: 0.03 };
  const n = trialsForMargin(shares, 0.05, 0.8, level, 0.25)!;
  const judged = Array.from({ length: repetitions }, (_, i) =>
    sensitivity(drawn(calls(0.9, 0, 0.03), n, 1, new RandomStream(6, "plan needed", n, i))),
  );
  const planned = marginPower(shares, n, 0.05, level, 0.25);
  const simulated = passes(judged, 0.05);
  row(
    "sensitivity",
    0.9,
    n,
    phi(0.9, 0, 0.03).toFixed(2),
    "unchanged passes 0.05, cases needed for 0.8",
    three(planned),
    three(simulated),
  );
  expect.soft(Math.abs(planned - simulated)).toBeLessThan(slack(planned));
  expect(planned).toBeGreaterThanOrEqual(0.8);
  documented("margins", [
    "| metric | true value | n⁺ / n⁻ | correlation | | planned | simulated |",
    "|---|---:|---:|---:|---|---:|---:|",
    ...lines,
  ]);
});

/** The power with which a loss fails: by bisection of the power at which aurocLossSeen is that loss. */
function failing(
  paired: Parameters<typeof aurocLossSeen>[0],
  margin: number,
  loss: number,
  sizes: Parameters<typeof aurocLossSeen>[3],
): number {
  let [low, high] = [0.001, 0.9999];
  while (high - low > 1e-6) {
    const middle = (low + high) / 2;
    if ((aurocLossSeen(paired, margin, middle, sizes) ?? 1) > loss) high = middle;
    else low = middle;
  }
  return high;
}

function shareOf(stream: string, happens: (random: RandomStream) => boolean): number {
  let count = 0;
  for (let i = 0; i < repetitions; i++) if (happens(new RandomStream(6, stream, i))) count++;
  return count / repetitions;
}

/** Of the right answers of two models that are alone right in `gained` and `gained + loss` of the cases. */
function phi(first: number, loss: number, gained: number): number {
  const second = first - loss;
  return (first - gained - loss - first * second) / Math.sqrt(first * (1 - first) * second * (1 - second));
}

function correlationOf(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;
  const [ma, mb] = [mean(a), mean(b)];
  const product = (x: readonly number[], mx: number, y: readonly number[], my: number) =>
    x.reduce((sum, v, i) => sum + (v - mx) * (y[i] - my), 0);
  return product(a, ma, b, mb) / Math.sqrt(product(a, ma, a, ma) * product(b, mb, b, mb));
}
