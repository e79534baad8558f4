import type { Interval } from "../../../src/statistics/index.js";

/** How often intervals held the truth. */
export class Tally {
  private readonly counts = new Map<string, { held: number; none: number; width: number; runs: number }>();

  add(name: string, interval: Interval | null, truth: number): void {
    const count = this.counts.get(name) ?? { held: 0, none: 0, width: 0, runs: 0 };
    count.runs++;
    if (interval === null) count.none++;
    else {
      if (interval.lower <= truth && truth <= interval.upper) count.held++;
      count.width += interval.upper - interval.lower;
    }
    this.counts.set(name, count);
  }

  names(): string[] {
    return [...this.counts.keys()];
  }

  /** Share of the intervals that there were; NaN without any. */
  coverage(name: string): number {
    const { held, none, runs } = this.counts.get(name)!;
    return held / (runs - none);
  }

  /** "94.8", or "94.8 (3.1 none)" when some repetitions gave no interval. */
  cell(name: string): string {
    const { none, runs } = this.counts.get(name)!;
    const missing = none === 0 ? "" : ` (${((100 * none) / runs).toFixed(1)} none)`;
    return `${(100 * this.coverage(name)).toFixed(1)}${missing}`;
  }
}
