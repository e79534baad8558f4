import { InferenceSession, Tensor } from "onnxruntime-node";

/** Runs of one network, as often as a number of images needs. */
export interface BareRuns {
  /** An ONNX file. */
  readonly path: string;
  /** Of its input; the first is the batch. */
  readonly shape: readonly number[];
  readonly runs: number;
}

/** A loop over networks and nothing else: tensors that lie in memory, no file, no decoding. */
export interface BareLoop {
  run(): Promise<void>;
  close(): Promise<void>;
}

/**
 * @param spinning as the runner sets it: false where several networks take turns
 * @throws Error of onnxruntime for a file or shape it doesn't take
 */
export async function bareLoop(
  networks: readonly BareRuns[],
  threads: number,
  spinning: boolean,
): Promise<BareLoop> {
  const loaded: { session: InferenceSession; feed: Record<string, Tensor>; runs: number }[] = [];
  for (const { path, shape, runs } of networks) {
    const session = await InferenceSession.create(path, {
      executionProviders: ["cpu"],
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      ...(spinning ? {} : { extra: { session: { intra_op: { allow_spinning: "0" } } } }),
    });
    const values = new Float32Array(shape.reduce((product, n) => product * n, 1));
    for (let i = 0; i < values.length; i++) values[i] = ((i * 7) % 13) / 6 - 1;
    const tensor = new Tensor("float32", values, [...shape]);
    loaded.push({ session, feed: { [session.inputNames[0]]: tensor }, runs });
  }
  return {
    async run() {
      for (const { session, feed, runs } of loaded) for (let i = 0; i < runs; i++) await session.run(feed);
    },
    async close() {
      for (const { session } of loaded) await session.release();
    },
  };
}
