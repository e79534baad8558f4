import type { CommandModule } from "yargs";
import { explainNeedsModel } from "../messages/explain.js";
import { providerNeedsModel } from "../messages/predictions.js";
import { robustnessNeedsModel } from "../messages/robustness.js";
import { UserError } from "../messages/userError.js";
import { type Context, commandLine } from "./context.js";
import { cohortOptions, providerOption, strataOption, threadsOption, wholeNumber } from "./options.js";

const options = {
  strata: strataOption,
  model: {
    type: "string",
    requiresArg: true,
    describe:
      "Model: .onnx, TF.js model.json or folder, http address, or .model.yaml; also the package's own",
  },
  predictions: {
    type: "string",
    requiresArg: true,
    describe: "Table of scores in place of a model: case_id, probability, perhaps view",
  },
  ...cohortOptions,
  out: { type: "string", requiresArg: true, default: "wrist-bench-out", describe: "Folder for the results" },
  baseline: {
    type: "string",
    requiresArg: true,
    describe: "Output folder of an earlier run: compares with it, case by case",
  },
  bootstrap: {
    type: "string",
    requiresArg: true,
    describe: "Bootstrap resamples  [default: the strata file's, else 5000]",
    coerce: wholeNumber("bootstrap", 100),
  },
  seed: {
    type: "string",
    requiresArg: true,
    describe: "Seed  [default: the strata file's, else 12345]",
    coerce: wholeNumber("seed", 0),
  },
  threads: threadsOption,
  provider: providerOption,
  inconclusive: {
    choices: ["fail", "warn"],
    describe: "What an inconclusive verdict does: exit code 1, or 0  [default: exit code 3]",
  },
  identifiers: {
    choices: ["pseudonyms", "plain"],
    default: "pseudonyms",
    describe: "How cases and patients are called in the results",
  },
  key: { type: "string", requiresArg: true, describe: "File with the key for pseudonyms  [default: yours]" },
  cache: {
    type: "boolean",
    default: true,
    describe: "Keep scores; --no-cache neither reads nor writes them",
  },
  html: {
    type: "boolean",
    default: true,
    describe: "Write report.html, tables/ and figures/; --no-html leaves them out",
  },
  format: {
    choices: ["html", "pdf"],
    default: "html",
    describe: "pdf: also report.pdf, printed by an installed Chromium, Chrome or Edge",
  },
  history: {
    type: "string",
    requiresArg: true,
    describe: "Record the run in this DuckDB file, made where there is none; see wrist-bench history",
  },
  explain: {
    type: "string",
    requiresArg: true,
    describe:
      "Show the N most wrong and most right cases of every stratum, radiograph beside heat map  [default: 0]",
    coerce: wholeNumber("explain", 0),
  },
  robustness: {
    type: "string",
    describe:
      "Also score under corruptions: quick (six at severity 3), full (all at 1, 3, 5), none, or names with commas between  [default: the strata file's]",
  },
  json: {
    type: "boolean",
    default: false,
    describe: "Print the verdict as JSON, and nothing else on stdout",
  },
  "code-quality": {
    type: "boolean",
    describe: "Write GitLab's gl-code-quality-report.json  [default: where GITLAB_CI is set]",
  },
  quiet: { type: "boolean", default: false, describe: "Neither progress nor summary" },
} as const;

/** `wrist-bench run`: score, analyse, judge, write. */
export function runCommand(context: Context): CommandModule {
  return {
    command: "run",
    describe: "Score a model, or a table of scores, on declared strata",
    builder: (parser) => parser.options(options),
    handler: async (parsed) => {
      const args = parsed as unknown as Arguments;
      if ((args.model === undefined) === (args.predictions === undefined))
        throw new UserError("give either --model or --predictions, one of them; see wrist-bench run --help");
      if (args.predictions !== undefined && args.explain) throw new UserError(explainNeedsModel);
      if (args.predictions !== undefined && (args.robustness ?? "none") !== "none")
        throw new UserError(robustnessNeedsModel);
      if (args.predictions !== undefined && args.provider !== "cpu")
        throw new UserError(providerNeedsModel(args.provider));
      await run(args, context);
    },
  };
}

