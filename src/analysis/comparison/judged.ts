import type { Change } from "../../results/schema/comparison.js";
import type { Interval } from "../../results/schema/metric.js";
import { type ChangeSpread, changeInterval, lossBeyond } from "../../statistics/index.js";

/** What a metric's change is judged on. */
export interface Judged {
  /** Of the gain: counted so that more is better. */
  readonly interval: Interval;
  /** One-sided p of "not worse by more than the margin". */
  readonly worseThan: (margin: number) => number;
  readonly spread: ChangeSpread;
}

/** A metric's test, and what it is judged on or why there is nothing. */
export interface Assessed {
  readonly tested: Pick<Change, "p" | "test" | "delongCi">;
  readonly judged: Judged | null;
  readonly reason?: string | undefined;
}

/** By changeInterval and lossBeyond. */
export function judgedBy(spread: ChangeSpread, level: number, method: string): Judged {
  return {
    interval: changeInterval(spread, level, method),
    worseThan: (margin) => lossBeyond(spread, margin),
    spread,
  };
}
