import type { CommandModule } from "yargs";
import type { Context } from "./context.js";
import { threadsOption } from "./options.js";

/** `wrist-bench compare`: two output folders, paired case by case; never a model or an image. */
export function compareCommand({ signal }: Context): CommandModule {
  return {
    command: "compare <baseline> <candidate>",
    describe: "Compare two runs case by case: which stratum got worse, judged by the candidate's rules",
    builder: (parser) =>
      parser
        .positional("baseline", {
          type: "string",
          describe: "Output folder, or results.json, of the run before",
        })
        .positional("candidate", { type: "string", describe: "The same of the run to judge" })
        .options({
          out: {
            type: "string",
            requiresArg: true,
            describe: "Folder for the candidate's results with the comparison  [default: nothing is written]",
          },
          threads: threadsOption,
          inconclusive: {
            choices: ["fail", "warn"],
            describe: "What an inconclusive verdict does: exit code 1, or 0  [default: exit code 3]",
          },
          html: { type: "boolean", default: true, describe: "Write report.html; --no-html leaves it out" },
          quiet: { type: "boolean", default: false, describe: "No summary" },
        }),
    handler: async (args) => {
      const [{ comparedRuns }, { keepBaseline, prepareOutputFolder }, { exitCode }] = await Promise.all([
        import("../run/compareRuns.js"),
        import("./outputFolder.js"),
        import("../gate/exitCode.js"),
      ]);
      const out = args["out"] as string | undefined;
      const baseline = args["baseline"] as string;
      const inconclusive = args["inconclusive"] as "fail" | "warn" | undefined;
      if (out !== undefined) {
        await prepareOutputFolder(out);
        await keepBaseline(baseline, out);
      }
      const compared = await comparedRuns(baseline, args["candidate"] as string, {
        threads: args["threads"] as number | undefined,
        signal,
      });
      signal.throwIfAborted();
      if (out !== undefined) {
        const { writeOutputs } = await import("../run/writeOutputs.js");
        await writeOutputs(compared, {
          out,
          html: args["html"] as boolean,
          inconclusive: inconclusive ?? "fail",
        });
      }
      if (!args["quiet"]) {
        const { compareSummary } = await import("./comparisonSummary.js");
        process.stdout.write(compareSummary(compared.file, out));
      }
      process.exitCode = exitCode(compared.file.results.comparison!.verdict, inconclusive);
    },
  };
}
