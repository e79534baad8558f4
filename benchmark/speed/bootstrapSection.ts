import { BootstrapThreads, bootstrapMetrics } from "../../src/statistics/index.js";
import { type BenchmarkCases, benchmarkCases } from "./bootstrapCases.js";
import { PEERS, peerSeconds } from "./peers.js";
import type { BenchmarkRow, BenchmarkSection } from "./section.js";
import { time } from "./timing.js";

const ITERATIONS = 5000;
const SIZES = [
  { n: 312, oneThread: 0.016, twoThreads: undefined, repetitions: 21, peerIterations: 1000 },
  { n: 10_000, oneThread: 0.35, twoThreads: 0.2, repetitions: 7, peerIterations: 100 },
  { n: 100_000, oneThread: 4.0, twoThreads: 2.2, repetitions: 3, peerIterations: 10 },
];

/**
 * The whole bundle, 5000 stratified resamples: AUROC, average precision, all threshold metrics, the
 * Brier score and their intervals. Peers run fewer resamples, scaled to as many.
 */
export const bootstrapSection: BenchmarkSection = {
  name: "bootstrap",
  title: `Bootstrap, ${ITERATIONS} resamples, whole bundle`,
  async run() {
    const rows: BenchmarkRow[] = [];
    for (const size of SIZES) rows.push(...(await rowsOf(size)));
    return rows;
  },
};

async function rowsOf({ n, oneThread, twoThreads, repetitions, peerIterations }: (typeof SIZES)[number]) {
  const cases = benchmarkCases(n);
  const request = {
    scores: cases.scores,
    labels: cases.labels,
    threshold: 0.5,
    iterations: ITERATIONS,
    seed: 1,
  };
  const label = n.toLocaleString("en");
  const one = await time(() => bootstrapMetrics(request), repetitions, Math.max(3, repetitions / 2));
  const memory = `least ${one.least.toPrecision(3)} s; peak memory of the process so far ${peakMegabytes()} MB`;
  const patient = await time(
    () => bootstrapMetrics({ ...request, clusters: cases.clusters }),
    repetitions,
    2,
  );
  const pool = new BootstrapThreads(2);
  const two = await time(() => pool.metrics(request), repetitions, 3);
  await pool.close();
  const rows: BenchmarkRow[] = [
    { what: `n ${label}, one thread`, seconds: one.median, target: oneThread, note: memory },
    {
      what: `n ${label}, two threads`,
      seconds: two.median,
      target: twoThreads,
      note: `least ${two.least.toPrecision(3)} s; ${ratio(one.median, two.median)} × one thread's speed`,
    },
    {
      what: `n ${label}, unit patient, one thread`,
      seconds: patient.median,
      target: 2 * one.median,
      note: `${ratio(patient.median, one.median)} × the time by case`,
    },
  ];
  return [...rows, ...(await peerRows(cases, label, peerIterations, one.median))];
}

async function peerRows(cases: BenchmarkCases, label: string, iterations: number, ours: number) {
  const rows: BenchmarkRow[] = [];
  for (const peer of PEERS) {
    const seconds = await peerSeconds(peer, cases, iterations);
    if (seconds === null) {
      console.error(`${peer.name}: ${peer.command} isn't installed, no ratio`);
      continue;
    }
    const scaled = (seconds * ITERATIONS) / iterations;
    rows.push({
      what: `n ${label}, ${peer.name}`,
      seconds: scaled,
      note: `${iterations} resamples, scaled; ${ratio(scaled, ours)} × our time for the bundle`,
    });
  }
  return rows;
}

function ratio(a: number, b: number): string {
  return (a / b).toPrecision(3);
}

function peakMegabytes(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024);
}
