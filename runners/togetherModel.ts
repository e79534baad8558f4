import type { ImageModel, ImageScore, Preparation, PreparedImage, ScoreRequest } from "./imageModel.js";

/** Several models that score the same radiographs, each decoded once. */
export interface Together
  extends Pick<ImageModel, "preparation" | "scoreKey" | "batchSize" | "warnings" | "environment"> {
  /** Where every model is. */
  readonly replicable: boolean;
  /** Absent where every model takes any view. */
  readonly views?: readonly string[];
  /** Model by model. */
  score(requests: readonly ScoreRequest[]): Promise<ImageScore[][]>;
  /** What is fed to one of the models, as it alone would be. */
  own(image: PreparedImage, model: number): PreparedImage;
  close(): Promise<void>;
}

/** Joins what models ask of a radiograph, inputs that are alike made once. */
export function together(models: readonly ImageModel[]): Together {
  const specs = new Map<string, { index: number; spec: Preparation["whole"][number] }>();
  const places = models.map((model) =>
    model.preparation.whole.map((spec) => {
      const key = JSON.stringify(spec);
      const known = specs.get(key) ?? { index: specs.size, spec };
      specs.set(key, known);
      return known.index;
    }),
  );
  const limited = models.flatMap((model) => (model.views ? [model.views] : []));
  const own = ({ whole, normalised }: PreparedImage, m: number): PreparedImage => ({
    whole: places[m].map((at) => whole[at]),
    normalised,
  });
  return {
    preparation: {
      whole: [...specs.values()].map(({ spec }) => spec),
      normalised: models.some((model) => model.preparation.normalised),
    },
    scoreKey: models.some((model) => model.scoreKey === null)
      ? null
      : JSON.stringify(models.map((model) => model.scoreKey)),
    replicable: models.every((model) => model.replicable === true),
    batchSize: Math.max(...models.map((model) => model.batchSize)),
    ...(limited.length === 0
      ? {}
      : { views: limited[0].filter((view) => limited.every((views) => views.includes(view))) }),
    warnings: [...new Set(models.flatMap((model) => model.warnings))],
    environment: Object.assign({}, ...models.map((model) => model.environment)),
    own,
    async score(requests) {
      const scores: ImageScore[][] = [];
      for (const [m, model] of models.entries()) {
        const mine: ImageScore[] = [];
        for (let from = 0; from < requests.length; from += model.batchSize) {
          const part = requests.slice(from, from + model.batchSize);
          mine.push(
            ...(await model.score(part.map((request) => ({ ...request, image: own(request.image, m) })))),
          );
        }
        scores.push(mine);
      }
      return scores;
    },
    async close() {
      for (const model of models) await model.close();
    },
  };
}
