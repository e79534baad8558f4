/** wrist-bench as a library: each step of a run, and the whole. */
export { type Replay, type ReplaySettings, replay } from "../benchmark/deepwrist-2021/replay.js";
export { type PublishedStudy, publishedStudy } from "../benchmark/deepwrist-2021/study.js";
export { renderHtml, renderJunit, renderMarkdown } from "../reports/index.js";
export { judge, judgeAll, overall } from "./gate/acceptance.js";
export { UserError } from "./messages/userError.js";
export { readResults } from "./results/readResults.js";
export { type ResultsFile, resultsFileSchema } from "./results/schema/results.js";
export { type Benchmark, type BenchmarkOptions, runBenchmark } from "./run/runBenchmark.js";
export { type ValidateOptions, validate } from "./run/validate.js";
export { type OutputOptions, writeOutputs } from "./run/writeOutputs.js";
export { strataJsonSchema } from "./strata/jsonSchema.js";
export { readStrataFile } from "./strata/readStrataFile.js";
export { type StrataFile, strataFileSchema } from "./strata/schema.js";
