import { basename } from "node:path";
import * as messages from "../../src/messages/pipeline.js";
import { UserError } from "../../src/messages/userError.js";
import type { ModelIdentity } from "../../src/results/schema/results.js";
import type { ValidatedYaml } from "../../src/yaml/readYaml.js";
import { combinedHash } from "../combinedHash.js";
import type { ImageModel, ImageScore, NormalisedImage, ScoreRequest } from "../imageModel.js";
import type { PipelineFile } from "../modelFile/pipelineSchema.js";
import type { SessionOptions } from "../onnx/session.js";
import type { InputSpec } from "../prepareImage.js";
import {
  assumptions,
  type Classifier,
  cropProbabilities,
  meanOverCrops,
  temperedCropProbabilities,
} from "./classifier.js";
import { checkPipeline } from "./declaration.js";
import { findRegions } from "./findRegions.js";
import type { Networks } from "./networks.js";
import { openPipelineExplainer } from "./pipelineExplainer.js";
import { pipelineSettings } from "./settings.js";
import { type NetworkStage, type OpenedView, openView, type Stages } from "./view.js";

/**
 * The two-stage pipeline of Raisuddin et al. (Scientific Reports 2021) from its description: landmarks,
 * region of interest, ten crops, folds (METHOD 3–7). Views are averaged by the caller (METHOD 8).
 * Without a classifier an image's probability is the mean over the ensemble's members.
 * @throws UserError naming file and setting
 */
export async function openPipeline(
  yaml: ValidatedYaml<PipelineFile>,
  stages: Stages,
  options: SessionOptions,
): Promise<ImageModel> {
  checkPipeline(yaml);
  const file = basename(yaml.path);
  const names = Object.keys(yaml.value.views).sort();
  const views = new Map<string, OpenedView>();
  const close = async () => {
    for (const view of views.values()) await view.close();
  };
  try {
    for (const name of names) views.set(name, await openView(yaml, name, stages, options));
  } catch (error) {
    await close();
    throw error;
  }
  const opened = [...views.values()];
  const { whole, indexOf } = wholeInputs(opened);
  const { default: ort } = await import("onnxruntime-node");
  const environment = { provider: options.provider, onnxruntime: ort.env.versions.node ?? "unknown" };
  const largestBatch = Math.max(...opened.map((view) => view.localizer.batch));
  return {
    identity: identity(yaml, opened),
    preparation: { whole, normalised: true },
    scoreKey: JSON.stringify({ views: opened.map(keyOf), ...environment }),
    views: names,
    replicable: true,
    // So that views that alternate fill a localizer's batch each.
    batchSize: largestBatch * opened.length,
    threshold: yaml.value.threshold ?? null,
    warnings: opened.flatMap((view) =>
      [view.classifier, view.ensemble].flatMap((stage) => (stage ? assumptions(stage) : [])),
    ),
    environment,
    async score(requests) {
      const scores: ImageScore[] = new Array(requests.length);
      for (const request of requests) checkView(file, names, request);
      for (const view of opened) {
        const own = requests.flatMap((request, i) => (request.view === view.name ? [i] : []));
        const found = await scoreView(
          view,
          own.map((i) => requests[i]),
          indexOf(view),
        );
        own.forEach((i, k) => {
          scores[i] = found[k];
        });
      }
      return scores;
    },
    openGradCam: () => openPipelineExplainer(opened, indexOf, options),
    close,
  };
}

async function scoreView(
  view: OpenedView,
  requests: readonly ScoreRequest[],
  input: number,
): Promise<ImageScore[]> {
  const found = await findRegions(view, requests, input);
  const squares = found.map(({ square }) => square);
  const { pixels } = view.region;
  const folds = view.classifier && (await cropProbabilities(view.classifier, squares, pixels));
  const members = view.ensemble && (await temperedCropProbabilities(view.ensemble, squares, pixels));
  return requests.map((request, i) => {
    const { width, height } = request.image.normalised as NormalisedImage;
    const each = (networks: readonly Float64Array[][]) => networks.map((crops) => meanOverCrops(crops[i]));
    return {
      probability: mean(each((folds ?? members?.plain)!)),
      ...(members ? { members: each(members.plain) } : {}),
      ...(members?.tempered ? { temperedMembers: each(members.tempered) } : {}),
      landmarks: { points: found[i].landmarks, width, height, spacing: found[i].spacing },
    };
  });
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function checkView(model: string, views: readonly string[], { view }: ScoreRequest): void {
  if (view === null) throw new UserError(messages.viewUnsaid(model, views));
  if (!views.includes(view)) throw new UserError(messages.unknownView(model, view, views));
}

/** One whole-image input a localizer's size; views standardise it themselves. */
function wholeInputs(views: readonly OpenedView[]) {
  const sizes = [...new Set(views.map((view) => view.localizer.spec.width))];
  const whole = sizes.map(
    (size): InputSpec => ({
      width: size,
      height: size,
      channels: 1,
      layout: "NCHW",
      type: "float32",
      contrast: "percentile",
      crop: "none",
      resize: "bilinear",
      mean: [0],
      std: [1 / 255],
    }),
  );
  return { whole, indexOf: (view: OpenedView) => sizes.indexOf(view.localizer.spec.width) };
}

/** Everything that a view's scores depend on besides the radiograph. */
function keyOf({ name, files, region, localizer, classifier, ensemble }: OpenedView) {
  const input = ({ spec, batch }: Networks) => ({ spec, batch });
  const stage = (one: Classifier | null) =>
    one && {
      ...input(one.networks),
      augmented: one.augmented,
      // Absent where there are none: scores kept by earlier versions stay good.
      temperatures: one.temperatures,
      outputs: one.networks.outputs.map(({ assumed: _, ...output }) => output),
    };
  return {
    name,
    files: files.map(({ stage, sha256 }) => ({ stage, sha256 })),
    region,
    localizer: input(localizer),
    classifier: stage(classifier),
    ensemble: stage(ensemble),
  };
}

/**
 * The networks' files in the order of view, stage and declaration. The model's hash is over those that its
 * probability needs, the ensemble's over those that its members need (localizers are in both).
 */
function identity(yaml: ValidatedYaml<PipelineFile>, views: readonly OpenedView[]): ModelIdentity {
  const classifies = views.some((view) => view.classifier !== null);
  const filesOf = (wanted: (stage: NetworkStage) => boolean) =>
    views.flatMap((view) =>
      view.files.filter(({ stage }) => wanted(stage)).map(({ file, sha256 }) => ({ file, sha256 })),
    );
  const own = filesOf((stage) => !classifies || stage !== "ensemble");
  const ensemble = filesOf((stage) => stage !== "classifier");
  const members = views[0].ensemble?.networks.files.length;
  const name = yaml.value.name ?? basename(yaml.path);
  return {
    name,
    format: "deepwrist",
    sha256: combinedHash(own),
    file: basename(yaml.path),
    descriptionSha256: yaml.sha256,
    settings: pipelineSettings(views),
    files: own,
    ...(members === undefined
      ? {}
      : { ensemble: { name, members, sha256: combinedHash(ensemble), files: ensemble } }),
  };
}
