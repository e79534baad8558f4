import type { InferenceSession } from "onnxruntime-node";
import * as messages from "../../src/messages/model.js";
import * as pipelineMessages from "../../src/messages/pipeline.js";
import { UserError } from "../../src/messages/userError.js";
import type { ModelFile } from "../modelFile/schema.js";
import { detectInput } from "../network/detectInput.js";
import { batchShape } from "../network/networkModel.js";
import { firstLine, openSession, type SessionOptions } from "../onnx/session.js";
import { type InputSpec, inputLength } from "../prepareImage.js";

/** What a pipeline's description says of the input of networks of one kind. */
export interface DeclaredInput {
  readonly layout?: ModelFile["input"]["layout"] | undefined;
  /** Side of the square they take, pixels; undefined where the networks say it, or `usualSize` holds. */
  readonly size: number | undefined;
  readonly usualSize: number;
  readonly mean: number | readonly number[];
  readonly std: number | readonly number[];
  /** Inputs a run where the networks leave it open. */
  readonly batch: number;
}

/** Networks that take the same input: the folds of one stage, or the members of an ensemble. */
export interface Networks<Output extends { readonly name: string } = { readonly name: string }> {
  readonly spec: InputSpec;
  /** Inputs a run takes; always full, since with another shape the library may sum in another order. */
  readonly batch: number;
  readonly files: readonly { readonly path: string; readonly sha256: string }[];
  /** The output used, network by network. */
  readonly outputs: readonly Output[];
  /**
   * Runs every network on the same inputs.
   * @param fill writes an input into a batch, from `offset` on
   * @returns network by network the raw values of all inputs
   */
  run(
    inputs: number,
    fill: (input: number, batch: Float32Array, offset: number) => void,
  ): Promise<Float32Array[]>;
  close(): Promise<void>;
}

/** Which output of a network is used, from its graph. */
export type OutputReader<Output> = (
  path: string,
  model: Uint8Array,
  outputs: readonly InferenceSession.ValueMetadata[],
) => Output;

/**
 * Opens networks that are fed alike.
 * @param at where their settings are declared
 * @throws UserError naming the network and the setting: one that can't be fed, or not as the first is
 */
export async function openNetworks<Output extends { readonly name: string }>(
  paths: readonly string[],
  declared: DeclaredInput,
  readOutput: OutputReader<Output>,
  options: SessionOptions,
  at: messages.SettingsPlace,
): Promise<Networks<Output>> {
  const opened: { path: string; sha256: string; session: InferenceSession; output: Output }[] = [];
  const sessions: InferenceSession[] = [];
  const close = async () => {
    for (const session of sessions) await session.release();
  };
  let spec: InputSpec | undefined;
  let fixedBatch: number | null = null;
  try {
    for (const path of paths) {
      const { session, bytes, sha256 } = await openSession(path, { ...options, spinning: false });
      sessions.push(session);
      const own = inputOf(path, session, declared, at);
      opened.push({ path, sha256, session, output: readOutput(path, bytes, session.outputMetadata) });
      if (spec === undefined) {
        spec = own.spec;
        fixedBatch = own.batchSize;
      } else if (describe(own) !== describe({ spec, batchSize: fixedBatch }))
        throw new UserError(
          pipelineMessages.fedOtherwise(
            path,
            describe(own),
            paths[0],
            describe({ spec, batchSize: fixedBatch }),
          ),
        );
    }
  } catch (error) {
    await close();
    throw error;
  }
  const taken = spec!;
  const batch = fixedBatch ?? declared.batch;
  const length = inputLength(taken);
  const shape = batchShape(taken, batch);
  const buffer = new Float32Array(batch * length);
  const { default: ort } = await import("onnxruntime-node");
  return {
    spec: taken,
    batch,
    files: opened.map(({ path, sha256 }) => ({ path, sha256 })),
    outputs: opened.map(({ output }) => output),
    async run(inputs, fill) {
      const results: Float32Array[] = [];
      for (let from = 0; from < inputs; from += batch) {
        const count = Math.min(batch, inputs - from);
        for (let i = 0; i < count; i++) fill(from + i, buffer, i * length);
        const tensor = new ort.Tensor("float32", buffer, shape);
        for (const [n, { session, path, output }] of opened.entries()) {
          const feed = { [session.inputNames[0]]: tensor };
          const result = await session.run(feed, [output.name]).catch((error: Error) => {
            throw new UserError(messages.modelFails(path, firstLine(error)));
          });
          const raw = result[output.name].data as Float32Array;
          const values = raw.length / batch;
          results[n] ??= new Float32Array(inputs * values);
          results[n].set(raw.subarray(0, count * values), from * values);
        }
      }
      return results;
    },
    close,
  };
}

function inputOf(
  path: string,
  session: InferenceSession,
  declared: DeclaredInput,
  at: messages.SettingsPlace,
): { spec: InputSpec; batchSize: number | null } {
  const list = (values: number | readonly number[]) => (typeof values === "number" ? [values] : [...values]);
  const { spec, batchSize, assumed } = detectInput(
    path,
    session.inputMetadata,
    {
      layout: declared.layout,
      width: declared.size,
      height: declared.size,
      contrast: "percentile",
      scaling: { mean: list(declared.mean), std: list(declared.std) },
    },
    at,
  );
  if (spec.type !== "float32") throw new UserError(pipelineMessages.inputFloat(path, spec.type));
  for (const [key, values] of [["mean", declared.mean] as const, ["std", declared.std] as const])
    if (typeof values !== "number" && values.length !== spec.channels)
      throw new UserError(
        messages.settingContradicts(
          path,
          key,
          `${values.length} values`,
          `${spec.channels} channel${spec.channels === 1 ? "" : "s"}`,
          at,
        ),
      );
  const free = assumed.includes(messages.assumedSize);
  const width = free ? declared.usualSize : spec.width;
  const height = free ? declared.usualSize : spec.height;
  if (width !== height) throw new UserError(pipelineMessages.inputSquare(path, width, height));
  return { spec: { ...spec, width, height }, batchSize };
}

const describe = ({ spec, batchSize }: { spec: InputSpec; batchSize: number | null }): string =>
  `${spec.layout} ${batchSize ?? "any"} × ${spec.channels} × ${spec.height} × ${spec.width}`;
