import { describe, expect, it } from "vitest";
import { groupOffsets, Resampler } from "../../src/statistics/bootstrap/resampler.js";
import {
  auroc,
  averagePrecision,
  BOOTSTRAP_METRICS,
  BootstrapThreads,
  bootstrapIndependentDifference,
  bootstrapJointDifference,
  bootstrapMetrics,
  bootstrapPaired,
  brier,
  chiSquaredUpperTail,
  confusionCounts,
  percentileInterval,
  RandomStream,
  rocCurve,
  thresholdMetrics,
} from "../../src/statistics/index.js";

function sample(n: number, seed: number, decimals = 3) {
  const random = new RandomStream(seed, "test data");
  const labels = Uint8Array.from({ length: n }, (_, i) => (i < 2 ? i : random.uniform() < 0.4 ? 1 : 0));
  const scores = Float64Array.from(labels, (y) => {
    const s = Math.min(1, Math.max(0, 0.3 * y + 0.7 * random.uniform()));
    return Math.round(s * 10 ** decimals) / 10 ** decimals;
  });
  const clusters = Int32Array.from(labels, () => random.integer(Math.ceil(n / 3)));
  return { scores, labels, clusters, threshold: 0.5 };
}
const settings = { iterations: 400, seed: 7 };

describe("the resampler", () => {
  it("draws as many units as a group holds, each time", () => {
    const sizes = Int32Array.of(1, 2, 3, 4, 7, 33, 1000, 0, 5);
    const offsets = groupOffsets(sizes);
    const resampler = new Resampler(sizes, offsets);
    resampler.use(new RandomStream(1));
    for (let draw = 0; draw < 300; draw++) {
      resampler.draw();
      sizes.forEach((size, g) => {
        const counts = resampler.counts.subarray(offsets[g], offsets[g + 1]);
        expect(counts.subarray(0, size).reduce((a, b) => a + b, 0)).toBe(size);
        expect(counts.subarray(size).every((count) => count === 0)).toBe(true);
      });
    }
  });

  it("is multinomial: every outcome of 4 units as often as 4! / Π counts! / 4⁴ says (chi-squared)", () => {
    const sizes = Int32Array.of(4);
    const resampler = new Resampler(sizes, groupOffsets(sizes));
    resampler.use(new RandomStream(3));
    const seen = new Map<string, number>();
    const draws = 200_000;
    for (let draw = 0; draw < draws; draw++) {
      resampler.draw();
      const key = resampler.counts.join("");
      seen.set(key, (seen.get(key) ?? 0) + 1);
    }
    const factorial = [1, 1, 2, 6, 24];
    let statistic = 0;
    let total = 0;
    for (const [key, times] of seen) {
      const chance = [...key].reduce((p, count) => p / factorial[Number(count)], 24 / 256);
      total += chance;
      statistic += (times - draws * chance) ** 2 / (draws * chance);
    }
    expect(seen.size).toBe(35);
    expect(total).toBeCloseTo(1, 12);
    expect(chiSquaredUpperTail(statistic, 34)).toBeGreaterThan(1e-4);
  });

  it("gives units of a large group binomial counts, uncorrelated but for the fixed sum", () => {
    const n = 1001;
    const sizes = Int32Array.of(n);
    const resampler = new Resampler(sizes, groupOffsets(sizes));
    resampler.use(new RandomStream(5));
    const draws = 4000;
    const watched = [0, 1, 2, 3, 500, 1000];
    const sums = watched.map(() => 0);
    const squares = watched.map(() => 0);
    let products = 0;
    for (let draw = 0; draw < draws; draw++) {
      resampler.draw();
      for (const [k, unit] of watched.entries()) {
        sums[k] += resampler.counts[unit];
        squares[k] += (resampler.counts[unit] - 1) ** 2;
      }
      products += (resampler.counts[0] - 1) * (resampler.counts[1] - 1);
    }
    for (const k of watched.keys()) {
      expect(Math.abs(sums[k] / draws - 1)).toBeLessThan(4.5 / Math.sqrt(draws));
      // Var of (count − 1)² is 3 for a Poisson(1) count.
      expect(Math.abs(squares[k] / draws - (1 - 1 / n))).toBeLessThan(4.5 * Math.sqrt(3 / draws));
    }
    expect(Math.abs(products / draws)).toBeLessThan(4.5 / Math.sqrt(draws));
  });
});

