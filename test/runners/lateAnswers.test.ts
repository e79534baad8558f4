import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { explainImages } from "../../runners/explainImages.js";
import type { ImageModel } from "../../runners/imageModel.js";
import { scoreImages } from "../../runners/scoreImages.js";
import type { Cohort } from "../../src/cohort/cohort.js";
import { smallDicom } from "../imaging/smallDicom.js";
import { temporaryFolder } from "../temporaryFolder.js";

/**
 * A thread that has answered once is given the next image at once. Its answer to that one comes while the
 * main thread is busy here, and is met when the pool is gone.
 */
function busyUntilTheNextAnswer(): void {
  const end = Date.now() + 300;
  while (Date.now() < end);
}

const folder = temporaryFolder();
const path = join(folder, "small.dcm");
writeFileSync(path, smallDicom());
const preparation = { whole: [], normalised: true };

const uncaught: unknown[] = [];
const note = (error: unknown) => uncaught.push(error);
const others = process.listeners("uncaughtException");
beforeEach(() => {
  process.removeAllListeners("uncaughtException").on("uncaughtException", note);
});
afterEach(() => {
  process.removeAllListeners("uncaughtException");
  for (const listener of others) process.on("uncaughtException", listener);
});
const nextTurns = () => new Promise((resolve) => setTimeout(resolve, 50));

it("scoring that is stopped ends with its reason alone, though a thread answers late", async () => {
  const cohort = {
    ...{ file: "cohort.csv", hasImages: true, views: [] },
    cases: Array.from({ length: 8 }, (_, i) => ({
      id: `${i}`,
      images: [{ path: join(folder, `absent-${i}.png`), view: null, spacing: null }],
    })),
  } as unknown as Cohort;
  const model = { batchSize: 4, preparation, identity: { name: "none" } } as unknown as ImageModel;
  let turns = 0;
  const throwIfAborted = () => {
    if (turns++ === 0) return;
    busyUntilTheNextAnswer();
    throw new Error("stopped");
  };
  const signal = { throwIfAborted } as AbortSignal;
  await expect(scoreImages(cohort, model, { threads: 1, onUnreadable: "exclude", signal })).rejects.toThrow(
    "stopped",
  );
  await nextTurns();
  expect(uncaught).toEqual([]);
});

it("so do heat maps", async () => {
  const requests = Array.from({ length: 4 }, () => ({ path, view: null, spacing: null }));
  const explainer = { explain: async () => ({}) } as never;
  const done = async () => {
    busyUntilTheNextAnswer();
    throw new Error("stopped");
  };
  await expect(explainImages(requests, { preparation }, explainer, { threads: 1 }, done)).rejects.toThrow(
    "stopped",
  );
  await nextTurns();
  expect(uncaught).toEqual([]);
});
