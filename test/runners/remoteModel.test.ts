import { readFileSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { join } from "node:path";
import sharp from "sharp";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import makeCase from "../../benchmark/phantom/caseWorker.js";
import { PHANTOM_SEED } from "../../benchmark/phantom/cohort.js";
import { imagePath } from "../../benchmark/phantom/manifest.js";
import { planTest } from "../../benchmark/phantom/plan.js";
import { noKeptScores, openKeptScores } from "../../runners/keptScores.js";
import { openModel } from "../../runners/openModel.js";
import { UserError } from "../../src/messages/userError.js";
import { temporaryFolder } from "../temporaryFolder.js";
import { type InferenceServer, inferenceServer } from "./inferenceServer.js";
import { scoresOf } from "./scoresOf.js";

const golden = join(import.meta.dirname, "golden");
const expected = JSON.parse(readFileSync(join(golden, "expected.json"), "utf8"));
const folder = temporaryFolder();
const image = join(folder, "ramp.png");
const options = { provider: "cpu", threads: 1 } as const;
let server: InferenceServer;

beforeAll(async () => {
  server = await inferenceServer(golden);
  const { width, height, pixels } = expected.image;
  await sharp(Uint8Array.from(pixels), { raw: { width, height, channels: 1 } })
    .png()
    .toFile(image);
});
beforeEach(() => {
  server.interfere = () => false;
  server.requests.length = 0;
  server.bodies.length = 0;
});

const url = (name: string) => `${server.address}/v2/models/${name}`;

/** A description of a model on the server. */
function described(name: string, settings: string): string {
  const file = join(folder, `${name}-${server.requests.length}-${settings.length}.model.yaml`);
  writeFileSync(file, `version: 1\nmodel: ${url(name)}\n${settings}`);
  return file;
}

async function fault(model: string): Promise<string> {
  const error = await scoresOf(model, [image]).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(UserError);
  expect(error.message).not.toMatch(/\n/);
  return error.message;
}

const say = (response: ServerResponse, status: number, body: string, headers = {}) => {
  response.writeHead(status, headers).end(body);
  return true;
};

describe("a model on a server gives NumPy's probability", () => {
  it.each([
    ["probability", undefined, "probability"],
    ["two-probabilities", undefined, "two-probabilities"],
    ["uint8", undefined, "uint8"],
    ["logit", "output: {activation: sigmoid}", "logit"],
    ["two-logits-nhwc", "output: {activation: softmax, index: 0}", "two-logits-nhwc index 0"],
    ["probability", 'input: {scaling: "-1-1"}', "probability -1-1"],
    ["probability", "input: {contrast: none, crop: centre, resize: antialiased}", "probability cropped"],
  ])("%s %s", async (name, settings, key) => {
    const model = settings === undefined ? url(name) : described(name, settings);
    const [alone, again] = await scoresOf(model, [image, image]);
    expect(alone).toBeCloseTo(expected[key], 6);
    expect(again).toBe(alone);
  });

  it("a version, a slash at the end, several batches", async () => {
    const images = new Array(10).fill(image);
    const scores = await scoresOf(`${url("two-probabilities")}/versions/1/`, images);
    expect(scores).toHaveLength(10);
    for (const score of scores) expect(score).toBeCloseTo(expected["two-probabilities"], 6);
    const path = "/v2/models/two-probabilities/versions/1";
    expect(server.requests).toEqual([`GET ${path}`, ...new Array(3).fill(`POST ${path}/infer`)]);
  });

  it("sends pixels and nothing that names them", async () => {
    await scoresOf(url("probability"), [image]);
    const [{ inputs, outputs, ...rest }] = server.bodies.map((body) => JSON.parse(body));
    expect(Object.keys(inputs[0]).sort()).toEqual(["data", "datatype", "name", "shape"]);
    expect([inputs.length, inputs[0].shape, outputs, rest]).toEqual([
      1,
      [8, 1, 16, 16],
      [{ name: "score" }],
      {},
    ]);
    expect(server.bodies.join()).not.toContain("ramp");
  });

  it("says that the weights are unknown and what was assumed, and keeps no scores", async () => {
    const model = await openModel(url("probability"), options);
    expect(model.identity).toMatchObject({ name: "probability", format: "remote", file: url("probability") });
    expect(model.identity.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(model.warnings.join("\n")).toMatch(/can't be hashed/);
    expect(model.warnings.join("\n")).toMatch(/taken for probabilities/);
    expect(model.environment).toEqual({ server: expect.stringMatching(/v2, HTTP.*onnxruntime_onnx/) });
    expect(await openKeptScores(join(folder, "kept"), model)).toBe(noKeptScores);
    await model.close();
    const told = await openModel(described("probability", "output: {activation: none}"), options);
    expect(told.warnings.join()).not.toMatch(/taken for probabilities/);
    await told.close();
  });
});

describe("the phantom's baseline network behind a server", () => {
  it("gives radiographs the probabilities it gives here", async () => {
    const models = "benchmark/phantom/models";
    const real = await inferenceServer(models);
    const plans = planTest(PHANTOM_SEED).slice(0, 3);
    await mkdir(join(folder, "test"), { recursive: true });
    for (const plan of plans) await makeCase({ out: folder, plan });
    const files = plans.flatMap((plan) =>
      (["PA", "LAT"] as const).map((view) => join(folder, imagePath(plan, view))),
    );
    const file = join(folder, "served.model.yaml");
    const own = readFileSync(join(models, "baseline.model.yaml"), "utf8");
    writeFileSync(file, own.replace("model: baseline.onnx", `model: ${real.address}/v2/models/baseline`));
    const here = await scoresOf(join(models, "baseline.onnx"), files);
    expect(new Set(here).size).toBe(6);
    const there = await scoresOf(file, files);
    there.forEach((score, i) => {
      expect(score).toBeCloseTo(here[i]!, 6);
    });
  });
});

describe("a server that fails", () => {
  it("busy twice, then well: answered, in three requests", async () => {
    let busy = 2;
    server.interfere = (request, response) =>
      request.method === "POST" && busy-- > 0 && say(response, busy === 1 ? 503 : 429, '{"error": "busy"}');
    const [score] = await scoresOf(url("probability"), [image]);
    expect(score).toBeCloseTo(expected["probability"], 6);
    expect(server.requests.filter((one) => one.startsWith("POST"))).toHaveLength(3);
  });

  it("a connection cut short is tried again", async () => {
    let cut = 1;
    server.interfere = (request) => {
      if (request.method !== "POST" || cut-- <= 0) return false;
      request.socket.destroy();
      return true;
    };
    const [score] = await scoresOf(url("probability"), [image]);
    expect(score).toBeCloseTo(expected["probability"], 6);
  });

  it("busy for ever: a bounded number of attempts, and the server's words", async () => {
    server.interfere = (_, response) => say(response, 503, '{"error": "warming up"}', { "retry-after": "0" });
    expect(await fault(described("probability", "remote: {retries: 2}"))).toMatch(
      /answers 503 \(3 attempts\): warming up/,
    );
    expect(server.requests).toHaveLength(3);
  });

  it("hangs: timed out, each attempt by itself", async () => {
    server.interfere = (request) => request.method === "POST";
    const model = described("probability", "remote: {timeout: 0.2, retries: 1}");
    expect(await fault(model)).toMatch(/no answer within 0\.2 s \(2 attempts\)/);
  });

  it("hangs in the middle of its answer: timed out too", async () => {
    server.interfere = (_, response) => response.writeHead(200).write("{") || true;
    const model = described("probability", "remote: {timeout: 0.2, retries: 0}");
    expect(await fault(model)).toMatch(/no answer within 0\.2 s \(1 attempt\)/);
  });

  it("isn't there", async () => {
    const gone = await inferenceServer(golden);
    await gone.close();
    const file = join(folder, "gone.model.yaml");
    writeFileSync(file, `version: 1\nmodel: ${gone.address}/v2/models/x\nremote: {retries: 1}\n`);
    expect(await fault(file)).toMatch(/can't be reached \(ECONNREFUSED; 2 attempts\)/);
  });

  it("an abort ends the waiting at once, with its own reason", async () => {
    server.interfere = (_, response) => say(response, 503, "", { "retry-after": "20" });
    const controller = new AbortController();
    const began = performance.now();
    const opening = openModel(url("probability"), { ...options, signal: controller.signal });
    setTimeout(() => controller.abort(new Error("interrupted")), 100);
    await expect(opening).rejects.toThrow("interrupted");
    expect(performance.now() - began).toBeLessThan(5000);
  });
});

describe("what a server says that can't be used is refused in a line, at once", () => {
  const posts = (body: string, status = 200) => {
    server.interfere = (request, response) => request.method === "POST" && say(response, status, body);
  };
  const answer = (data: unknown, name = "score") => JSON.stringify({ outputs: [{ name, data }] });

  it.each([
    ["<html>Welcome</html>", /answer is not JSON: it begins "<html>Welcome/],
    ["[1, 2]", /not that of the Open Inference Protocol v2/],
    ['{"outputs": [{"name": "score"}]}', /has no data as JSON/],
    [answer([0.5], "other"), /lacks the output "score"; it has other/],
    [answer([0.5, 0.5]), /has 2 values for 8 images of 1 each/],
    [answer(new Array(8).fill("half")), /the value "half", which is no number/],
    ['{"outputs": [{"name": "score", "data": [NaN, 1]}]}', /gives NaN or Infinity/],
  ])("%s", async (body, message) => {
    posts(body);
    expect(await fault(url("probability"))).toMatch(message);
    expect(server.requests).toHaveLength(2);
  });

  it("nested rows are as good as flat ones; null is NaN, which no run accepts", async () => {
    posts(answer([[0.25], [0.5], [null], [0], [0], [0], [0], [0]]));
    expect(await scoresOf(url("probability"), [image, image, image])).toEqual([0.25, 0.5, Number.NaN]);
  });

  it("no such model or version, a redirect, a refusal", async () => {
    expect(await fault(url("absent"))).toMatch(/no such model or version \(404\): .*absent/);
    expect(await fault(`${url("probability")}/versions/7`)).toMatch(/\(404\): .*version 7/);
    server.interfere = (_, response) => say(response, 302, "", { location: "http://127.0.0.1:1/" });
    expect(await fault(url("probability"))).toMatch(/sends elsewhere \(302\)/);
    posts('{"error": "unexpected shape"}', 400);
    expect(await fault(url("probability"))).toMatch(/refuses the request \(400\): unexpected shape/);
  });

  it("a shape other than its metadata's is the server's refusal, in its words", async () => {
    const model = described("free-channels", "input: {layout: NCHW, channels: 3, width: 16, height: 16}");
    expect((await scoresOf(model, [image]))[0]).toBeCloseTo(expected["probability"], 6);
    server.interfere = (request, response) =>
      request.method === "GET" &&
      say(
        response,
        200,
        JSON.stringify({
          name: "probability",
          inputs: [{ name: "image", datatype: "FP32", shape: [-1, 1, 20, 20] }],
          outputs: [{ name: "score", datatype: "FP32", shape: [-1, 1] }],
        }),
      );
    expect(await fault(url("probability"))).toMatch(/\(400\): unexpected shape for input 'image'/);
  });

  it("logits that nobody called so, where they show", async () => {
    expect(await fault(url("two-logits-nhwc"))).toMatch(/add up to .*output\.activation.*model: http/);
  });

  it("an address that is none, a provider that a server isn't asked for", async () => {
    for (const wrong of [
      "http://127.0.0.1:9/",
      "http://127.0.0.1:9/v2/models/",
      "http://a@127.0.0.1:9/v2/models/x",
    ])
      expect(await fault(wrong)).toMatch(/not the address of a model on a server; give http/);
    const cuda = openModel(url("probability"), { provider: "cuda", threads: 1 });
    await expect(cuda).rejects.toThrow(/--provider cuda can't be asked of a server/);
  });
});
