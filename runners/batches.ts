import * as messages from "../src/messages/model.js";
import { UserError } from "../src/messages/userError.js";
import type { ImageModel, ImageScore, ScoreRequest } from "./imageModel.js";

/** What is scored, with what it is the score of. */
export interface Scored<T> {
  readonly of: T;
  readonly score: ImageScore;
}

/** Scores radiographs batch by batch, as many batches at once as the model takes, while the next one fills. */
export class Batches<T> {
  private batch: { readonly of: T; readonly request: ScoreRequest }[] = [];
  /** In the order in which they were started. */
  private readonly running: Promise<unknown>[] = [];
  private told: Promise<void> = Promise.resolve();

  /** @param onScored told of each batch in its turn, of one at a time */
  constructor(
    private readonly model: ImageModel,
    private readonly onScored: (batch: readonly Scored<T>[]) => Promise<void>,
  ) {}

  /**
   * Adds a radiograph; where that fills a batch, starts it, as soon as no more than the model takes are running.
   * @throws UserError: a result of an earlier batch that is no probability
   */
  async add(of: T, request: ScoreRequest): Promise<void> {
    this.batch.push({ of, request });
    if (this.batch.length === this.model.batchSize) await this.flush();
  }

  /** Scores what is left, and waits for all. */
  async end(): Promise<void> {
    await this.flush();
    await this.told;
  }

  /** Waits for all that is running, whether or not it fails. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.running);
    await Promise.allSettled([this.told]);
  }

  private async flush(): Promise<void> {
    if (this.batch.length === 0) return;
    if (this.running.length === (this.model.atOnce ?? 1)) await this.running.shift();
    const scores = this.model.score(this.batch.map(({ request }) => request));
    this.told = this.tell(this.batch, scores, this.told);
    this.running.push(scores);
    this.batch = [];
    // A failure is met when its turn comes; until then it must not count as unhandled.
    scores.catch(() => {});
    this.told.catch(() => {});
  }

  private async tell(
    batch: Batches<T>["batch"],
    scores: Promise<readonly ImageScore[]>,
    before: Promise<void>,
  ): Promise<void> {
    await before;
    const found = await scores;
    await this.onScored(
      batch.map(({ of, request }, i) => ({ of, score: checked(found[i], request.name, this.model) })),
    );
  }
}

function checked(score: ImageScore, path: string, model: ImageModel): ImageScore {
  const { identity } = model;
  const file = identity.file ?? identity.name;
  const check = (value: number, of: string) => {
    if (!Number.isFinite(value)) throw new UserError(messages.notFinite(of, path, value));
    if (value < 0 || value > 1) throw new UserError(messages.notProbability(of, path, value));
  };
  check(score.probability, file);
  score.members?.forEach((value, m) => {
    check(value, `${identity.ensemble?.name ?? file}, member ${m + 1}`);
  });
  return score;
}
