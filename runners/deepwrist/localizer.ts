import type { Landmark } from "../../src/imaging/region.js";
import { meanLandmarks } from "../../src/imaging/region.js";
import { standardise } from "../../src/imaging/standardise.js";
import * as messages from "../../src/messages/pipeline.js";
import { UserError } from "../../src/messages/userError.js";
import type { Networks, OutputReader } from "./networks.js";

/** Points a localizer gives (METHOD 3). */
const points = 3;
/** Further outside the image than its own size no localizer points by mistake. */
const farthest = [-1, 2] as const;

/**
 * Reads a localizer's only output: three points.
 * @throws UserError where it gives something else
 */
export const landmarkOutput: OutputReader<{ name: string }> = (path, _, outputs) => {
  if (outputs.length > 1)
    throw new UserError(
      messages.landmarkOutputs(
        path,
        outputs.map((output) => output.name),
      ),
    );
  const output = outputs[0];
  const shape = output.isTensor ? output.shape : [];
  const rest = shape.slice(1);
  const fits =
    (rest.length === 1 && rest[0] === 2 * points) ||
    (rest.length === 2 && rest[0] === points && rest[1] === 2);
  if (!fits || !output.isTensor || output.type !== "float32")
    throw new UserError(messages.landmarkOutput(path, output.name, shape));
  return { name: output.name };
};

/**
 * Finds the landmarks in whole images: the mean of the folds' points (METHOD 3).
 * @param images grey values 0–255 at the networks' size
 * @param names how messages call them
 */
export async function localize(
  networks: Networks,
  images: readonly Float32Array[],
  names: readonly string[],
): Promise<Landmark[][]> {
  const raw = await networks.run(images.length, (i, batch, offset) =>
    standardise(images[i], networks.spec, batch, offset),
  );
  return images.map((_, i) => {
    const landmarks = meanLandmarks(
      raw.map((fold) =>
        Array.from({ length: points }, (_, p): Landmark => {
          const at = 2 * (i * points + p);
          return [fold[at], fold[at + 1]];
        }),
      ),
    );
    const astray = landmarks.find((point) => !point.every((v) => v >= farthest[0] && v <= farthest[1]));
    if (astray)
      throw new UserError(
        messages.notLandmarks(
          networks.files.map((one) => one.path),
          names[i],
          astray,
        ),
      );
    return landmarks;
  });
}