describe("one pass", () => {
  it.each([1, 3])("computes what the metrics say of the resampled cases (%d decimals)", (decimals) => {
    const { clusters: _, ...data } = sample(60, 2, decimals);
    const { replicates } = bootstrapMetrics({ ...data, iterations: 64, seed: 9, stream: "check" });
    // The same draws again: negatives, then positives, each descending by score, ties in input order.
    const order = (label: number) =>
      [...data.scores.keys()]
        .filter((i) => data.labels[i] === label)
        .sort((a, b) => data.scores[b] - data.scores[a] || a - b);
    const groups = [order(0), order(1)];
    const sizes = Int32Array.of(groups[0].length, groups[1].length, 0);
    const offsets = groupOffsets(sizes);
    const resampler = new Resampler(sizes, offsets);
    resampler.use(new RandomStream(9, "bootstrap", "check", 0));
    for (let iteration = 0; iteration < 64; iteration++) {
      resampler.draw();
      const drawn = groups.flatMap((group, g) =>
        group.flatMap((i, k) => new Array<number>(resampler.counts[offsets[g] + k]).fill(i)),
      );
      const scores = Float64Array.from(drawn, (i) => data.scores[i]);
      const labels = Uint8Array.from(drawn, (i) => data.labels[i]);
      const metrics = thresholdMetrics(confusionCounts(scores, labels, 0.5));
      const expected = { ...metrics, auroc: auroc(scores, labels), aupr: averagePrecision(scores, labels) };
      for (const metric of BOOTSTRAP_METRICS) {
        const { value } = metric === "brier" ? brier(scores, labels) : expected[metric];
        const replicate = replicates[metric][iteration];
        if (value === null) expect(replicate).toBeNaN();
        else expect(replicate).toBeCloseTo(value, 12);
      }
    }
  });

  it("does not depend on the order of rows: by case ever, by patient where patients' scores differ", () => {
    for (const [decimals, byPatient] of [
      [1, false],
      [9, true],
    ] as const) {
      const { scores, labels, clusters } = sample(80, 4, decimals);
      const run = (turn: <T extends Float64Array | Uint8Array | Int32Array>(array: T) => T) =>
        bootstrapMetrics({
          scores: turn(scores),
          labels: turn(labels),
          clusters: byPatient ? turn(clusters) : undefined,
          threshold: 0.5,
          ...settings,
        });
      expect(run((array) => array.slice().reverse() as typeof array)).toEqual(run((array) => array));
    }
  });

  it("depends on seed and stream, and on nothing else", () => {
    const data = sample(50, 1);
    const first = bootstrapMetrics({ ...data, ...settings });
    expect(bootstrapMetrics({ ...data, ...settings })).toEqual(first);
    expect(bootstrapMetrics({ ...data, ...settings, seed: 8 }).replicates.auroc).not.toEqual(
      first.replicates.auroc,
    );
    expect(bootstrapMetrics({ ...data, ...settings, stream: "x" }).replicates.auroc).not.toEqual(
      first.replicates.auroc,
    );
    const fewer = bootstrapMetrics({ ...data, ...settings, iterations: 100 });
    expect(fewer.replicates.auroc).toEqual(first.replicates.auroc.slice(0, 100));
  });

  it("gives the same result with 1, 2 and 3 threads, by case and by patient, with bands", async () => {
    const { clusters, ...byCase } = sample(200, 6);
    for (const data of [byCase, { ...byCase, clusters }]) {
      const request = { ...data, ...settings, iterations: 1000, bandPoints: 11 };
      const alone = bootstrapMetrics(request);
      for (const threads of [1, 2, 3]) {
        const pool = new BootstrapThreads(threads);
        expect(await pool.metrics(request)).toEqual(alone);
        await pool.close();
      }
    }
  });

  it("with one case a patient differs from cases by chance alone", () => {
    const { scores, labels } = sample(150, 8);
    const clusters = Int32Array.from(labels, (_, i) => i);
    const run = (own: object) =>
      bootstrapMetrics({ scores, labels, threshold: 0.5, iterations: 20_000, seed: 1, ...own }).intervals;
    const [byCase, byPatient] = [run({}), run({ clusters })];
    for (const metric of BOOTSTRAP_METRICS) {
      const [a, b] = [byCase[metric].interval!, byPatient[metric].interval!];
      const width = a.upper - a.lower;
      expect(Math.abs(a.lower - b.lower)).toBeLessThan(0.06 * width);
      expect(Math.abs(a.upper - b.upper)).toBeLessThan(0.06 * width);
    }
  });

  it("draws patients whole: with one patient a group nothing varies", () => {
    const scores = Float64Array.of(0.2, 0.6, 0.7, 0.9);
    const labels = Uint8Array.of(0, 0, 1, 1);
    const { intervals } = bootstrapMetrics({
      scores,
      labels,
      clusters: Int32Array.of(5, 5, 9, 9),
      threshold: 0.5,
      ...settings,
    });
    expect(intervals.auroc.interval).toMatchObject({ lower: 1, upper: 1 });
    expect(intervals.specificity.interval).toMatchObject({ lower: 0.5, upper: 0.5 });
  });
});

