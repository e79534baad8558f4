import { createRequire } from "node:module";
import { afterEach, describe, expect, it } from "vitest";
import { chooseBackend, type LoadPackage } from "../../runners/tfjs/chooseBackend.js";
import { UserError } from "../../src/messages/userError.js";

const gpu = "@tensorflow/tfjs-node-gpu";
const native = "@tensorflow/tfjs-node";
const own = createRequire(import.meta.url);
const visible = process.env["CUDA_VISIBLE_DEVICES"];

afterEach(() => {
  if (visible === undefined) delete process.env["CUDA_VISIBLE_DEVICES"];
  else process.env["CUDA_VISIBLE_DEVICES"] = visible;
});

/** A stand-in of tfjs-node or tfjs-node-gpu, on a machine with a GPU or without. */
const standIn = (hasGpu: boolean) => ({
  version: { "tfjs-core": "9.9.9" },
  setBackend: async (name: string) => name === "tensorflow",
  // As CUDA does: a device that is made invisible isn't there.
  backend: () => ({ isUsingGpuDevice: hasGpu && process.env["CUDA_VISIBLE_DEVICES"] !== "-1" }),
});

/** Loads the stand-ins given; other TensorFlow packages aren't installed unless they are our own. */
function machine(packages: Record<string, object>): { load: LoadPackage; asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    load(name) {
      asked.push(name);
      const found = packages[name];
      if (found instanceof Error) throw found;
      return found ?? own(name);
    },
  };
}

const choose = async (packages: Record<string, object>, provider: "cpu" | "cuda" = "cpu") => {
  const { load, asked } = machine(packages);
  const { environment, tf } = await chooseBackend("m", provider, load);
  return { environment, tf, asked };
};
const fault = async (packages: Record<string, object>, provider: "cpu" | "cuda" = "cpu") => {
  const error = await choose(packages, provider).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(UserError);
  return error.message as string;
};

describe("which TF.js runs", () => {
  it("the GPU package before the native one before WASM; on the processor unless CUDA is asked for", async () => {
    const both = { [gpu]: standIn(true), [native]: standIn(false) };
    const first = await choose(both);
    expect(first.environment).toEqual({ provider: "cpu", tfjs: "9.9.9", tfjsBackend: gpu });
    expect(first.tf).toBe(both[gpu]);
    const second = await choose({ [native]: standIn(false) });
    expect(second.environment).toMatchObject({ provider: "cpu", tfjsBackend: native });
    const last = await choose({});
    expect(last.environment).toMatchObject({ provider: "cpu", tfjsBackend: "WASM with SIMD, one thread" });
    expect(last.asked.slice(0, 2)).toEqual([gpu, native]);
    delete process.env["CUDA_VISIBLE_DEVICES"];
    await choose({});
    expect(process.env["CUDA_VISIBLE_DEVICES"]).toBeUndefined();
  });

  it("CUDA by the GPU package alone, and only where it has a GPU", async () => {
    const { environment, asked } = await choose({ [gpu]: standIn(true), [native]: standIn(false) }, "cuda");
    expect(environment).toEqual({ provider: "cuda", tfjs: "9.9.9", tfjsBackend: gpu });
    expect(asked).toEqual([gpu]);
    expect(await fault({ [gpu]: standIn(false) }, "cuda")).toMatch(/finds no GPU/);
    expect(await fault({ [native]: standIn(false) }, "cuda")).toMatch(/needs .*tfjs-node-gpu.*not installed/);
  });

  it("a GPU that is taken against --provider cpu is an error, not a surprise", async () => {
    const stubborn = { ...standIn(true), backend: () => ({ isUsingGpuDevice: true }) };
    expect(await fault({ [gpu]: stubborn })).toMatch(/has taken the GPU/);
  });

  it("a package that is installed but broken is named, not stepped over", async () => {
    const library = new Error("libtensorflow.so.2: cannot open shared object file\nmore");
    expect(await fault({ [native]: library })).toMatch(/tfjs-node is installed but can't be loaded: libtens/);
    const part = Object.assign(new Error("Cannot find module '@mapbox/node-pre-gyp'"), {
      code: "MODULE_NOT_FOUND",
    });
    expect(await fault({ [gpu]: part })).toMatch(/node-gpu is installed but.*node-pre-gyp/);
    expect(await fault({ [native]: { ...standIn(false), setBackend: async () => false } })).toMatch(
      /can't be loaded: no backend/,
    );
  });
});
