import { dirname, resolve } from "node:path";
import { cropZeroPadded, type Landmark, type Region, regionOfInterest } from "../../src/imaging/region.js";
import { resizeBilinear } from "../../src/imaging/resizeBilinear.js";
import type { SettingsPlace } from "../../src/messages/model.js";
import * as messages from "../../src/messages/pipeline.js";
import { UserError } from "../../src/messages/userError.js";
import { place } from "../../src/messages/yaml.js";
import type { ValidatedYaml } from "../../src/yaml/readYaml.js";
import type { PipelineFile, PipelineView } from "../modelFile/pipelineSchema.js";
import type { SessionOptions } from "../onnx/session.js";
import { type Classifier, probabilityOutput } from "./classifier.js";
import { landmarkOutput } from "./localizer.js";
import { type Networks, openNetworks } from "./networks.js";

export type NetworkStage = "localizer" | "classifier" | "ensemble";

/** One view's networks and settings, opened. */
export interface OpenedView {
  readonly name: string;
  readonly localizer: Networks;
  readonly region: { readonly size: number; readonly padding: number; readonly pixels: number };
  /** Null where the view has none, or it isn't wanted. */
  readonly classifier: Classifier | null;
  /** The deep ensemble's members; null likewise. */
  readonly ensemble: Classifier | null;
  /** File as declared and SHA-256, in the order of declaration: localizers, classifiers, members. */
  readonly files: readonly { readonly file: string; readonly sha256: string; readonly stage: NetworkStage }[];
  close(): Promise<void>;
}

/** Which stages of a pipeline are wanted. */
export interface Stages {
  readonly classifier: boolean;
  readonly ensemble: boolean;
}

const usual = { localizer: 256, region: 256, crop: 224 };
/** Images a run of a network, where neither it nor the description says. */
const usualBatch = 4;

/**
 * Opens the networks of one view of a pipeline.
 * @throws UserError naming network and setting
 */
export async function openView(
  yaml: ValidatedYaml<PipelineFile>,
  name: string,
  stages: Stages,
  options: SessionOptions,
): Promise<OpenedView> {
  const view = yaml.value.views[name];
  const at = (stage: NetworkStage): SettingsPlace => ({
    key: (key) => `views.${name}.${stage}.${settingName(stage, key)}`,
    file: `in ${place(yaml.place(["views", name, stage]))}`,
  });
  const paths = (list: readonly string[]) => list.map((file) => resolve(dirname(yaml.path), file));
  const { batchSize } = yaml.value;
  const opened: Networks[] = [];
  const keep = <N extends Networks>(networks: N): N => {
    opened.push(networks);
    return networks;
  };
  const close = async () => {
    for (const networks of opened) await networks.close();
  };
  const region = {
    size: view.region.size,
    padding: view.region.padding,
    pixels:
      view.region.spacing === undefined
        ? (view.region.pixels ?? usual.region)
        : Math.max(1, Math.round(view.region.size / view.region.spacing)),
  };
  const openClassifier = async (stage: "classifier" | "ensemble") => {
    const declared = classifierSettings(yaml, name, view, stage);
    const augmented = stage === "classifier" && view.classifier!.testTimeAugmentation;
    const networks = keep(
      await openNetworks(
        paths(declared.models),
        {
          ...declared,
          size: declared.crop,
          usualSize: usual.crop,
          batch: augmented ? 10 * (batchSize ?? 1) : (batchSize ?? usualBatch),
        },
        probabilityOutput(declared.output, at(stage)),
        options,
        at(stage),
      ),
    );
    if (networks.spec.width > region.pixels)
      throw new UserError(
        messages.cropLarger(yaml.place(["views", name, "region"]), name, networks.spec.width, region.pixels),
      );
    const temperatures = stage === "ensemble" ? view.ensemble?.temperatures : undefined;
    return { networks, augmented, ...(temperatures ? { temperatures } : {}) };
  };
  try {
    const { localizer } = view;
    const found = keep(
      await openNetworks(
        paths(localizer.models),
        {
          ...localizer,
          size: localizer.size,
          usualSize: usual.localizer,
          batch: batchSize ?? usualBatch,
        },
        landmarkOutput,
        options,
        at("localizer"),
      ),
    );
    const classifier = stages.classifier && view.classifier ? await openClassifier("classifier") : null;
    const ensemble = stages.ensemble && view.ensemble ? await openClassifier("ensemble") : null;
    const hashed = (networks: Networks | undefined, list: readonly string[], stage: NetworkStage) =>
      networks?.files.map(({ sha256 }, i) => ({ file: list[i], sha256, stage })) ?? [];
    return {
      name,
      localizer: found,
      region,
      classifier,
      ensemble,
      files: [
        ...hashed(found, localizer.models, "localizer"),
        ...hashed(classifier?.networks, view.classifier?.models ?? [], "classifier"),
        ...hashed(ensemble?.networks, view.ensemble?.models ?? [], "ensemble"),
      ],
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What is declared, an ensemble's gaps filled in from the classifier's. */
function classifierSettings(
  yaml: ValidatedYaml<PipelineFile>,
  name: string,
  view: PipelineView,
  stage: "classifier" | "ensemble",
) {
  if (stage === "classifier") return view.classifier!;
  const { classifier } = view;
  const own = view.ensemble!;
  const mean = own.mean ?? classifier?.mean;
  const std = own.std ?? classifier?.std;
  for (const [key, value] of Object.entries({ mean, std }))
    if (value === undefined)
      throw new UserError(
        messages.standardisationMissing(yaml.place(["views", name, "ensemble"]), name, key),
      );
  return {
    models: own.models,
    layout: own.layout ?? classifier?.layout,
    crop: own.crop ?? classifier?.crop,
    mean: mean!,
    std: std!,
    output: own.output ?? classifier?.output ?? {},
  };
}

/** What a single network's description calls `input.width` is a pipeline's `size` or `crop`. */
function settingName(stage: NetworkStage, key: string): string {
  if (key === "input.width" || key === "input.height") return stage === "localizer" ? "size" : "crop";
  return key.replace(/^input\./, "");
}

/**
 * The region of interest of a radiograph, cut out and resampled (METHOD 4–5).
 * @param image contrast-normalised, full size
 * @returns grey values 0–255, `pixels × pixels`
 */
export function regionSquare(
  image: { readonly width: number; readonly height: number; readonly pixels: Uint8Array },
  region: Region,
  pixels: number,
): Float32Array {
  const cut = cropZeroPadded(image.pixels, image, region);
  return resizeBilinear(cut, region.width, region.height, pixels, pixels);
}

export const regionOf = (
  view: OpenedView,
  landmarks: readonly Landmark[],
  image: { readonly width: number; readonly height: number },
  spacing: { readonly row: number; readonly column: number },
): Region => regionOfInterest(landmarks, image, spacing, view.region.size, view.region.padding);
