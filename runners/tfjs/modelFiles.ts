import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import type { io } from "@tensorflow/tfjs-core";
import { z } from "zod";
import * as messages from "../../src/messages/tfjs.js";
import { UserError } from "../../src/messages/userError.js";
import * as yamlMessages from "../../src/messages/yaml.js";

/** A TF.js model as it lies on disk. */
export interface ModelFiles {
  readonly kind: "layers" | "graph";
  readonly artifacts: io.ModelArtifacts;
  /** Over the hex SHA-256 of model.json and every weights file, a line each, in its order. */
  readonly sha256: string;
  /** A Teachable Machine image model, by the metadata.json beside it. */
  readonly teachableMachine: boolean;
}

const dtypes = ["float32", "int32", "bool", "string", "complex64"] as const;
const bytesOf = { float32: 4, int32: 4, bool: 1, complex64: 8, uint8: 1, uint16: 2, float16: 2 } as const;

const modelSchema = z.looseObject({
  modelTopology: z.record(z.string(), z.unknown()),
  weightsManifest: z.array(
    z.looseObject({
      paths: z.array(z.string().min(1)),
      weights: z.array(
        z.looseObject({
          name: z.string(),
          shape: z.array(z.int().min(0)),
          dtype: z.enum(dtypes),
          quantization: z.looseObject({ dtype: z.enum(["uint8", "uint16", "float16"]) }).optional(),
        }),
      ),
    }),
  ),
});
type Group = z.infer<typeof modelSchema>["weightsManifest"][number];

/**
 * Reads a TF.js model: `model.json` and the weights that it names, from its folder alone.
 * @throws UserError: not a TF.js model, weights missing, of the wrong length or outside the folder
 */
export async function readModelFiles(path: string): Promise<ModelFiles> {
  const text = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new UserError(
      error.code === "ENOENT"
        ? yamlMessages.fileMissing("model", path)
        : yamlMessages.fileUnreadable("model", path, error.message),
    );
  });
  const model = parse(path, text.toString("utf8"));
  const digest = createHash("sha256").update(`${sha256(text)}\n`);
  const groups: Buffer[] = [];
  for (const group of model.weightsManifest) {
    const shards = await Promise.all(group.paths.map((shard) => readShard(path, shard)));
    for (const shard of shards) digest.update(`${sha256(shard)}\n`);
    const bytes = Buffer.concat(shards);
    const needs = groupBytes(group);
    if (needs !== null && bytes.length !== needs)
      throw new UserError(messages.shardLength(path, group.paths, bytes.length, needs));
    groups.push(bytes);
  }
  const weightData = Uint8Array.from(Buffer.concat(groups)).buffer;
  const { weightsManifest, modelTopology, ...rest } = model;
  return {
    kind: modelKind(path, modelTopology),
    artifacts: {
      ...rest,
      modelTopology,
      weightSpecs: weightsManifest.flatMap((group) => group.weights) as io.WeightsManifestEntry[],
      weightData,
    },
    sha256: digest.digest("hex"),
    teachableMachine: await fromTeachableMachine(path),
  };
}

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

function parse(path: string, text: string): z.infer<typeof modelSchema> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new UserError(messages.notTfjs(path, "it is not JSON"));
  }
  const model = modelSchema.safeParse(json);
  if (model.success) return model.data;
  const [issue] = model.error.issues;
  throw new UserError(messages.notTfjs(path, `${issue!.path.join(".") || "it"}: ${issue!.message}`));
}

function modelKind(path: string, topology: Record<string, unknown>): ModelFiles["kind"] {
  if (Array.isArray(topology["node"])) return "graph";
  if ("class_name" in topology || "model_config" in topology) return "layers";
  throw new UserError(messages.notTfjs(path, "modelTopology is neither a layers model nor a graph"));
}

async function readShard(path: string, shard: string): Promise<Buffer> {
  const folder = resolve(dirname(path));
  const file = resolve(folder, shard);
  const inside = relative(folder, file);
  if (inside.startsWith("..") || isAbsolute(inside) || /^[a-z]+:/i.test(shard))
    throw new UserError(messages.shardOutside(path, shard));
  return readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new UserError(
      error.code === "ENOENT"
        ? messages.shardMissing(path, shard)
        : yamlMessages.fileUnreadable("weights", file, error.message),
    );
  });
}

/** Null where it can't be told: strings say their own lengths. */
function groupBytes(group: Group): number | null {
  let total = 0;
  for (const { shape, dtype, quantization } of group.weights) {
    const stored = quantization?.dtype ?? dtype;
    if (stored === "string") return null;
    total += bytesOf[stored] * shape.reduce((product, size) => product * size, 1);
  }
  return total;
}

async function fromTeachableMachine(path: string): Promise<boolean> {
  const metadata = await readFile(join(dirname(path), "metadata.json"), "utf8").catch(() => "{}");
  try {
    return JSON.parse(metadata)?.packageName === "@teachablemachine/image";
  } catch {
    return false;
  }
}