interface Arguments {
  strata: string;
  model?: string;
  predictions?: string;
  cohort?: string;
  images?: string;
  out: string;
  baseline?: string;
  bootstrap?: number;
  seed?: number;
  threads?: number;
  provider: "cpu" | "cuda" | "webgpu";
  inconclusive?: "fail" | "warn";
  identifiers: "pseudonyms" | "plain";
  key?: string;
  cache: boolean;
  history?: string;
  explain?: number;
  robustness?: string;
  html: boolean;
  format: "html" | "pdf";
  json: boolean;
  codeQuality?: boolean;
  quiet: boolean;
}

async function run(args: Arguments, { argv, signal }: Context): Promise<void> {
  const [
    { runBenchmark },
    { writeOutputs },
    { locate },
    { silent },
    { terminalProgress },
    { keepBaseline, prepareOutputFolder },
    { findBrowser },
    pseudonyms,
    messages,
  ] = await Promise.all([
    import("../run/runBenchmark.js"),
    import("../run/writeOutputs.js"),
    import("../run/locate.js"),
    import("../run/progress.js"),
    import("./terminal.js"),
    import("./outputFolder.js"),
    import("../run/printPdf.js"),
    import("../results/pseudonyms.js"),
    import("../messages/results.js"),
  ]);
  await prepareOutputFolder(args.out);
  // Before hours are spent on scoring.
  const browser = args.format === "pdf" ? await findBrowser() : undefined;
  if (args.baseline !== undefined) await keepBaseline(args.baseline, args.out);
  if (args.history !== undefined)
    await import("../history/openHistory.js").then(({ checkHistory }) => checkHistory(args.history!));
  const terminal = terminalProgress();
  const benchmark = await runBenchmark({
    strata: locate(args.strata, "strata file"),
    source:
      args.model === undefined ? { predictions: args.predictions! } : { model: locate(args.model, "model") },
    cohort: args.cohort,
    images: args.images,
    iterations: args.bootstrap,
    seed: args.seed,
    threads: args.threads,
    provider: args.provider,
    noCache: !args.cache,
    explain: args.explain,
    baseline: args.baseline,
    robustness: args.robustness,
    command: commandLine(argv),
    progress: args.quiet ? silent : terminal,
    signal,
    pseudonymise: async (invented) => {
      if (args.identifiers === "plain") return pseudonyms.plain;
      if (invented && args.key === undefined) return pseudonyms.keyed(pseudonyms.inventedKey);
      const created = (path: string) => terminal.note(messages.keyCreated(path));
      return pseudonyms.keyed(
        await pseudonyms.readOrCreateKey(args.key ?? pseudonyms.usualKeyFile(), created),
      );
    },
  }).finally(terminal.end);
  signal.throwIfAborted();
  const { ciOutputs, pathInProject } = await import("../run/ciOutputs.js");
  const { env } = process;
  await writeOutputs(benchmark, {
    out: args.out,
    html: args.html,
    pdf: browser,
    inconclusive: args.inconclusive,
    codeQuality:
      (args.codeQuality ?? Boolean(env["GITLAB_CI"])) ? pathInProject(args.strata, env) : undefined,
  });
  const annotations = await ciOutputs(benchmark.file, args.inconclusive, env, (line) =>
    process.stderr.write(`${line}\n`),
  );
  if (args.json) {
    const { jsonVerdict } = await import("../gate/jsonVerdict.js");
    process.stdout.write(
      `${JSON.stringify(jsonVerdict(benchmark.file, { out: args.out, inconclusive: args.inconclusive }), null, 2)}\n`,
    );
    // GitHub reads workflow commands on stderr as well.
    process.stderr.write(annotations);
  } else {
    const { summary } = await import("./summary.js");
    process.stdout.write(
      `${args.quiet ? "" : summary(benchmark.file, args.out, args.inconclusive)}${annotations}`,
    );
  }
  if (args.history !== undefined) {
    const { recordAfterRun } = await import("../history/recordRun.js");
    await recordAfterRun(args.history, benchmark.file, args.out, { signal });
  }
  const { exitCode } = await import("../gate/exitCode.js");
  process.exitCode = exitCode(benchmark.file.results.verdict, args.inconclusive);
}
