import type { CommandModule } from "yargs";
import type { Context } from "./context.js";
import { threadsOption, wholeNumber } from "./options.js";

/** `wrist-bench phantom`: writes the embedded cohort as DICOM files with a manifest. */
export function phantomCommand({ signal }: Context): CommandModule {
  return {
    command: "phantom",
    describe: "Write the embedded cohort: DICOM radiographs of wrist phantoms and a manifest",
    builder: (parser) =>
      parser.options({
        out: { type: "string", demandOption: true, requiresArg: true, describe: "Folder to write to" },
        split: {
          choices: ["test", "training", "all"],
          default: "test",
          describe: "Which cases; their patients are disjoint",
        },
        cases: {
          type: "string",
          requiresArg: true,
          describe: "Training cases  [default: 1946]",
          coerce: wholeNumber("cases", 10),
        },
        seed: {
          type: "string",
          requiresArg: true,
          describe: "Another seed makes another cohort",
          coerce: wholeNumber("seed", 0),
        },
        threads: threadsOption,
      }),
    handler: async (args) => {
      const { availableParallelism } = await import("node:os");
      const { writePhantomCohort } = await import("../../benchmark/phantom/cohort.js");
      const { terminalProgress } = await import("./terminal.js");
      const terminal = terminalProgress();
      const { manifest, images } = await writePhantomCohort({
        out: args["out"] as string,
        split: args["split"] as "test" | "training" | "all",
        trainingCases: args["cases"] as number | undefined,
        seed: args["seed"] as number | undefined,
        threads: (args["threads"] as number | undefined) ?? availableParallelism(),
        onProgress: (done, total) => terminal.update("Making radiographs", done, total),
        signal,
      }).finally(terminal.end);
      process.stdout.write(`${images} radiographs, manifest ${manifest}\n`);
    },
  };
}
