import { setTimeout as wait } from "node:timers/promises";
import { expect, it } from "vitest";
import { Batches } from "../../runners/batches.js";
import type { ImageModel, ScoreRequest } from "../../runners/imageModel.js";

const request = (name: string) => ({ name }) as ScoreRequest;

/** Takes as many milliseconds as the first name of a batch says; fails for "NaN". */
function slowModel(atOnce?: number) {
  const seen = { running: 0, most: 0 };
  const model = {
    identity: { name: "slow" },
    batchSize: 2,
    ...(atOnce === undefined ? {} : { atOnce }),
    async score(batch: readonly ScoreRequest[]) {
      seen.most = Math.max(seen.most, ++seen.running);
      await wait(Number(batch[0].name) || 1);
      seen.running--;
      return batch.map(({ name }) => ({ probability: name === "NaN" ? Number.NaN : Number(name) / 100 }));
    },
  } as unknown as ImageModel;
  return { model, seen };
}

it.each([[1], [3]])("%i at once: told in the order given, of one batch at a time", async (atOnce) => {
  const { model, seen } = slowModel(atOnce);
  const told: number[] = [];
  let telling = 0;
  const batches = new Batches<number>(model, async (batch) => {
    expect(++telling).toBe(1);
    await wait(1);
    told.push(...batch.map(({ of, score }) => of + score.probability));
    telling--;
  });
  const times = [30, 30, 1, 1, 20, 20, 5, 5, 10, 10, 1, 1, 7];
  for (const [i, time] of times.entries()) await batches.add(i, request(String(time)));
  await batches.end();
  expect(told).toEqual(times.map((time, i) => i + time / 100));
  expect(seen.most).toBe(atOnce);
});

it("a fault in any batch ends the run; what runs beside it is waited for", async () => {
  const { model, seen } = slowModel(3);
  const batches = new Batches<number>(model, async () => {});
  const run = async () => {
    for (const name of ["NaN", "1", "60", "60", "50", "50"]) await batches.add(0, request(name));
    await batches.end();
  };
  await expect(run()).rejects.toThrow(/NaN/);
  await batches.settled();
  expect(seen.running).toBe(0);
});
