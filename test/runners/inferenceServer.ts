import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { afterAll } from "vitest";

const datatypes: Record<string, string> = { float32: "FP32", float64: "FP64", uint8: "UINT8" };

/** Answers a request in place of the server; false to leave it to the server. */
export type Interference = (request: IncomingMessage, response: ServerResponse) => boolean;

export interface InferenceServer {
  /** `http://127.0.0.1:PORT` */
  readonly address: string;
  /** Method and path of every request, in order. */
  readonly requests: string[];
  /** Bodies of the inference requests, in order. */
  readonly bodies: string[];
  /** Set to break it. */
  interfere: Interference;
  close(): Promise<void>;
}

/**
 * A small server of the Open Inference Protocol v2 on this machine, which runs the ONNX files of a folder:
 * model metadata, with and without a version, and inference. It refuses what isn't the model's shape.
 */
export async function inferenceServer(folder: string): Promise<InferenceServer> {
  const sessions = new Map<string, InferenceSession>();
  const session = async (name: string) => {
    const known =
      sessions.get(name) ??
      (await InferenceSession.create(join(folder, `${name}.onnx`), { logSeverityLevel: 4 }));
    sessions.set(name, known);
    return known;
  };
  const requests: string[] = [];
  const bodies: string[] = [];
  const state = { interfere: (() => false) as Interference };

  const answer = async (request: IncomingMessage): Promise<[number, object]> => {
    const path = /^\/v2\/models\/([^/]+)(?:\/versions\/([^/]+))?(\/infer)?$/.exec(request.url!);
    if (!path) return [404, { error: "no such path" }];
    const [, name, version = "1", infer] = path;
    const model = version === "1" ? await session(name!).catch(() => null) : null;
    if (model === null) return [404, { error: `Request for unknown model: '${name}' version ${version}` }];
    const tensors = (list: readonly InferenceSession.ValueMetadata[]) =>
      list.map((one) => ({
        name: one.name,
        datatype: one.isTensor ? datatypes[one.type] : "?",
        shape: one.isTensor ? one.shape.map((size) => (typeof size === "number" ? size : -1)) : [],
      }));
    const [input] = tensors(model.inputMetadata) as [ReturnType<typeof tensors>[number]];
    if (!infer)
      return [
        200,
        {
          name,
          versions: ["1"],
          platform: "onnxruntime_onnx",
          inputs: tensors(model.inputMetadata),
          outputs: tensors(model.outputMetadata),
        },
      ];
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString("utf8");
    bodies.push(body);
    const { inputs, outputs } = JSON.parse(body);
    const [{ name: given, shape, datatype, data }] = inputs;
    const fits =
      given === input.name &&
      datatype === input.datatype &&
      shape.length === input.shape.length &&
      input.shape.every((size, axis) => size === -1 || size === shape[axis]) &&
      data.length === shape.reduce((product: number, size: number) => product * size, 1);
    if (!fits) return [400, { error: `unexpected shape for input '${given}': [${shape}]` }];
    const values = datatype === "UINT8" ? Uint8Array.from(data) : Float32Array.from(data);
    const type = datatype === "UINT8" ? "uint8" : "float32";
    const results = await model.run({ [given]: new Tensor(type, values as never, shape) });
    return [
      200,
      {
        model_name: name,
        model_version: version,
        outputs: outputs.map((one: { name: string }) => ({
          name: one.name,
          datatype: "FP32",
          shape: results[one.name]!.dims,
          data: Array.from(results[one.name]!.data as Float32Array),
        })),
      },
    ];
  };

  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    if (state.interfere(request, response)) return;
    answer(request)
      .catch((error): [number, object] => [500, { error: String(error) }])
      .then(([status, body]) => {
        response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
      });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const close = async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
    for (const one of sessions.values()) await one.release();
    sessions.clear();
  };
  afterAll(close);
  return Object.assign(state, {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    bodies,
    close,
  });
}
