import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../temporaryFolder.js";
import { scoresOf } from "./scoresOf.js";

const chest = resolve("../shared/real/chest");
const present = existsSync(chest);
const folder = temporaryFolder();

if (!present) console.warn(`skipped: real chest radiographs are not at ${chest}`);

describe.skipIf(!present)("a real TF.js network and its ONNX twin on 60 real radiographs", () => {
  const table = present ? readFileSync(join(chest, "scores.csv"), "utf8") : "";
  const [, ...rows] = table.trim().split("\n");
  const files = rows.map((row) => join(chest, "images", row.split(",")[0]!));
  const independent = rows.map((row) => Number(row.split(",").at(-1)));
  const greatest = (a: readonly number[], b: readonly number[]) =>
    Math.max(...a.map((value, i) => Math.abs(value - b[i]!)));

  it(
    "agree with each other and with the scores that others computed, to 1e-4",
    {
      timeout: 300_000,
    },
    async () => {
      const description = join(folder, "pneumonia.model.yaml");
      writeFileSync(
        description,
        [
          "version: 1",
          `model: ${join(chest, "pneumonia.onnx")}`,
          'input: {contrast: none, crop: centre, resize: antialiased, scaling: "-1-1"}',
          "output: {index: 1}",
        ].join("\n"),
      );
      const onnx = await scoresOf(description, files);
      const tfjs = await scoresOf(join(chest, "tfjs-pneumonia"), files);
      expect(files).toHaveLength(60);
      expect(greatest(onnx, independent)).toBeLessThanOrEqual(1e-4);
      expect(greatest(tfjs, independent)).toBeLessThanOrEqual(1e-4);
      expect(greatest(tfjs, onnx)).toBeLessThanOrEqual(1e-4);
    },
  );
});
