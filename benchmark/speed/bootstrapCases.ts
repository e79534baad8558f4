import { normalQuantile, RandomStream } from "../../src/statistics/index.js";

/** Cases to resample. */
export interface BenchmarkCases {
  scores: Float64Array;
  labels: Uint8Array;
  /** About three cases a patient; a patient has cases of either class. */
  clusters: Int32Array;
}

/** Half of the cases positive, continuous scores, AUROC about 0.84: ties, runs and gaps as models give them. */
export function benchmarkCases(n: number): BenchmarkCases {
  const random = new RandomStream(20240607, "benchmark", n);
  const labels = Uint8Array.from({ length: n }, () => (random.uniform() < 0.5 ? 1 : 0));
  const scores = Float64Array.from(labels, (label) => {
    const z = normalQuantile(random.uniform() + 2 ** -54) + 1.4 * label - 0.7;
    return 1 / (1 + Math.exp(-z));
  });
  const clusters = Int32Array.from(labels, () => random.integer(Math.ceil(n / 3)));
  return { scores, labels, clusters };
}
