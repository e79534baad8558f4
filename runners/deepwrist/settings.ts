import type { Classifier } from "./classifier.js";
import type { Networks } from "./networks.js";
import type { OpenedView } from "./view.js";

/** What is done to a radiograph, step by step, as results and reports print it. */
export function pipelineSettings(views: readonly OpenedView[]): Record<string, string> {
  const settings: Record<string, string> = {
    contrast: "5th–99th percentile of the image to 0–255",
    resampling: "bilinear, half-pixel centres, no antialiasing",
  };
  for (const { name, localizer, region, classifier, ensemble } of views) {
    settings[`${name} localizer`] =
      `${count(localizer, "fold")}, whole image as ${localizer.spec.width} × ${localizer.spec.height}, ${scaling(localizer)}, mean of the folds' points`;
    settings[`${name} region`] =
      `${region.size} × ${region.size} mm, ${region.padding} mm below the points' mean, zero beyond the edge, resampled to ${region.pixels} × ${region.pixels}`;
    if (classifier) settings[`${name} classifier`] = inWords(classifier, "fold");
    if (ensemble) settings[`${name} ensemble`] = inWords(ensemble, "member");
    if (ensemble?.temperatures) settings[`${name} ensemble temperatures`] = ensemble.temperatures.join(", ");
  }
  return settings;
}

function inWords({ networks, augmented }: Classifier, what: string): string {
  const crop = `${networks.spec.width} × ${networks.spec.height}`;
  const crops = augmented
    ? `mean of ten crops of ${crop} (five and the mirror's five)`
    : `centre crop ${crop}`;
  const { index, values, activation } = networks.outputs[0];
  return `${count(networks, what)}, ${crops}, ${scaling(networks)}, value ${index + 1} of ${values}, ${activation === "none" ? "a probability" : activation}`;
}

const count = ({ files }: Networks, what: string) =>
  `${files.length} ${what}${files.length === 1 ? "" : "s"}`;

function scaling({ spec }: Networks): string {
  const list = (values: readonly number[]) =>
    (values.every((v) => v === values[0]) ? values.slice(0, 1) : values)
      .map((v) => Number(v.toPrecision(6)))
      .join(", ");
  return `(grey / 255 − ${list(spec.mean)}) / ${list(spec.std)}`;
}
