import { openModel } from "../../runners/openModel.js";
import { scoreImages } from "../../runners/scoreImages.js";
import { phantomCohort, repeated } from "./radiographs.js";

/**
 * Run as a process of its own: scores the embedded cohort's first cases several times over and prints its
 * peak memory in MB and the seconds of scoring. Arguments: model, cases, times.
 */
const [path, cases, times] = process.argv.slice(2);
const { cohort, remove } = await repeated(await phantomCohort(Number(cases)), Number(times));
const model = await openModel(path, { provider: "cpu", threads: 2 });
try {
  const start = performance.now();
  await scoreImages(cohort, model, { threads: 2, onUnreadable: "error" });
  const seconds = (performance.now() - start) / 1000;
  console.log(JSON.stringify({ megabytes: process.resourceUsage().maxRSS / 1024, seconds }));
} finally {
  await model.close();
  await remove();
}
