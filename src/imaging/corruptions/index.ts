import { noSuchCorruption } from "../../messages/corruptions.js";
import { UserError } from "../../messages/userError.js";
import { RandomStream } from "../../statistics/random.js";
import type { GreyImage } from "../image.js";
import { castOverlay } from "./castOverlay.js";
import { overExposure, underExposure } from "./clipping.js";
import { collimationLoss } from "./collimationLoss.js";
import type { Apply, Corruption, Severity } from "./corruption.js";
import { defocusBlur } from "./defocusBlur.js";
import { downSampling } from "./downSampling.js";
import { electronicNoise } from "./electronicNoise.js";
import { gridLines } from "./gridLines.js";
import { hardwareOverlay } from "./hardwareOverlay.js";
import { jpeg } from "./jpeg.js";
import { markerAdded, markerRemoved, markerSwapped } from "./markers.js";
import { motionBlur } from "./motionBlur.js";
import { horizontalFlip, translation, wrongSpacing } from "./position.js";
import { quantumNoise } from "./quantumNoise.js";
import { rotation } from "./rotation.js";
import { scatterVeil } from "./scatterVeil.js";
import { corruptions } from "./severities.js";
import { bitDepthLoss, contrastDown, contrastUp, gamma, inverted } from "./toneCurve.js";

export type { Corruption, CorruptionFamily, Severity } from "./corruption.js";
export { severities } from "./corruption.js";
export { corruptions };

const applications: Readonly<Record<string, Apply>> = {
  "quantum-noise": quantumNoise,
  "electronic-noise": electronicNoise,
  "defocus-blur": defocusBlur,
  "motion-blur": motionBlur,
  "over-exposure": overExposure,
  "under-exposure": underExposure,
  "gamma-up": gamma,
  "gamma-down": gamma,
  "contrast-up": contrastUp,
  "contrast-down": contrastDown,
  "scatter-veil": scatterVeil,
  "grid-lines": gridLines,
  rotation,
  translation,
  "collimation-loss": collimationLoss,
  "horizontal-flip": horizontalFlip,
  "wrong-spacing": wrongSpacing,
  "marker-added": markerAdded,
  "marker-swapped": markerSwapped,
  "marker-removed": markerRemoved,
  "cast-overlay": castOverlay,
  "hardware-overlay": hardwareOverlay,
  jpeg,
  "down-sampling": downSampling,
  "bit-depth-loss": bitDepthLoss,
  "monochrome-inverted": inverted,
};

/** Of every random stream of corruptions. */
const seed = 20260711;

/** @throws UserError for a name that no corruption has */
export function corruptionNamed(name: string): Corruption {
  const found = corruptions.find((one) => one.name === name);
  if (!found)
    throw new UserError(
      noSuchCorruption(
        name,
        corruptions.map((one) => one.name),
      ),
    );
  return found;
}

/**
 * A radiograph made worse. The same image, corruption, severity and key give the same pixels, whatever ran
 * before or beside it.
 *
 * @param image not changed; it comes back itself (the same object) where the corruption finds nothing to
 *   change, as where there is no marker to remove or no spacing to be wrong
 * @param key the file's SHA-256 in hexadecimal: names the random streams
 * @throws UserError for a name that no corruption has
 */
export function corrupt(
  image: GreyImage,
  corruption: string,
  severity: Severity,
  key: string,
): GreyImage | Promise<GreyImage> {
  const { name, values } = corruptionNamed(corruption);
  return applications[name](image, values[severity - 1], {
    ofImage: () => new RandomStream(seed, key, name),
    ofSeverity: () => new RandomStream(seed, key, name, severity),
  });
}
