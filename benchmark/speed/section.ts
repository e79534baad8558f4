/** One row of a benchmark's table. */
export interface BenchmarkRow {
  /** What was run. */
  what: string;
  /** Wall time of the median repetition, s. */
  seconds: number;
  /** Upper limit to reach, s; absent when there is none. */
  target?: number;
  /** Anything else worth a column: ratio to a peer, memory. */
  note?: string;
}

/** A part of the benchmark, on one topic. Add a section to the list in run.ts. */
export interface BenchmarkSection {
  /** As named on the command line. */
  name: string;
  title: string;
  /** True where it takes minutes: it runs only when it is named. */
  onRequest?: boolean;
  run(): Promise<BenchmarkRow[]>;
}
