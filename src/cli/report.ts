import type { CommandModule } from "yargs";
import { terminalLines } from "../messages/terminalText.js";
import { UserError } from "../messages/userError.js";

/** `wrist-bench report`: renders results.json again; needs nothing else. */
export function reportCommand(): CommandModule {
  return {
    command: "report <results>",
    describe: "Render the report of a results.json again",
    builder: (parser) =>
      parser
        .positional("results", { type: "string", describe: "results.json, or the folder it is in" })
        .options({
          out: {
            type: "string",
            requiresArg: true,
            describe:
              "A folder for report.html, tables/ and figures/, or a file for the report alone  [default: beside results.json]",
          },
          format: {
            choices: ["html", "pdf"],
            default: "html",
            describe: "pdf: report.pdf alone, printed by an installed Chromium, Chrome or Edge",
          },
        }),
    handler: async ({ results, out, format }) => {
      const { stat } = await import("node:fs/promises");
      const { dirname, join } = await import("node:path");
      const { writeReport } = await import("../run/writeReport.js");
      const { prepareOutputFolder } = await import("./outputFolder.js");
      const isFolder = async (path: string) => (await stat(path).catch(() => null))?.isDirectory() ?? false;
      const given = results as string;
      const path = (await isFolder(given)) ? join(given, "results.json") : given;
      const wanted = out as string | undefined;
      if (wanted?.trim() === "") throw new UserError("--out is empty; name a folder or a file");
      const to = wanted ?? dirname(path);
      const folder = (await isFolder(to)) || /[\\/]$/.test(to);
      const written = await writeReport(path, {
        ...(folder ? { folder: to } : { file: to }),
        format: format as "html" | "pdf",
        prepare: prepareOutputFolder,
      });
      process.stdout.write(terminalLines([`written to ${written}`]));
    },
  };
}
