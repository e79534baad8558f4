import { join } from "node:path";
import sharp from "sharp";
import { expect, it } from "vitest";
import type { ImageModel, Preparation, ScoreRequest } from "../../runners/imageModel.js";
import type { KeptScores } from "../../runners/keptScores.js";
import { scoreCorrupted, type Variant } from "../../runners/scoreCorrupted.js";
import type { Cohort } from "../../src/cohort/cohort.js";
import { corruptions, type Severity } from "../../src/imaging/corruptions/index.js";
import { smallRadiograph } from "../imaging/corruptions/smallRadiograph.js";
import { temporaryFolder } from "../temporaryFolder.js";

const preparation: Preparation = {
  whole: [
    {
      ...{ width: 24, height: 30, channels: 1, layout: "NCHW", type: "float32", contrast: "percentile" },
      ...{ crop: "none", resize: "bilinear", scale: 1 / 255, mean: [0], std: [1] },
    },
  ],
  normalised: false,
};
const [suite, severities] = [corruptions.map(({ name }) => name), [1, 3, 5] as const];
const variants: Variant[] = suite.flatMap((corruption) =>
  severities.map((severity: Severity) => ({ corruption, severity })),
);

/** Scores the share of the mean grey, and counts. */
function meanGrey(): ImageModel & { scored: number } {
  return {
    scored: 0,
    ...({ identity: { name: "mean grey" }, preparation, scoreKey: "mean grey", batchSize: 3 } as never),
    async score(batch: readonly ScoreRequest[]) {
      this.scored += batch.length;
      return batch.map(({ image }) => {
        const values = image.whole[0] as Float32Array;
        return {
          probability: Math.min(1, Math.max(0, values.reduce((sum, v) => sum + v, 0) / values.length)),
        };
      });
    },
  };
}

/** Scores in memory; what was known at the start is a copy, as of a file. */
function remembering(scores = new Map<string, never>()): KeptScores & { scores: Map<string, never> } {
  return {
    scores,
    known: new Set(scores.keys()),
    get: (key) => scores.get(key),
    async add(batch) {
      for (const { key, score } of batch) scores.set(key, score as never);
    },
    async close() {},
  };
}

async function twoCases(): Promise<Cohort> {
  const folder = temporaryFolder();
  const cases = [];
  for (const id of ["a", "b"]) {
    const { width, height, pixels } = smallRadiograph(96, id === "a" ? 120 : 132);
    const path = join(folder, `${id}.png`);
    const bytes = Uint8Array.from(pixels, (value) => value / 16);
    await sharp(bytes, { raw: { width, height, channels: 1 } })
      .png()
      .toFile(path);
    cases.push({ id, images: [{ row: 1, path, view: null, spacing: 0.2 }] });
  }
  return { cases, views: [] } as never;
}

it("scores an input once an image, whichever variants it is that of, and gives each its score", async () => {
  const cohort = await twoCases();
  const model = meanGrey();
  const kept = remembering();
  const told: number[] = [];
  const options = { threads: 2, kept, onProgress: (done: number) => told.push(done) };
  const { scores } = await scoreCorrupted(cohort, model, variants, options);
  // Once each: the flip, the inversion, and the image that wrong spacing and missing markers leave as it is.
  expect(model.scored).toBe(2 * (variants.length - 2 - 2 - 8));
  expect(told.at(-1)).toBe(2 * variants.length);
  expect(kept.scores.size).toBe(2 * variants.length);
  const of = (name: string, severity: Severity) => [
    ...scores[variants.findIndex((one) => one.corruption === name && one.severity === severity)].cases,
  ];
  for (const severity of severities) {
    expect(of("horizontal-flip", severity)).toEqual(of("horizontal-flip", 1));
    for (const name of ["wrong-spacing", "marker-removed", "marker-swapped"])
      expect(of(name, severity)).toEqual(of("wrong-spacing", 1));
  }
  expect(of("horizontal-flip", 1)).not.toEqual(of("monochrome-inverted", 1));

  // Variants alone, where there is nothing to share.
  for (const corruption of ["quantum-noise", "horizontal-flip", "wrong-spacing"]) {
    const variant = { corruption, severity: 3 } as const;
    const alone = await scoreCorrupted(cohort, meanGrey(), [variant], { threads: 1 });
    expect([...alone.scores[0].cases]).toEqual(of(corruption, 3));
  }
});

it("goes on from scores kept of some variants, with the same figures", async () => {
  const cohort = await twoCases();
  const few = variants.filter(({ corruption }) => /flip|spacing|marker|gamma-up/.test(corruption));
  const whole = remembering();
  const first = await scoreCorrupted(cohort, meanGrey(), few, { threads: 1, kept: whole });
  for (const every of [2, 3]) {
    const some = remembering(new Map([...whole.scores].filter((_, i) => i % every === 0)));
    const before = some.scores.size;
    const again = await scoreCorrupted(cohort, meanGrey(), few, { threads: 2, kept: some });
    expect(again.kept).toBe(before);
    expect(again.scores).toEqual(first.scores);
    expect(some.scores.size).toBe(2 * few.length);
  }
});
