export const notTfjs = (path: string, detail: string) =>
  `model ${path}: not a TF.js model that can be loaded: ${detail}; export it again, or check that it is the right file`;

export const folderWithoutModel = (path: string) =>
  `model ${path}: a folder without a model.json; give the TF.js model's folder, or the model's file`;

export const shardMissing = (path: string, shard: string) =>
  `model ${path}: its weights ${shard} are not there; copy all of the exported files beside it`;

export const shardOutside = (path: string, shard: string) =>
  `model ${path}: names its weights "${shard}", which is not in its folder; weights must lie beside model.json`;

export const shardLength = (path: string, shards: readonly string[], has: number, needs: number) =>
  `model ${path}: its weights ${shards.join(", ")} have ${has} bytes in all where it needs ${needs}; the copy is incomplete or of another model: export or copy it again`;

export const tfjsOperation = (path: string, operation: string, backend: string) =>
  `model ${path}: uses ${operation}, which TF.js cannot run here (${backend}); install @tensorflow/tfjs-node, which runs more, or export the network as ONNX`;

export const tfjsLayer = (path: string, layer: string) =>
  `model ${path}: uses the layer ${layer}, which TF.js doesn't have; export the network as a graph model or as ONNX`;

export const tfjsProvider = (path: string, provider: string) =>
  `model ${path}: TF.js models run on cpu or cuda, not on ${provider}; use --provider cpu`;

export const tfjsNoGpuPackage = (path: string, name: string) =>
  `model ${path}: --provider cuda needs ${name} for TF.js models, which is not installed; install it or use --provider cpu`;

export const tfjsNoGpu = (path: string, name: string) =>
  `model ${path}: --provider cuda, but ${name} finds no GPU; check the driver and the CUDA libraries, or use --provider cpu`;

export const tfjsTakesGpu = (path: string, name: string) =>
  `model ${path}: --provider cpu, but ${name} has taken the GPU; use --provider cuda, or set CUDA_VISIBLE_DEVICES=-1`;

export const tfjsBroken = (path: string, name: string, detail: string) =>
  `model ${path}: ${name} is installed but can't be loaded: ${detail}; repair it, or remove it to run TF.js on WASM`;

export const teachableMachine = (name: string) =>
  `The network ${name} comes from Teachable Machine (its metadata.json says so) and is fed as there unless its description says otherwise: the largest square in the middle, antialiased, stored range, scaled to −1…1.`;
