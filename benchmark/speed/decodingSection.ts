import { existsSync } from "node:fs";
import { join } from "node:path";
import { preparedImage } from "../../runners/prepareWorker.js";
import { decodeImage, readWhole } from "../../src/imaging/readImage.js";
import { packageRoot } from "../../src/packageRoot.js";
import { imagesOf, phantomCohort } from "./radiographs.js";
import type { BenchmarkRow, BenchmarkSection } from "./section.js";
import { time } from "./timing.js";

/** The same computed radiograph in eight encodings, where a folder of them is at hand. */
const REAL = ["UNC", "RLE", "JPLL", "JLSL", "JLSN", "J2KR", "J2KI", "JPLY"];
const FOLDER = join(packageRoot(), "../shared/real/dicom");
const PREPARATION = { whole: [], normalised: true };

/** What a worker thread does before the network sees a radiograph: read, decode, contrast-normalise. */
export const decodingSection: BenchmarkSection = {
  name: "decoding",
  title: "Read, decode and normalise one radiograph, one thread",
  async run() {
    const [phantom] = imagesOf(await phantomCohort(1));
    const rows = [await rowOf("phantom", phantom.path!)];
    for (const name of REAL) {
      const path = join(FOLDER, `RG3_${name}.dcm`);
      if (existsSync(path)) rows.push(await rowOf(`RG3_${name}`, path));
      else console.error(`no ${path}, no figure of it`);
    }
    return rows;
  },
};

async function rowOf(what: string, path: string): Promise<BenchmarkRow> {
  const prepare = async () => preparedImage(await decodeImage(await readWhole(path), path), PREPARATION);
  const { normalised } = await prepare();
  const megapixels = (normalised!.width * normalised!.height) / 1e6;
  const { median } = await time(prepare, 9, 2);
  return {
    what,
    seconds: median,
    note: `${megapixels.toFixed(2)} megapixels, ${(megapixels / median).toFixed(1)} megapixels/s`,
  };
}
