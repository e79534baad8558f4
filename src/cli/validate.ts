import type { CommandModule } from "yargs";
import { terminalLines } from "../messages/terminalText.js";
import type { Context } from "./context.js";
import { cohortOptions, providerOption, strataOption, threadsOption } from "./options.js";

/** `wrist-bench validate`: everything that can be checked without scoring. */
export function validateCommand({ signal }: Context): CommandModule {
  return {
    command: "validate",
    describe: "Check strata file, manifest, images and model without scoring",
    builder: (parser) =>
      parser.options({
        strata: strataOption,
        model: { type: "string", requiresArg: true, describe: "Model to check as well" },
        ...cohortOptions,
        threads: threadsOption,
        provider: providerOption,
      }),
    handler: async (args) => {
      const [{ validate }, { locate }, { terminalProgress }] = await Promise.all([
        import("../run/validate.js"),
        import("../run/locate.js"),
        import("./terminal.js"),
      ]);
      const terminal = terminalProgress();
      const lines = await validate({
        strata: locate(args["strata"] as string, "strata file"),
        model: args["model"] === undefined ? undefined : locate(args["model"] as string, "model"),
        cohort: args["cohort"] as string | undefined,
        images: args["images"] as string | undefined,
        threads: args["threads"] as number | undefined,
        provider: args["provider"] as "cpu" | "cuda" | "webgpu",
        progress: terminal,
        signal,
      }).finally(terminal.end);
      process.stdout.write(terminalLines(lines));
    },
  };
}
