import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { InferenceSession } from "onnxruntime-node";
import * as messages from "../../src/messages/model.js";
import { UserError } from "../../src/messages/userError.js";
import * as yamlMessages from "../../src/messages/yaml.js";

export type Provider = "cpu" | "cuda" | "webgpu";

export interface SessionOptions {
  readonly provider: Provider;
  /** Threads of the network; the figures don't depend on it. */
  readonly threads: number;
  /**
   * False where networks take turns: the threads of the one that has just run would go on waiting busily,
   * and take the processor from the next. Default true.
   */
  readonly spinning?: boolean | undefined;
}

/** An ONNX network, loaded. */
export interface OpenedSession {
  readonly ort: typeof import("onnxruntime-node");
  readonly session: InferenceSession;
  readonly bytes: Uint8Array;
  /** Of the file. */
  readonly sha256: string;
}

/**
 * Loads an ONNX network.
 * @throws UserError: no such file, not ONNX, a provider that isn't there
 */
export async function openSession(path: string, options: SessionOptions): Promise<OpenedSession> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new UserError(
      error.code === "ENOENT"
        ? yamlMessages.fileMissing("model", path)
        : yamlMessages.fileUnreadable(
            "model",
            path,
            error.code === "EISDIR" ? "it is a folder" : error.message,
          ),
    );
  });
  const { default: ort } = await import("onnxruntime-node");
  // What goes wrong is thrown as well; the library's own lines would double it.
  ort.env.logLevel = "fatal";
  const session = await createSession(ort, path, options);
  return { ort, session, bytes, sha256: createHash("sha256").update(bytes).digest("hex") };
}

/**
 * A session of a network's file, or of its bytes where they are another's than the file's.
 * @throws UserError: not ONNX, a provider that isn't there
 */
export async function createSession(
  ort: typeof import("onnxruntime-node"),
  path: string,
  { provider, threads, spinning }: SessionOptions,
  bytes?: Uint8Array,
): Promise<InferenceSession> {
  try {
    const settings: InferenceSession.SessionOptions = {
      executionProviders: [provider],
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      logSeverityLevel: 4,
      ...(spinning === false ? { extra: { session: { intra_op: { allow_spinning: "0" } } } } : {}),
    };
    return await (bytes
      ? ort.InferenceSession.create(bytes, settings)
      : ort.InferenceSession.create(path, settings));
  } catch (error) {
    const detail = firstLine(error as Error).replace(/^Load model from .* failed:\s*/, "");
    throw new UserError(
      provider !== "cpu" && /provider|backend|cuda|webgpu/i.test(detail)
        ? messages.providerUnavailable(provider, path, detail)
        : messages.notOnnx(path, detail),
    );
  }
}

export const firstLine = (error: Error): string => error.message.split("\n")[0]!.trim();
