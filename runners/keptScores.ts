import { createHash } from "node:crypto";
import { mkdir, open, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import * as messages from "../src/messages/model.js";
import { UserError } from "../src/messages/userError.js";
import type { ImageModel, ImageScore } from "./imageModel.js";

/** What a score depends on besides the model: the file's bytes, and what the manifest says of it. */
export interface ScoredImage {
  /** SHA-256 of the image file, hex. */
  readonly sha256: string;
  readonly view: string | null;
  readonly spacing: number | null;
}

/** Names an image in the store. */
export const imageKey = ({ sha256, view, spacing }: ScoredImage): string =>
  JSON.stringify([sha256, view, spacing]);

/** Scores of earlier runs of one model, and the place for new ones. */
export interface KeptScores {
  /** Keys of the images whose score is known. */
  readonly known: ReadonlySet<string>;
  get(key: string): ImageScore | undefined;
  /** Keeps the scores of a batch; when it returns they outlive the process. */
  add(scores: readonly { readonly key: string; readonly score: ImageScore }[]): Promise<void>;
  close(): Promise<void>;
}

/** A store that remembers nothing. */
export const noKeptScores: KeptScores = {
  known: new Set(),
  get: () => undefined,
  async add() {},
  async close() {},
};

/**
 * Opens the scores kept of a model. They lie in one file a model, named by the hash of everything that
 * a score depends on (model files, preparation, output settings, execution provider, library version):
 * changing strata or thresholds changes nothing there. A batch is appended in one write, so a process
 * that is killed loses at most the batch in flight; a line cut short by it is passed over when read.
 * @param folder where stores are kept; made where it isn't there
 * @throws UserError where the folder can't be used
 */
export async function openKeptScores(folder: string, model: ImageModel): Promise<KeptScores> {
  if (model.scoreKey === null) return noKeptScores;
  const path = join(folder, `${createHash("sha256").update(model.scoreKey).digest("hex")}.jsonl`);
  const unusable = (error: Error): never => {
    throw new UserError(messages.keptScoresUnusable(path, error.message));
  };
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) =>
    error.code === "ENOENT" ? "" : unusable(error),
  );
  const scores = new Map<string, ImageScore>();
  for (const line of text.split("\n")) {
    const entry = parsed(line);
    if (entry) scores.set(entry.key, entry.score);
  }
  await mkdir(dirname(path), { recursive: true }).catch(unusable);
  const file = await open(path, "a").catch(unusable);
  return {
    known: new Set(scores.keys()),
    get: (key) => scores.get(key),
    async add(batch) {
      // Begins a line of its own, whatever another process left behind.
      const lines = batch.map(({ key, score }) => JSON.stringify({ key, score, check: check(key, score) }));
      await file.appendFile(`\n${lines.join("\n")}\n`).catch(unusable);
    },
    close: () => file.close(),
  };
}

/** Guards against a line damaged in the middle, which could still be JSON. */
const check = (key: string, score: ImageScore): string =>
  createHash("sha256").update(key).update(JSON.stringify(score)).digest("hex").slice(0, 8);

function parsed(line: string): { key: string; score: ImageScore } | null {
  if (line === "") return null;
  try {
    const entry = JSON.parse(line) as { key: string; score: ImageScore; check: string };
    return entry.check === check(entry.key, entry.score) ? entry : null;
  } catch {
    return null;
  }
}
