import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openView } from "../../runners/deepwrist/view.js";
import type { PipelineFile } from "../../runners/modelFile/pipelineSchema.js";
import { readModelFile } from "../../runners/modelFile/readModelFile.js";
import { openModel } from "../../runners/openModel.js";
import { withReplicas } from "../../runners/replicas.js";
import { scoreImages } from "../../runners/scoreImages.js";
import { packageRoot } from "../../src/packageRoot.js";
import type { ValidatedYaml } from "../../src/yaml/readYaml.js";
import { type BareRuns, bareLoop } from "./bareLoop.js";
import { imagesOf, phantomCohort } from "./radiographs.js";
import { writeResnet50 } from "./resnet50.js";
import type { BenchmarkRow, BenchmarkSection } from "./section.js";
import { inTurns } from "./timing.js";

const REFERENCE = "benchmark/phantom/models/deepwrist.model.yaml";
const THREADS = 2;
/** Of the phantom's test split, all that are scored in its run: the start of threads weighs as there. */
const CASES = 312;
/** Least share of the bare loop's speed to reach. */
const SHARE = 0.9;

/**
 * From files to probabilities, against a bare onnxruntime loop over tensors already in memory with the same
 * networks, batches and threads. Both are run in turns, so that what else the machine does hits both.
 */
export const throughputSection: BenchmarkSection = {
  name: "throughput",
  title: `From files to probabilities, ${THREADS} threads`,
  async run() {
    return [...(await referenceRows()), ...(await resnetRows())];
  },
};

async function referenceRows(): Promise<BenchmarkRow[]> {
  const path = join(packageRoot(), REFERENCE);
  if (!existsSync(path)) {
    console.error(`${REFERENCE} isn't there, no figures of the reference pipeline`);
    return [];
  }
  return rowsOf("reference pipeline", path, 3, await networksOf(path, CASES), false);
}

async function resnetRows(): Promise<BenchmarkRow[]> {
  const folder = await mkdtemp(join(tmpdir(), "wrist-bench-speed-"));
  try {
    const network = await writeResnet50(folder);
    if (network === null) {
      console.error("PyTorch isn't installed, no figures of a ResNet-50");
      return [];
    }
    const description = join(folder, "resnet50.model.yaml");
    await writeFile(
      description,
      "version: 1\nmodel: resnet50.onnx\ninput: {scaling: {mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225]}}\n",
    );
    const runs = imagesOf(await phantomCohort(CASES)).length;
    const bare = [{ path: network, shape: [1, 3, 224, 224], runs }];
    return await rowsOf("ResNet-50", description, 3, bare, true);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function rowsOf(
  what: string,
  path: string,
  repetitions: number,
  networks: readonly BareRuns[],
  spinning: boolean,
): Promise<BenchmarkRow[]> {
  const cohort = await phantomCohort(CASES);
  const options = { provider: "cpu", threads: THREADS } as const;
  const model = withReplicas(await openModel(path, options), path, options);
  const bare = await bareLoop(networks, THREADS, spinning);
  const whole = () => scoreImages(cohort, model, { threads: THREADS, onUnreadable: "error" });
  const [bareTime, wholeTime] = await inTurns([() => bare.run(), whole], repetitions);
  await bare.close();
  await model.close();
  const images = imagesOf(cohort).length;
  return [
    {
      what: `${what}, ${CASES} cases, bare loop`,
      seconds: bareTime.median,
      note: `${(images / bareTime.median).toFixed(1)} radiographs/s`,
    },
    {
      what: `${what}, ${CASES} cases, from files`,
      seconds: wholeTime.median,
      target: bareTime.median / SHARE,
      note: `${(images / wholeTime.median).toFixed(1)} radiographs/s; ${(bareTime.median / wholeTime.median).toFixed(3)} of the bare loop's speed`,
    },
  ];
}

/** Every run that a pipeline makes of its networks for a number of cases with one radiograph a view. */
async function networksOf(path: string, cases: number): Promise<BareRuns[]> {
  const yaml = (await readModelFile(path)) as ValidatedYaml<PipelineFile>;
  const list: BareRuns[] = [];
  for (const name of Object.keys(yaml.value.views)) {
    const stages = { classifier: true, ensemble: true };
    const view = await openView(yaml, name, stages, { provider: "cpu", threads: 1 });
    for (const stage of [view.localizer, view.classifier?.networks, view.ensemble?.networks]) {
      if (!stage) continue;
      const inputs = stage === view.classifier?.networks && view.classifier.augmented ? 10 * cases : cases;
      const { batch, spec, files } = stage;
      const shape = [batch, spec.channels, spec.height, spec.width];
      for (const file of files) list.push({ path: file.path, shape, runs: Math.ceil(inputs / batch) });
    }
    await view.close();
  }
  return list;
}
