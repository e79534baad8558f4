import { afterAll, expect, it } from "vitest";
import {
  type BootstrapRequest,
  BootstrapThreads,
  bootstrapMetrics,
  RandomStream,
} from "../../src/statistics/index.js";

const random = new RandomStream(3, "bootstrap threads");
const labels = Uint8Array.from({ length: 20_000 }, () => (random.uniform() < 0.4 ? 1 : 0));
const scores = Float64Array.from(labels, (y) => 0.3 * y + 0.7 * random.uniform());
const patients = Int32Array.from(labels, (_, i) => i >> 1);
const request = (seed: number): BootstrapRequest => ({
  ...{ scores, labels, threshold: 0.5, iterations: 192, seed, atPrevalence: 0.2 },
});
const threads = new BootstrapThreads(3);
afterAll(() => threads.close());

it("calls made at once don't take each other's answers", async () => {
  const requests = [0, 1, 2, 3].map(request);
  const alone = requests.map((one) => bootstrapMetrics(one));
  for (let round = 0; round < 10; round++) {
    const own = new BootstrapThreads(3);
    // Copied as they come: a thread that is still writing would be through a moment later.
    const found = await Promise.all(requests.map((one) => own.metrics(one).then(structuredClone)));
    await own.close();
    expect(found).toEqual(alone);
  }
});

it("strata drawn jointly have the same precision at a prevalence with 1 and 3 threads, time and again", async () => {
  const alone = new BootstrapThreads(1);
  const half = labels.length / 2;
  const strata = [
    { scores, labels, threshold: 0.5, clusters: patients },
    {
      ...{ scores: scores.slice(half), labels: labels.slice(half), threshold: 0.5 },
      clusters: patients.slice(half),
    },
  ];
  for (let seed = 0; seed < 10; seed++) {
    const { iterations, atPrevalence } = request(seed);
    const joint = { strata, iterations, atPrevalence, seed };
    expect(await threads.jointly(joint)).toEqual(await alone.jointly(joint));
  }
});

it("a call that fails says why, and the next one works", async () => {
  await expect(threads.metrics(request(0.5))).rejects.toThrow("0.5 is not a safe integer");
  expect(await threads.metrics(request(1))).toEqual(bootstrapMetrics(request(1)));
});

it("a call after the threads were closed fails instead of waiting for ever", async () => {
  const closed = new BootstrapThreads(2);
  await closed.close();
  await expect(closed.metrics(request(1))).rejects.toThrow("has ended");
});
