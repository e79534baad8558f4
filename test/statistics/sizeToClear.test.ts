import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { clopperPearson, proportionSizeToClear, trialsBehind } from "../../src/statistics/index.js";

interface Row {
  readonly proportion: number;
  readonly limit: number;
  readonly side: "above" | "below";
  readonly level: number;
  readonly trials: number;
}

const golden: Row[] = JSON.parse(readFileSync(new URL("golden/sizeToClear.json", import.meta.url), "utf8"));

describe("trials from which a Clopper–Pearson interval clears a limit", () => {
  it.each(golden)("as scipy counts them: $proportion $side $limit at $level", (row) => {
    expect(proportionSizeToClear(row.proportion, row.limit, row.side, row.level)).toBe(row.trials);
  });

  it("are none where the proportion is the limit, or on its other side", () => {
    expect(proportionSizeToClear(0.8, 0.8, "above")).toBeNull();
    expect(proportionSizeToClear(0.7, 0.8, "above")).toBeNull();
    expect(proportionSizeToClear(0.9, 0.8, "below")).toBeNull();
  });

  it("refuses what is no proportion", () => {
    expect(() => proportionSizeToClear(1.2, 0.8, "above")).toThrow(RangeError);
    expect(() => proportionSizeToClear(0.9, 80, "above")).toThrow(RangeError);
  });
});

it("the trials behind an interval are those it was computed from, whole or effective", () => {
  for (const [p, n] of [
    [0.9, 40],
    [0.9, 31.4],
    [1, 12.5],
    [0.25, 7],
  ]) {
    const interval = clopperPearson(p * n, n).interval!;
    expect(trialsBehind(p, interval, 100)).toBeCloseTo(n, 8);
    expect(trialsBehind(p, interval, n)).toBeCloseTo(n, 8);
  }
});
