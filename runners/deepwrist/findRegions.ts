import type { PixelSpacing } from "../../src/imaging/image.js";
import type { Landmark, Region } from "../../src/imaging/region.js";
import * as messages from "../../src/messages/pipeline.js";
import { UserError } from "../../src/messages/userError.js";
import type { ScoreRequest } from "../imageModel.js";
import { localize } from "./localizer.js";
import { type OpenedView, regionOf, regionSquare } from "./view.js";

/** Where the wrist is in one radiograph, and what was cut out there. */
export interface FoundRegion {
  readonly landmarks: readonly Landmark[];
  readonly spacing: PixelSpacing;
  readonly region: Region;
  /** Grey 0–255, resampled. */
  readonly square: Float32Array;
}

/**
 * The regions of interest of radiographs of one view (METHOD 3–5).
 * @param input which of the whole-image inputs is the localizer's
 */
export async function findRegions(
  view: OpenedView,
  requests: readonly ScoreRequest[],
  input: number,
): Promise<FoundRegion[]> {
  const spacings = requests.map(spacingOf);
  const landmarks = await localize(
    view.localizer,
    requests.map((request) => request.image.whole[input] as Float32Array),
    requests.map((request) => request.name),
  );
  return requests.map((request, i) => {
    const image = request.image.normalised!;
    const region = regionOf(view, landmarks[i], image, spacings[i]);
    const square = regionSquare(image, region, view.region.pixels);
    return { landmarks: landmarks[i], spacing: spacings[i], region, square };
  });
}

/** The file's own spacing; the manifest's where it says none. */
function spacingOf({ name, image, spacing }: ScoreRequest): PixelSpacing {
  const own = image.normalised!.spacing;
  if (own !== null) return own;
  if (spacing === null) throw new UserError(messages.spacingMissing(name));
  return { row: spacing, column: spacing };
}
