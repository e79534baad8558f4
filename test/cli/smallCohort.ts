import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { RandomStream } from "../../src/statistics/random.js";

const models = join(import.meta.dirname, "../runners/golden");

/** Cases of the small cohort: 24 easy (half fractured), 24 hard. */
export const smallCases = 48;

/**
 * A cohort of two-view cases, 20 × 16 px PNGs, for `brightness.model.yaml`: a network whose score rises
 * with the mean grey value. In the easy stratum fractures are bright, in the hard one hardly.
 */
export async function writeSmallCohort(folder: string): Promise<void> {
  mkdirSync(join(folder, "images"), { recursive: true });
  cpSync(join(models, "probability.onnx"), join(folder, "brightness.onnx"));
  writeFileSync(
    join(folder, "brightness.model.yaml"),
    "version: 1\nname: Brightness\nmodel: brightness.onnx\ninput: {contrast: none, scaling: {mean: [0.4], std: [0.1]}}\n",
  );
  const random = new RandomStream(1, "small cohort");
  const rows: string[] = [];
  for (let i = 0; i < smallCases; i++) {
    const hard = i >= smallCases / 2;
    const label = i % 2;
    for (const view of ["PA", "LAT"]) {
      const level = 140 + (label - 0.5) * (hard ? 10 : 60) + (random.uniform() - 0.5) * 60;
      const pixels = Uint8Array.from({ length: 320 }, () => level + (random.uniform() - 0.5) * 20);
      const path = `${i}-${view}.png`;
      await sharp(pixels, { raw: { width: 20, height: 16, channels: 1 } })
        .png()
        .toFile(join(folder, "images", path));
      const age = i === 5 ? "" : 20 + i;
      rows.push(
        `case${i},patient${i - (i % 6 === 5 ? 1 : 0)},${view},${path},${label},${hard ? 1 : 0},${age},${i % 3 ? "F" : "M"}`,
      );
    }
  }
  const header = "case_id,patient_id,view,path,fracture,hard,age,sex";
  writeFileSync(join(folder, "cohort.csv"), `${[header, ...rows].join("\n")}\n`);
  writeFileSync(
    join(folder, "strata.yaml"),
    `version: 1
name: small
title: Small and synthetic
cohort:
  manifest: cohort.csv
  images: images
  columns: {case: case_id, patient: patient_id, view: view, image: path, label: fracture, age: age, sex: sex}
strata:
  - {name: easy, where: "hard = 0"}
  - {name: difficult, where: "hard = 1"}
bootstrap: {iterations: 500}
`,
  );
}
