import type { CommandModule } from "yargs";
import { wholeNumber } from "./options.js";

/** Resamples and seed of our intervals unless told otherwise. */
const usual = { iterations: 50_000, seed: 12_345 };

/** `wrist-bench replay`: recomputes the published study's tables; exit code 1 where one doesn't come out. */
export function replayCommand(): CommandModule {
  return {
    command: "replay",
    describe: "Recompute the tables of the published study (DeepWrist, 2021) from its confusion matrices",
    builder: (parser) =>
      parser.options({
        out: { type: "string", requiresArg: true, describe: "Folder for replay.txt and replay.json" },
        json: { type: "boolean", default: false, describe: "Print JSON in place of tables" },
        bootstrap: {
          type: "string",
          requiresArg: true,
          describe: `Bootstrap resamples, no fewer  [default: ${usual.iterations}]`,
          coerce: wholeNumber("bootstrap", usual.iterations),
        },
        seed: {
          type: "string",
          requiresArg: true,
          describe: `Seed  [default: ${usual.seed}]`,
          coerce: wholeNumber("seed", 0),
        },
      }),
    handler: async (args) => {
      const [{ publishedStudy }, { replay }, { printReplay }, { exitCodes }] = await Promise.all([
        import("../../benchmark/deepwrist-2021/study.js"),
        import("../../benchmark/deepwrist-2021/replay.js"),
        import("../../benchmark/deepwrist-2021/printReplay.js"),
        import("../gate/exitCode.js"),
      ]);
      const out = args["out"] as string | undefined;
      const { prepareOutputFolder } = await import("./outputFolder.js");
      if (out !== undefined) await prepareOutputFolder(out);
      const result = replay(publishedStudy(), {
        iterations: (args["bootstrap"] as number | undefined) ?? usual.iterations,
        seed: (args["seed"] as number | undefined) ?? usual.seed,
      });
      const text = printReplay(result);
      const json = `${JSON.stringify(result, null, 2)}\n`;
      if (out !== undefined) {
        const { join } = await import("node:path");
        const { writeAllWhole } = await import("../results/writeWhole.js");
        await writeAllWhole([
          { path: join(out, "replay.txt"), content: text },
          { path: join(out, "replay.json"), content: json },
        ]);
      }
      process.stdout.write(args["json"] ? json : text);
      if (!result.agrees) process.exitCode = exitCodes.fail;
    },
  };
}
