import { openModel } from "../../runners/openModel.js";
import { preparedImage } from "../../runners/prepareWorker.js";
import { readImage } from "../../src/imaging/readImage.js";

/** What a model gives each of some image files, read and prepared as in a run. */
export async function scoresOf(model: string, files: readonly string[]): Promise<number[]> {
  const opened = await openModel(model, { provider: "cpu", threads: 2 });
  try {
    const scores: number[] = [];
    for (let at = 0; at < files.length; at += opened.batchSize) {
      const part = files.slice(at, at + opened.batchSize);
      const requests = await Promise.all(
        part.map(async (name) => ({
          name,
          image: preparedImage(await readImage(name), opened.preparation),
          view: null,
          spacing: null,
        })),
      );
      scores.push(...(await opened.score(requests)).map((score) => score.probability));
    }
    return scores;
  } finally {
    await opened.close();
  }
}
