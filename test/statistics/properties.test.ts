import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  aurocInterval,
  clopperPearson,
  type Estimate,
  precisionRecallCurve,
  RandomStream,
  rocCurve,
  wilson,
} from "../../src/statistics/index.js";
import { EVERY_METRIC } from "./everyMetric.js";

/** Cases on a grid of 1/16: ties are common, and 1 − s and the other transforms are exact. */
const cases = fc
  .array(
    fc.record({
      score: fc.integer({ min: 0, max: 15 }).map((k) => (k + 0.5) / 16),
      label: fc.constantFrom(0, 1),
    }),
    {
      minLength: 1,
      maxLength: 40,
    },
  )
  .map((rows) => ({
    scores: Float64Array.from(rows, (row) => row.score),
    labels: Uint8Array.from(rows, (row) => row.label),
  }));

/** Equal status; equal value to 1e-9. */
function expectSame(actual: Estimate, expected: Estimate): void {
  expect(actual.status).toBe(expected.status);
  if (expected.value === null) {
    expect(actual.value).toBeNull();
    return;
  }
  expect(Math.abs(actual.value! - expected.value)).toBeLessThanOrEqual(
    1e-9 * Math.max(1, Math.abs(expected.value)),
  );
}

function take<T extends Float64Array | Uint8Array>(array: T, order: readonly number[]): T {
  const taken = order.map((from) => array[from]);
  return (array instanceof Float64Array ? Float64Array.from(taken) : Uint8Array.from(taken)) as T;
}

function twice<T extends Float64Array | Uint8Array>(array: T): T {
  return take(array, [...array.keys(), ...array.keys()]);
}

describe.each(Object.entries(EVERY_METRIC))("%s", (_name, { compute, ranking, duplication, mirror }) => {
  it("is a finite number, or null with a status and a reason", () => {
    fc.assert(
      fc.property(cases, ({ scores, labels }) => {
        const { value, status, reason } = compute(scores, labels);
        if (value === null) {
          expect(status).not.toBe("ok");
          expect(reason).toBeTruthy();
        } else expect(Number.isFinite(value)).toBe(true);
      }),
    );
  });

  it("does not depend on the order of rows", () => {
    fc.assert(
      fc.property(cases, fc.integer(), ({ scores, labels }, seed) => {
        const random = new RandomStream(seed, "order");
        const order = [...scores.keys()];
        for (let i = order.length - 1; i > 0; i--) {
          const j = random.integer(i + 1);
          [order[i], order[j]] = [order[j], order[i]];
        }
        expectSame(compute(take(scores, order), take(labels, order)), compute(scores, labels));
      }),
    );
  });

  if (duplication)
    it("does not change when every case is there twice", () => {
      fc.assert(
        fc.property(cases, ({ scores, labels }) => {
          const once = compute(scores, labels);
          // Enough cases for a regression may be there only after doubling.
          if (once.status !== "too-few") expectSame(compute(twice(scores), twice(labels)), once);
        }),
      );
    });

  if (ranking)
    it("does not change under a monotone transform, a scale or a shift of the scores", () => {
      fc.assert(
        fc.property(cases, ({ scores, labels }) => {
          const expected = compute(scores, labels);
          for (const transform of [
            (s: number) => s ** 3,
            (s: number) => 1024 * s - 77,
            (s: number) => Math.log(s),
          ])
            expectSame(compute(scores.map(transform), labels), expected);
        }),
      );
    });

  if (mirror)
    it("turns to its mirror when labels swap and scores s become 1 − s", () => {
      fc.assert(
        fc.property(cases, ({ scores, labels }) => {
          // Scores are never exactly at the threshold, which belongs to the positive side on either.
          const swapped = EVERY_METRIC[mirror!].compute(
            scores.map((s) => 1 - s),
            labels.map((y) => 1 - y),
          );
          expectSame(swapped, compute(scores, labels));
        }),
      );
    });
});

describe("curves", () => {
  it("the ROC curve rises from (0, 0) to (1, 1) with one vertex a distinct score", () => {
    fc.assert(
      fc.property(cases, ({ scores, labels }) => {
        const curve = rocCurve(scores, labels);
        expect(curve.length).toBe(1 + new Set(scores).size);
        expect(curve[0]).toMatchObject({ tp: 0, fp: 0, threshold: Number.POSITIVE_INFINITY });
        for (let i = 1; i < curve.length; i++) {
          expect(curve[i].tp + curve[i].fp).toBeGreaterThan(curve[i - 1].tp + curve[i - 1].fp);
          expect(curve[i].threshold).toBeLessThan(curve[i - 1].threshold);
        }
        const { tp, fp } = curve[curve.length - 1];
        expect(tp + fp).toBe(labels.length);
      }),
    );
  });

  it("recall never falls along the precision–recall curve, and ends at 1", () => {
    fc.assert(
      fc.property(cases, ({ scores, labels }) => {
        const curve = precisionRecallCurve(scores, labels);
        if (!labels.includes(1)) {
          expect(curve).toEqual([]);
          return;
        }
        for (let i = 1; i < curve.length; i++)
          expect(curve[i].recall).toBeGreaterThanOrEqual(curve[i - 1].recall);
        expect(curve[curve.length - 1].recall).toBe(1);
      }),
    );
  });
});

describe("intervals", () => {
  it("of a proportion hold the proportion, narrow with the level, and mirror", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (n, share) => {
          const x = Math.round(n * share);
          for (const interval of [clopperPearson, wilson]) {
            const wide = interval(x, n, 0.99).interval!;
            const narrow = interval(x, n, 0.8).interval!;
            const mirrored = interval(n - x, n, 0.99).interval!;
            expect(wide.lower).toBeLessThanOrEqual(narrow.lower);
            expect(wide.upper).toBeGreaterThanOrEqual(narrow.upper);
            expect(narrow.lower).toBeLessThanOrEqual(x / n);
            expect(narrow.upper).toBeGreaterThanOrEqual(x / n);
            expect(1 - mirrored.upper).toBeCloseTo(wide.lower, 11);
          }
        },
      ),
    );
  });

  it("of the AUROC hold it within [0, 1]; at 0 or 1 they still have a width", () => {
    fc.assert(
      fc.property(cases, ({ scores, labels }) => {
        const { interval, reason } = aurocInterval(scores, labels);
        if (interval === null) {
          expect(reason).toBeTruthy();
          return;
        }
        const { value, status } = EVERY_METRIC.auroc.compute(scores, labels);
        expect(interval.lower).toBeLessThanOrEqual(value! + 1e-12);
        expect(interval.upper).toBeGreaterThanOrEqual(value! - 1e-12);
        if (status === "boundary") expect(interval.upper - interval.lower).toBeGreaterThan(0.001);
      }),
    );
  });
});