describe("bands", () => {
  it("hold the curve of all cases nearly everywhere, and end where the curves do", () => {
    const data = sample(300, 3);
    const { bands } = bootstrapMetrics({ ...data, ...settings, iterations: 1000, bandPoints: 21 });
    const curve = rocCurve(data.scores, data.labels);
    const inside = bands!.roc.filter(({ x, lower, upper }) => {
      const top = Math.max(...curve.filter((v) => v.falsePositiveRate! <= x).map((v) => v.truePositiveRate!));
      return top >= lower! && top <= upper!;
    });
    expect(inside.length).toBeGreaterThanOrEqual(20);
    expect(bands!.roc[20]).toEqual({ x: 1, lower: 1, upper: 1 });
    const prevalence = data.labels.reduce((a, b) => a + b, 0) / 300;
    expect(bands!.precisionRecall[20].lower).toBeGreaterThanOrEqual(prevalence - 1e-12);
    expect(bands!.precisionRecall[0].upper).toBe(1);
  });
});

describe("differences", () => {
  it("of a model with itself are 0", () => {
    const { scores, labels } = sample(60, 5);
    const model = { scores, threshold: 0.5 };
    const { difference } = bootstrapPaired({ labels, first: model, second: model, ...settings });
    expect(difference.intervals.auroc.interval).toMatchObject({ lower: 0, upper: 0 });
  });

  it("of a stratum with itself, drawn jointly, are 0; drawn independently they are not", async () => {
    const data = sample(60, 5);
    const threads = new BootstrapThreads(1);
    const [one, same] = await threads.jointly({ strata: [data, data], ...settings });
    await threads.close();
    expect(bootstrapJointDifference(one, same).intervals.auroc.interval).toMatchObject({
      lower: 0,
      upper: 0,
    });
    const [a, b] = ["a", "b"].map((stream) => bootstrapMetrics({ ...data, ...settings, stream }));
    const { interval } = bootstrapIndependentDifference(a, b).intervals.auroc;
    expect(interval!.lower).toBeLessThan(-0.01);
    expect(interval!.upper).toBeGreaterThan(0.01);
    expect(a.replicates.auroc.map((value, i) => value - b.replicates.auroc[i])).toEqual(
      bootstrapIndependentDifference(a, b).replicates.auroc,
    );
  });
});

describe("undefined replicates", () => {
  it("are dropped and counted up to 5 %; above, there is no interval", () => {
    const replicates = Float64Array.from({ length: 100 }, (_, i) => (i < 5 ? Number.NaN : i));
    const { interval } = percentileInterval(replicates, 0.9, "test");
    expect(interval).toMatchObject({ dropped: 5, iterations: 100 });
    expect(interval!.lower).toBeCloseTo(5 + 94 * 0.05, 12);
    replicates[5] = Number.NaN;
    const none = percentileInterval(replicates, 0.9, "test");
    expect(none).toEqual({ interval: null, reason: "undefined in 6 of 100 resamples" });
  });
});
