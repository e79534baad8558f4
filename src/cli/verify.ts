import { basename, dirname } from "node:path";
import type { CommandModule } from "yargs";
import { terminalLines } from "../messages/terminalText.js";
import type { Context } from "./context.js";
import { cohortOptions, strataOption, threadsOption } from "./options.js";

/** Differences that are printed; how many there are is said. */
const longest = 20;

/** `wrist-bench verify`: recomputes a run's results and holds every file against them. */
export function verifyCommand({ signal }: Context): CommandModule {
  const { demandOption: _, ...strata } = strataOption;
  const found = "[default: where the run's command says]";
  return {
    command: "verify <out>",
    describe: "Recompute a run's results, and check every hash and every figure of its report",
    builder: (parser) =>
      parser.positional("out", { type: "string", describe: "The run's output folder" }).options({
        strata: { ...strata, describe: `${strata.describe}  ${found}` },
        model: { type: "string", requiresArg: true, describe: `Model, for its hashes  ${found}` },
        predictions: { type: "string", requiresArg: true, describe: `Table of scores  ${found}` },
        ...cohortOptions,
        key: {
          type: "string",
          requiresArg: true,
          describe: "File with the key for pseudonyms  [default: yours]",
        },
        baseline: { type: "string", requiresArg: true, describe: `Run compared with  ${found}` },
        threads: threadsOption,
      }),
    handler: async (args) => {
      const [{ verify }, { terminalProgress }, { exitCodes }, { availableParallelism }] = await Promise.all([
        import("../run/verify/verify.js"),
        import("./terminal.js"),
        import("../gate/exitCode.js"),
        import("node:os"),
      ]);
      const terminal = terminalProgress();
      const option = (name: string) => args[name] as string | undefined;
      const { checked, notChecked, differences } = await verify({
        ...{ out: folderOf(option("out")!), strata: option("strata"), model: option("model") },
        ...{ predictions: option("predictions"), cohort: option("cohort"), images: option("images") },
        ...{ key: option("key"), baseline: option("baseline") },
        threads: (args["threads"] as number | undefined) ?? availableParallelism(),
        progress: terminal,
        signal,
      }).finally(terminal.end);
      const lines = [
        ...checked.map((line) => `checked: ${line}`),
        ...notChecked.map((line) => `not checked: ${line}`),
        ...differences
          .slice(0, longest)
          .map(({ where, expected, found }) => `differs: ${where}: expected ${expected}, found ${found}`),
        ...(differences.length > longest ? [`and ${differences.length - longest} more`] : []),
        differences.length === 0 ? "verified: nothing differs" : `not verified: ${differences.length} differ`,
      ];
      process.stdout.write(terminalLines(lines));
      if (differences.length > 0) process.exitCode = exitCodes.fail;
    },
  };
}

/** The run's folder, also where its results.json was named. */
const folderOf = (out: string): string => (basename(out) === "results.json" ? dirname(out) : out);
