import type { CommandModule } from "yargs";
import { terminalLines } from "../messages/terminalText.js";
import type { Context } from "./context.js";
import { cohortOptions, threadsOption } from "./options.js";

/** `wrist-bench lock`: writes down what is declared, before anything is scored. */
export function lockCommand({ signal }: Context): CommandModule {
  return {
    command: "lock <strata>",
    describe: "Write STRATA.lock.json: strata, thresholds and criteria as declared before scoring",
    builder: (parser) =>
      parser
        .positional("strata", { type: "string", describe: "Strata file; the lock is written beside it" })
        .options({
          model: {
            type: "string",
            requiresArg: true,
            describe: "Model whose thresholds are locked, where the strata file declares none",
          },
          ...cohortOptions,
          threads: threadsOption,
          force: { type: "boolean", default: false, describe: "Replace a lock that is there" },
        }),
    handler: async (args) => {
      const [{ lockProtocol }, { locate }, { terminalProgress }] = await Promise.all([
        import("../run/lock.js"),
        import("../run/locate.js"),
        import("./terminal.js"),
      ]);
      const terminal = terminalProgress();
      const { path, lock } = await lockProtocol({
        strata: locate(args["strata"] as string, "strata file"),
        model: args["model"] === undefined ? undefined : locate(args["model"] as string, "model"),
        cohort: args["cohort"] as string | undefined,
        images: args["images"] as string | undefined,
        threads: args["threads"] as number | undefined,
        force: args["force"] as boolean,
        progress: terminal,
        signal,
      }).finally(terminal.end);
      const open = lock.threshold === null;
      process.stdout.write(
        terminalLines([
          ...(open
            ? ["note: the threshold is not locked, as neither the strata file nor --model says one"]
            : []),
          `locked ${lock.strata.file} (${lock.criteria.length} criteria, ${lock.regression.length} regression rules) on ${lock.manifest.name}`,
          `written to ${path}`,
        ]),
      );
    },
  };
}
