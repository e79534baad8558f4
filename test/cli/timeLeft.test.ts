import { expect, it } from "vitest";
import { TimeLeft } from "../../src/cli/timeLeft.js";

/** What is said after each second of work at these speeds (done a second), of 10,000. */
function said(speeds: readonly number[], left = new TimeLeft()): string[] {
  let done = 0;
  return speeds.map((speed, second) => {
    done += speed;
    return left.after("Scoring", done, 10_000, 1000 * second);
  });
}

it("says nothing before five seconds, nor when all is done, nor where nothing moves", () => {
  expect(said(new Array(6).fill(100))).toEqual(["", "", "", "", "", ", about 2 min left"]);
  expect(said(new Array(12).fill(0)).join("")).toBe("");
  const left = new TimeLeft();
  left.after("Scoring", 0, 100, 0);
  expect(left.after("Scoring", 100, 100, 60_000)).toBe("");
});

it.each([
  // (10,000 − done) / (done a second): after 10 s at 200 it is 7,800 / 200 = 39 s.
  [200, ", about 40 s left"],
  [500, ", about 10 s left"],
  [900, ", about 5 s left"],
  [100, ", about 1 min left"],
  [10, ", about 16 min left"],
  [1, ", about 2.8 h left"],
])("at %d a second: %s", (speed, expected) => {
  expect(said(new Array(11).fill(speed)).at(-1)).toBe(expected);
});

it("goes by the last half minute: kept scores that came at once don't flatter the rest", () => {
  // 5,000 kept in the first second, then 10 a second: after 60 s, 4,410 left at 10 a second.
  expect(said([5000, ...new Array(60).fill(10)]).at(-1)).toBe(", about 7 min left");
});

it("another piece of work starts anew", () => {
  const left = new TimeLeft();
  said(new Array(20).fill(100), left);
  expect(left.after("Analysing", 50, 100, 21_000)).toBe("");
  expect(left.after("Analysing", 60, 100, 27_000)).toBe(", about 25 s left");
});
