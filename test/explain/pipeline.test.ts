import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openModel } from "../../runners/openModel.js";
import { preparedImage } from "../../runners/prepareWorker.js";
import { onWholeImage, peakOf } from "../../src/imaging/heatMap.js";
import type { GreyImage } from "../../src/imaging/image.js";
import type { Region } from "../../src/imaging/region.js";
import { apartRelative } from "./apart.js";

interface Expected {
  case: string;
  view: string;
  width: number;
  height: number;
  spacing: [number, number];
  blob: [number, number];
  inverted: boolean;
  region: Region;
  heat: number[][];
  whole: { every: number; values: number[][]; sum: number };
}
const golden = join(import.meta.dirname, "golden");
const images = JSON.parse(readFileSync(join(golden, "pipeline.json"), "utf8")) as Expected[];

/** The radiographs of test/runners/golden/makePipeline.py. */
function radiograph({ width, height, spacing, blob, inverted }: Expected): GreyImage {
  const pixels = Float32Array.from({ length: width * height }, (_, i) => {
    const x = i % width;
    const y = Math.floor(i / width);
    const texture = (x * 37 + y * 91 + ((x * y) % 257) * 13) % 4096;
    const bright = Math.max(0, 40000 - 5 * ((x - blob[0]) ** 2 + 2 * (y - blob[1]) ** 2));
    const value = 6000 + texture + bright;
    return inverted ? 65535 - value : value;
  });
  return { width, height, pixels, spacing: { row: spacing[0], column: spacing[1] } };
}

it("the pipeline's heat maps are PyTorch's and OpenCV's, in the region and on the whole image", async () => {
  const model = await openModel(join(golden, "pipeline.model.yaml"), { provider: "cpu", threads: 1 });
  const explainer = await model.openGradCam!();
  if ("refused" in explainer) throw new Error(explainer.refused);
  expect(explainer.nodes.map(({ file }) => file)).toEqual(["pipeline-fold-5.onnx", "pipeline-fold-7.onnx"]);
  for (const image of images) {
    const heat = await explainer.explain({
      name: image.case,
      image: preparedImage(radiograph(image), model.preparation),
      view: "PA",
      spacing: null,
    });
    expect(heat.frame).toEqual(image.region);
    expect(apartRelative(heat.values, image.heat.flat())).toBeLessThan(1e-5);

    const { width, height, values } = onWholeImage(heat, image);
    const { every, sum } = image.whole;
    const sampled = image.whole.values.flatMap((row, y) =>
      row.map((_, x) => values[y * every * width + x * every]),
    );
    expect([width, height]).toEqual([image.width, image.height]);
    expect(apartRelative(sampled, image.whole.values.flat())).toBeLessThan(1e-5);
    expect(values.reduce((total, value) => total + value, 0) / sum).toBeCloseTo(1, 5);

    const peak = peakOf(heat, image)!;
    const most = values.reduce((best, value, i) => (value > values[best] ? i : best), 0);
    const apart = Math.hypot(peak.x - (most % width), peak.y - Math.floor(most / width));
    // A pixel of the region is several of the image.
    expect(apart).toBeLessThan(image.region.width / heat.width);
  }
  await explainer.close();
  await model.close();
});
